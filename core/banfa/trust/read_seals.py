"""A link of the audit chain a night binds the traces of reading that came since the last one.

The link's data has the period, how many traces there are and the digest of all of them in order. The periods
of a tenant's seals follow one another without a gap, the first begins where the tenant does; what came after
the last one is not bound yet. What was bound by a link whose data nobody can read any more is bound anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import TIMESTAMP

from banfa.trust.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.trust.unit import Unit

SEALED: Final = "reads.sealed"
SUBJECT: Final = "read_trace"
"""What faults are about: all traces of a period, not one."""
SETTLED_AFTER: Final = timedelta(minutes=10)
"""No request that writes a trace lasts longer: what came before a moment so long ago is all there."""

_DIGEST: Final = text("""
    SELECT count(*) AS amount, encode(sha256(convert_to(coalesce(string_agg(
        jsonb_build_array(r.id, to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), p.uuid,
                          r.token_id, r.role, r.way, r.kind, r.shown, r.filters)::text,
        chr(10) ORDER BY r.id), ''), 'UTF8')), 'hex') AS digest
    FROM read_trace r LEFT JOIN person p ON p.tenant_id = r.tenant_id AND p.id = r.person_id
    WHERE r.tenant_id = :tenant AND r.at >= :since AND r.at < :until
""").bindparams(
    bindparam("since", type_=TIMESTAMP(timezone=True)), bindparam("until", type_=TIMESTAMP(timezone=True))
)
_SEALS: Final = text("""
    SELECT l.seq, d.data::text AS data FROM audit_link l
    LEFT JOIN audit_data d ON d.tenant_id = l.tenant_id AND d.seq = l.seq
    WHERE l.tenant_id = :tenant AND l.action = :action ORDER BY l.seq
""")
"""As text: what somebody has put there could be more than the driver reads."""
_LATEST: Final = text("""
    SELECT l.seq, d.data::text AS data FROM audit_link l
    LEFT JOIN audit_data d ON d.tenant_id = l.tenant_id AND d.seq = l.seq
    WHERE l.tenant_id = :tenant AND l.action = :action AND l.seq < :below ORDER BY l.seq DESC LIMIT 1
""")
_MAX_BIGINT: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Seal:
    """What a link says of the traces from `since` to before `until`."""

    since: datetime
    until: datetime
    count: int
    digest: str


def seal_reads(unit: Unit, *, until: datetime) -> int:
    """Note in the chain the traces from the last seal to this moment, if there are any; return how many.

    Raises ValueError where that moment is not over.
    """
    # The unit keeps the moment that it records at, and no later read is dated before it: not within what is
    # sealed here, though the clock should step back.
    if until > unit.recorded_at:
        message = f"what was read until {until} is sealed when that is over"
        raise ValueError(message)
    since = _find_end(unit, until) or unit.actor.bureau.created_at
    row = unit.execute(_DIGEST, since=since, until=until).one()
    if row.amount:
        period = {"since": since.isoformat(), "until": until.isoformat()}
        data = {**period, "count": row.amount, "digest": row.digest}
        unit.note(SEALED, f"reads/{until.date().isoformat()}", data, event=False)
    return int(row.amount)


def find_read_faults(unit: Unit) -> Iterator[Fault]:
    """Hold the traces of reading against the links that bind them."""
    expected: datetime | None = unit.actor.bureau.created_at
    for link in unit.execute(_SEALS, action=SEALED).all():
        if link.data is None:  # whether lawfully is told by the walk along the chain
            expected = None
            continue
        seal = _read_seal(link.data)
        if seal is None:
            yield Fault(link.seq, "所封查阅痕迹的时段和摘要无法读取，已被改动", SUBJECT)
            expected = None
            continue
        if expected is not None and seal.since > expected:
            yield Fault(link.seq, "所封查阅痕迹的时段与前一次不相衔接", SUBJECT)
        row = unit.execute(_DIGEST, since=seal.since, until=seal.until).one()
        if (row.amount, row.digest) != (seal.count, seal.digest):
            amounts = f"封记时{seal.count}条，现有{row.amount}条"
            reason = f"截至{seal.until.isoformat()}的查阅痕迹与封记不符：{amounts}"
            yield Fault(link.seq, reason, SUBJECT)
        expected = seal.until


def _find_end(unit: Unit, until: datetime) -> datetime | None:
    """Find where the last seal ends that can be read and does not reach beyond `until`; None without one.

    What one that somebody has changed had bound is bound anew.
    """
    below = _MAX_BIGINT
    while (link := unit.execute(_LATEST, action=SEALED, below=below).one_or_none()) is not None:
        seal = None if link.data is None else _read_seal(link.data)
        if seal is not None and seal.until <= until:
            return seal.until
        below = link.seq
    return None


def _read_seal(data: str) -> _Seal | None:
    """Read a link's data, None where it says nothing that we could have written."""
    try:
        given = json.loads(data)
        since, until = (datetime.fromisoformat(given[name]) for name in ("since", "until"))
        count, digest = given["count"], given["digest"]
        if since.astimezone(UTC) > until.astimezone(UTC) or None in (since.tzinfo, until.tzinfo):
            return None
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    if not isinstance(digest, str) or not isinstance(count, int) or not 0 <= count <= _MAX_BIGINT:
        return None
    return _Seal(since, until, count, digest)
