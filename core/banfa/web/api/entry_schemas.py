"""The schemas of entries: what is sent is a topic's form, what is answered follows the ledger's columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import Schema
from marshmallow.fields import Field

from banfa.ledger.entries.kind import Kind
from banfa.web.fields import Day, Id, IdText, Items, Moment, OneOf, Part, Said, Text, Whole, YesNo
from banfa.web.forms import Form, Paged

OUTCOMES: Final = ("created", "unchanged", "corrected", "refused", "voided")
MOST_ROWS: Final = 5000
"""Of one bulk request."""


class Sent(Form):
    """What may accompany any entry."""

    external_id = Text("来源自己的编号：重发时凭它认出同一条", most=4000)


class Told(Schema):
    """What every entry says of itself."""

    id = Id("编号", required=True)
    version = Id("现行记录的编号，即 ETag", required=True)
    source = Said("来源", required=True)
    external_id = Said("来源自己的编号")
    recorded_at = Moment("登记时间", required=True)
    recorded_by = Said("登记人；不宜让有关当事人看到的不列出")
    reason = Said("更正或作废的理由")


class Outcome(Schema):
    """What became of an entry."""

    id = Id("编号", required=True)
    version = Id("现行记录的编号，即 ETag", required=True)
    outcome = OneOf("结果", options=OUTCOMES, required=True)


class RowReport(Schema):
    """What became of one row."""

    index = Whole("第几行，从0起", required=True)
    outcome = OneOf("结果", options=OUTCOMES, required=True)
    external_id = Said("来源自己的编号")
    id = Id("编号")
    version = Id("现行记录的编号")
    code = Said("未收的原因代码")
    detail = Said("未收的原因")
    field = Said("有问题的字段")


class BulkReport(Schema):
    """What became of every row: each is wholly in or wholly out."""

    created = Whole("新登记的行数", required=True)
    unchanged = Whole("与已登记相同的行数", required=True)
    corrected = Whole("更正已登记的行数", required=True)
    refused = Whole("未收的行数", required=True)
    rows = Items(Part(RowReport), "逐行结果", required=True)


class Rows(Items):
    """The rows of a bulk request: documented by their form, read one by one by the ledger."""

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - marshmallow's signature
        data: Mapping[str, Any] | None,  # noqa: ARG002 - the same
        **_options: Any,
    ) -> list[Any]:
        return self.counted(value)


class VoidIn(Form):
    """Why an entry is voided."""

    reason = Text("理由", required=True, most=4000)


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schemas of one kind: sent, corrected, sent in bulk; answered, with its history; asked for."""

    sent: type[Schema]
    correction: type[Schema]
    bulk: type[Schema]
    told: type[Schema]
    past: type[Schema]
    query: type[Schema]


def schemas(
    kind: Kind, form: type[Form], *, filters: Iterable[str], extra: Mapping[str, Field[Any]]
) -> Schemas:
    """Make the schemas of a kind; `extra` are fields that are only ever answered."""
    name = form.__name__
    sent = type(f"{name}In", (Sent, form), {})
    changes = {key: optional(field) for key, field in sent().declared_fields.items()}
    change = made(f"{name}Partial", Form, changes)
    correction = {
        "reason": Text("理由", required=True, most=4000),
        "data": Part(change, "要更正的字段；空（null）表示去掉", required=True),
    }
    rows = Rows(Part(sent), f"至多{MOST_ROWS}行，每行须有 external_id", most=MOST_ROWS, required=True)
    told = made(name, Told, {**answered(kind, form), **extra})
    return Schemas(
        sent=sent,
        correction=made(f"{name}CorrectionIn", Form, correction),
        bulk=made(f"{name}BulkIn", Form, {"rows": rows}),
        told=told,
        past=made(
            f"{name}Past", told, {"superseded_at": Moment("失效时间；现行的为空"), "voids": YesNo("是否作废")}
        ),
        query=made(f"{name}Query", Paged, asked(kind, filters)),
    )


def answered(kind: Kind, form: type[Form]) -> dict[str, Field[Any]]:
    """A field for every column of the kind; none is required, since some are hidden from some."""
    known = form().declared_fields
    return {c: optional(known[c]) if c in known else Id("编号") for c in kind.columns}


def asked(kind: Kind, filters: Iterable[str]) -> dict[str, Field[Any]]:
    """What a list can be narrowed by: what entries refer to, their source, their day, and `filters`."""
    references = {
        column: IdText(f"只看 {column} 为此的") for column in kind.columns if column.endswith("_id")
    }
    words = {name: Text(f"只看 {name} 为此的", most=4000) for name in (*filters, "source", "external_id")}
    days = {"from": Day("从这一天起"), "to": Day("到这一天止")} if kind.day else {}
    return {**references, **words, **days}


def optional(field: Field[Any]) -> Field[Any]:
    """The same field, which may be left out."""
    again = copy(field)
    again.required, again.allow_none = False, True
    return again


def made(name: str, base: type[Schema], fields: Mapping[str, Field[Any]]) -> type[Schema]:
    """Make a schema of these fields."""
    return type(name, (base,), dict(fields))
