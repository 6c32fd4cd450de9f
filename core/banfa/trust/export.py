"""A tenant's audit chain as JSON lines, whole enough to be verified by somebody who trusts none of our code.

The first line is the head, then come the links with their data, event and sealed rows, then what has no link,
the periods of the ledger's records, and the tokens. `deploy/verify_audit.py` reads it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from banfa.trust.audit_rows import AuditHead
from banfa.trust.chain import ORPHANS, read_links
from banfa.trust.sealed_rows import list_used_tables
from banfa.trust.seals import make_row_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table, TextClause

    from banfa.trust.unit import Unit

FORMAT: Final = "banfa-audit-export/1"

_HEX: Final = ("data_hash", "event_hash", "rows_hash", "previous", "hash")
_PLAIN: Final = ("seq", "at", "action", "subject", "person", "token", "role")
_MAX_ORPHANS: Final = 1_000_000
_SEALS: Final = text("SELECT * FROM audit_seal WHERE tenant_id = :tenant AND seq = :seq ORDER BY kind, block")
_TOKENS: Final = text("SELECT id FROM token WHERE tenant_id = :tenant ORDER BY id")
_STREAMED: Final = 1000


def export_chain(unit: Unit) -> Iterator[dict[str, Any]]:
    """Give the lines of the export, all of one moment."""
    with unit.snapshot() as connection:
        connection.execution_options(yield_per=_STREAMED)
        yield from export_here(type(unit)(connection, unit.actor, now=unit.now))


def export_here(unit: Unit) -> Iterator[dict[str, Any]]:
    """Give the lines of the export as the unit's own transaction sees the database."""
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
    tables = {table.name: table for table in list_used_tables(unit)}
    for link in read_links(unit):
        yield _export_link(unit, link, tables)
    for name, statement in ORPHANS.items():
        for seq in unit.execute(statement, most=_MAX_ORPHANS).scalars():
            yield {"type": "orphan", "table": name, "seq": seq}
    for table in tables.values():
        for row in unit.execute(_make_periods(table)).mappings():
            entry = f"{table.name}/{unit.ids.encode_one(table.name, row['entry_id'])}"
            yield {"type": "record", "kind": table.name, "entry": entry, **row}
    for outward in unit.ids.encode("token", unit.execute(_TOKENS).scalars().all()):
        yield {"type": "token", "subject": f"token/{outward}"}


def _export_link(unit: Unit, link: dict[str, Any], tables: dict[str, Table]) -> dict[str, Any]:
    data = {"actor": link["actor"], "data": link["data"], "salt": link["salt"] and link["salt"].hex()}
    event = {name: link[name] for name in ("type", "version", "revision", "changed", "same_moment")}
    seals = []
    for seal in unit.execute(_SEALS, seq=link["seq"]).mappings() if link["seals"] else ():
        table = tables.get(seal["kind"])
        rows = [] if table is None else unit.execute(_make_rows(table), ids=list(seal["ids"])).all()
        seals.append(
            {
                **{name: seal[name] for name in ("kind", "block", "ids", "replaces_seq", "replaces_block")},
                "digest": seal["digest"].hex(),
                "rows": [[row.id, row.row] for row in rows],
            }
        )
    return {
        "type": "link",
        **{name: link[name] for name in _PLAIN},
        **{name: link[name].hex() if link[name] is not None else None for name in _HEX},
        "data": data if link["has_data"] else None,
        "event": {**event, "subject": link["event_subject"]} if link["has_event"] else None,
        "seals": seals,
    }


@cache
def _make_rows(table: Table) -> TextClause:
    return text(
        f"""
        SELECT k.id, {make_row_text(table)} AS row FROM {table.name} k
        WHERE k.tenant_id = :tenant AND k.id = ANY(CAST(:ids AS bigint[])) ORDER BY k.id
        """  # noqa: S608 - our own names
    )


@cache
def _make_periods(table: Table) -> TextClause:
    return text(
        f"""
        SELECT k.id, k.entry_id, k.revision, k.recorded_at::text AS recorded_at,
               k.superseded_at::text AS superseded_at, k.voids
        FROM {table.name} k WHERE k.tenant_id = :tenant ORDER BY k.entry_id, k.revision, k.id
        """  # noqa: S608 - our own names
    )


def encode_line(line: dict[str, Any]) -> str:
    """Write one line of the export."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))
