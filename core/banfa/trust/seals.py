"""Seals: what binds rows to the link that tells of their change.

A link that wrote rows of a bound table has a seal for each block of at most `BLOCK` of them: their numbers,
and the SHA-256 of each as text, made by the database. The link's own hash covers the seals, so a row edited
in place, one without a link and one that is gone are found, each by its number. A row that was sealed again
(its state changed, or its personal data was lawfully erased) is as its last seal says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, ForeignKeyConstraint, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

from banfa.database.base import metadata
from banfa.database.rows import (
    BOUND,
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    integer_column,
    text_column,
)
from banfa.trust.canonical import canonical
from banfa.trust.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Column, Connection, Table, TextClause

BLOCK: Final = 256
"""How many rows share a seal."""
_APART: Final = "\x1f"


class AuditSeal(
    TenantRow,
    table="audit_seal",
    key=("seq", "kind", "block"),
    rights="SELECT, INSERT",
    constraints=(
        ForeignKeyConstraint(
            ["tenant_id", "seq"], ["audit_link.tenant_id", "audit_link.seq"], name="fk_audit_seal_seq"
        ),
    ),
    unbound="the chain itself: the link's hash covers it",
):
    """The seal of a block of rows of a table (`kind`): the number and the digest of each."""

    seq: int = bigint_column()
    kind: str = text_column()
    block: int = integer_column()
    ids: list[int] = array_column(BigInteger)
    digests: list[bytes] = array_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class RowsToSeal:
    """Rows of one table that a change has written: those of these numbers, or all with these values.

    `first`: those that the bureau was founded with.
    """

    table: Table
    ids: Sequence[int] | None = None
    within: tuple[tuple[str, int], ...] = ()
    first: bool = False


def list_bound_tables() -> list[Table]:
    """List the tables whose rows are sealed, as far as the rooms that declare them have been imported."""
    tables = sorted(metadata.tables.values(), key=lambda table: table.name)
    return [table for table in tables if table.info.get(BOUND)]


def find_bound(table: Table) -> Bound:
    """Tell how a table's rows are bound."""
    bound: Bound = table.info[BOUND]
    return bound


def list_sealed_columns(table: Table) -> list[str]:
    """Name the columns that seals cover, in the order of a row's text."""
    loose = {"tenant_id", *find_bound(table).loose}
    return sorted(column.name for column in table.c if column.name not in loose)


def list_key(table: Table) -> list[str]:
    """Name the columns by which a row is known within its tenant."""
    if "id" in table.c:
        return ["id"]
    return [column.name for column in table.primary_key if column.name != "tenant_id"]


def number_row(table: Table, values: Mapping[str, Any]) -> int:
    """Give the number under which a row is sealed: its id, or one made of its key where it has none."""
    if "id" in table.c:
        return int(values["id"])
    key = _APART.join(str(values[name]) for name in list_key(table))
    return int.from_bytes(sha256(key.encode()).digest()[:8], "big", signed=True)


def make_number(table: Table) -> str:
    """Write the SQL of `number_row`, for a row `k`."""
    if "id" in table.c:
        return "k.id"
    key = ", ".join(["''", *(f"k.{name}" for name in list_key(table))][1:] or ["''"])
    hashed = f"encode(sha256(convert_to(concat_ws(E'\\x1f', {key}), 'UTF8')), 'hex')"
    return f"('x' || left({hashed}, 16))::bit(64)::bigint"


def make_row_text(table: Table) -> str:
    """Write the SQL that gives a row `k` as JSON: sealed columns that are not NULL, in a fixed order.

    A column that is added later is NULL in older rows and leaves their text as it was.
    """
    parts = (f"'\"{name}\":' || {_make_value(table.c[name])}" for name in list_sealed_columns(table))
    return f"'{table.name} {{' || concat_ws(',', " + ", ".join(parts) + ") || '}'"


def _make_value(column: Column[Any]) -> str:
    if isinstance(column.type, JSONB) or isinstance(getattr(column.type, "impl", None), JSONB):
        return f"k.{column.name}::text"
    if isinstance(column.type, TIMESTAMP):
        return f"to_json(k.{column.name} AT TIME ZONE 'UTC')::text"
    if isinstance(column.type, LargeBinary):
        return f"to_json(encode(sha256(k.{column.name}), 'hex'))::text"
    return f"to_json(k.{column.name})::text"


def make_row_digest(table: Table) -> str:
    """Write the SQL of the digest of a row `k`."""
    return f"sha256(convert_to({make_row_text(table)}, 'UTF8'))"


BLOCK_DIGEST: Final = """
    sha256(convert_to(concat_ws(E'\\n', array_to_string(s.ids, ',', '-'), cardinality(s.digests), ''), 'UTF8')
           || (SELECT coalesce(string_agg(d.digest, ''::bytea ORDER BY d.n), ''::bytea)
               FROM unnest(s.digests) WITH ORDINALITY d(digest, n)))
"""
"""The SQL of what a link's hash covers of a seal `s`; `_digest_block` is the same."""


def _digest_block(ids: Sequence[int], digests: Sequence[bytes]) -> bytes:
    listed = ",".join(map(str, ids))
    return sha256(f"{listed}\n{len(digests)}\n".encode() + b"".join(digests)).digest()


@cache
def _make_seal_statement(table: Table, *, listed: bool, first: bool, within: tuple[str, ...]) -> TextClause:
    number = make_number(table)
    wanted = [f"k.{name} = :{name}" for name in within]
    wanted += [f"{number} = ANY(CAST(:ids AS bigint[]))"] if listed else []
    wanted += [f"({find_bound(table).first})"] if first else []
    return text(
        f"""
        SELECT array_agg(b.id ORDER BY b.id) AS ids, array_agg(b.digest ORDER BY b.id) AS digests
        FROM (
            SELECT k.id, k.digest, (row_number() OVER (ORDER BY k.id) - 1) / {BLOCK} AS block
            FROM (SELECT {number} AS id, {make_row_digest(table)} AS digest FROM {table.name} k
                  WHERE {" AND ".join(["k.tenant_id = :tenant", *wanted])}) k
        ) b
        GROUP BY b.block ORDER BY b.block
        """  # noqa: S608 - our own names
    )


def make_seals(connection: Connection, tenant_id: int, rows: Iterable[RowsToSeal]) -> list[dict[str, Any]]:
    """Digest rows that were written; gives the seals of one link, without its number."""
    seals: list[dict[str, Any]] = []
    blocks: dict[str, int] = {}
    for some in _merge(rows):
        names = tuple(name for name, _ in some.within)
        statement = _make_seal_statement(
            some.table, listed=some.ids is not None, first=some.first, within=names
        )
        values: dict[str, Any] = {"tenant": tenant_id, **dict(some.within)}
        if some.ids is not None:
            values["ids"] = list(some.ids)
        for row in connection.execute(statement, values):
            block = blocks.get(some.table.name, 0)
            blocks[some.table.name] = block + 1
            digests = [bytes(part) for part in row.digests]
            seals.append({"kind": some.table.name, "block": block, "ids": row.ids, "digests": digests})
    return seals


def _merge(rows: Iterable[RowsToSeal]) -> list[RowsToSeal]:
    """Put rows of a table together that were written by several statements: each is sealed once."""
    listed: dict[Table, dict[int, None]] = {}
    others = []
    for some in rows:
        if some.ids is None:
            others.append(some)
        else:
            listed.setdefault(some.table, {}).update(dict.fromkeys(some.ids))
    return [*(RowsToSeal(table, list(ids)) for table, ids in listed.items() if ids), *others]


def list_first_rows() -> list[RowsToSeal]:
    """Name the rows that a bureau was founded with: no link told of them, so the first one binds them."""
    return [RowsToSeal(table, first=True) for table in list_bound_tables() if find_bound(table).first]


def hash_seals(algorithm: str, seals: Sequence[Any]) -> bytes | None:
    """Hash the seals of a link: `[kind, block, digest]` of each, in order."""
    if not seals:
        return None
    ordered = sorted(([s["kind"], s["block"], s["digest"].hex()] for s in seals), key=lambda s: (s[0], s[1]))
    return digest(algorithm, canonical(ordered))


def hash_new_seals(algorithm: str, seals: Sequence[Any]) -> bytes | None:
    """Hash seals that are about to be written."""
    return hash_seals(algorithm, [{**s, "digest": _digest_block(s["ids"], s["digests"])} for s in seals])
