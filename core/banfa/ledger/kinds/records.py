"""Records of the kinds a city declares (honours, training …), by the plugin's own fields."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from banfa.errors import Malformed
from banfa.law import FieldType
from banfa.ledger.entries import specifiers
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.reading import make_malformed
from banfa.ledger.entries.specifiers import city_choice, integer, json_object, key, past_day, reference
from banfa.ledger.entries.values import MAX_MONEY, InvalidValue
from banfa.trust.rights import FIELD

if TYPE_CHECKING:
    from datetime import date

    from banfa.law import Field as LawField
    from banfa.law import RecordKind
    from banfa.ledger.entries.entry import Values
    from banfa.ledger.entries.fields import Field, ReadingContext


@cache
def declare_field(law: LawField) -> Field:
    """Declare a field of a plugin's as one of ours."""
    match law.type:
        case FieldType.TEXT:
            field = specifiers.text(law.zh, max_length=specifiers.MAX_CONTENT)
        case FieldType.INTEGER:
            field = specifiers.integer(law.zh, minimum=law.low, maximum=law.high)
        case FieldType.CHOICE:
            field = specifiers.choice(law.zh, law.options)
        case FieldType.YES_NO:
            field = specifiers.boolean(law.zh)
        case FieldType.DATE:
            field = specifiers.day(law.zh)
    named: Field = replace(field, name=f"body.{law.key}", required=law.required)
    return named


def _fit_body(values: Values, context: ReadingContext) -> Values:
    """Hold body and amount against what the plugin declares. Raises Malformed naming the fields."""
    declared = next(k for k in context.profile.record_kinds if k.key == values["kind"])
    _check_amount(declared, values)
    given = values["body"]
    if unknown := sorted(set(given) - {law.key for law in declared.fields}):
        offered = "、".join(law.key for law in declared.fields) or "无"
        message = f"{declared.zh}没有字段 {unknown[0][:60]}；可填：{offered}。"
        raise Malformed("field_unknown", message, field=f"body.{unknown[0][:60]}")
    body, errors = {}, []
    for law in declared.fields:
        field, value = declare_field(law), given.get(law.key)
        if value is None:
            errors += [field.describe_missing()] if field.required else []
            continue
        try:
            read = field.read(value)
        except InvalidValue as invalid:
            errors.append(field.describe(invalid))
        else:
            body[law.key] = str(read) if law.type is FieldType.DATE else read
    if errors:
        raise make_malformed(errors)
    return {**values, "body": body}


def _check_amount(declared: RecordKind, values: Values) -> None:
    """A kind says whether its records have a number, and what of."""
    given, wanted = values["amount"] is not None, bool(declared.amount_zh)
    if given == wanted:
        return
    if wanted:
        raise Malformed("field_missing", f"{declared.amount_zh}（amount）没有填写。", field="amount")
    raise Malformed("field_unknown", f"数量（amount）不适用于{declared.zh}。", field="amount")


class Record(
    Entry,
    name="record",
    zh="专项记录",
    rights=FIELD,
    day="occurred_on",
    alike=("provider_id", "enterprise_id", "kind", "item", "occurred_on", "amount"),
    refine=_fit_body,
    cover={"sheet": (("provider_id", "kind", "item", "occurred_on"), ("amount",))},
):
    """A record; what its body holds depends on its kind."""

    provider_id: int | None = reference("provider", "服务商")
    enterprise_id: int | None = reference("enterprise", "试点企业")
    kind: str = city_choice(
        "记录种类",
        lambda profile: {k.key: k.zh for k in profile.record_kinds},
        code="unknown_record_kind",
        hint="见 /law/vocabulary 的 record_kinds",
    )
    item: str = key("事项", hint="同一事项的多条记录只算一项", searchable=True)
    occurred_on: date = past_day("发生之日")
    amount: int | None = integer("数量", minimum=0, maximum=MAX_MONEY, hint="该种类有数量的须填写")
    body: dict[str, Any] = json_object("内容", hint="该种类声明的字段")


record = Record.table
