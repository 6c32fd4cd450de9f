"""What is announced to the outside, committed with the change it tells of and delivered afterwards.

An event is thin: what happened to which thing, which revision came of it, and the names of what changed.
Values are fetched by its receiver, with his own rights. An event carries its audit link's number: a tenant's
events come in one order, and a receiver can ask for those after the last one it saw. Numbers leave gaps
where a change is audited but not announced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKeyConstraint, Text

from banfa.database.rows import (
    TenantRow,
    array_column,
    bigint_column,
    instant_column,
    integer_column,
    smallint_column,
    text_column,
)
from banfa.database.tenancy import tenant_insert
from banfa.trust.audit import EVENT_VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.trust.audit import Note
    from banfa.trust.audit_rows import AuditLink


class Event(
    TenantRow,
    table="event",
    key=("seq",),
    rights="SELECT, INSERT",
    constraints=(
        ForeignKeyConstraint(
            ["tenant_id", "seq"], ["audit_link.tenant_id", "audit_link.seq"], name="fk_event_seq"
        ),
    ),
    unbound="the link's hash covers it",
):
    """One event. `type` is the action (`contract.recorded`), `subject` is `thing/outward id`."""

    seq: int = bigint_column()
    at: datetime = instant_column()
    type: str = text_column()
    version: int = smallint_column()
    subject: str = text_column()
    revision: int | None = integer_column()
    changed: list[str] = array_column(Text)


def append_events(
    connection: Connection, tenant_id: int, notes: Sequence[Note], links: Sequence[AuditLink]
) -> None:
    """Write an outgoing event for every note that asks for one, beside its link."""
    rows = [
        {
            "seq": link.seq,
            "at": link.at,
            "type": link.action,
            "version": EVENT_VERSION,
            "subject": link.subject,
            "revision": note.revision,
            "changed": list(note.changed),
        }
        for note, link in zip(notes, links, strict=True)
        if note.event
    ]
    if rows:
        connection.execute(tenant_insert(tenant_id, Event.table), rows)
