"""Proving an audit chain: every link follows from the one before it and from the data beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.database.tenancy import tenant_select
from banfa.errors import Missing
from banfa.trust.audit import GENESIS, audit_data, audit_head, audit_link, data_hash, link_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Break:
    """The first link that does not hold, and why (Chinese, for the auditor)."""

    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a chain proved to be: how many links hold, up to which hash, and where it breaks, if it does.

    `erased` counts links whose data was erased: they hold, but what they were about can no longer be shown.
    """

    links: int
    hash: bytes
    erased: int
    broken: Break | None


def verify_chain(connection: Connection, tenant_id: int) -> Verification:
    """Walk the whole chain in the caller's transaction; report the first broken link.

    A chain rewritten from some link to its end, head included, verifies: only a checkpoint that left the
    database in time tells. Raises Missing (`chain_missing`) for a tenant without a chain.
    """
    head = connection.execute(tenant_select(tenant_id, audit_head)).one_or_none()
    if head is None:
        raise Missing("chain_missing", "该租户没有审计链。")
    seq, previous, erased = 0, GENESIS, 0
    for link in _links(connection, tenant_id, upto=head.seq):
        reason = _fault(head.algorithm, tenant_id, link, seq=seq + 1, previous=previous)
        if reason:
            return Verification(seq, previous, erased, Break(seq + 1, reason))
        seq, previous, erased = link["seq"], link["hash"], erased + (link["salt"] is None)
    broken = None
    if seq != head.seq:
        broken = Break(seq + 1, f"链尾记录至第{head.seq}条，之后的链接缺失")
    elif previous != head.hash:
        broken = Break(seq, "链尾保存的摘要与最后一条链接不符")
    return Verification(seq, previous, erased, broken)


def hash_at(connection: Connection, tenant_id: int, seq: int) -> bytes | None:
    """Return the hash that link `seq` holds, None when there is no such link."""
    if seq == 0:
        return GENESIS
    return connection.execute(
        tenant_select(tenant_id, audit_link.c.hash).where(audit_link.c.seq == seq)
    ).scalar_one_or_none()


def _links(connection: Connection, tenant_id: int, *, upto: int) -> Iterator[Mapping[str, Any]]:
    """Read the links in order, a batch at a time, each with what lies beside it."""
    last = 0
    while True:
        rows = connection.execute(
            tenant_select(tenant_id, audit_link, audit_data.c.actor, audit_data.c.data, audit_data.c.salt)
            .outerjoin(audit_data, audit_data.c.seq == audit_link.c.seq)
            .where(audit_link.c.seq > last, audit_link.c.seq <= upto)
            .order_by(audit_link.c.seq)
            .limit(_BATCH)
        ).mappings()
        batch = [dict(row) for row in rows]
        yield from batch
        if len(batch) < _BATCH:
            return
        last = batch[-1]["seq"]


def _fault(
    algorithm: str, tenant_id: int, link: Mapping[str, Any], *, seq: int, previous: bytes
) -> str | None:
    if link["seq"] != seq:
        return "链接缺失"
    if link["previous"] != previous:
        return "与上一条链接的摘要不衔接"
    if link_hash(algorithm, tenant_id, link) != link["hash"]:
        return "链接内容与其摘要不符"
    if link["salt"] is not None and data_hash(algorithm, link) != link["data_hash"]:
        return "所记数据与链接中的摘要不符"
    return None
