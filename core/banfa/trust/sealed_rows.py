"""Holding the ledger against the chain: every row of it as its link saw it, none without one, none gone.

The database digests the rows itself, block by block; what comes here is one line a block.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from banfa.trust.seals import list_sealed_tables, make_digest, make_row_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table, TextClause

    from banfa.trust.unit import Unit

LedgerFault = tuple[int, str, str]
"""Link (0: none), subject, and what is wrong with it (Chinese)."""

_BATCH: Final = 500
_MAX_NAMED: Final = 1000


def find_ledger_faults(unit: Unit) -> Iterator[LedgerFault]:
    """Find rows that were changed, added or taken away beside the chain, and periods that do not follow."""
    for table in list_used_tables(unit):
        yield from _find_changed(unit, table)
        for entry_id in unit.execute(_make_unsealed(table), most=_MAX_NAMED).scalars():
            yield 0, _name(unit, table, entry_id), "台账中有这条记录，而没有登记它的一环"
        for entry_id in unit.execute(_make_unfollowed(table), most=_MAX_NAMED).scalars():
            yield 0, _name(unit, table, entry_id), "记录的失效时间与后一条记录不衔接"


def list_used_tables(unit: Unit) -> list[Table]:
    """List the sealed tables in which the tenant has rows, or of which a link tells."""
    tables = list_sealed_tables()
    if not tables:
        return []
    used = set(unit.execute(_make_used(tuple(tables))).scalars())
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


def _name(unit: Unit, table: Table, entry_id: int) -> str:
    return f"{table.name}/{unit.ids.encode_one(table.name, entry_id)}"


def _find_changed(unit: Unit, table: Table) -> Iterator[LedgerFault]:
    after = (-1, -1)
    while True:
        values = {"after_seq": after[0], "after_block": after[1], "most": _BATCH}
        batch = unit.execute(make_blocks_statement(table), **values).all()
        for row in batch:
            if row.same and not row.gone:
                continue
            record_ids = row.gone or (row.ids if len(row.ids) == 1 else ())
            reason = "台账中的这条记录已不存在" if row.gone else "台账中的记录与登记它的一环不符，曾被改动"
            if not record_ids:
                yield row.seq, f"{table.name}", f"{reason}（该环所记{len(row.ids)}条之一）"
            for record_id in record_ids:
                yield row.seq, _name(unit, table, record_id), reason
        if len(batch) < _BATCH:
            return
        after = batch[-1].seq, batch[-1].block


@cache
def make_blocks_statement(table: Table, *, holding: bool = False) -> TextClause:
    """Make the statement that digests anew what each seal in force covers: `same`, and the ids now `gone`.

    It gives a batch of them or, `holding` some of `ids`, all that do.
    """
    wanted = "s.ids && CAST(:ids AS bigint[])" if holding else "(s.seq, s.block) > (:after_seq, :after_block)"
    most = "" if holding else "LIMIT :most"
    texts = "coalesce(string_agg(b.row, E'\\n' ORDER BY b.id), '')"
    return text(
        f"""
        SELECT s.seq, s.block, s.ids, now_.digest = s.digest AS same,
               CASE WHEN now_.n = cardinality(s.ids) THEN '{{}}'::bigint[]
                    ELSE ARRAY(SELECT unnest(s.ids) EXCEPT SELECT k.id FROM {table.name} k
                               WHERE k.tenant_id = s.tenant_id AND k.id = ANY(s.ids)) END AS gone
        FROM (SELECT s.* FROM audit_seal s JOIN audit_link l USING (tenant_id, seq)
              WHERE s.tenant_id = :tenant AND s.kind = '{table.name}' AND {wanted}
                AND NOT EXISTS (
                    SELECT FROM audit_seal r JOIN audit_link l USING (tenant_id, seq)
                    WHERE r.tenant_id = s.tenant_id AND r.kind = s.kind
                      AND r.replaces_seq = s.seq AND r.replaces_block = s.block)
              ORDER BY s.seq, s.block {most}) s
        CROSS JOIN LATERAL (
            SELECT count(*) AS n, {make_digest(table.name, texts)} AS digest
            FROM (SELECT k.id, {make_row_text(table)} AS row FROM {table.name} k
                  WHERE k.tenant_id = s.tenant_id AND k.id = ANY(s.ids)) b
        ) now_
        ORDER BY s.seq, s.block
        """  # noqa: S608 - our own names
    )


@cache
def _make_unsealed(table: Table) -> TextClause:
    return text(
        f"""
        SELECT DISTINCT k.entry_id FROM {table.name} k
        LEFT JOIN (SELECT unnest(s.ids) AS id FROM audit_seal s JOIN audit_link l USING (tenant_id, seq)
                   WHERE s.tenant_id = :tenant AND s.kind = '{table.name}') sealed ON sealed.id = k.id
        WHERE k.tenant_id = :tenant AND sealed.id IS NULL ORDER BY k.entry_id LIMIT :most
        """  # noqa: S608 - our own names
    )


@cache
def _make_unfollowed(table: Table) -> TextClause:
    """Find entries a record of which does not end when the next one begins.

    Of several records with one revision the later ones came late and have never stood; nor has a voiding.
    """
    return text(
        f"""
        SELECT DISTINCT f.entry_id FROM (
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
