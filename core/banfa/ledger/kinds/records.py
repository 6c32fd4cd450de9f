"""Records of the kinds a city declares (honours, training …), by the plugin's own fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Date, Text
from sqlalchemy.dialects.postgresql import JSONB

from banfa.errors import Malformed
from banfa.law import FieldType
from banfa.ledger.entries.fields import (
    MOST_MONEY,
    Field,
    Unfit,
    known,
    one_of,
    past_day,
    planned_day,
    refuse,
    whole,
    words,
    yes_no,
)
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import at_least, entry_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from banfa.law import Field as LawField
    from banfa.law import RecordKind
    from banfa.ledger.entries.fields import ReadingContext

record = entry_table(
    "record",
    Column("provider_id", BigInteger),
    Column("enterprise_id", BigInteger),
    Column("kind", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("occurred_on", Date, nullable=False),
    Column("amount", BigInteger),
    Column("body", JSONB, nullable=False),
    at_least("amount", 0),
    refers={"provider_id": "provider", "enterprise_id": "enterprise"},
    cover={"sheet": (("provider_id", "kind", "item", "occurred_on"), ("amount",))},
)


def kind(value: Any, ground: ReadingContext) -> str:
    """A kind of record that this city declares."""
    return known(value, "unknown_record_kind", {k.key: k.zh for k in ground.profile.record_kinds}, ground)


def body(value: Any, _ground: ReadingContext) -> dict[str, Any]:
    """The plugin's fields; read by `fitted` once the kind is known."""
    if not isinstance(value, dict):
        raise Unfit("field_malformed", "应为对象")
    return value


def reader(field: LawField) -> Callable[[Any, ReadingContext], Any]:
    """How a field that a plugin declares is read."""
    match field.type:
        case FieldType.TEXT:
            return words
        case FieldType.INTEGER:
            return whole(field.low, field.high)
        case FieldType.CHOICE:
            return one_of(*field.options)
        case FieldType.YES_NO:
            return yes_no
        case FieldType.DATE:
            return lambda value, ground: planned_day(value, ground).isoformat()


def declared(values: dict[str, Any], ground: ReadingContext) -> RecordKind:
    """What the plugin says of the record's kind."""
    return next(k for k in ground.profile.record_kinds if k.key == values["kind"])


def fitted(values: dict[str, Any], ground: ReadingContext) -> dict[str, Any]:
    """Hold body and amount against what the plugin declares. Raises Malformed naming the field."""
    of = declared(values, ground)
    given = values["body"]
    if unknown := sorted(set(given) - {f.key for f in of.fields}):
        offered = "、".join(f.key for f in of.fields) or "无"
        raise Malformed(
            "field_unknown", f"{of.zh}没有字段 {unknown[0]}；可填：{offered}。", field=f"body.{unknown[0]}"
        )
    read = {}
    for law in of.fields:
        mine = Field(f"body.{law.key}", law.zh, reader(law), required=law.required)
        value = mine.value({mine.key: given.get(law.key)}, ground)
        if value is not None:
            read[law.key] = value
    if bool(of.amount_zh) != (values["amount"] is not None):
        amount = Field("amount", of.amount_zh or "数量", whole(0, MOST_MONEY))
        raise (
            refuse("field_missing", amount, "没有填写")
            if of.amount_zh
            else refuse("field_unknown", amount, f"不适用于{of.zh}")
        )
    return {**values, "body": read}


RECORD = Kind(
    name="record",
    zh="专项记录",
    table=record,
    day="occurred_on",
    fields=(
        Field("kind", "记录种类", kind, required=True),
        Field("item", "事项", words, required=True),
        Field("occurred_on", "发生之日", past_day, required=True),
        Field("amount", "数量", whole(0, MOST_MONEY)),
        Field("body", "内容", body, default={}),
    ),
    refers=(
        Ref("provider_id", "provider", "服务商", required=False),
        Ref("enterprise_id", "enterprise", "试点企业", required=False),
    ),
    refine=fitted,
)
