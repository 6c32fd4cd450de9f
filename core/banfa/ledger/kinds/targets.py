"""Targets (绩效目标) of a provider's task book: how much is due by a day, and how much was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import day, integer, key, reference, text
from banfa.trust.rights import FIELD

if TYPE_CHECKING:
    from datetime import date

MAX_QUANTITY: Final = 10**12
"""Of a target's unit: 10,000 times as much still fits an int64."""


class Target(
    Entry,
    name="target",
    zh="绩效目标",
    rights=FIELD,
    day="due_on",
    cover={"sheet": (("provider_id", "item", "due_on", "entry_id"), ("planned", "achieved"))},
):
    """How much of an item is due by a day."""

    provider_id: int = reference("provider", "服务商")
    item: str = key("目标事项", searchable=True)
    period: str | None = text("所属期间", max_length=200)
    due_on: date = day("应完成之日")
    planned: int = integer("到该日应完成的数量", minimum=1, maximum=MAX_QUANTITY)
    achieved: int | None = integer("到该日已完成的数量", minimum=0, maximum=MAX_QUANTITY, hint="未报告的不填")


target = Target.table
