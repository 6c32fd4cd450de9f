"""Reads of personal data leave a trace (查阅痕迹): who was shown whose data, when, and by which way.

One row a request, written before its answer leaves. It says which things were shown, by number, and which
filters were set; of what they said only numbers, days and choices of yes or no: whoever looks for a name does
not leave that name here. Rows are added, never changed. Each night a link of the audit chain binds those of
the days before (`banfa.trust.read_seals`), so that none can be changed or taken away behind it unnoticed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import eq, ge, lt
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Index, any_, bindparam, literal

from banfa.database.rows import (
    TenantRow,
    array_column,
    bigint_column,
    instant_column,
    json_column,
    text_column,
)
from banfa.database.tenancy import tenant_insert, tenant_transaction
from banfa.errors import Malformed
from banfa.trust.persons import WithPerson, list_with_person, name_person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from banfa.trust.actor import Actor
    from banfa.trust.ids import Ids
    from banfa.trust.unit import Unit


class ReadTrace(
    TenantRow,
    table="read_trace",
    refers={"person_id": "person"},
    rights="SELECT, INSERT",
    constraints=(Index("ix_read_trace_at", "tenant_id", "at", "id"),),
    unbound="not row by row: each night a link `reads.sealed` holds the digest of all since the one before",
):
    """One request that was shown personal data.

    `way` is the operation of the API, or the command of an operator. `shown` are the numbers of what was
    shown, all of one `kind`; where nothing was found it is empty.
    """

    id: int
    at: datetime = instant_column()
    person_id: int
    token_id: int | None = bigint_column()
    role: str = text_column()
    way: str = text_column()
    kind: str = text_column()
    shown: list[int] = array_column(BigInteger)
    filters: Any = json_column()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is about to be shown; see `ReadTrace`."""

    way: str
    kind: str
    shown: Sequence[int] = ()
    filters: Mapping[str, Any] = field(default_factory=dict)


AUDIT: Final = "audit"
"""The kind of links of the chain, which are known by their number in it."""
_MAX_DIGITS: Final = 18
_NEWEST: Final = (
    ReadTrace.select()
    .add_columns(name_person(ReadTrace.c.person_id))
    .order_by(ReadTrace.c.id.desc())
    .limit(bindparam("most"))
)


def trace_read(engine: Engine, actor: Actor, reading: Reading, *, now: datetime) -> None:
    """Write the trace of what is about to be shown, in a transaction of its own."""
    with tenant_transaction(engine, actor.tenant_id) as connection:
        add_trace(connection, actor, reading, now=now)


def add_trace(connection: Connection, actor: Actor, reading: Reading, *, now: datetime) -> None:
    """Write the trace along with whatever else the transaction writes."""
    values = {
        "at": now,
        "person_id": actor.person.id,
        "token_id": actor.token_id,
        "role": actor.role,
        "way": reading.way,
        "kind": reading.kind,
        "shown": list(reading.shown),
        "filters": dict(reading.filters),
    }
    connection.execute(tenant_insert(actor.tenant_id, ReadTrace.table).values(**values))


def list_reads(
    unit: Unit,
    *,
    most: int,
    before: int | None = None,
    person_id: int | None = None,
    way: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    thing: tuple[str, int] | None = None,
) -> list[WithPerson[ReadTrace]]:
    """Read traces with the names of who read, the newest first, numbered below `before`.

    `person_id` is by whom, `way` how, `since` and `until` when; `thing` what was shown (kind, number).
    """
    c, statement = ReadTrace.c, _NEWEST
    wanted = ((c.id, lt, before), (c.person_id, eq, person_id), (c.way, eq, way), (c.at, ge, since))
    for column, compare, value in (*wanted, (c.at, lt, until)):
        if value is not None:
            statement = statement.where(compare(column, value))
    if thing is not None:
        kind, number = thing
        statement = statement.where(c.kind == kind, literal(number) == any_(c.shown))
    return list_with_person(unit, ReadTrace, statement, most=most)


def read_subject(subject: str, ids: Ids) -> tuple[str, int]:
    """Give kind and number of `complaint/cp_…` or `audit/12`. Raises Malformed."""
    kind, _, text = subject.partition("/")
    number = ids.decode(kind, text)
    if kind == AUDIT and text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS:
        number = int(text)
    if number is None:
        raise Malformed("field_malformed", "应写作“种类/编号”，如 complaint/cp_…。", field="subject")
    return kind, number


def write_subjects(trace: ReadTrace, ids: Ids) -> list[str]:
    """Write what was shown as `kind/id`, as it is known outside."""
    known = map(str, trace.shown) if trace.kind == AUDIT else ids.encode(trace.kind, trace.shown)
    return [f"{trace.kind}/{text}" for text in known]
