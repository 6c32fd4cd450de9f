"""The audit chain: per tenant, each link holds the hash of the one before it.

A link holds what can stay for ever: who (by the person's UUID, the token and the role), when, which action on
which subject, and a salted hash of the data. The data itself, which can be personal, lies beside the chain
with its salt: erasing that row (个人信息保护法第四十七条) leaves a hash that tells nothing, and a chain that
still verifies. No number of this database is in a hash: a tenant's rows verify wherever they are taken.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import CheckConstraint, ForeignKeyConstraint

from banfa.database.base import one_of
from banfa.database.rows import (
    TenantRow,
    bigint_column,
    binary_column,
    instant_column,
    json_column,
    text_column,
    uuid_column,
)
from banfa.database.tenancy import tenant_insert, tenant_update
from banfa.trust.canonical import canonical, plain
from banfa.trust.digests import ALGORITHMS, digest
from banfa.trust.ids import Ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from banfa.trust.actor import Actor

GENESIS: Final = bytes(32)
"""What stands for the hash before the first link."""

_SALT_BYTES: Final = 16


class AuditHead(
    TenantRow,
    table="audit_head",
    key=(),
    rights="SELECT, UPDATE",
    constraints=(one_of("algorithm", ALGORITHMS), CheckConstraint("seq >= 0", name="seq")),
):
    """The last link of each chain. Its row is the lock that puts a tenant's changes in one order."""

    algorithm: str = text_column()
    seq: int = bigint_column()
    hash: bytes = binary_column()


class AuditLink(
    TenantRow,
    table="audit_link",
    key=("seq",),
    rights="SELECT, INSERT",
    constraints=(
        CheckConstraint("seq > 0", name="seq"),
        ForeignKeyConstraint(
            ["tenant_id", "person"], ["person.tenant_id", "person.uuid"], name="fk_audit_link_person"
        ),
    ),
):
    """One change. `person` is a UUID; `token` and the id in `subject` are outward ones."""

    seq: int = bigint_column()
    at: datetime = instant_column()
    action: str = text_column()
    subject: str = text_column()
    person: UUID = uuid_column()
    token: str | None = text_column()
    role: str = text_column()
    data_hash: bytes = binary_column()
    previous: bytes = binary_column()
    hash: bytes = binary_column()


class AuditData(
    TenantRow,
    table="audit_data",
    key=("seq",),
    rights="SELECT, INSERT",
    constraints=(
        ForeignKeyConstraint(
            ["tenant_id", "seq"], ["audit_link.tenant_id", "audit_link.seq"], name="fk_audit_data_seq"
        ),
    ),
):
    """What may have to be erased one day: the actor's name and the data, with the salt of their hash."""

    seq: int = bigint_column()
    actor: str = text_column()
    data: Any = json_column()
    salt: bytes = binary_column()


@dataclass(frozen=True, slots=True)
class Note:
    """One change as it is to be audited and, when `event`, announced.

    `action` is `thing.verb` in English, past tense (`round.published`); `subject` is `thing/id`, `revision`
    the state of the thing that came of it, `changed` the names of what is new.
    """

    action: str
    subject: str
    data: Mapping[str, Any]
    event: bool = True
    revision: int | None = None
    changed: tuple[str, ...] = ()


_HEAD: Final = AuditHead.select().with_for_update()


def start_chain(connection: Connection, tenant_id: int, *, algorithm: str) -> None:
    """Give a new tenant the head of its chain; done once, by the owner's role."""
    connection.execute(
        tenant_insert(tenant_id, AuditHead.table), {"algorithm": algorithm, "seq": 0, "hash": GENESIS}
    )


def append_links(
    connection: Connection, actor: Actor, notes: Sequence[Note], *, now: datetime
) -> list[AuditLink]:
    """Append one link for each note and return the links, in order.

    To be called last in a transaction: from here on every other change of the tenant waits for the head's
    row. Raises LookupError when the tenant has no chain.
    """
    values = connection.execute(_HEAD, {"tenant": actor.tenant_id}).one_or_none()
    if values is None:
        message = f"tenant {actor.tenant_id} has no audit chain: tenants are made by create_tenant"
        raise LookupError(message)
    head = AuditHead.make(values)
    ids = Ids(actor.bureau.id_key)
    token = None if actor.token_id is None else ids.encode_one("token", actor.token_id)
    links: list[AuditLink] = []
    beside: list[AuditData] = []
    previous = head.hash
    for seq, note in enumerate(notes, start=head.seq + 1):
        data = AuditData(
            seq=seq,
            actor=actor.name,
            data=ids.outward_data(plain(note.data)),
            salt=secrets.token_bytes(_SALT_BYTES),
        )
        unhashed = AuditLink(
            seq=seq,
            at=now,
            action=note.action,
            subject=ids.outward_subject(note.subject),
            person=actor.person.uuid,
            token=token,
            role=actor.role,
            data_hash=hash_data(head.algorithm, data),
            previous=previous,
            hash=b"",
        )
        previous = hash_link(head.algorithm, actor.bureau.uuid, unhashed)
        links.append(replace(unhashed, hash=previous))
        beside.append(data)
    connection.execute(tenant_insert(actor.tenant_id, AuditLink.table), [vars(link) for link in links])
    connection.execute(tenant_insert(actor.tenant_id, AuditData.table), [vars(data) for data in beside])
    connection.execute(
        tenant_update(actor.tenant_id, AuditHead.table).values(seq=links[-1].seq, hash=previous)
    )
    return links


def hash_data(algorithm: str, beside: AuditData) -> bytes:
    """Hash what lies beside the chain. The salt keeps short data from being guessed after it was erased."""
    return digest(
        algorithm, canonical({"actor": beside.actor, "data": beside.data, "salt": beside.salt.hex()})
    )


def hash_link(algorithm: str, tenant: UUID, link: AuditLink) -> bytes:
    """Hash a link: its canonical JSON, moments in UTC to the microsecond, bytes in hexadecimal."""
    return digest(
        algorithm,
        canonical(
            {
                "tenant": str(tenant),
                "seq": link.seq,
                "at": link.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "action": link.action,
                "subject": link.subject,
                "person": str(link.person),
                "token": link.token,
                "role": link.role,
                "data": link.data_hash.hex(),
                "previous": link.previous.hex(),
            }
        ),
    )
