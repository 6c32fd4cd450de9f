"""The schemas of entries: what is sent is a topic's form, what is answered follows the ledger's columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import Schema
from marshmallow.fields import Field

from banfa.ledger.entries.kind import Kind
from banfa.web.fields import Boolean, Date, DateTime, Enum, Id, Integer, List, Nested, Str
from banfa.web.requests import BulkForm, Form, PageQuery

OUTCOMES: Final = ("created", "unchanged", "corrected", "refused", "voided")
MAX_ROWS: Final = 5000
"""Of one bulk request."""


class EntryIn(Form):
    """What may accompany any entry."""

    external_id = Str("来源自己的编号：重发时凭它认出同一条", max_length=4000)


class Entry(Schema):
    """What every entry says of itself."""

    id = Id("编号", required=True)
    version = Integer("第几次记录，即 ETag 的首段", minimum=1, required=True)
    source = Str("来源", required=True)
    external_id = Str("来源自己的编号")
    recorded_at = DateTime("登记时间", required=True)
    recorded_by = Str("登记人；不宜让有关当事人看到的不列出")
    reason = Str("更正或作废的理由")


class Outcome(Schema):
    """What became of an entry."""

    id = Id("编号", required=True)
    version = Integer("第几次记录，即 ETag 的首段", minimum=1, required=True)
    outcome = Enum("结果", choices=OUTCOMES, required=True)


class RowReport(Schema):
    """What became of one row."""

    index = Integer("第几行，从0起", required=True)
    outcome = Enum("结果", choices=OUTCOMES, required=True)
    external_id = Str("来源自己的编号")
    id = Id("编号")
    version = Integer("第几次记录", minimum=1)
    code = Str("未收的原因代码")
    detail = Str("未收的原因")
    field = Str("有问题的字段")


class BulkReport(Schema):
    """What became of every row: each is wholly in or wholly out."""

    created = Integer("新登记的行数", required=True)
    unchanged = Integer("与已登记相同的行数", required=True)
    corrected = Integer("更正已登记的行数", required=True)
    refused = Integer("未收的行数", required=True)
    rows = List(Nested(RowReport), "逐行结果", required=True)


class Rows(List):
    """The rows of a bulk request: documented by their form, read one by one by the ledger."""

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - marshmallow's signature
        data: Mapping[str, Any] | None,  # noqa: ARG002 - the same
        **_options: Any,
    ) -> list[Any]:
        return self.check_length(value)


class VoidIn(Form):
    """Why an entry is voided."""

    reason = Str("理由", required=True, max_length=4000)


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schemas of one kind: a report, its correction, many in bulk; an answer, its history; filters."""

    body: type[Schema]
    correction: type[Schema]
    bulk: type[Schema]
    answer: type[Schema]
    past: type[Schema]
    query: type[Schema]


def make_schemas(
    kind: Kind, form: type[Form], *, filters: Iterable[str], extra: Mapping[str, Field[Any]]
) -> Schemas:
    """Make the schemas of a kind; `extra` are fields that are only ever answered."""
    name = form.__name__
    body = type(f"{name}In", (EntryIn, form), {})
    changes = {key: _make_optional(field) for key, field in body().declared_fields.items()}
    change = _make_schema(f"{name}Partial", Form, changes)
    correction = {
        "reason": Str("理由", required=True, max_length=4000),
        "data": Nested(change, "要更正的字段；空（null）表示去掉", required=True),
    }
    rows = Rows(Nested(body), f"至多{MAX_ROWS}行，每行须有 external_id", max_items=MAX_ROWS, required=True)
    own = {"id": Id("编号", of=kind.name, required=True)}
    answer = _make_schema(name, Entry, {**own, **_answer_fields(kind, form), **extra})
    ending = {"superseded_at": DateTime("失效时间；现行的为空"), "voids": Boolean("是否作废")}
    return Schemas(
        body=body,
        correction=_make_schema(f"{name}CorrectionIn", Form, correction),
        bulk=_make_schema(f"{name}BulkIn", BulkForm, {"rows": rows}),
        answer=answer,
        past=_make_schema(f"{name}Past", answer, ending),
        query=_make_schema(f"{name}Query", PageQuery, _query_fields(kind, filters)),
    )


def _answer_fields(kind: Kind, form: type[Form]) -> dict[str, Field[Any]]:
    """A field for every column of the kind; none is required, since some are hidden from some."""
    known = form().declared_fields
    return {c: _make_optional(known[c]) if c in known else Id("编号") for c in kind.columns}


def _query_fields(kind: Kind, filters: Iterable[str]) -> dict[str, Field[Any]]:
    """What a list can be narrowed by: what entries refer to, their source, their day, and `filters`."""
    references = {column: Id(f"只看 {column} 为此的") for column in kind.columns if column.endswith("_id")}
    words = {
        name: Str(f"只看 {name} 为此的", max_length=4000) for name in (*filters, "source", "external_id")
    }
    days = {"from": Date("从这一天起"), "to": Date("到这一天止")} if kind.day else {}
    return {**references, **words, **days}


def _make_optional(field: Field[Any]) -> Field[Any]:
    """The same field, which may be left out."""
    again = copy(field)
    again.required, again.allow_none = False, True
    return again


def _make_schema(name: str, base: type[Schema], fields: Mapping[str, Field[Any]]) -> type[Schema]:
    """Make a schema of these fields."""
    return type(name, (base,), dict(fields))
