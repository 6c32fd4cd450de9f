"""Complaints and reports (举报投诉) about a provider. Who complained stays with the bureau.

A provider sees what the bureau has established (whether, what conduct, when), so that it can answer,
and nothing that came with the complaint: among few contracts an exact day tells whose it was. Nor does it
see that there is one before conduct is established: one dismissed would tell only that somebody complained.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint

from banfa.errors import Malformed
from banfa.ledger.entries.checks import InOrder, Together
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, choice, past_day, reference, text
from banfa.trust.rights import VERIFIED

if TYPE_CHECKING:
    from datetime import date

    from banfa.ledger.entries.entry import Draft, Kind

UPHELD: Final = "upheld"
OUTCOMES: Final = {UPHELD: "核实成立", "dismissed": "不成立"}
UNLAWFUL, IRREGULAR = "unlawful", "irregular"
CONDUCTS: Final = {UNLAWFUL: "违法", IRREGULAR: "违规", "other": "其他问题"}
"""What was verified. Only unlawful or irregular conduct is what Liuzhou 15 and Huangshi 18 speak of."""


def _check_conduct(_kind: Kind, draft: Draft) -> None:
    """An upheld complaint says what conduct was verified, and no other does."""
    upheld, conduct = draft.values["outcome"] == UPHELD, draft.values["conduct"]
    if upheld and conduct is None:
        raise Malformed("field_missing", "核实成立的须写明查实的行为性质（conduct）。", field="conduct")
    if conduct is not None and not upheld:
        message = "查实的行为性质（conduct）只在核实成立时填写。"
        raise Malformed("field_unknown", message, field="conduct")


class Complaint(
    Entry,
    name="complaint",
    zh="举报投诉",
    rights=VERIFIED,
    day="received_on",
    told_once="conduct",
    checks=(InOrder("received_on", "decided_on"), Together("outcome", "decided_on"), _check_conduct),
    constraints=(
        CheckConstraint(
            "(outcome IS NOT DISTINCT FROM 'upheld') = (conduct IS NOT NULL)", name="upheld_conduct"
        ),
    ),
    cover={"sheet": (("provider_id", "decided_on"), ("outcome", "occurred_on", "conduct"))},
):
    """A complaint about a provider, and what became of it."""

    provider_id: int = reference("provider", "被举报的服务商")
    enterprise_id: int | None = reference("enterprise", "投诉的试点企业", secret_from=("provider",))
    received_on: date = past_day("收到之日", secret_from=("provider",))
    channel: str | None = text("渠道", max_length=500, personal="complainant", secret_from=("provider",))
    content: str = text("内容", max_length=MAX_CONTENT, personal="complainant", secret_from=("provider",))
    outcome: str | None = choice("核实结论", OUTCOMES, hint="须与核实之日一并填写")
    decided_on: date | None = past_day("核实之日")
    occurred_on: date | None = past_day("行为发生之日", hint="省略时按核实之日", secret_from=("provider",))
    conduct: str | None = choice("查实的行为性质", CONDUCTS, hint="核实成立的须填写")


complaint = Complaint.table
