"""What a panel reviews: who has applied in a batch, what a provider has done for an enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.admission.applications import ENDED, AdmissionApplication
from banfa.procedures.experts.panel_rows import ACCEPTANCE, ADMISSION
from banfa.procedures.experts.whole import list_whole

if TYPE_CHECKING:
    from banfa.procedures.experts.panel_rows import Panel
    from banfa.trust.unit import Unit


def check_subject(unit: Unit, panel: Panel, provider_id: int, enterprise_id: int | None) -> None:
    """Check that a panel is about this provider, and this enterprise.

    Raises Missing, Malformed (`field_missing`, `field_unknown`), Conflict (`not_applicant`).
    """
    if enterprise_id is not None:
        get_entry(unit, Enterprise, enterprise_id)
    if panel.purpose == ACCEPTANCE and enterprise_id is None:
        message = "验收评审须写明企业（enterprise_id）。"
        raise Malformed("field_missing", message, field="enterprise_id")
    if panel.purpose != ADMISSION:
        return
    if enterprise_id is not None:
        message = "遴选入库评审的是申报单位，不填企业（enterprise_id）。"
        raise Malformed("field_unknown", message, field="enterprise_id")
    applied = list_whole(
        unit, AdmissionApplication, admission_batch_id=panel.admission_batch_id, provider_id=provider_id
    )
    if all(application.state in ENDED for application in applied):
        message = "该单位没有在本批申报，不能评审，请核对征集批次。"
        raise Conflict("not_applicant", message, field="provider_id")
