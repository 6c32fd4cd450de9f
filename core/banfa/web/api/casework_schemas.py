"""The schemas of casework: what acts ask for, and what is answered of things; from their declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from marshmallow import Schema
from marshmallow.fields import Raw
from sqlalchemy import ARRAY, BigInteger, Boolean, Date, Integer
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

from banfa.database.rows import ERASABLE, JsonOf
from banfa.ledger.entries.fields import Field
from banfa.procedures.files.rows import KINDS as KINDS_OF_FILE
from banfa.trust.ids import kind_of_field
from banfa.web import fields
from banfa.web.api.entry_schemas import Declared
from banfa.web.casework.columns import find_input, list_columns, name_column
from banfa.web.casework.resources import RESOURCES
from banfa.web.fields import DateTime, Enum, Id, List, Nested, PersonName, Str
from banfa.web.requests import Form, PageQuery

if TYPE_CHECKING:
    from banfa.procedures.inputs import Inputs, Link
    from banfa.web.casework.declared import Resource

PLAIN_TYPES: Final = ("string", "integer", "boolean", "null")
"""What a form can say, as it stands in a column of several."""
PERSON: Final = "_by"
"""How columns end that hold who did it."""
PERSONS: Final = ("handler_id", "person_id", "deputy_id", "taker_id")
"""Ids of persons that are answered with the name beside them."""


def name_field(name: str) -> str:
    """What the field is called that has the name of the person whose id this one is."""
    return f"{name.removesuffix('_id')}_name"


class Said(Declared):
    """What an act asks for: described here, read by the procedure."""

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - marshmallow's signature
        data: Any,  # noqa: ARG002 - the same
        **_options: Any,
    ) -> Any:
        return value


class StepOfCase(Schema):
    """A step that was taken."""

    step = Str("步骤", required=True)
    step_zh = Str("步骤名称", required=True)
    origin = Str("依据的性质：办法条款、一般法要求或内部工作规程", required=True)
    entered = Str("此后的状态", required=True)
    entered_zh = Str("此后的状态名称", required=True)
    taken_by = PersonName("办理人", required=True)
    taken_at = DateTime("办理时间", required=True)


class AttachedFile(Schema):
    """A file that hangs on a thing."""

    id = Id("编号", of="stored_file", required=True)
    kind = Enum("材料类别", choices=KINDS_OF_FILE, required=True)
    kind_zh = Str("材料类别名称", required=True)
    name = Str("文件名", required=True)
    sha256 = Str("内容的摘要", required=True)
    size = fields.Integer("大小", unit="字节", required=True)


class ListOfFiles(Schema):
    """All that hang on a thing."""

    items = List(Nested(AttachedFile), "材料", required=True)


class ListOfSteps(Schema):
    """All steps of a thing."""

    items = List(Nested(StepOfCase), "步骤，由先到后", required=True)


def make_form(inputs: type[Inputs], name: str) -> type[Form]:
    """Make the form of what an act asks for."""
    return type(name, (Form,), {key: _make_input(field) for key, field in inputs.fields.items()})


def _make_input(field: Field | Link) -> Any:
    if isinstance(field, Field):
        return Said(field, required=field.required, nullable=not field.required)
    return Id(f"{field.zh}{'；' if field.hint else ''}{field.hint}", of=field.kind, required=field.required)


def _make_schema(resource: Resource, *, in_list: bool = False) -> type[Schema]:
    """Make the schema of a thing from its row, as one alone or as a line of a list."""
    columns = {name: _make_column(resource, name) for name in list_columns(resource, in_list=in_list)}
    if "state" in columns:
        columns["state_zh"] = Str("状态名称", required=True)
    for name in PERSONS:
        if name in columns:
            zh, nullable = f"{name_column(resource, name)}姓名", bool(resource.row.table.c[name].nullable)
            columns[name_field(name)] = PersonName(zh, required=True, allow_none=nullable)
    if "provider_id" in columns:
        nullable = bool(resource.row.table.c.provider_id.nullable)
        columns["provider_name"] = Str("服务商名称", required=True, allow_none=nullable)
    name = "".join(part.capitalize() for part in resource.one.split("_"))
    return type(f"{name}Line" if in_list else name, (Schema,), columns)


def _make_column(resource: Resource, name: str) -> Any:
    """Make the field of a column, by its type, and by what its name says of whole numbers."""
    column, field = resource.row.table.c[name], find_input(resource, name)
    zh, nullable = name_column(resource, name), bool(column.nullable)
    options: dict[str, Any] = {"required": True, "allow_none": nullable}
    if name in resource.row.table.info[ERASABLE]:
        options["personal"] = True
    if isinstance(field, Field) and isinstance(column.type, JSONB | JsonOf):
        return Declared(field, required=True, nullable=nullable, sent=False)
    if isinstance(column.type, JsonOf):
        return _make_json(column.type, zh, options)
    if isinstance(column.type, ARRAY):
        numbers = isinstance(column.type.item_type, BigInteger)
        return List(Id(zh, of=name.removesuffix("_ids")) if numbers else Str(), zh, **options)
    if isinstance(column.type, BigInteger | Integer):
        return _make_number(resource, name, zh, options)
    for of, make in _BY_TYPE.items():
        if isinstance(column.type, of):
            return make(zh, **options)
    words = resource.words.get(name)
    return Enum(zh, choices=words, **options) if words else Str(zh, **options)


def _make_json(column: JsonOf, zh: str, options: dict[str, Any]) -> Any:
    """Make the field of what no form fills in: words by name, or a list of such."""
    plain = Raw(metadata={"type": [*PLAIN_TYPES]})
    is_list = get_origin(column.of) is list
    of = get_args(column.of)[0] if is_list else column.of
    _, value = get_args(of)
    values = plain if value is Any or int in get_args(value) else Str()
    if is_list:
        return List(fields.Dict(values=values), zh, **options)
    return fields.Dict(zh, values=values, **options)


_BY_TYPE: Final[dict[Any, Any]] = {Date: fields.Date, TIMESTAMP: DateTime, Boolean: fields.Boolean}


def _make_number(resource: Resource, name: str, zh: str, options: dict[str, Any]) -> Any:
    """Make the field of a whole number: an id, a person, or a number."""
    if name == "id":
        return Id("编号", of=resource.name, required=True)
    if name.endswith(PERSON):
        return PersonName(zh, **options)
    return Id(zh, **options) if kind_of_field(name) else fields.Integer(zh, **options)


def make_query(resource: Resource) -> type[PageQuery]:
    """Make the query of a resource's list."""
    columns: dict[str, Any] = {}
    for name in resource.filters:
        words = resource.words.get(name)
        zh = f"只看这一{name_column(resource, name)}的"
        columns[name] = Enum(zh, choices=words) if words else Id(zh, of="person" if name in PERSONS else "")
    return type(f"{resource.many.title().replace('_', '')}Query", (PageQuery,), columns)


SCHEMAS: Final = {name: _make_schema(resource) for name, resource in RESOURCES.items()}
LINES: Final = SCHEMAS | {
    name: _make_schema(resource, in_list=True) for name, resource in RESOURCES.items() if resource.apart
}
"""The schemas of things as they stand in lists."""
