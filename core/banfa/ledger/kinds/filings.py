"""Filings (报送): what a provider has to hand in by a day, and when it did."""

from __future__ import annotations

from sqlalchemy import Column, Date, Text

from banfa.ledger.entries.fields import Field, past_day, planned_day, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import entry_table

filing = entry_table(
    "filing",
    Column("what", Text, nullable=False),
    Column("period", Text),
    Column("due_on", Date, nullable=False),
    Column("made_on", Date),
    refers={"provider_id": "provider"},
)

FILING = Kind(
    name="filing",
    zh="报送",
    table=filing,
    day="due_on",
    fields=(
        Field("what", "报送事项", words, required=True),
        Field("period", "所属期间", words),
        Field("due_on", "应报之日", planned_day, required=True),
        Field("made_on", "报送之日（未报送的不填）", past_day),
    ),
    refers=(Ref("provider_id", "provider", "服务商"),),
)
