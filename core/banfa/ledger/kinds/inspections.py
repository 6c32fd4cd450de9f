"""Inspections (跟踪检查) of a provider, by the bureau, a district or a body it commissioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.ledger.entries.checks import NotBefore
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, past_day, reference, text
from banfa.trust.rights import VERIFIED

if TYPE_CHECKING:
    from datetime import date


class Inspection(
    Entry,
    name="inspection",
    zh="跟踪检查",
    rights=VERIFIED,
    day="inspected_on",
    checks=(NotBefore("contract_id", "signed_on", "inspected_on", code="inspection_before_signing"),),
):
    """What an inspection found."""

    contract_id: int | None = reference("contract", "合同", carries=("provider_id",), reads=("signed_on",))
    provider_id: int = reference("provider", "服务商")
    inspected_on: date = past_day("检查之日")
    inspector: str = text("检查单位", max_length=500)
    result: str = text("检查情况", max_length=MAX_CONTENT)
