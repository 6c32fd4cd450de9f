"""Proving an audit chain: every link follows from the one before it and from what lies beside it.

All that is wrong is located, not only the first: the walk goes on behind a fault. It reads a batch at a time
and holds no more than that, whatever the chain's length. Values are read as text where the driver could fail
on what somebody has put there.
"""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, text

from banfa.database.tenancy import select
from banfa.errors import BanfaError, Missing
from banfa.trust.audit import GENESIS
from banfa.trust.audit_rows import AuditHead, AuditLink
from banfa.trust.canonical import canonical
from banfa.trust.digests import ALGORITHMS, digest
from banfa.trust.faults import Fault
from banfa.trust.link_hashes import hash_event, hash_link_body
from banfa.trust.read_seals import find_read_faults
from banfa.trust.sealed_rows import ERASED, find_table_faults, find_unknown_faults, list_used_tables
from banfa.trust.seals import BLOCK_DIGEST, hash_seals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID

    from banfa.trust.unit import Unit

    Tell = Callable[[int, str], None]
    """Is told before each batch of links and each table how many links were walked, and what is done now."""

MAX_FAULTS: Final = 1000
"""How many faults are kept to be shown; the others are counted."""
BATCH: Final = 1000
_REMEMBERED: Final = 1000
"""Behind how many links put between others the chain is found again."""

AT: Final = """'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'"""
"""How PostgreSQL writes a moment in UTC as `isoformat` does."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a chain proved to be: how many links, up to which hash, and where it does not hold.

    `erased` counts links whose data was lawfully erased: they hold, but what they were about can no longer be
    shown. `count` is how many faults there are, of which `faults` are the first.
    """

    links: int
    hash: bytes
    erased: int
    faults: tuple[Fault, ...] = ()
    count: int = 0

    def add(self, faults: Iterable[Fault]) -> Verification:
        """Add what was found elsewhere, such as by checkpoints."""
        more = tuple(faults)
        return replace(self, faults=(*more, *self.faults), count=self.count + len(more))

    @property
    def broken(self) -> Fault | None:
        """The fault of the lowest link, one of no link where there is none; None where everything holds."""
        return min(self.faults, key=lambda fault: (fault.seq == 0, fault.seq), default=None)


@dataclass(slots=True)
class _Walk:
    """Where a walk along the chain has come to.

    `hashes` are those that the next link may name: that which the last one holds and, where somebody has
    changed that, the one it should. `recent` are hashes further back, by which links that do not belong
    between two others are recognised.
    """

    tenant: UUID
    algorithm: str
    head: AuditHead | None
    lawful: frozenset[int]
    seq: int = 0
    hash: bytes = GENESIS
    links: int = 0
    erased: int = 0
    hashes: set[bytes] = field(default_factory=lambda: {GENESIS})
    recent: deque[tuple[int, bytes]] = field(default_factory=lambda: deque([(0, GENESIS)], _REMEMBERED))


_ISOLATION: Final = text("SHOW transaction_isolation")
_HEAD: Final = AuditHead.select()
_HASH: Final = select(AuditLink.c.hash).where(AuditLink.c.seq == bindparam("seq"))
LINKS: Final = text(f"""
    SELECT l.seq, to_char(l.at AT TIME ZONE 'UTC', {AT}) AS at, l.action, l.subject, l.person::text AS person,
           l.token, l.role, l.data_hash, l.event_hash, l.rows_hash, l.previous, l.hash,
           d.seq IS NOT NULL AS has_data, d.data::text AS data, d.salt,
           e.seq IS NOT NULL AS has_event, e.at = l.at AS same_moment, e.type, e.version,
           e.subject AS event_subject, e.revision, e.changed,
           (SELECT json_agg(json_build_object('kind', s.kind, 'block', s.block,
                                              'digest', encode({BLOCK_DIGEST}, 'hex'))
                            ORDER BY s.kind, s.block)
            FROM audit_seal s WHERE s.tenant_id = l.tenant_id AND s.seq = l.seq)::text AS seals
    FROM audit_link l
    LEFT JOIN audit_data d ON d.tenant_id = l.tenant_id AND d.seq = l.seq
    LEFT JOIN event e ON e.tenant_id = l.tenant_id AND e.seq = l.seq
    WHERE l.tenant_id = :tenant AND l.seq > :after ORDER BY l.seq LIMIT :most
""")  # noqa: S608 - our own format
_LAWFUL: Final = text("""
    SELECT d.data::text AS data FROM audit_link l
    JOIN audit_data d ON d.tenant_id = l.tenant_id AND d.seq = l.seq
    WHERE l.tenant_id = :tenant AND l.action = :action
""")
ORPHANS: Final = {
    table: text(f"""
        SELECT DISTINCT o.seq FROM {table} o
        LEFT JOIN audit_link l ON l.tenant_id = o.tenant_id AND l.seq = o.seq
        WHERE o.tenant_id = :tenant AND l.seq IS NULL ORDER BY o.seq LIMIT :most
    """)  # noqa: S608 - our own names
    for table in ("audit_data", "event", "audit_seal")
}
_ORPHANED: Final = {"audit_data": "审计数据", "event": "事件", "audit_seal": "封记"}


def _tell_nobody(_links: int, _step: str) -> None:
    pass


def read_head(unit: Unit) -> AuditHead:
    """Read the last link of the tenant's chain. Raises Missing (`chain_missing`)."""
    head = unit.one_or_none(AuditHead, _HEAD)
    if head is None:
        raise Missing("chain_missing", "该租户没有审计链。")
    return head


def hash_at(unit: Unit, seq: int) -> bytes | None:
    """Return the hash that link `seq` holds, None when there is no such link."""
    if seq == 0:
        return GENESIS
    return unit.execute(_HASH, seq=seq).scalar_one_or_none()


def verify_chain(unit: Unit, *, tell: Tell = _tell_nobody) -> Verification:
    """Walk the whole chain, hold it against data, events, all bound tables and traces of reading.

    The unit has to be opened for it: REPEATABLE READ. A chain rewritten from some link to its end, head and
    ledger included, verifies: only a checkpoint that left the database in time tells.
    """
    check_repeatable(unit)
    return verify_here(unit, tell=tell)


def check_repeatable(unit: Unit) -> None:
    """Raise RuntimeError for a unit that would see what others append while it walks along."""
    # Not in a second transaction beside it: that walk may take longer than the first may be left alone.
    if unit.connection.scalar(_ISOLATION) != "repeatable read":
        message = "a chain is read in a unit of one moment: isolation='REPEATABLE READ'"
        raise RuntimeError(message)


def verify_here(unit: Unit, *, tell: Tell = _tell_nobody) -> Verification:
    """Verify as the unit sees the database, where nobody else appends; see `verify_chain`."""
    head = unit.one_or_none(AuditHead, _HEAD)
    lawful = frozenset(_read_lawful(unit))
    walk = _Walk(unit.actor.bureau.uuid, _find_algorithm(unit, head), head, lawful)
    faults: list[Fault] = []
    count = 0
    for fault in _find_faults(unit, walk, tell):
        count += 1
        if len(faults) < MAX_FAULTS:
            faults.append(fault)
    return Verification(walk.links, walk.hash, walk.erased, tuple(faults), count)


def _find_faults(unit: Unit, walk: _Walk, tell: Tell) -> Iterator[Fault]:
    for link in read_links(unit):
        if walk.links % BATCH == 0:
            tell(walk.links, "逐条核对")
        yield from _find_link_faults(walk, link)
    yield from _find_head_faults(walk)
    for orphaned, statement in ORPHANS.items():
        for seq in unit.execute(statement, most=MAX_FAULTS).scalars():
            yield Fault(seq, f"有{_ORPHANED[orphaned]}而没有这一环")
    yield from (Fault(seq, reason, subject) for seq, subject, reason in find_unknown_faults(unit))
    for table in list_used_tables(unit):
        tell(walk.links, "核对台账")
        for seq, subject, reason in find_table_faults(unit, table, founded=walk.links > 0):
            yield Fault(seq, reason, subject)
    tell(walk.links, "核对查阅痕迹")
    yield from find_read_faults(unit)


def read_links(unit: Unit) -> Iterator[dict[str, Any]]:
    """Read all links in order, a batch at a time, each with what lies beside it."""
    after = -1
    while True:
        batch = unit.execute(LINKS, after=after, most=BATCH).mappings().all()
        for row in batch:
            link = dict(row)
            for name in ("data_hash", "event_hash", "rows_hash", "previous", "hash", "salt"):
                link[name] = None if link[name] is None else bytes(link[name])
            yield link
        if len(batch) < BATCH:
            return
        after = batch[-1]["seq"]


def _read_lawful(unit: Unit) -> Iterator[int]:
    """Give the numbers of the links whose data was erased lawfully, as links that hold or not tell."""
    for data in unit.execute(_LAWFUL, action=ERASED).scalars():
        seqs = _attempt(partial(_take_seqs, data))
        if isinstance(seqs, list):
            yield from (seq for seq in seqs if isinstance(seq, int))


def _take_seqs(data: str) -> Any:
    return json.loads(data)["seqs"]


def _find_algorithm(unit: Unit, head: AuditHead | None) -> str:
    """Tell by which algorithm the first link was hashed; what the head says could have been changed."""
    named = head.algorithm if head else ALGORITHMS[0]
    first = next(read_links(unit), None)
    candidates = (named, *(name for name in ALGORITHMS if name != named))
    if first is None:
        return named
    tenant = unit.actor.bureau.uuid
    for candidate in candidates:
        if _attempt(partial(hash_link_body, candidate, tenant, first)) == first["hash"]:
            return candidate
    return named


def _attempt(make: Callable[[], Any]) -> Any:
    """Give what is made, None where what stands there cannot be hashed or read at all."""
    try:
        return make()
    except (BanfaError, KeyError, TypeError, ValueError, RecursionError, AttributeError):
        return None


def _find_link_faults(walk: _Walk, link: dict[str, Any]) -> Iterator[Fault]:
    """Find what is wrong with a link, and step on to it."""
    seq: int = link["seq"]
    yield from _find_place_faults(walk, seq, link["previous"])
    computed = _attempt(lambda: hash_link_body(walk.algorithm, walk.tenant, link))
    if computed is None:
        yield Fault(seq, "链接内容无法计算摘要，已被改动")
    elif computed != link["hash"]:
        yield Fault(seq, "链接内容与其摘要不符")
    yield from _find_data_faults(walk, link)
    yield from _find_event_faults(walk, link)
    yield from _find_seal_faults(walk, link)
    if walk.head is not None and seq == walk.head.seq and link["hash"] != walk.head.hash:
        yield Fault(seq, "链尾保存的摘要与该环不符")
    walk.seq, walk.hash, walk.links = seq, link["hash"], walk.links + 1
    walk.hashes = {link["hash"]} | ({computed} if computed else set())
    walk.recent.append((seq, link["hash"]))


def _find_place_faults(walk: _Walk, seq: int, previous: bytes) -> Iterator[Fault]:
    """Find what is wrong with where a link stands."""
    if seq < 1:
        yield Fault(seq, "序号不应小于1")
    elif seq > walk.seq + 1:
        last = seq - 1
        yield Fault(walk.seq + 1, "链接缺失" if last == walk.seq + 1 else f"至第{last}环的链接缺失")
    elif previous not in walk.hashes:
        strangers = _find_strangers(walk, previous)
        yield from (Fault(number, "不在链上，是后来插入的") for number in strangers)
        if not strangers:
            yield Fault(seq, "与上一环的摘要不衔接")
    if walk.head is not None and seq > walk.head.seq:
        yield Fault(seq, "在链尾之后，不是由本系统写入的，或链尾曾被改动")


def _find_strangers(walk: _Walk, previous: bytes) -> list[int]:
    """Number the links that were put between the one of this hash and the one looked at."""
    numbers: list[int] = []
    for seq, hash_ in reversed(walk.recent):
        if hash_ == previous:
            return numbers[::-1]
        numbers.append(seq)
    return []


def _find_data_faults(walk: _Walk, link: dict[str, Any]) -> Iterator[Fault]:
    seq, lawful = link["seq"], link["seq"] in walk.lawful
    if not link["has_data"]:
        walk.erased += lawful
        if not lawful:
            yield Fault(seq, "所记数据缺失，而没有依法删除的记录")
        return
    if lawful:
        yield Fault(seq, "所记数据已依法删除，却又出现")
    body = _attempt(lambda: {"data": json.loads(link["data"]), "salt": link["salt"].hex()})
    computed = _attempt(lambda: digest(walk.algorithm, canonical(body)))
    if body is None or computed is None:
        yield Fault(seq, "所记数据无法计算摘要，已被改动")
    elif computed != link["data_hash"]:
        yield Fault(seq, "所记数据与链接中的摘要不符")


def _find_seal_faults(walk: _Walk, link: dict[str, Any]) -> Iterator[Fault]:
    seals = [{**seal, "digest": bytes.fromhex(seal["digest"])} for seal in json.loads(link["seals"] or "[]")]
    if hash_seals(walk.algorithm, seals) != link["rows_hash"]:
        yield Fault(link["seq"], "所记封记与链接中的摘要不符")


def _find_event_faults(walk: _Walk, link: dict[str, Any]) -> Iterator[Fault]:
    seq = link["seq"]
    if not link["has_event"]:
        if link["event_hash"] is not None:
            yield Fault(seq, "事件缺失")
        return
    computed = _attempt(
        lambda: hash_event(
            walk.algorithm,
            action=link["type"],
            version=link["version"],
            subject=link["event_subject"],
            revision=link["revision"],
            changed=link["changed"],
        )
    )
    if computed != link["event_hash"] or not link["same_moment"]:
        yield Fault(seq, "事件与链接不符")


def _find_head_faults(walk: _Walk) -> Iterator[Fault]:
    head = walk.head
    if head is None:
        yield Fault(walk.seq, "链尾记录不存在")
        return
    if head.algorithm != walk.algorithm:
        yield Fault(head.seq, f"链尾所记的摘要算法（{head.algorithm}）不是链接所用的（{walk.algorithm}）")
    if head.seq > walk.seq:
        yield Fault(walk.seq + 1, f"链尾记录至第{head.seq}环，之后的链接缺失")
    if head.seq == 0 and head.hash != GENESIS:
        yield Fault(0, "链尾保存的摘要不是空链的")
