"""A tenant's audit chain as JSON lines, whole enough to be verified by somebody who trusts none of our code.

The first line is the head, then come the links with their data, event and seals, then what has no link, and
the rows of all bound tables as text. `deploy/verify_audit.py` reads it.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from banfa.trust.audit_rows import AuditHead
from banfa.trust.chain import ORPHANS, check_repeatable, read_links
from banfa.trust.sealed_rows import ENDS, list_used_tables, make_named, name_row
from banfa.trust.seals import find_bound, make_number, make_row_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row, Table, TextClause

    from banfa.trust.unit import Unit

FORMAT: Final = "banfa-audit-export/2"

_HEX: Final = ("data_hash", "event_hash", "rows_hash", "previous", "hash")
_PLAIN: Final = ("seq", "at", "action", "subject", "person", "token", "role")
_MAX_ORPHANS: Final = 1_000_000
_STREAMED: Final = 1000
_SEALS: Final = text(
    "SELECT * FROM audit_seal WHERE tenant_id = :tenant ORDER BY seq, kind, block"
).execution_options(yield_per=_STREAMED)
_PERIOD: Final = ("revision", "recorded_at", "superseded_at", "voids")


def export_chain(unit: Unit) -> Iterator[dict[str, Any]]:
    """Give the lines of the export, all of one moment; the unit as for `verify_chain`."""
    check_repeatable(unit)
    yield from export_here(unit)


def export_here(unit: Unit) -> Iterator[dict[str, Any]]:
    """Give the lines of the export as the unit sees the database."""
    bureau = unit.actor.bureau
    head = unit.one_or_none(AuditHead, AuditHead.select())
    written = head and {"algorithm": head.algorithm, "seq": head.seq, "hash": head.hash.hex()}
    yield {
        "type": "chain",
        "format": FORMAT,
        "tenant": str(bureau.uuid),
        "name": bureau.name,
        "exported_at": unit.now.isoformat(),
        "head": written,
    }
    with unit.execute(_SEALS) as all_seals:
        by_seq = groupby(all_seals, key=attrgetter("seq"))
        seq, seals = next(by_seq, (None, ()))
        for link in read_links(unit):
            while seq is not None and seq < link["seq"]:  # a seal without a link is an orphan, told below
                seq, seals = next(by_seq, (None, ()))
            yield _export_link(link, list(seals) if seq == link["seq"] else [])
    for name, statement in ORPHANS.items():
        for seq in unit.execute(statement, most=_MAX_ORPHANS).scalars():
            yield {"type": "orphan", "table": name, "seq": seq}
    for table in list_used_tables(unit):
        once = not find_bound(table).state
        for row in unit.execute(_make_rows(table)):
            period = {name: getattr(row, name) for name in _PERIOD} if _has_periods(table) else None
            yield {
                "type": "row",
                "table": table.name,
                "id": row.id,
                "subject": name_row(unit, table, row),
                "once": once,
                "first": row.first,
                "text": row.row,
                "period": period,
            }


def _export_link(link: dict[str, Any], sealed: list[Row[Any]]) -> dict[str, Any]:
    data = {"data": link["data"], "salt": link["salt"] and link["salt"].hex()}
    event = {name: link[name] for name in ("type", "version", "revision", "changed", "same_moment")}
    seals = [
        {
            **{name: getattr(seal, name) for name in ("kind", "block", "ids")},
            "digests": [None if part is None else bytes(part).hex() for part in seal.digests],
        }
        for seal in sealed
    ]
    return {
        "type": "link",
        **{name: link[name] for name in _PLAIN},
        **{name: link[name].hex() if link[name] is not None else None for name in _HEX},
        "data": data if link["has_data"] else None,
        "event": {**event, "subject": link["event_subject"]} if link["has_event"] else None,
        "seals": seals,
    }


def _has_periods(table: Table) -> bool:
    return ENDS in find_bound(table).loose


@cache
def _make_rows(table: Table) -> TextClause:
    period = (
        """k.revision, k.recorded_at::text AS recorded_at, k.superseded_at::text AS superseded_at, k.voids,"""
    )
    order = "k.entry_id, k.revision, k.id" if _has_periods(table) else "1"
    return text(
        f"""
        SELECT {make_number(table)} AS id, {make_named(table)} AS named,
               {period if _has_periods(table) else ""} {make_row_text(table)} AS row,
               {find_bound(table).first or "false"} AS first
        FROM {table.name} k WHERE k.tenant_id = :tenant ORDER BY {order}
        """  # noqa: S608 - our own names
    ).execution_options(yield_per=_STREAMED)


def encode_line(line: dict[str, Any]) -> str:
    """Write one line of the export."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))
