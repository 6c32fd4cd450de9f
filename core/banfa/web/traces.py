"""Which operations can answer with personal data, found from their schemas; and the trace that each leaves.

Personal is what is declared so: a field of an entry that holds somebody's data or is kept from some roles, a
field of an answer that says `personal=True`. The name of an official beside what he has done is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import request
from marshmallow import Schema, fields
from sqlalchemy.exc import SQLAlchemyError

from banfa.database.transient import is_transient
from banfa.errors import Unavailable
from banfa.failures import describe_failure
from banfa.logs import get_logger
from banfa.trust.reads import Reading, add_trace, trace_read
from banfa.web.context import get_context
from banfa.web.fields import Id
from banfa.web.variants import Union

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banfa.trust.unit import Unit
    from banfa.web.responses import Answer

WITHHELD: Final = "…"
"""Stands for a text that was looked for."""
PAGING: Final = frozenset({"after", "count", "limit", "sort", "trail"})
"""Parameters that say how a list is shown, not what is looked for."""

log = get_logger("banfa.web")


@dataclass(frozen=True, slots=True)
class Shown:
    """What an operation shows of persons: things of a `kind`, told apart in the answer by the field `key`."""

    kind: str
    key: str = "id"

    def list_numbers(self, answer: Answer) -> list[int]:
        """The numbers of what is shown, before they are written as outward ids."""
        if answer.shows is not None:
            return sorted(set(answer.shows))
        rows = answer.data.get("items", [answer.data])
        return sorted({row[self.key] for row in rows if isinstance(row.get(self.key), int)})


def find_shown(schema: Any, *, otherwise: str) -> Shown | None:
    """What answers of a schema show of persons, None where nothing; `otherwise` is the kind without an id."""
    if not isinstance(schema, type) or not issubclass(schema, Schema) or not _is_personal(schema()):
        return None
    row = schema()
    items = row.fields.get("items")
    if isinstance(items, fields.List) and isinstance(items.inner, fields.Nested):
        row = items.inner.schema
    id_ = row.fields.get("id")
    return Shown(id_.kind or otherwise) if isinstance(id_, Id) else Shown(otherwise, "seq")


def _is_personal(schema: Schema) -> bool:
    return any(_holds_personal(declared) for declared in schema.fields.values())


def _holds_personal(declared: fields.Field[Any]) -> bool:
    """Whether a field holds personal data, itself or inside."""
    return getattr(declared, "personal", False) or any(map(_holds_personal, _list_inner(declared)))


def _list_inner(declared: fields.Field[Any]) -> Iterator[fields.Field[Any]]:
    if isinstance(declared, fields.Nested):
        yield from declared.schema.fields.values()
    elif isinstance(declared, fields.List):
        yield declared.inner
    elif isinstance(declared, fields.Dict) and declared.value_field is not None:
        yield declared.value_field
    elif isinstance(declared, Union):
        for schema in declared.schemas:
            yield from schema().fields.values()


def make_reading(showing: Shown, answer: Answer, arguments: Sequence[Mapping[str, Any]]) -> Reading:
    """What this request is about to be shown; `arguments` are its query's, as its view is given them.

    Of the filters' values texts are left out: what is looked for may be a name.
    """
    query = arguments[0] if arguments else {}
    filters = {}
    for name in sorted(request.args.keys() - PAGING):
        text = isinstance(query.get(name), str)
        filters[name] = WITHHELD if text else request.args[name]
    way = (request.endpoint or "").rpartition(".")[2]
    return Reading(way=way, kind=showing.kind, shown=showing.list_numbers(answer), filters=filters)


def leave_trace(unit: Unit, reading: Reading) -> None:
    """Write the trace of a request that has only read: its unit has ended, its answer has not left.

    Where it cannot be written nothing is shown: raises Unavailable (`read_not_traced`), or what says that the
    database cannot work at present.
    """
    try:
        trace_read(get_context().engine, unit.actor, reading, now=unit.now)
    except SQLAlchemyError as error:
        log.error("read_not_traced", failure=describe_failure(error))  # noqa: TRY400 - one line
        if is_transient(error):
            raise
        raise Unavailable(
            "read_not_traced", "查阅个人信息须留痕，而痕迹现在不能保存，因此没有显示任何内容，请稍后重试。"
        ) from error


def leave_trace_within(unit: Unit, reading: Reading) -> None:
    """Write the trace of a request that could have written besides, with what it wrote."""
    if not unit.has_written():
        unit.unaudited("a trace of reading; the request itself changed nothing")
    add_trace(unit.connection, unit.actor, reading, now=unit.now)
