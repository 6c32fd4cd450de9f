"""What a person says to take a step: said once as a class, read alike at every door.

    class VerifyLead(Inputs, example={"verified_on": "2026-04-03", …}):
        verified_on: date = past_day("核实之日")
        verifiers: list[str] = text_list("核实人", max_length=50, max_items=6)
        finding: str = text("查明的事实", max_length=4000)

Fields are the ledger's (`banfa.ledger.entries.specifiers`), with `link` for what refers to a row of a
procedure. Whether one must be given follows from its annotation (`… | None`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform

from banfa.errors import FieldError
from banfa.ledger.entries import specifiers
from banfa.ledger.entries.fields import Field
from banfa.ledger.entries.reading import make_malformed
from banfa.ledger.entries.values import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.ledger.entries.fields import ReadingContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A reference to a row: `kind` as outward ids name it. Doors give its number."""

    kind: str
    zh: str
    hint: str = ""
    name: str = ""
    required: bool = False

    def describe_missing(self) -> FieldError:
        """Say that it has not been given."""
        return FieldError(self.name, "field_missing", f"{self.zh}（{self.name}）没有填写。")


def link(kind: str, zh: str, *, hint: str = "") -> Any:  # noqa: ANN401 - a field specifier
    """Declare a reference to a row."""
    return Link(kind=kind, zh=zh, hint=hint)


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        link,
        specifiers.text,
        specifiers.key,
        specifiers.choice,
        specifiers.credit_code,
        specifiers.boolean,
        specifiers.integer,
        specifiers.money,
        specifiers.day,
        specifiers.past_day,
        specifiers.text_list,
        specifiers.object_list,
    ),
)
class Inputs:
    """What is said to take a step. `example` is what the document shows and a test sends.

    A class asks for what those it is made of ask for, in their order, and then for its own.
    """

    fields: ClassVar[Mapping[str, Field | Link]] = {}
    example: ClassVar[Mapping[str, Any]] = {}

    def __init_subclass__(cls, *, example: Mapping[str, Any] | None = None) -> None:
        """Take the fields off the class: what stands there as a value would be a default."""
        specs = {name: spec for name, spec in vars(cls).items() if isinstance(spec, Field | Link)}
        for name in specs:
            delattr(cls, name)
        bases = [base for base in cls.__bases__ if issubclass(base, Inputs)]
        inherited = {name: field for base in bases for name, field in base.fields.items()}
        own = {
            name: replace(spec, name=name, required="None" not in str(cls.__annotations__[name]).split(" | "))
            for name, spec in specs.items()
        }
        cls.fields = inherited | own
        cls.example = example or {}
        dataclass(frozen=True, kw_only=True)(cls)

    @classmethod
    def read(cls, data: Mapping[str, Any], context: ReadingContext) -> Self:
        """Read what was said; null says the same as nothing. Raises Malformed naming all that is wrong."""
        values: dict[str, Any] = {}
        errors = [
            FieldError(
                name[:60], "field_unknown", f"没有字段 {name[:60]}；可填：{'、'.join(cls.fields) or '无'}。"
            )
            for name in data
            if name not in cls.fields
        ]
        for name, declared in cls.fields.items():
            given = data.get(name)
            if given is None or given == []:
                values[name] = [] if isinstance(declared, Field) and declared.type is list else None
                if declared.required:
                    errors.append(declared.describe_missing())
                continue
            try:
                values[name] = given if isinstance(declared, Link) else _read(declared, given, context)
            except InvalidValue as invalid:
                assert isinstance(declared, Field)  # noqa: S101 - a link raises nothing
                errors.append(declared.describe(invalid))
        if errors:
            raise make_malformed(errors)
        return cls(**values)


def _read(declared: Field, given: object, context: ReadingContext) -> object:
    value = declared.read(given)
    return value if declared.fit is None else declared.fit(value, context)


class Nothing(Inputs):
    """Nothing has to be said."""
