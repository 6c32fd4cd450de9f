"""On which things files hang, and to whom they are closed for that."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, ColumnElement, Index, Text, UniqueConstraint, any_, bindparam, exists

from banfa.database.rows import Bound, TenantRow, bigint_column, date_column, instant_column, text_column
from banfa.database.tenancy import select
from banfa.trust.permissions import may

if TYPE_CHECKING:
    from datetime import date, datetime

    from banfa.trust.actor import Actor

CLOSED_TO: Final = MappingProxyType(
    {
        "letter_reporter": "letter.identity",
        "letter_diversion": "letter.discipline",
        "sealed_web_letter": "letter.discipline",
    }
)
"""Things whose files nobody sees but who may do this: who has written a letter, what went to 纪检.

A file that hangs under two of them is seen by who may do both.
"""


class Attachment(
    TenantRow,
    table="attachment",
    refers={"file_id": "stored_file", "attached_by": "person"},
    rights="SELECT, INSERT",
    constraints=(
        UniqueConstraint("tenant_id", "thing", "thing_id", "file_id"),
        Index("ix_attachment_thing", "tenant_id", "thing", "thing_id"),
    ),
    bound=Bound(),
    erasable=("source",),
):
    """A file that hangs on a thing. Of evidence: from whom it is (`source`), and when it was made."""

    id: int
    thing: str = text_column()
    thing_id: int = bigint_column()
    file_id: int
    source: str | None = text_column()
    made_on: date | None = date_column()
    attached_by: int
    attached_at: datetime = instant_column()


def is_open(file_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Make the condition that a file hangs on nothing that is `closed` (`list_closed`) to who asks."""
    c, closed = Attachment.c, bindparam("closed", type_=ARRAY(Text))
    under = select(c.id).where(c.file_id == file_id, c.thing == any_(closed))
    return ~exists(under.correlate_except(c.id.table))


def list_closed(actor: Actor) -> list[str]:
    """List the things whose files are closed to an actor."""
    return [thing for thing, action in CLOSED_TO.items() if not may(actor, action)]
