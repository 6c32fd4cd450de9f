"""marshmallow's fields under their own names, strict about types, their errors coded and in Chinese.

marshmallow's own take `20250105` as a day, "yes" as true and a moment without a zone. These take JSON as it
is: "5" is no number, 1 is no yes. What is wrong with a value is a `FieldError`, so that a program can
compare the code. The first argument is the field's Chinese name, for the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, TypeVar

from flask import g
from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import OneOf
from werkzeug.datastructures import FileStorage

from banfa.errors import FieldError
from banfa.ledger.entries.values import InvalidValue, read_day, read_instant
from banfa.trust.ids import DIGITS, NOBODY, kind_of_field, prefix

if TYPE_CHECKING:
    from datetime import date, datetime

T = TypeVar("T")

MAX_INTEGER: Final = (1 << 53) - 1
"""The largest whole number that every JSON reader keeps exact."""

# The path is filled in by `problems.flatten`, which knows where the field stands.
REQUIRED: Final = FieldError("", "field_missing", "缺少此项，请填写。")
NULL: Final = FieldError("", "field_missing", "不能为空（null）；没有内容时请省去此项。")
UNKNOWN: Final = FieldError("", "field_unknown", "没有这个字段，请对照接口文档核对名称。")
NOT_OBJECT: Final = FieldError("", "field_malformed", "应为对象。")
NOT_LIST: Final = FieldError("", "field_malformed", "应为列表。")
NOT_TEXT: Final = FieldError("", "field_malformed", "应为文字。")
NOT_INTEGER: Final = FieldError("", "field_malformed", "应为整数。")
NOT_ID: Final = FieldError("", "field_malformed", "应为编号，如 ct_ 后接32位十六进制数字；照抄读到的编号。")
NOT_FILE: Final = FieldError("", "field_malformed", "应为文件。")
NOT_BOOLEAN: Final = FieldError("", "field_malformed", "应为 true 或 false。")
NOT_DATE: Final = FieldError("", "field_malformed", "应为日期，如 2026-03-31。")
NOT_DATETIME: Final = FieldError("", "field_malformed", "应为带时区的时间，如 2026-03-31T17:00:00+08:00。")

DECIMAL: Final = r"^-?\d+(\.\d+)?$"
NULL_TYPE: Final = {"type": "null"}

JsonSchema = dict[str, Any]
Refer = Callable[[type[Schema]], JsonSchema]

_INTEGER_TEXT: Final = re.compile(r"-?\d{1,18}", re.ASCII)


def invalid(error: FieldError) -> ValidationError:
    """The marshmallow error that carries a field error."""
    return ValidationError([error])


def _bad_value(message: str) -> ValidationError:
    return invalid(FieldError("", "field_malformed", message))


def _out_of_range(message: str) -> ValidationError:
    return invalid(FieldError("", "field_out_of_range", message))


def _read(read: Callable[[Any], T], value: Any, otherwise: FieldError) -> T:
    """Read a value as the ledger reads it, bounds included."""
    try:
        return read(value if isinstance(value, str) else None)
    except InvalidValue as error:
        if error.code == otherwise.code:
            raise invalid(otherwise) from error
        raise _out_of_range(f"{error.why}。") from error


class _Coded(fields.Field[Any]):
    """What our fields share: field errors instead of English messages, a Chinese name for the document.

    What may be left out may be null as well, which says the same; `allow_none` lets a required field be null.
    Who is answered with a `personal` one has read personal data (`banfa.web.traces`).
    """

    wrong_type: FieldError = NOT_OBJECT

    def __init__(
        self,
        zh: str = "",
        *,
        required: bool = False,
        allow_none: bool = False,
        personal: bool = False,
        **options: Any,
    ) -> None:
        self.personal = personal
        metadata = {**({"description": zh} if zh else {}), **options.pop("metadata", {})}
        super().__init__(
            required=required, allow_none=allow_none or not required, metadata=metadata, **options
        )

    def make_error(self, key: str, **_values: Any) -> ValidationError:
        """Answer marshmallow's own complaints with field errors."""
        return invalid({"required": REQUIRED, "null": NULL}.get(key, self.wrong_type))


class Scalar(_Coded):
    """A field whose value holds no further fields."""

    def load_value(self, value: Any) -> Any:
        """Give the value, checked; raises ValidationError."""
        return value

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - marshmallow's signature
        data: Mapping[str, Any] | None,  # noqa: ARG002 - the same
        **_options: Any,
    ) -> Any:
        return self.load_value(value)


class Str(Scalar, fields.String):
    """Text; in characters, where bounds are stated.

    What is sent is bounded: `max_length`, then at least `min_length` without the blanks at its ends, which
    are not kept. What is answered is as long as it is.
    """

    wrong_type = NOT_TEXT

    def __init__(
        self, zh: str = "", *, max_length: int | None = None, min_length: int = 1, **options: Any
    ) -> None:
        self.min_length, self.max_length = min_length, max_length
        bounds = {} if max_length is None else {"minLength": min_length, "maxLength": max_length}
        super().__init__(zh, metadata={**bounds, **options.pop("metadata", {})}, **options)

    def load_value(self, value: Any) -> str:
        """Check the value."""
        if not isinstance(value, str):
            raise invalid(NOT_TEXT)
        if self.max_length is None:
            return value
        text = value.strip()
        if len(text) < self.min_length:
            raise _bad_value("不能为空。" if self.min_length == 1 else f"至少{self.min_length}个字。")
        if len(text) > self.max_length:
            raise _bad_value(f"不能超过{self.max_length}个字。")
        return text


class Enum(Scalar, fields.String):
    """One of stated words."""

    wrong_type = NOT_TEXT

    def __init__(self, zh: str = "", *, choices: Iterable[str], **options: Any) -> None:
        self.choices = tuple(choices)
        # The document reads the choices from the validator, null among them where it is allowed.
        super().__init__(zh, validate=OneOf(self.choices), **options)

    def load_value(self, value: Any) -> str:
        """Check the value."""
        if not isinstance(value, str) or value not in self.choices:
            raise _out_of_range(f"只能是{'、'.join(self.choices)}之一。")
        return value


class Integer(Scalar, fields.Integer):
    """A whole number in `unit`s, from `minimum` to `maximum`; `from_text` in an address."""

    wrong_type = NOT_INTEGER
    from_text = False

    def __init__(
        self, zh: str = "", *, unit: str = "", minimum: int = 0, maximum: int = MAX_INTEGER, **options: Any
    ) -> None:
        self.unit, self.minimum, self.maximum = unit, minimum, maximum
        zh = f"{zh}（单位：{unit}）" if unit else zh
        super().__init__(zh, metadata={"minimum": minimum, "maximum": maximum}, **options)

    def load_value(self, value: Any) -> int:
        """Check the value."""
        if self.from_text and isinstance(value, str) and _INTEGER_TEXT.fullmatch(value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise invalid(self.wrong_type)
        if value < self.minimum:
            raise _out_of_range(f"不能小于{self.minimum}{self.unit}。")
        if value > self.maximum:
            raise _out_of_range(f"不能大于{self.maximum}{self.unit}。")
        return value


class Id(Scalar, fields.String):
    """The outward id (`banfa.trust.ids`) of a thing of the kind `of`; `provider_id` needs not say so.

    What is sent reaches the view as the database's number; what is nothing of this tenant's, as `NOBODY`, so
    that it is answered like what does not exist. The numbers of an answer are written as outward ids by
    `banfa.web.outward`. In an answer `of_field` names the field beside it that says the kind.
    """

    wrong_type = NOT_ID

    def __init__(self, zh: str = "", *, of: str = "", of_field: str = "", **options: Any) -> None:
        self.of, self.of_field = of, of_field
        super().__init__(zh, **options)

    @property
    def kind(self) -> str:
        """Of which kind it is, an empty text where that is told by another field."""
        return self.of or ("" if self.of_field else kind_of_field(self.name or ""))

    def kind_in(self, row: Mapping[str, Any]) -> str:
        """Of which kind it is in a row of an answer."""
        return str(row[self.of_field]) if self.of_field else self.kind

    @property
    def pattern(self) -> str:
        """What it looks like."""
        return rf"^{prefix(self.kind) or '[a-z][a-z_]*'}_[0-9a-f]{{{DIGITS}}}$"

    @property
    def length(self) -> int | None:
        """How many characters it has, as far as the field says the kind."""
        return len(f"{prefix(self.kind)}_") + DIGITS if self.kind else None

    def load_value(self, value: Any) -> int:
        """Give the number, `NOBODY` where there is none."""
        if not isinstance(value, str):
            raise invalid(NOT_ID)
        number: int | None = g.ids.decode(self.kind, value)
        return number or NOBODY


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that was sent: its name as its sender gives it, and what is in it."""

    name: str
    content: bytes

    def __str__(self) -> str:
        """What tells it from others: by that a repeated request is known."""
        return f"{self.name} {sha256(self.content).hexdigest()}"


class Upload(Scalar, fields.Raw):
    """A file of a form."""

    wrong_type = NOT_FILE

    def __init__(self, zh: str = "", **options: Any) -> None:
        super().__init__(zh, metadata={"type": "string", "format": "binary"}, **options)

    def load_value(self, value: Any) -> UploadedFile:
        """Read the file; how long it may be is held to before."""
        if not isinstance(value, FileStorage):
            raise invalid(NOT_FILE)
        return UploadedFile(value.filename or "", value.read())


class PersonName(Str):
    """The name of a person. An answer's data give his number; `banfa.web.outward` writes the name."""


class Boolean(Scalar, fields.Boolean):
    """True or false, and nothing that merely looks like it; `from_text` in an address."""

    wrong_type = NOT_BOOLEAN
    from_text = False

    def load_value(self, value: Any) -> bool:
        """Check the value."""
        if self.from_text:
            value = {"true": True, "false": False}.get(value, value)
        if not isinstance(value, bool):
            raise invalid(NOT_BOOLEAN)
        return value


class Date(Scalar, fields.Date):
    """A day in Asia/Shanghai, YYYY-MM-DD."""

    wrong_type = NOT_DATE

    def load_value(self, value: Any) -> date:
        """Check the value."""
        return _read(read_day, value, NOT_DATE)


class DateTime(Scalar, fields.DateTime):
    """A point in time, with its zone."""

    wrong_type = NOT_DATETIME

    def load_value(self, value: Any) -> datetime:
        """Check the value."""
        return _read(read_instant, value, NOT_DATETIME)


class List(_Coded, fields.List[Any]):
    """A list; in a request of at most `max_items`."""

    def __init__(
        self, item: fields.Field[Any], zh: str = "", *, max_items: int | None = None, **options: Any
    ) -> None:
        self.max_items = max_items
        item.allow_none = False
        bounds = {} if max_items is None else {"maxItems": max_items}
        super().__init__(zh, cls_or_instance=item, metadata=bounds, **options)

    def check_length(self, value: Any) -> list[Any]:
        """Give the list, if it is one and not too long."""
        if not isinstance(value, list):
            raise invalid(NOT_LIST)
        if self.max_items is not None and len(value) > self.max_items:
            raise _out_of_range(f"不能超过{self.max_items}项。")
        return value

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> list[Any]:
        return super()._deserialize(self.check_length(value), attr, data, **options)


class Nested(_Coded, fields.Nested):
    """An object inside."""

    def __init__(self, schema: type[Schema] | Schema, zh: str = "", **options: Any) -> None:
        super().__init__(zh, nested=schema, **options)


class Dict(Scalar, fields.Dict):
    """An object whose content is checked further in; `values` says what each of its values is."""

    def __init__(self, zh: str = "", *, values: fields.Field[Any] | None = None, **options: Any) -> None:
        if values is not None:
            values.allow_none = False
        super().__init__(zh, values=values, **options)

    def load_value(self, value: Any) -> Any:
        """Check the value."""
        if not isinstance(value, dict):
            raise invalid(NOT_OBJECT)
        return value


class Cite(Str):
    """A provision as programs compare it: 12.5 for 第十二条第（五）项; see `banfa.law.cite`."""

    def __init__(self, zh: str = "条款，如 12.5", **options: Any) -> None:
        super().__init__(zh, metadata={"pattern": r"^\d+(\.\d+){0,2}(第.+款)?\D*$"}, **options)


class Decimal(Str):
    """An exact number as text: 58.27."""

    def __init__(self, zh: str = "", **options: Any) -> None:
        super().__init__(zh, metadata={"pattern": DECIMAL}, **options)
