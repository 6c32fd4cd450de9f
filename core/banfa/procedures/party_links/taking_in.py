"""What was handed in by a link is taken in by a person (收件), and is then an application as any on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import text
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.admission.batches import BATCHES
from banfa.procedures.admission.reviewing import ReceiveApplication, receive_application
from banfa.procedures.cases.attaching import AttachFile, attach_file, list_attached
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs, link
from banfa.procedures.party_links.application_rows import PARTY_APPLICATIONS, PartyApplication

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.admission.applications import AdmissionApplication
    from banfa.trust.unit import Unit


class TakeIn(Inputs, example={"provider_id": "PROVIDER"}):
    """Who the applicant is in the register."""

    provider_id: int = link("provider", "申报单位", hint="先在服务商名册登记名称和信用代码，登记不等于入库")


class DropApplication(Inputs, example={"reason": "与已收件的申报重复，已与联系人核实。"}):
    """Why it is not taken in."""

    reason: str = text("不收件的原因", max_length=500)


def take_in(
    unit: Unit, profile: Profile, row_id: int, data: TakeIn, version: int | None = None
) -> AdmissionApplication:
    """Take in what was handed in, as received on the day on which it was: an application of its batch.

    Raises Conflict (`applicant_mismatch`), and as `receive_application` does.
    """
    batch_id = PARTY_APPLICATIONS.find(unit, row_id, lock=False).admission_batch_id
    batch = BATCHES.find(unit, batch_id)
    row = PARTY_APPLICATIONS.begin(unit, "take_in", row_id, version=version)
    provider = get_entry(unit, Provider, data.provider_id)
    if provider.uscc != row.applicant_code:
        message = f"所选单位的信用代码与申报单位“{row.applicant}”的不同，请核对，或先登记该单位。"
        raise Conflict("applicant_mismatch", message, field="provider_id")
    late = None
    if batch.state != "calling":
        late = f"申报单位{row.handed_in_on}在征集期内网上提交，征集截止后由{unit.actor.person.name}收件。"
    received = ReceiveApplication(
        admission_batch_id=row.admission_batch_id,
        provider_id=data.provider_id,
        category=row.category,
        industry=row.industry,
        received_on=row.handed_in_on,
        wants_list=row.wants_list,
        contact=row.contact,
        late_entry=late,
    )
    application = receive_application(unit, profile, received, handed_in=row.id)
    for paper in list_attached(unit, "party_application", row.id):
        file = AttachFile(file_id=paper.id, source=row.applicant, made_on=None)
        attach_file(unit, "admission_application", application.id, file, provider_id=data.provider_id)
    take(unit, PARTY_APPLICATIONS, row, "take_in", vars(data), admission_application_id=application.id)
    return application


def drop_application(
    unit: Unit, _profile: Profile, row_id: int, data: DropApplication, version: int | None = None
) -> PartyApplication:
    """Record that something is not taken in, and why: it was sent by mistake, or twice."""
    row = PARTY_APPLICATIONS.begin(unit, "drop", row_id, version=version)
    return take(unit, PARTY_APPLICATIONS, row, "drop", vars(data), reason=data.reason)
