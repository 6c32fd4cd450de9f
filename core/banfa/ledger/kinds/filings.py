"""Filings (报送): what a provider has to hand in by a day, and when it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import day, key, past_day, reference, text
from banfa.trust.rights import FIELD

if TYPE_CHECKING:
    from datetime import date


class Filing(Entry, name="filing", zh="报送", rights=FIELD, day="due_on"):
    """What has to be handed in by a day."""

    provider_id: int = reference("provider", "服务商")
    what: str = key("报送事项", searchable=True)
    period: str | None = text("所属期间", max_length=200)
    due_on: date = day("应报之日")
    made_on: date | None = past_day("报送之日", hint="未报送的不填")
