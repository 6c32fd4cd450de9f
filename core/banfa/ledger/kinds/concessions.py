"""Concessions (让利承诺) that providers promised when they applied, and whether they kept them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.ledger.entries.checks import InOrder
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, past_day, reference, text
from banfa.trust.rights import FIELD

if TYPE_CHECKING:
    from datetime import date


class Concession(
    Entry,
    name="concession",
    zh="让利承诺",
    rights=FIELD,
    day="promised_on",
    alike=("provider_id", "item", "promised_on"),
    checks=(InOrder("promised_on", "kept_on"),),
    cover={"sheet": (("provider_id", "promised_on"), ("kept_on",))},
):
    """A concession promised."""

    provider_id: int = reference("provider", "服务商")
    item: str = text("承诺的让利事项", max_length=MAX_CONTENT)
    promised_on: date = past_day("承诺之日")
    kept_on: date | None = past_day("核实兑现之日", hint="未兑现的不填")
    evidence: str | None = text("核实依据", max_length=MAX_CONTENT)


concession = Concession.table
