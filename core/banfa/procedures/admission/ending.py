"""Ending a batch of which no list comes: a call that is cancelled ends every application of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Malformed
from banfa.procedures.admission.applications import APPLICATIONS, RUNNING
from banfa.procedures.admission.batches import BATCHES
from banfa.procedures.admission.publishing import list_applications
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import take, take_all

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.admission.batches import AdmissionBatch, EndBatch
    from banfa.trust.unit import Unit


def end_batch(
    unit: Unit, _profile: Profile, row_id: int, data: EndBatch, version: int | None = None
) -> AdmissionBatch:
    """End a batch as it was made known, as another person than who entered the call.

    What runs of it ends with it, as nobody's fault: applicants are free to answer another call.
    Raises Malformed (`days_reversed`), Conflict (`paper_missing`).
    """
    batch = BATCHES.begin(unit, "end", row_id, version=version)
    if data.ended_on < batch.open_from:
        message = f"终止之日（ended_on）不能早于征集开始之日{batch.open_from}。"
        raise Malformed("days_reversed", message, field="ended_on")
    require_papers(unit, "admission_batch", batch.id, "evidence")
    nothing: dict[str, object] = {}
    running = [(row, nothing) for row in list_applications(unit, batch.id) if row.state in RUNNING]
    take_all(unit, APPLICATIONS, running, "lapse", {"admission_batch_id": batch.id})
    return take(unit, BATCHES, batch, "end", vars(data), **vars(data))
