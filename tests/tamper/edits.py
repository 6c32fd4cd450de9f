"""Random edits of any column of any row of chain, head, data, seals, events and ledger; rows come and go."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.lookup import list_lookup_columns
from banfa.trust.audit_rows import AuditData, AuditHead, AuditLink
from banfa.trust.events import Event
from banfa.trust.seals import AuditSeal

if TYPE_CHECKING:
    from random import Random

    from sqlalchemy import Connection

CHAIN = tuple(row.table for row in (AuditLink, AuditHead, AuditData, AuditSeal, Event))
TABLES = (*CHAIN, *(kind.table for kind in KINDS.values()))
DIALECT = postgresql.dialect()
DERIVED = {name for kind in KINDS.values() for name in list_lookup_columns(kind)}
"""Keys by which lists are put in order and searched: worked out from what is sealed, no evidence."""


@dataclass(frozen=True)
class Edit:
    """What was done: `kind` (update, delete, insert), to which row of which table, in which column."""

    kind: str
    table: str
    column: str
    before: Any
    after: Any


def make_edit(connection: Connection, tenant: int, random: Random, used: list[Any]) -> Edit | None:
    """Do something to a row; None where the database itself does not let it happen or nothing changed."""
    table = random.choice(used)
    listed = ", ".join(f"{c.name}::text" if _type(c).startswith("TIMESTAMP") else c.name for c in table.c)
    rows = f"SELECT ctid::text AS place, {listed} FROM {table.name} WHERE tenant_id = :t"
    count = connection.execute(text(f"SELECT count(*) FROM ({rows}) r"), {"t": tenant}).scalar_one()
    at = {"t": tenant, "n": random.randrange(count)}
    row = connection.execute(text(f"{rows} ORDER BY ctid OFFSET :n LIMIT 1"), at).mappings().one()
    kind = random.choices(("update", "delete", "insert"), (90, 6, 4))[0]
    try:
        with connection.begin_nested():
            if kind == "delete":
                connection.execute(
                    text(f"DELETE FROM {table.name} WHERE ctid = CAST(:at AS tid)"),
                    {"at": row["place"]},
                )
                return Edit(kind, table.name, "", dict(row), None)
            if kind == "insert":
                return _insert(connection, table, dict(row), random)
            return _update(connection, table, row, random)
    except DBAPIError:
        return None


def _update(connection: Connection, table: Any, row: Any, random: Random) -> Edit | None:
    names = [c.name for c in table.c if c.computed is None and c.name not in DERIVED]
    column = table.c[random.choice(names)]
    before = row[column.name]
    after = _mutate(
        before,
        random,
        nullable=column.nullable,
        name=re.split(r"[^A-Z]", _type(column))[0] if "[" not in _type(column) else "ARRAY",
    )
    wanted = text(
        f"UPDATE {table.name} SET {column.name} = CAST(:after AS {_type(column)}) "
        f"WHERE ctid = CAST(:at AS tid) AND {column.name} IS DISTINCT FROM CAST(:after AS {_type(column)})"
    )
    changed = connection.execute(wanted, {"after": after, "at": row["place"]}).rowcount
    return Edit("update", table.name, column.name, before, after) if changed else None


def _type(column: Any) -> str:
    return str(column.type.compile(DIALECT))


def _name_type(column: Any) -> str:
    name = _type(column)
    return "ARRAY" if "[" in name else re.split(r"[^A-Z]", name)[0]


def _insert(connection: Connection, table: Any, row: dict[str, Any], random: Random) -> Edit:
    """Put in a copy of a row under another number."""
    names = [c.name for c in table.c if c.computed is None and c.name != "tenant_id"]
    key = "id" if "id" in table.c else "seq"
    number = random.choice((random.randrange(1, 60), random.randrange(10**9)))
    listed = ", ".join(names)
    values = ", ".join(str(number) if name == key else name for name in names)
    connection.execute(
        text(
            f"INSERT INTO {table.name} (tenant_id, {listed}) OVERRIDING SYSTEM VALUE "
            f"SELECT tenant_id, {values} FROM {table.name} WHERE ctid = CAST(:at AS tid)"
        ),
        {"at": row["place"]},
    )
    return Edit("insert", table.name, key, None, number)


def _mutate(value: Any, random: Random, *, nullable: bool, name: str) -> Any:
    """Give another value of the same kind; what no program of ours could write is among them."""
    if nullable and value is not None and random.random() < 0.15:
        return None
    if name == "JSONB":
        return random.choice(("1.5", "null", '{"x": 1}', "[]", "1e300", '"文"', json.dumps("x" * 9), "{}"))
    if name == "TIMESTAMP":
        return random.choice(("infinity", f"2026-03-31T01:30:00.{random.randrange(10**6):06d}Z"))
    if value is None:
        return INVENTED.get(name, 7)
    return next(mutate(value, random) for kind, mutate in MUTATIONS.items() if isinstance(value, kind))


INVENTED = {"TEXT": "x", "DATE": "2026-01-01", "BOOLEAN": True, "BYTEA": b"x", "ARRAY": [1]}


def _mutate_text(value: str, random: Random) -> str:
    at = random.randrange(len(value) + 1)
    return random.choice((value[:at] + "改" + value[at:], value[:-1], value.swapcase(), value + " "))


def _flip(value: bytes, random: Random) -> bytes:
    if not value:
        return b"\x01"
    at = random.randrange(len(value))
    return value[:at] + bytes([value[at] ^ (1 << random.randrange(8))]) + value[at + 1 :]


MUTATIONS: dict[type, Any] = {
    bool: lambda value, _: not value,
    int: lambda value, random: random.choice((value + 1, value - 1, -value, value * 7 + 3, 0)),
    bytes: _flip,
    date: lambda value, random: str(value + timedelta(days=random.randrange(1, 900))),
    UUID: lambda *_: str(uuid4()),
    list: lambda value, random: random.choice((value[1:], [*value, *(value[:1] or [1])], value[::-1])),
    str: _mutate_text,
}
