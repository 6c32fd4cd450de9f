"""Who has written a letter (反映人), and letters that went to 纪检: rows apart, which few may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, UniqueConstraint

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, bigint_column, date_column, instant_column, text_column

if TYPE_CHECKING:
    from datetime import date, datetime

IDENTITY: Final = "letter.identity"
DISCIPLINE: Final = "letter.discipline"
"""Actions: who has written a letter; which letters went to 纪检."""
BODIES: Final = {"party": "机关纪委", "resident": "派驻纪检监察组"}
REPORTER_STATES: Final = {"entered": "已登记", "removed": "已清除"}
WRITER: Final = ("name", "contact")
"""Columns that tell who has written: of one letter at a time, in no list."""


class Reporter(
    TenantRow,
    table="letter_reporter",
    refers={
        "letter_id": "letter",
        "web_letter_id": "web_letter",
        "enterprise_id": "enterprise",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", REPORTER_STATES),
        CheckConstraint("num_nonnulls(letter_id, web_letter_id) >= 1", name="letter_given"),
        UniqueConstraint("tenant_id", "letter_id"),
        UniqueConstraint("tenant_id", "web_letter_id"),
    ),
    bound=Bound(state=True),
    erasable=WRITER,
):
    """Who has written a letter (反映人), and how to reach him; emptied where the letter went to 纪检.

    `enterprise_id` is the enterprise that has written it or that it concerns, where it was asked to be
    confidential: otherwise it stands in the letter. Of what was sent on the web there is no `letter_id` until
    it is registered.
    """

    id: int
    letter_id: int | None = bigint_column()
    web_letter_id: int | None = bigint_column()
    name: str | None = text_column()
    contact: str | None = text_column()
    enterprise_id: int | None = bigint_column()
    state: str = text_column(default="'entered'")
    entered_by: int
    entered_at: datetime = instant_column()


class Diversion(
    TenantRow,
    table="letter_diversion",
    refers={"letter_id": "letter", "entered_by": "person"},
    rights="SELECT, INSERT",
    constraints=(one_of("body", BODIES), UniqueConstraint("tenant_id", "letter_id")),
    bound=Bound(),
):
    """A letter that went unread to 纪检: its channel, number and days, to whom; nothing of what it says."""

    id: int
    letter_id: int
    channel: str = text_column()
    foreign_no: str | None = text_column()
    received_on: date = date_column()
    handed_on: date = date_column()
    body: str = text_column()
    entered_by: int
    entered_at: datetime = instant_column()
