"""Proving an audit chain: every link follows from the one before it and from the data beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Missing
from banfa.trust.audit import GENESIS, AuditData, AuditHead, AuditLink, hash_data, hash_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from banfa.trust.unit import Unit

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


_HEAD: Final = AuditHead.select()
_HASH: Final = select(AuditLink.c.hash).where(AuditLink.c.seq == bindparam("seq"))
_LINKS: Final[Any] = (
    select(*AuditLink.columns(), *AuditData.columns())
    .select_from(AuditLink.rows.outerjoin(AuditData.rows, AuditData.c.seq == AuditLink.c.seq))
    .where(AuditLink.c.seq > bindparam("after"), AuditLink.c.seq <= bindparam("upto"))
    .order_by(AuditLink.c.seq)
    .limit(_BATCH)
)


def read_head(unit: Unit) -> AuditHead:
    """Read the last link of the tenant's chain. Raises Missing (`chain_missing`)."""
    head = unit.one_or_none(AuditHead, _HEAD)
    if head is None:
        raise Missing("chain_missing", "该租户没有审计链。")
    return head


def verify_chain(unit: Unit) -> Verification:
    """Walk the whole chain in the unit's transaction; report the first broken link.

    A chain rewritten from some link to its end, head included, verifies: only a checkpoint that left the
    database in time tells. Raises Missing (`chain_missing`) for a tenant without a chain.
    """
    head = read_head(unit)
    tenant = unit.actor.bureau.uuid
    seq, previous, erased = 0, GENESIS, 0
    for link, data in _read_links(unit, upto=head.seq):
        reason = _find_fault(head.algorithm, tenant, link, data, seq=seq + 1, previous=previous)
        if reason:
            return Verification(seq, previous, erased, Break(seq + 1, reason))
        seq, previous, erased = link.seq, link.hash, erased + (data is None)
    broken = None
    if seq != head.seq:
        broken = Break(seq + 1, f"链尾记录至第{head.seq}条，之后的链接缺失")
    elif previous != head.hash:
        broken = Break(seq, "链尾保存的摘要与最后一条链接不符")
    return Verification(seq, previous, erased, broken)


def hash_at(unit: Unit, seq: int) -> bytes | None:
    """Return the hash that link `seq` holds, None when there is no such link."""
    if seq == 0:
        return GENESIS
    return unit.execute(_HASH, seq=seq).scalar_one_or_none()


def _read_links(unit: Unit, *, upto: int) -> Iterator[tuple[AuditLink, AuditData | None]]:
    """Read the links in order, a batch at a time, each with what lies beside it."""
    width = len(AuditLink.names)
    after = 0
    while True:
        batch = unit.execute(_LINKS, after=after, upto=upto).all()
        for row in batch:
            link, beside = AuditLink.make(row[:width]), row[width:]
            yield link, None if beside[0] is None else AuditData.make(beside)
        if len(batch) < _BATCH:
            return
        after = batch[-1][0]


def _find_fault(
    algorithm: str, tenant: UUID, link: AuditLink, data: AuditData | None, *, seq: int, previous: bytes
) -> str | None:
    """Say what is wrong with a link that should be number `seq` and follow `previous`."""
    if link.seq != seq:
        return "链接缺失"
    if link.previous != previous:
        return "与上一条链接的摘要不衔接"
    if hash_link(algorithm, tenant, link) != link.hash:
        return "链接内容与其摘要不符"
    if data is not None and hash_data(algorithm, data) != link.data_hash:
        return "所记数据与链接中的摘要不符"
    return None
