"""The fields of forms: strict about types, their complaints coded and in Chinese.

A form's field takes JSON as it is: "5" is no number, 1 is no yes. What a field answers with when it is wrong
is a `Flaw`, so that a program can compare the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields

from banfa.web.flaws import Flaw

LARGEST: Final = (1 << 53) - 1
"""The largest whole number that every JSON reader keeps exact."""

REQUIRED: Final = Flaw("field_missing", "缺少此项，请填写。")
NULL: Final = Flaw("field_missing", "不能为空（null）；没有内容时请省去此项。")
UNKNOWN: Final = Flaw("field_unknown", "没有这个字段，请对照接口文档核对名称。")
NOT_OBJECT: Final = Flaw("field_malformed", "应为对象。")
NOT_LIST: Final = Flaw("field_malformed", "应为列表。")
NOT_TEXT: Final = Flaw("field_malformed", "应为文字。")
NOT_WHOLE: Final = Flaw("field_malformed", "应为整数。")
NOT_FEN: Final = Flaw("amount_malformed", "应为以分计的整数，不能有小数。")
NOT_YES_NO: Final = Flaw("field_malformed", "应为 true 或 false。")
NOT_DAY: Final = Flaw("field_malformed", "应为日期，如 2026-03-31。")
NOT_MOMENT: Final = Flaw("field_malformed", "应为带时区的时间，如 2026-03-31T17:00:00+08:00。")

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def refuse(flaw: Flaw) -> ValidationError:
    """The error that carries a flaw."""
    return ValidationError([flaw])


class Told(fields.Field[Any]):
    """What our fields share: flaws instead of English messages, and a Chinese name for the document.

    What may be left out may be null as well, which says the same; `nullable` lets a required field be null.
    """

    flaw: Flaw = NOT_OBJECT

    def __init__(
        self, zh: str = "", *, required: bool = False, nullable: bool = False, **options: Any
    ) -> None:
        shown = {"description": zh} if zh else {}
        metadata = {**shown, **options.pop("metadata", {})}
        super().__init__(required=required, allow_none=nullable or not required, metadata=metadata, **options)

    def make_error(self, key: str, **_values: Any) -> ValidationError:
        """Answer marshmallow's own complaints with flaws."""
        return refuse({"required": REQUIRED, "null": NULL}.get(key, self.flaw))


class Plain(Told):
    """A field whose value holds no further fields."""

    def read(self, value: Any) -> Any:
        """Give the value, checked; raises `refuse(flaw)`."""
        return value

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - marshmallow's signature
        data: Mapping[str, Any] | None,  # noqa: ARG002 - the same
        **_options: Any,
    ) -> Any:
        return self.read(value)


class Text(Plain, fields.String):
    """Text between `least` and `most` characters; blanks at its ends are not kept."""

    flaw = NOT_TEXT

    def __init__(self, zh: str = "", *, least: int = 1, most: int = 500, **options: Any) -> None:
        self.least, self.most = least, most
        bounds = {"minLength": least, "maxLength": most}
        super().__init__(zh, metadata={**bounds, **options.pop("metadata", {})}, **options)

    def read(self, value: Any) -> str:
        """Check the value."""
        if not isinstance(value, str):
            raise refuse(NOT_TEXT)
        text = value.strip()
        if len(text) < self.least:
            raise refuse(
                Flaw("field_malformed", "不能为空。" if self.least == 1 else f"至少{self.least}个字。")
            )
        if len(text) > self.most:
            raise refuse(Flaw("field_malformed", f"不能超过{self.most}个字。"))
        return text


class Said(Plain, fields.String):
    """Text in an answer: as long as it is."""


class OneOf(Plain, fields.String):
    """One of stated words."""

    flaw = NOT_TEXT

    def __init__(self, zh: str = "", *, options: Iterable[str], **more: Any) -> None:
        self.options = tuple(options)
        super().__init__(zh, metadata={"enum": list(self.options)}, **more)

    def read(self, value: Any) -> str:
        """Check the value."""
        if not isinstance(value, str) or value not in self.options:
            raise refuse(Flaw("field_out_of_range", f"只能是{'、'.join(self.options)}之一。"))
        return value


class Whole(Plain, fields.Integer):
    """A whole number in `unit`s, from `low` to `high`."""

    flaw = NOT_WHOLE

    def __init__(
        self, zh: str = "", *, unit: str = "", low: int = 0, high: int = LARGEST, **options: Any
    ) -> None:
        self.unit, self.low, self.high = unit, low, high
        zh = f"{zh}（单位：{unit}）" if unit else zh
        super().__init__(zh, metadata={"minimum": low, "maximum": high}, **options)

    def read(self, value: Any) -> int:
        """Check the value."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise refuse(self.flaw)
        return self.bounded(value)

    def bounded(self, value: int) -> int:
        """The number, if it lies within the bounds."""
        if value < self.low:
            raise refuse(Flaw("field_out_of_range", f"不能小于{self.low}{self.unit}。"))
        if value > self.high:
            raise refuse(Flaw("field_out_of_range", f"不能大于{self.high}{self.unit}。"))
        return value


class WholeText(Whole):
    """A whole number in an address, where everything is text."""

    def read(self, value: Any) -> int:
        """Check the value."""
        if not re.fullmatch(r"-?\d{1,18}", value, re.ASCII):
            raise refuse(NOT_WHOLE)
        return self.bounded(int(value))


class Fen(Whole):
    """Money, in whole 分."""

    flaw = NOT_FEN

    def __init__(self, zh: str = "", **options: Any) -> None:
        super().__init__(zh, unit="分", **options)


class IdText(WholeText):
    """The number of a record, in an address."""

    def __init__(self, zh: str = "", **options: Any) -> None:
        super().__init__(zh, low=1, **options)


class Id(Whole):
    """The number of another record."""

    def __init__(self, zh: str = "", **options: Any) -> None:
        super().__init__(zh, low=1, **options)


class YesNo(Plain, fields.Boolean):
    """True or false, and nothing that merely looks like it."""

    flaw = NOT_YES_NO

    def read(self, value: Any) -> bool:
        """Check the value."""
        if not isinstance(value, bool):
            raise refuse(NOT_YES_NO)
        return value


class Day(Plain, fields.Date):
    """A day in Asia/Shanghai, YYYY-MM-DD."""

    flaw = NOT_DAY

    def read(self, value: Any) -> date:
        """Check the value."""
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise refuse(NOT_DAY)
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise refuse(NOT_DAY) from error


class Moment(Plain, fields.DateTime):
    """A point in time, with its zone."""

    flaw = NOT_MOMENT

    def read(self, value: Any) -> datetime:
        """Check the value."""
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise refuse(NOT_MOMENT) from error
        if moment.tzinfo is None:
            raise refuse(NOT_MOMENT)
        return moment


class Items(Told, fields.List[Any]):
    """A list, in a form of at most `most` items."""

    def __init__(
        self, item: fields.Field[Any], zh: str = "", *, most: int | None = None, **options: Any
    ) -> None:
        self.most = most
        item.allow_none = False
        bounds = {} if most is None else {"maxItems": most}
        super().__init__(zh, cls_or_instance=item, metadata=bounds, **options)

    def counted(self, value: Any) -> list[Any]:
        """Give the list, if it is one and not too long."""
        if not isinstance(value, list):
            raise refuse(NOT_LIST)
        if self.most is not None and len(value) > self.most:
            raise refuse(Flaw("field_out_of_range", f"不能超过{self.most}项。"))
        return value

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> list[Any]:
        return super()._deserialize(self.counted(value), attr, data, **options)


class Part(Told, fields.Nested):
    """An object inside."""

    def __init__(self, form: type[Schema] | Schema, zh: str = "", **options: Any) -> None:
        super().__init__(zh, nested=form, **options)


class Anything(Plain, fields.Raw):
    """A value of an answer whose shape depends on what is known."""


class Free(Plain, fields.Dict):
    """An object whose content is checked further in."""

    def read(self, value: Any) -> Any:
        """Check the value."""
        if not isinstance(value, dict):
            raise refuse(NOT_OBJECT)
        return value
