"""Drafts that were never handed in are emptied some days after the call's end, by a sweep every night."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.procedures.admission.batches import AdmissionBatch
from banfa.procedures.cases.office import find_office
from banfa.procedures.party_links.drafts import PartyDraft

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

_SWEEP_SIZE: Final = 50
_OLD: Final = (
    PartyDraft.select()
    .select_from(
        PartyDraft.rows.join(AdmissionBatch.rows, AdmissionBatch.c.id == PartyDraft.c.admission_batch_id)
    )
    .where(PartyDraft.c.said != {}, AdmissionBatch.c.open_until < bindparam("day"))
    .order_by(PartyDraft.c.id)
    .limit(_SWEEP_SIZE)
)


def sweep_drafts(unit: Unit) -> int:
    """Empty drafts whose call has been over for longer than the bureau keeps them; returns of how many.

    Their rows stay, with the moment, and of each stands in the audit chain that it was emptied.
    """
    last_kept = unit.today - timedelta(find_office(unit).days("draft"))
    drafts = unit.all(PartyDraft, _OLD, day=last_kept)
    if not drafts:
        return 0
    table = PartyDraft.table
    emptied = unit.update(table).where(table.c.id.in_([draft.id for draft in drafts]))
    unit.execute(emptied.values(said={}, emptied_at=unit.now))
    for draft in drafts:
        about = {"admission_batch_id": draft.admission_batch_id}
        unit.note("party_draft.emptied", f"party_draft/{draft.id}", about, event=False)
    return len(drafts)
