"""Holding the tables against the chain: every row as its last seal says, none without one, none gone.

The database digests the rows itself; what comes here are those that differ.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from banfa.trust.seals import find_bound, list_bound_tables, list_key, make_number, make_row_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Row, Table, TextClause

    from banfa.trust.unit import Unit

RowFault = tuple[int, str, str]
"""Link (0: none), subject, and what is wrong with it (Chinese)."""

ERASED: Final = "audit.erased"
"""The action of a link that tells of a lawful erasure; its data names the links in `seqs`."""
ENDS: Final = "superseded_at"
"""The column of a period's end, in tables where it is loose."""
_MAX_NAMED: Final = 1000


def find_unknown_faults(unit: Unit) -> Iterator[RowFault]:
    """Find seals of tables that there are none of."""
    known = [table.name for table in list_bound_tables()]
    for row in unit.execute(_UNKNOWN, known=known, most=_MAX_NAMED):
        yield row.seq, row.kind, "封记所指的表不存在"


def find_table_faults(unit: Unit, table: Table, *, founded: bool) -> Iterator[RowFault]:
    """Find rows that were changed, added or taken away beside the chain, and periods that do not follow.

    `founded`: there is a link yet, so that even what the bureau was founded with has a seal.
    """
    for row in unit.execute(_make_difference(table), most=_MAX_NAMED, founded=founded):
        yield row.seq, name_row(unit, table, row), _REASONS[row.why]
    if ENDS in find_bound(table).loose:
        for row in unit.execute(_make_unfollowed(table), most=_MAX_NAMED):
            yield 0, name_row(unit, table, row), "记录的失效时间与后一条记录不衔接"


_UNKNOWN: Final = text("""
    SELECT DISTINCT s.seq, s.kind
    FROM audit_seal s JOIN audit_link l ON l.tenant_id = s.tenant_id AND l.seq = s.seq
    WHERE s.tenant_id = :tenant AND s.kind <> ALL(CAST(:known AS text[])) ORDER BY s.seq, s.kind LIMIT :most
""")
_REASONS: Final = {
    "changed": "这条记录与登记它的一环不符，曾被改动",
    "gone": "这条记录已不存在",
    "unsealed": "有这条记录，而没有登记它的一环",
    "again": "这条记录只登记一次，却另被登记，而不是依法删除",
}


def find_differing(unit: Unit, table: Table, numbers: Sequence[int]) -> list[Row[Any]]:
    """Find those of some rows that are not as the chain knows them."""
    statement = _make_difference(table, listed=True)
    return list(unit.execute(statement, most=_MAX_NAMED, founded=True, numbers=list(numbers)))


def name_row(unit: Unit, table: Table, row: Any) -> str:
    """Name a row as links do: `thing/outward id`, or by its key where it has no id."""
    thing = find_bound(table).thing or table.name
    if list_key(table) == ["id"] and row.id is not None:
        return f"{thing}/{unit.ids.encode_one(thing, row.named or row.id)}"
    return f"{thing}/{row.id if row.named is None else row.named}"


def list_used_tables(unit: Unit) -> list[Table]:
    """List the bound tables in which the tenant has rows, or of which a link tells."""
    tables = list_bound_tables()
    used = set(unit.execute(_make_used(tuple(tables))).scalars()) if tables else set()
    return [table for table in tables if table.name in used]


@cache
def _make_used(tables: tuple[Table, ...]) -> TextClause:
    return text(
        " UNION ALL ".join(
            f"""SELECT '{table.name}' WHERE EXISTS (SELECT FROM {table.name} WHERE tenant_id = :tenant)
                OR EXISTS (SELECT FROM audit_seal WHERE tenant_id = :tenant AND kind = '{table.name}')"""  # noqa: S608 - our own names
            for table in tables
        )
    )


def make_named(table: Table) -> str:
    """Write the SQL of what a row `k` is named by: its entry, itself, or its key as text."""
    if ENDS in find_bound(table).loose:
        return "k.entry_id"
    if list_key(table) == ["id"]:
        return "k.id"
    return f"concat_ws(' ', {', '.join(['NULL', *(f'k.{name}' for name in list_key(table))])})"


@cache
def _make_difference(table: Table, *, listed: bool = False) -> TextClause:
    """Make the statement that finds rows not as their last seal says; `why` is one of `_REASONS`."""
    bound = find_bound(table)
    number = make_number(table)
    sealed_ids = "AND s.ids && CAST(:numbers AS bigint[])" if listed else ""
    of_seals = "WHERE p.id = ANY(CAST(:numbers AS bigint[]))" if listed else ""
    of_rows = f"AND {number} = ANY(CAST(:numbers AS bigint[]))" if listed else ""
    first = "k.first AND NOT CAST(:founded AS boolean)" if bound.first else "false"
    again = (
        ""
        if bound.state
        else f"""UNION ALL
                 SELECT s.seq, s.id, NULL, 'again' FROM sealed s
                 WHERE s.earlier < s.seq AND s.action <> '{ERASED}'"""  # noqa: S608 - our own names
    )
    return text(
        f"""
        WITH sealed AS (
            SELECT p.id, p.digest, p.seq, p.action, row_number() OVER last AS turn,
                   lead(p.seq) OVER last AS earlier
            FROM (SELECT u.id, u.digest, u.n, s.seq, s.block, l.action
                  FROM audit_seal s JOIN audit_link l USING (tenant_id, seq)
                  CROSS JOIN LATERAL unnest(s.ids, s.digests) WITH ORDINALITY u(id, digest, n)
                  WHERE s.tenant_id = :tenant AND s.kind = '{table.name}' {sealed_ids}) p
            {of_seals}
            WINDOW last AS (PARTITION BY p.id ORDER BY p.seq DESC, p.block DESC, p.n DESC)
        )
        SELECT f.seq, f.id, f.named, f.why FROM (
            SELECT coalesce(s.seq, 0) AS seq, coalesce(s.id, k.id) AS id, k.named,
                   CASE WHEN k.id IS NULL THEN 'gone'
                        WHEN s.seq IS NULL THEN 'unsealed' ELSE 'changed' END AS why
            FROM (SELECT * FROM sealed WHERE turn = 1) s
            FULL JOIN (SELECT {number} AS id, {make_named(table)} AS named, {bound.first or "false"} AS first,
                              {make_row_digest(table)} AS digest
                       FROM {table.name} k WHERE k.tenant_id = :tenant {of_rows}) k ON k.id = s.id
            WHERE (s.digest IS DISTINCT FROM k.digest OR s.id IS NULL OR k.id IS NULL)
              AND NOT (s.seq IS NULL AND {first})
            {again}
        ) f
        ORDER BY f.seq, f.id LIMIT :most
        """  # noqa: S608 - our own names
    )


@cache
def _make_unfollowed(table: Table) -> TextClause:
    """Find entries a record of which does not end when the next one begins.

    Of several records with one revision the later ones came late and have never stood; nor has a voiding.
    """
    return text(
        f"""
        SELECT DISTINCT f.entry_id AS id, f.entry_id AS named FROM (
            SELECT r.entry_id, r.superseded_at, r.recorded_at, r.voids, r.turn,
                   lead(r.recorded_at) OVER (PARTITION BY r.entry_id, r.turn > 1 ORDER BY r.revision) AS next
            FROM (SELECT k.entry_id, k.superseded_at, k.recorded_at, k.voids, k.revision,
                         row_number() OVER (PARTITION BY k.entry_id, k.revision ORDER BY k.id) AS turn
                  FROM {table.name} k WHERE k.tenant_id = :tenant) r
        ) f
        WHERE f.superseded_at IS DISTINCT FROM
              CASE WHEN f.voids OR f.turn > 1 THEN f.recorded_at ELSE coalesce(f.next, 'infinity') END
        ORDER BY f.entry_id LIMIT :most
        """  # noqa: S608 - our own names
    )
