"""Progress of a contract (改造进展). Only substantive progress (实质性进展) ends a contract's idleness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.checks import NotBefore
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, carried_reference, choice, past_day, reference, text
from banfa.trust.rights import FIELD

if TYPE_CHECKING:
    from datetime import date

SUBSTANTIVE: Final = "substantive"
KINDS_OF_PROGRESS: Final = {SUBSTANTIVE: "实质性进展", "visit": "走访沟通", "other": "其他"}


class Progress(
    Entry,
    name="progress",
    zh="改造进展",
    plural="progress",
    rights=FIELD,
    day="occurred_on",
    checks=(NotBefore("contract_id", "signed_on", "occurred_on", code="progress_before_signing"),),
    cover={"sheet": (("provider_id", "contract_id", "occurred_on"), ("kind",))},
):
    """What was done on a contract."""

    contract_id: int = reference(
        "contract", "合同", carries=("provider_id", "enterprise_id"), reads=("signed_on",)
    )
    provider_id: int = carried_reference("provider", "服务商")
    enterprise_id: int = carried_reference("enterprise", "试点企业")
    kind: str = choice("进展种类", KINDS_OF_PROGRESS)
    occurred_on: date = past_day("发生之日")
    content: str | None = text("进展内容", max_length=MAX_CONTENT)


progress = Progress.table
