"""What is announced to the outside, committed with the change it tells of and delivered afterwards.

An event carries its audit link's number: a tenant's events come in one order, and a receiver can ask for
those after the last one it saw. Numbers leave gaps where a change is audited but not announced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Text
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.base import moment, tenant_table
from banfa.database.tenancy import tenant_insert, tenant_select
from banfa.trust.canonical import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from banfa.trust.audit import Note

event = tenant_table(
    "event",
    Column("seq", BigInteger, nullable=False),
    moment("at"),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    ForeignKeyConstraint(
        ["tenant_id", "seq"], ["audit_link.tenant_id", "audit_link.seq"], name="fk_event_seq"
    ),
    key=("seq",),
    rights="SELECT, INSERT",
)


def append_events(
    connection: Connection, tenant_id: int, notes: Sequence[Note], links: Sequence[Mapping[str, Any]]
) -> None:
    """Write an outgoing event for every note that asks for one, beside its link."""
    rows = [
        {
            "seq": link["seq"],
            "at": link["at"],
            "action": note.action,
            "subject": note.subject,
            "data": plain(note.data),
        }
        for note, link in zip(notes, links, strict=True)
        if note.event
    ]
    if rows:
        connection.execute(tenant_insert(tenant_id, event), rows)


def events_after(connection: Connection, tenant_id: int, seq: int, *, limit: int) -> list[dict[str, Any]]:
    """Read the tenant's events after number `seq`, oldest first."""
    rows = connection.execute(
        tenant_select(tenant_id, event).where(event.c.seq > seq).order_by(event.c.seq).limit(limit)
    )
    return [dict(row) for row in rows.mappings()]
