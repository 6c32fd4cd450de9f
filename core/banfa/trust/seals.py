"""Seals: what binds the ledger's rows to the link that tells of their change.

A link that records rows of a sealed table has a seal for each block of at most `BLOCK` of them: the SHA-256
of the block's rows as text, made by the database. The link's own hash covers the digests, so a row edited in
place, one without a link and one that is gone are found. `superseded_at` alone stays out: it changes once,
and follows from the record that comes next.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

from banfa.database.base import metadata
from banfa.database.rows import (
    TenantRow,
    array_column,
    bigint_column,
    binary_column,
    integer_column,
    text_column,
)
from banfa.trust.canonical import canonical
from banfa.trust.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Column, Connection, Table, TextClause

BLOCK: Final = 256
"""How many rows share a digest: so narrow is a changed row located."""
SEALED: Final = "sealed"
"""Under this name a table's `info` lists the columns that are bound to links."""


class AuditSeal(
    TenantRow,
    table="audit_seal",
    key=("seq", "kind", "block"),
    rights="SELECT, INSERT",
    constraints=(
        ForeignKeyConstraint(
            ["tenant_id", "seq"], ["audit_link.tenant_id", "audit_link.seq"], name="fk_audit_seal_seq"
        ),
        Index(
            "ix_audit_seal_replaces",
            *("tenant_id", "kind", "replaces_seq", "replaces_block"),
            postgresql_where=text("replaces_seq IS NOT NULL"),
        ),
    ),
):
    """The digest of a block of rows of a kind. One that replaces another tells of a lawful erasure."""

    seq: int = bigint_column()
    kind: str = text_column()
    block: int = integer_column()
    ids: list[int] = array_column(BigInteger)
    digest: bytes = binary_column()
    replaces_seq: int | None = bigint_column()
    replaces_block: int | None = integer_column()


@dataclass(frozen=True, slots=True)
class RowsToSeal:
    """Rows of one table that a change has written; `replaces` is the seal (seq, block) they had before."""

    table: Table
    ids: Sequence[int]
    replaces: tuple[int, int] | None = None


def list_sealed_tables() -> list[Table]:
    """List the tables whose rows are sealed, as far as the rooms that declare them have been imported."""
    return [table for table in metadata.sorted_tables if SEALED in table.info]


def make_row_text(table: Table) -> str:
    """Write the SQL that gives a row `k` as JSON: sealed columns that are not NULL, in a fixed order.

    A column that is added later is NULL in older rows and leaves their text as it was.
    """
    parts = (f"'\"{name}\":' || {_make_value(table.c[name])}" for name in sorted(table.info[SEALED]))
    return "'{' || concat_ws(',', " + ", ".join(parts) + ") || '}'"


def _make_value(column: Column[Any]) -> str:
    if isinstance(column.type, JSONB) or isinstance(getattr(column.type, "impl", None), JSONB):
        return f"k.{column.name}::text"
    if isinstance(column.type, TIMESTAMP):
        return f"to_json(k.{column.name} AT TIME ZONE 'UTC')::text"
    return f"to_json(k.{column.name})::text"


def make_digest(kind: str, texts: str) -> str:
    """Write the SQL of a block's digest; `texts` is that of its rows, put in order and joined by newlines."""
    return f"sha256(convert_to('{kind}' || E'\\n' || {texts}, 'UTF8'))"


@cache
def _make_seal_statement(table: Table) -> TextClause:
    joined = "string_agg(b.row, E'\\n' ORDER BY b.id)"
    return text(
        f"""
        SELECT b.block, array_agg(b.id ORDER BY b.id) AS ids, {make_digest(table.name, joined)} AS digest
        FROM (
            SELECT k.id, (row_number() OVER (ORDER BY k.id) - 1) / {BLOCK} AS block,
                   {make_row_text(table)} AS row
            FROM {table.name} k WHERE k.tenant_id = :tenant AND k.id = ANY(CAST(:ids AS bigint[]))
        ) b
        GROUP BY b.block ORDER BY b.block
        """  # noqa: S608 - our own names
    )


def make_seals(connection: Connection, tenant_id: int, rows: Iterable[RowsToSeal]) -> list[dict[str, Any]]:
    """Digest rows that were written; gives the seals of one link, without its number."""
    seals: list[dict[str, Any]] = []
    blocks: dict[str, int] = {}
    for some in rows:
        replaces_seq, replaces_block = some.replaces or (None, None)
        values = {"tenant": tenant_id, "ids": list(some.ids)}
        for row in connection.execute(_make_seal_statement(some.table), values):
            block = blocks.get(some.table.name, 0)
            blocks[some.table.name] = block + 1
            seals.append(
                {
                    "kind": some.table.name,
                    "block": block,
                    "ids": row.ids,
                    "digest": bytes(row.digest),
                    "replaces_seq": replaces_seq,
                    "replaces_block": replaces_block,
                }
            )
    return seals


def hash_seals(algorithm: str, seals: Sequence[Any]) -> bytes | None:
    """Hash the seals of a link: `[kind, block, digest, replaced seq, replaced block]` of each, in order."""
    if not seals:
        return None
    ordered = sorted(seals, key=lambda seal: (seal["kind"], seal["block"]))
    return digest(
        algorithm,
        canonical(
            [
                [s["kind"], s["block"], s["digest"].hex(), s["replaces_seq"], s["replaces_block"]]
                for s in ordered
            ]
        ),
    )
