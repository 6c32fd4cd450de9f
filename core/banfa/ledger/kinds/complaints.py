"""Complaints and reports (举报投诉) about a provider. Who complained stays with the bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.checks import InOrder, Together
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, choice, past_day, reference, text
from banfa.trust.rights import VERIFIED

if TYPE_CHECKING:
    from datetime import date

UPHELD: Final = "upheld"
OUTCOMES: Final = {UPHELD: "核实成立", "dismissed": "不成立"}


class Complaint(
    Entry,
    name="complaint",
    zh="举报投诉",
    rights=VERIFIED,
    day="received_on",
    checks=(InOrder("received_on", "decided_on"), Together("outcome", "decided_on")),
    cover={"sheet": (("provider_id", "decided_on"), ("outcome",))},
):
    """A complaint about a provider, and what became of it."""

    provider_id: int = reference("provider", "被举报的服务商")
    enterprise_id: int | None = reference("enterprise", "投诉的试点企业", secret_from=("provider",))
    received_on: date = past_day("收到之日")
    channel: str | None = text("渠道", max_length=500, personal="complainant", secret_from=("provider",))
    content: str = text("内容", max_length=MAX_CONTENT, personal="complainant", secret_from=("provider",))
    outcome: str | None = choice("核实结论", OUTCOMES, hint="须与核实之日一并填写")
    decided_on: date | None = past_day("核实之日")


complaint = Complaint.table
