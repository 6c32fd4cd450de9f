"""The audit chain: per tenant, each link holds the hash of the one before it.

A link holds what can stay for ever: who (by the person's UUID, the token and the role), when, which action on
which subject, and a salted hash of the data. The data itself, which can be personal, lies beside the chain
with its salt, and a person's name with the person: erasing such a row (个人信息保护法第四十七条) leaves a
hash that tells nothing, and a chain that still verifies; an erasure leaves a link of its own, and data
missing without one is tampering.
No tenant's number is in a hash: a tenant's rows verify wherever they are taken.

The link's hash also covers its event and the seals of the rows that it tells of.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from banfa.database.tenancy import tenant_insert, tenant_update
from banfa.errors import Conflict
from banfa.trust.audit_rows import AuditData, AuditHead, AuditLink
from banfa.trust.canonical import plain
from banfa.trust.ids import Ids
from banfa.trust.link_hashes import hash_data, hash_event, hash_link
from banfa.trust.seals import AuditSeal, RowsToSeal, hash_new_seals, list_first_rows, make_seals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.trust.actor import Actor

GENESIS: Final = bytes(32)
"""What stands for the hash before the first link."""

EVENT_VERSION: Final = 1
"""Of the form of events; a receiver may meet later ones."""

_SALT_BYTES: Final = 16
_MAX_FOREIGN: Final = 1000
"""How many numbers after the head that others have taken are passed over."""


@dataclass(frozen=True, slots=True)
class Note:
    """One change as it is to be audited and, when `event`, announced.

    `action` is `thing.verb` in English, past tense (`round.published`); `subject` is `thing/id`, `revision`
    the state of the thing that came of it, `changed` the names of what is new, `rows` what it wrote of the
    ledger.
    """

    action: str
    subject: str
    data: Mapping[str, Any]
    event: bool = True
    revision: int | None = None
    changed: tuple[str, ...] = ()
    rows: list[RowsToSeal] = field(default_factory=list)


_HEAD: Final = text("""
    SELECT h.algorithm, h.seq, h.hash, ARRAY(
        SELECT l.seq FROM audit_link l WHERE l.tenant_id = h.tenant_id AND l.seq > h.seq
        ORDER BY l.seq LIMIT :most) AS foreign_seqs
    FROM audit_head h WHERE h.tenant_id = :tenant FOR UPDATE OF h
""")


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
    row. Raises LookupError when the tenant has no chain, Conflict (`audit_chain_blocked`) where others have
    written so much after the head that no number is left near it.
    """
    # What the rows' seals are is worked out before the head is locked: the others need not wait for it.
    seals = [make_seals(connection, actor.tenant_id, note.rows) for note in notes]
    head = connection.execute(_HEAD, {"tenant": actor.tenant_id, "most": _MAX_FOREIGN}).one_or_none()
    if head is None:
        message = f"tenant {actor.tenant_id} has no audit chain: tenants are made by create_tenant"
        raise LookupError(message)
    if head.seq == 0:
        seals[0] = make_seals(connection, actor.tenant_id, [*list_first_rows(), *notes[0].rows])
    ids = Ids(actor.bureau.id_key)
    token = None if actor.token_id is None else ids.encode_one("token", actor.token_id)
    links: list[AuditLink] = []
    beside: list[AuditData] = []
    previous = bytes(head.hash)
    for seq, note, sealed in zip(_find_numbers(head, len(notes)), notes, seals, strict=True):
        data = AuditData(
            seq=seq,
            data=ids.outward_data(plain(note.data)),
            salt=secrets.token_bytes(_SALT_BYTES),
        )
        subject = ids.outward_subject(note.subject)
        unhashed = AuditLink(
            seq=seq,
            at=now,
            action=note.action,
            subject=subject,
            person=actor.person.uuid,
            token=token,
            role=actor.role,
            data_hash=hash_data(head.algorithm, data),
            event_hash=_hash_note(head.algorithm, note, subject) if note.event else None,
            rows_hash=hash_new_seals(head.algorithm, sealed),
            previous=previous,
            hash=b"",
        )
        previous = hash_link(head.algorithm, actor.bureau.uuid, unhashed)
        links.append(replace(unhashed, hash=previous))
        beside.append(data)
    _write(connection, actor.tenant_id, links, beside, seals)
    return links


def _find_numbers(head: Any, count: int) -> Iterator[int]:
    """Give the next free numbers after the head.

    A link that somebody put there stays where it is, to be located by whoever verifies, and does not keep
    the bureau from its work: its number is passed over.
    """
    foreign = set(head.foreign_seqs)
    seq = head.seq
    for _ in range(count):
        seq += 1
        while seq in foreign:
            seq += 1
        if len(foreign) == _MAX_FOREIGN and seq > max(foreign):
            raise _make_blocked()
        yield seq


def _make_blocked() -> Conflict:
    message = "审计链的链尾之后已有来历不明的记录，本次变更没有保存；请联系运维执行 banfa audit verify 查明。"
    return Conflict("audit_chain_blocked", message)


def _write(
    connection: Connection,
    tenant_id: int,
    links: Sequence[AuditLink],
    beside: Sequence[AuditData],
    seals: Sequence[Sequence[dict[str, Any]]],
) -> None:
    """Write links with what lies beside them, and move the head."""
    rows = [{"seq": link.seq, **seal} for link, some in zip(links, seals, strict=True) for seal in some]
    try:
        connection.execute(tenant_insert(tenant_id, AuditLink.table), [vars(link) for link in links])
        connection.execute(tenant_insert(tenant_id, AuditData.table), [vars(data) for data in beside])
        if rows:
            connection.execute(tenant_insert(tenant_id, AuditSeal.table), rows)
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", None) != "23505":
            raise
        raise _make_blocked() from error
    connection.execute(
        tenant_update(tenant_id, AuditHead.table).values(seq=links[-1].seq, hash=links[-1].hash)
    )


def _hash_note(algorithm: str, note: Note, subject: str) -> bytes:
    return hash_event(
        algorithm,
        action=note.action,
        version=EVENT_VERSION,
        subject=subject,
        revision=note.revision,
        changed=note.changed,
    )
