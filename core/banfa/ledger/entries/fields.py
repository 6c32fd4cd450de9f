"""What a field of a kind is: label, column and CHECK, reader, bounds, whose data it holds.

Fields are made by the specifiers (`banfa.ledger.entries.specifiers`) in the class that declares a kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import FieldError

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.types import TypeEngine

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.values import InvalidValue, Reader

PERSONS: Final = MappingProxyType(
    {
        "complainant": "举报投诉人",
        "contact": "联系人",
        "legal_representative": "法定代表人",
        "respondent": "评价填报人",
        "reviewer": "评审人",
    }
)
"""Whose personal data a field can hold."""


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What a value is read against: the city's vocabulary, and the day it is."""

    profile: Profile
    today: date


Fit = Callable[[Any, ReadingContext], Any]
"""Checks a value that has been read against its context, and returns it. Raises InvalidValue."""
Offer = Callable[["Profile"], Mapping[str, str]]
"""Gives the words that a city offers, each with its Chinese name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of a kind.

    `check` is the CHECK of its column, `{0}`; `schema` its JSON Schema but for label and null. `hint` is what
    the document says beside the label, `options` a choice's words with their Chinese names, `offer` those of
    a city. `unique`: no two standing entries have the same value, or none that agree in the columns
    `unique_with`. `searchable`: it is searched by lists; `sortable`: it is a name, by which they can be put
    in order. `max_bytes` is how much of an index a text can fill. `personal` says whose personal data it is
    (a key of PERSONS), `secret_from` which roles may not see it. `parts` are the fields of an item of a list
    of objects. `line` is where it is declared; the class that declares it fills in `name` and `required`.
    """

    zh: str
    column: TypeEngine[Any]
    type: type
    check: str
    schema: Mapping[str, Any]
    read: Reader
    fit: Fit | None = None
    unit: str = ""
    hint: str = ""
    load_default: Any = None
    options: Mapping[str, str] = field(default_factory=dict)
    offer: Offer | None = None
    filterable: bool = False
    unique: bool = False
    unique_with: tuple[str, ...] = ()
    searchable: bool = False
    sortable: bool = False
    max_bytes: int = 0
    personal: str = ""
    secret_from: tuple[str, ...] = ()
    parts: tuple[Field, ...] = ()
    line: int = 0
    name: str = ""
    required: bool = False

    @property
    def description(self) -> str:
        """The label as the document gives it, with unit and hint."""
        unit = f"（单位：{self.unit}）" if self.unit else ""
        return f"{self.zh}{unit}{'；' if self.hint else ''}{self.hint}"

    def make_schema(self, *, nullable: bool) -> dict[str, Any]:
        """The field's JSON Schema with its label, and with null where that is allowed."""
        schema = {**self.schema, "description": self.description}
        if nullable:
            schema["type"] = [schema["type"], "null"]
            schema |= {"enum": [*schema["enum"], None]} if "enum" in schema else {}
        return schema

    def describe(self, invalid: InvalidValue, *, path: str = "") -> FieldError:
        """Say in a sentence what is wrong with a value of this field; `path` where it is not the name."""
        path = f"{path or self.name}{invalid.at}"
        return FieldError(path, invalid.code, f"{invalid.zh or self.zh}（{path}）{invalid.why}。")

    def describe_missing(self) -> FieldError:
        """Say that the field has not been given."""
        return FieldError(self.name, "field_missing", f"{self.zh}（{self.name}）没有填写。")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A column that refers to an entry of another kind.

    It is given by id (`provider_id`) or by a key (`provider`): one of the other kind's own keys, or the
    external id that the same source gave it. `carries` are columns of ours that are taken over from the entry
    referred to; `reads` are columns of that entry that our checks look at. One that is only `carried` over
    cannot be given at all.
    """

    kind: str
    zh: str
    carries: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    carried: bool = False
    hint: str = ""
    secret_from: tuple[str, ...] = ()
    line: int = 0
    name: str = ""
    required: bool = False

    @property
    def key(self) -> str:
        """The name under which it is given by a key."""
        return self.name.removesuffix("_id")
