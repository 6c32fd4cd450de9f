"""The audit chain: per tenant, each link holds the hash of the one before it.

A link holds what can stay for ever: who (by token id and role), when, which action on which subject, and a
salted hash of the data. The data itself, which can be personal, lies beside the chain with its salt: erasing
that row (个人信息保护法第四十七条) leaves a hash that tells nothing, and a chain that still verifies.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKeyConstraint, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.base import moment, one_of, tenant_table
from banfa.database.tenancy import tenant_insert, tenant_select, tenant_update
from banfa.trust.canonical import canonical, plain
from banfa.trust.digests import ALGORITHMS, digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.trust.actor import Actor

GENESIS: Final = bytes(32)
"""What stands for the hash before the first link."""

_SALT_BYTES: Final = 16

audit_head = tenant_table(
    "audit_head",
    Column("algorithm", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    one_of("algorithm", ALGORITHMS),
    CheckConstraint("seq >= 0", name="seq"),
    key=(),
    rights="SELECT, UPDATE",
)
"""The last link of each chain. Its row is the lock that puts a tenant's changes in one order."""

audit_link = tenant_table(
    "audit_link",
    Column("seq", BigInteger, nullable=False),
    moment("at"),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("token_id", BigInteger),
    Column("role", Text, nullable=False),
    Column("data_hash", LargeBinary, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    CheckConstraint("seq > 0", name="seq"),
    key=("seq",),
    rights="SELECT, INSERT",
)

audit_data = tenant_table(
    "audit_data",
    Column("seq", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["tenant_id", "seq"], ["audit_link.tenant_id", "audit_link.seq"], name="fk_audit_data_seq"
    ),
    key=("seq",),
    rights="SELECT, INSERT",
)
"""What may have to be erased one day: the actor's name and the data, with the salt of their hash."""


@dataclass(frozen=True, slots=True)
class Note:
    """One change as it is to be audited and, when `event`, announced.

    `action` is `thing.verb` in English, past tense (`round.published`); `subject` is `thing/id`.
    """

    action: str
    subject: str
    data: Mapping[str, Any]
    event: bool = True


def start_chain(connection: Connection, tenant_id: int, *, algorithm: str) -> None:
    """Give a new tenant the head of its chain; done once, by the owner's role."""
    connection.execute(
        tenant_insert(tenant_id, audit_head), {"algorithm": algorithm, "seq": 0, "hash": GENESIS}
    )


def append_links(
    connection: Connection, actor: Actor, notes: Sequence[Note], *, now: datetime
) -> list[dict[str, Any]]:
    """Append one link for each note and return the links' rows, in order.

    To be called last in a transaction: from here on every other change of the tenant waits for the head's
    row. Raises LookupError when the tenant has no chain.
    """
    head = connection.execute(
        tenant_select(
            actor.tenant_id, audit_head.c.algorithm, audit_head.c.seq, audit_head.c.hash
        ).with_for_update()
    ).one_or_none()
    if head is None:
        message = f"tenant {actor.tenant_id} has no audit chain: tenants are made by create_tenant"
        raise LookupError(message)
    links: list[dict[str, Any]] = []
    beside: list[dict[str, Any]] = []
    previous = head.hash
    for seq, note in enumerate(notes, start=head.seq + 1):
        kept = {"actor": actor.name, "data": plain(note.data), "salt": secrets.token_bytes(_SALT_BYTES)}
        link = {
            "seq": seq,
            "at": now,
            "action": note.action,
            "subject": note.subject,
            "token_id": actor.token_id,
            "role": actor.role,
            "data_hash": data_hash(head.algorithm, kept),
            "previous": previous,
        }
        previous = link_hash(head.algorithm, actor.tenant_id, link)
        links.append({**link, "hash": previous})
        beside.append({"seq": seq, **kept})
    connection.execute(tenant_insert(actor.tenant_id, audit_link), links)
    connection.execute(tenant_insert(actor.tenant_id, audit_data), beside)
    connection.execute(tenant_update(actor.tenant_id, audit_head).values(seq=links[-1]["seq"], hash=previous))
    return links


def data_hash(algorithm: str, kept: Mapping[str, Any]) -> bytes:
    """Hash what lies beside the chain. The salt keeps short data from being guessed after it was erased."""
    return digest(
        algorithm, canonical({"actor": kept["actor"], "data": kept["data"], "salt": kept["salt"].hex()})
    )


def link_hash(algorithm: str, tenant_id: int, link: Mapping[str, Any]) -> bytes:
    """Hash a link: its canonical JSON, moments in UTC to the microsecond, bytes in hexadecimal."""
    return digest(
        algorithm,
        canonical(
            {
                "tenant": tenant_id,
                "seq": link["seq"],
                "at": link["at"].astimezone(UTC).isoformat(timespec="microseconds"),
                "action": link["action"],
                "subject": link["subject"],
                "token": link["token_id"],
                "role": link["role"],
                "data": link["data_hash"].hex(),
                "previous": link["previous"].hex(),
            }
        ),
    )
