"""A batch put right: its amounts bind what is decided from then on, and a batch with claims is never void."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.subsidies.batches import BATCHES, EnterBatch, hold_batch
from banfa.procedures.subsidies.claim_rows import Claim
from banfa.procedures.subsidies.correcting import Correctable

if TYPE_CHECKING:
    from banfa.procedures.subsidies.batches import Batch
    from banfa.trust.unit import Unit


def _free_batch(unit: Unit, row: Batch) -> None:
    """Check that nobody has applied in it. Raises Conflict (`rests_on_it`)."""
    if list_rows(unit, Claim, subsidy_batch_id=row.id, limit=1):
        raise Conflict("rests_on_it", "本批次已有申报，不能作废；登记有误的，请更正有误的各项。")


CORRECTED_BATCHES: Final = Correctable(machine=BATCHES, enter=EnterBatch, fits=hold_batch, free=_free_batch)
