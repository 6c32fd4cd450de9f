"""The schemas of entries, all from the declaration of their kind: asked for, sent, sent in bulk, answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final

from flask import g
from marshmallow import Schema, ValidationError, pre_load
from marshmallow.fields import Field

from banfa.errors import FieldError
from banfa.ledger.entries.origin import EXTERNAL_ID, REASON, SOURCE
from banfa.ledger.entries.reading import read_inputs
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.recording.lookup import list_lookup_columns, list_orders
from banfa.ledger.recording.names import NAMES
from banfa.ledger.recording.outcome import OUTCOMES
from banfa.trust.ids import NOBODY
from banfa.web.api.pages import CountedQuery, make_search, make_sort
from banfa.web.fields import (
    NOT_ID,
    Boolean,
    Date,
    DateTime,
    Enum,
    Id,
    Integer,
    List,
    Nested,
    PersonName,
    Str,
    invalid,
)
from banfa.web.requests import BulkForm, Form, Query

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from banfa.ledger.entries.entry import Kind
    from banfa.ledger.entries.fields import Field as EntryField
    from banfa.trust.ids import Ids

UPDATED_SINCE: Final = "只看此时（含）以后登记或更正、现仍有效的；作废的不在列表中，见各条的 history"
MAX_ROWS: Final = 5000
"""Of one bulk request."""


class Declared(Field[Any]):
    """A field as the ledger declares it: read by its reader, described by its schema.

    `sent` is false for one that is only ever answered: how it may be spelled is no concern of a reader.
    """

    def __init__(
        self, declared: EntryField, *, required: bool = False, nullable: bool = False, sent: bool = True
    ) -> None:
        self.declared = declared
        self.personal = bool(declared.personal or declared.secret_from)
        # apispec adds the null to the type itself, but not to the words of an enum.
        schema = {**declared.make_schema(nullable=nullable), "type": declared.schema["type"]}
        if not sent:
            schema.pop("pattern", None)
        super().__init__(required=required, allow_none=nullable, metadata=schema)

    def make_error(self, key: str, **_values: Any) -> ValidationError:  # noqa: ARG002 - marshmallow's
        """Answer marshmallow's own complaints, that a field is lacking or null, in the ledger's words."""
        return invalid(self.declared.describe_missing())

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - marshmallow's signature
        data: Mapping[str, Any] | None,  # noqa: ARG002 - the same
        **_options: Any,
    ) -> Any:
        try:
            return self.declared.read(value)
        except InvalidValue as wrong:
            raise invalid(self.declared.describe(wrong)) from None


class EntryForm(Form):
    """What is said of one entry. The ledger reads it: the same errors, in the same order, as in bulk."""

    declaration: ClassVar[Kind]
    is_correction: ClassVar[bool] = False

    @pre_load
    def check(self, data: Any, **_options: Any) -> Any:
        """Name all that is wrong. Raises ValidationError."""
        if isinstance(data, dict):
            decoded = dict(data)
            errors = decode_references(self.declaration, [decoded], g.ids).get(0, [])
            errors += read_inputs(self.declaration, decoded, partial=self.is_correction)[1]
            if errors:
                raise ValidationError({error.path: [error] for error in errors})
        return data


def decode_references(kind: Kind, rows: Sequence[Any], ids: Ids) -> dict[int, list[FieldError]]:
    """Write numbers in place of the outward ids by which rows refer to others; returns errors by row.

    One call of the cipher a reference. What is nothing here becomes `NOBODY`, like a reference to nothing.
    """
    errors: dict[int, list[FieldError]] = {}
    for reference in kind.references:
        name = reference.name
        at = [n for n, row in enumerate(rows) if isinstance(row, dict) and row.get(name) is not None]
        numbers = ids.decode_many(reference.kind, [rows[n][name] for n in at])
        for n, number in zip(at, numbers, strict=True):
            if isinstance(rows[n][name], str):
                rows[n][name] = number or NOBODY
            else:
                message = f"{kind.inputs[name].zh}（{name}）{NOT_ID.message}"
                errors.setdefault(n, []).append(FieldError(name, NOT_ID.code, message))
                del rows[n][name]
    return errors


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

    reason = Declared(REASON, required=True)


class Recorded(Schema):
    """What every entry says of itself."""

    id = Id("编号", required=True)
    version = Integer("第几次记录，即 ETag 的首段；有关当事人看不到", minimum=1)
    source = Declared(SOURCE, required=True, sent=False)
    external_id = Declared(EXTERNAL_ID, nullable=True, sent=False)
    observed_at = DateTime("来源时点；有关当事人看不到", allow_none=True)
    recorded_at = DateTime("登记时间；有关当事人看不到")
    recorded_by = PersonName("登记人；有关当事人看不到")
    reason = Declared(REASON, nullable=True, sent=False)


class OverruledField(Schema):
    """A field of a row on which a person has ruled otherwise."""

    field = Str("字段", required=True)
    by = Str("认定人", required=True, allow_none=True)
    since = Date("认定之日", required=True)


class OutcomeSchema(Schema):
    """What became of an entry."""

    id = Id("编号", required=True)
    version = Integer("第几次记录，即 ETag 的首段", minimum=1, required=True)
    outcome = Enum("结果", choices=OUTCOMES, required=True)
    overruled = List(Nested(OverruledField), "以主管部门人员的认定为准、未采用的字段；没有的不列出")


class RowReport(Schema):
    """What became of one row."""

    index = Integer("第几行，从0起", required=True)
    outcome = Enum("结果", choices=OUTCOMES, required=True)
    external_id = Str("来源自己的编号")
    id = Id("编号")
    version = Integer("第几次记录", minimum=1)
    code = Str(
        "未收、或部分内容未采用的原因代码：overruled 为以人工认定为准，older_than_known 为早于已登记的"
    )
    detail = Str("未收、或部分内容未采用的原因")
    field = Str("所涉字段")
    overruled = List(Nested(OverruledField), "以主管部门人员的认定为准、未采用的字段")


class BulkReport(Schema):
    """What became of every row: each is wholly in or wholly out."""

    created = Integer("新登记的行数", required=True)
    unchanged = Integer("与已登记相同的行数", required=True)
    corrected = Integer("更正已登记的行数", required=True)
    rejected = Integer("未收的行数", required=True)
    rows = List(Nested(RowReport), "逐行结果", required=True)


@dataclass(frozen=True, slots=True)
class EntrySchemas:
    """The schemas of one kind: filters of a page and of all; reports, corrections; answer and history."""

    query: type[Schema]
    exported: type[Schema]
    report: type[Schema]
    bulk: type[Schema]
    correction: type[Schema]
    entry: type[Schema]
    revision: type[Schema]


@cache
def make_schemas(kind: Kind, extra: type[Schema] = Schema) -> EntrySchemas:
    """Make the schemas of a kind; `extra` has fields that entries are only ever answered with."""
    name = kind.row.__name__
    changes = {"declaration": kind, "is_correction": True, **_make_changes(kind)}
    partial = type(f"{name}Partial", (EntryForm,), changes)
    hint = "要更正的字段；空（null）表示去掉"
    correction = {"reason": Declared(REASON, required=True), "data": Nested(partial, hint, required=True)}
    ended = {"superseded_at": DateTime("失效时间；现行的为空"), "voids": Boolean("是否作废", required=True)}
    return EntrySchemas(
        query=type(f"{name}Query", (CountedQuery,), _make_query(kind)),
        exported=type(f"{name}ExportQuery", (Query,), _make_query(kind)),
        report=make_form(f"{name}In", kind),
        bulk=make_bulk_form(name, kind),
        correction=type(f"{name}CorrectionIn", (Form,), correction),
        entry=type(name, (Recorded, extra), _make_answer(kind)),
        revision=type(f"{name}Revision", (Recorded,), {**_make_answer(kind), **ended}),
    )


def make_form(
    name: str,
    kind: Kind,
    *,
    without: Collection[str] = (),
    required: Collection[str] = (),
    partial: bool = False,
) -> type[Schema]:
    """Make the form of an entry; `without` some of its fields, with more of them `required`.

    One that is `partial` need not say everything: the entry may be known.
    """
    fields: dict[str, Field[Any]] = {
        field.name: Declared(field, required=True)
        if field.name in required
        else Declared(field, required=field.required and not partial, nullable=not field.required)
        for field in kind.inputs.values()
    }
    fields |= _make_references(kind)
    return type(name, (EntryForm,), {"declaration": kind, **_leave_out(fields, without)})


def make_bulk_form(name: str, kind: Kind, *, without: Collection[str] = ()) -> type[Schema]:
    """Make the body of a bulk request whose rows are entries of a kind, each with its external id."""
    row = make_form(f"{name}Row", kind, without=without, required=("external_id",), partial=True)
    rows = Rows(Nested(row), f"至多{MAX_ROWS}行", max_items=MAX_ROWS, required=True)
    return type(f"{name}BulkIn", (BulkForm,), {"rows": rows})


def make_content(name: str, kind: Kind, *, without: Collection[str] = ()) -> type[Schema]:
    """Make the schema of what an entry says, before it is one."""
    return type(name, (Schema,), _leave_out(_make_answer(kind), {"id", *without}))


def _leave_out(fields: dict[str, Field[Any]], without: Collection[str]) -> dict[str, Field[Any]]:
    return {field: declared for field, declared in fields.items() if field not in without}


def _make_changes(kind: Kind) -> dict[str, Field[Any]]:
    changes = {field.name: Declared(field, nullable=not field.required) for field in kind.inputs.values()}
    return {**changes, **_make_references(kind)}


def _make_references(kind: Kind) -> dict[str, Field[Any]]:
    """A field for everything that an entry may refer to by id."""
    return {
        reference.name: Id(kind.inputs[reference.name].description, of=reference.kind)
        for reference in kind.references
    }


def _make_answer(kind: Kind) -> dict[str, Field[Any]]:
    """A field for every column of the kind, and the names beside ids.

    None is required, since some are hidden from some.
    """
    references = {reference.name: reference for reference in (*kind.references, *kind.carried)}
    answer: dict[str, Field[Any]] = {"id": Id("编号", of=kind.name, required=True)}
    for name in kind.columns:
        nullable = bool(kind.table.c[name].nullable)
        if name in references:
            answer[name] = Id(f"{references[name].zh}编号", of=references[name].kind)
            answer[name].allow_none = nullable
        else:
            answer[name] = Declared(kind.field(name), nullable=nullable, sent=False)
        if name in NAMES:
            answer[NAMES[name]] = Str("其现在的名称")
    return answer


def _make_query(kind: Kind) -> dict[str, Field[Any]]:
    references = {reference.name: reference.kind for reference in (*kind.references, *kind.carried)}
    query: dict[str, Field[Any]] = {
        name: Id(field.zh, of=references[name]) if name in references else Declared(field)
        for name, field in kind.filters.items()
    }
    if list_lookup_columns(kind):
        query["q"] = make_search("、".join(field.zh for field in kind.fields if field.searchable))
    query["sort"] = make_sort(list_orders(kind))
    query["updated_since"] = DateTime(UPDATED_SINCE)
    return query
