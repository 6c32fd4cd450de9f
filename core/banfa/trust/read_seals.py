"""A link of the audit chain a night binds the traces of reading that came since the last one.

The link's data has the period, how many traces there are and the digest of all of them in order. The periods
of a tenant's seals follow one another without a gap, the first begins where the tenant does; what came after
the last one is not bound yet.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import TIMESTAMP

from banfa.database.tenancy import select
from banfa.trust.audit_rows import AuditData, AuditLink
from banfa.trust.chain import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.trust.unit import Unit

SEALED: Final = "reads.sealed"
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
_chain: Any = AuditLink.rows.outerjoin(AuditData.rows, AuditData.c.seq == AuditLink.c.seq)
_SEALS: Final = (
    select(AuditLink.c.seq, AuditData.c.data)
    .select_from(_chain)
    .where(AuditLink.c.action == SEALED)
    .order_by(AuditLink.c.seq)
)
_LAST: Final = (
    select(AuditLink.c.seq, AuditData.c.data)
    .select_from(_chain)
    .where(AuditLink.c.action == SEALED)
    .order_by(AuditLink.c.seq.desc())
    .limit(bindparam("most"))
)


def seal_reads(unit: Unit, *, until: datetime) -> int:
    """Note in the chain the traces from the last seal to this moment, if there are any; return how many."""
    earlier = unit.execute(_LAST, most=1).one_or_none()
    begins = unit.actor.bureau.created_at
    since = begins if earlier is None or earlier.data is None else _read_period(earlier.data)[1]
    row = unit.execute(_DIGEST, since=since, until=until).one()
    if row.amount:
        period = {"since": since.isoformat(), "until": until.isoformat()}
        data = {**period, "count": row.amount, "digest": row.digest}
        unit.note(SEALED, f"reads/{until.date().isoformat()}", data, event=False)
    return int(row.amount)


def find_read_faults(unit: Unit) -> Iterator[Fault]:
    """Hold the traces of reading against the links that bind them."""
    expected = unit.actor.bureau.created_at
    for link in unit.execute(_SEALS).all():
        seq, data = link.seq, link.data
        if data is None:
            continue  # whether lawfully is told by the walk along the chain
        since, until = _read_period(data)
        if since != expected:
            yield Fault(seq, "所封查阅痕迹的时段与前一次不相衔接", "read_trace")
        row = unit.execute(_DIGEST, since=since, until=until).one()
        if (row.amount, row.digest) != (data["count"], data["digest"]):
            reason = f"截至{data['until']}的查阅痕迹与封记不符：封记时{data['count']}条，现有{row.amount}条"
            yield Fault(seq, reason, "read_trace")
        expected = until


def _read_period(data: Any) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(data["since"]), datetime.fromisoformat(data["until"])
