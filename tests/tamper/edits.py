"""Random edits of any column of any row of the chain and of what it binds; rows come and go."""

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

from banfa.trust.audit_rows import AuditData, AuditHead, AuditLink
from banfa.trust.events import Event
from banfa.trust.sealed_rows import ENDS
from banfa.trust.seals import AuditSeal, find_bound, list_key, number_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from random import Random

    from sqlalchemy import Connection

    from banfa.trust.ids import Ids

CHAIN = tuple(row.table for row in (AuditLink, AuditHead, AuditData, AuditSeal, Event))
DIALECT = postgresql.dialect()


@dataclass(frozen=True)
class Edit:
    """What was done: `kind` (update, delete, insert), to which row of which table, in which column.

    `row` is as it was; of one that was put in, as that of which it is a copy.
    """

    kind: str
    table: Any
    column: str
    row: Mapping[str, Any]
    after: Any

    def __str__(self) -> str:
        return f"{self.kind} {self.table.name}.{self.column} -> {self.after!r}, of {dict(self.row)}"

    def is_located(self, faults: Iterable[tuple[int, str]], ids: Ids) -> bool:
        """Whether one of the faults names the very row: by its link, or as links call it."""
        if self.table in CHAIN:
            seqs = {self.row["seq"], *([self.after] if self.column == "seq" else [])}
            return any(self.table is AuditHead.table or seq in seqs for seq, _ in faults)
        return any(subject in self._name(ids) for _, subject in faults)

    def _name(self, ids: Ids) -> set[str]:
        thing = find_bound(self.table).thing or self.table.name
        key = list_key(self.table)
        if key == ["id"]:
            keys = ("id", "entry_id", "corrects")
            numbers = [*(self.row.get(name) for name in keys), self.after]
            return {
                f"{thing}/{ids.encode_one(thing, number)}" for number in numbers if isinstance(number, int)
            }
        rows = (self.row, {**self.row, self.column: self.after})
        called = {" ".join(str(row[name]) for name in key) for row in rows}
        return {f"{thing}/{name}" for name in (*called, number_row(self.table, self.row))}


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
                return Edit(kind, table, "", dict(row), None)
            if kind == "insert":
                return _insert(connection, table, dict(row), random)
            return _update(connection, table, row, random)
    except DBAPIError:
        return None


def _update(connection: Connection, table: Any, row: Any, random: Random) -> Edit | None:
    names = [c.name for c in table.c if c.computed is None and c.name not in _list_unheld(table)]
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
    return Edit("update", table, column.name, dict(row), after) if changed else None


def _list_unheld(table: Any) -> set[str]:
    """List the columns that anybody may write unseen, as docs/what-is-bound.md says; ends are held."""
    return set() if table in CHAIN else {*find_bound(table).loose} - {ENDS}


def _type(column: Any) -> str:
    return str(column.type.compile(DIALECT))


def _name_type(column: Any) -> str:
    name = _type(column)
    return "ARRAY" if "[" in name else re.split(r"[^A-Z]", name)[0]


def _insert(connection: Connection, table: Any, row: dict[str, Any], random: Random) -> Edit | None:
    """Put in a copy of a row under another number."""
    names = [c.name for c in table.c if c.computed is None and c.name != "tenant_id"]
    key = "seq" if "seq" in table.c else next(iter(list_key(table)), None)
    if key is None:  # there can be but one row
        return None
    number = random.choice((random.randrange(1, 60), random.randrange(10**9)))
    new = str(number) if "INT" in _type(table.c[key]) else f"'k{number}'"
    listed = ", ".join(names)
    values = ", ".join(new if name == key else name for name in names)
    connection.execute(
        text(
            f"INSERT INTO {table.name} (tenant_id, {listed}) OVERRIDING SYSTEM VALUE "
            f"SELECT tenant_id, {values} FROM {table.name} WHERE ctid = CAST(:at AS tid)"
        ),
        {"at": row["place"]},
    )
    return Edit("insert", table, key, row, new.strip("'") if new[0] == "'" else number)


def _mutate(value: Any, random: Random, *, nullable: bool, name: str) -> Any:
    """Give another value of the same kind; what no program of ours could write is among them."""
    if nullable and value is not None and random.random() < 0.15:
        return None
    if name == "JSONB":
        plain = ("1.5", "null", '{"x": 1}', "[]", "1e300", '"文"', json.dumps("x" * 9), "{}")
        return random.choice((*plain, "[" * 3000 + "]" * 3000))
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
