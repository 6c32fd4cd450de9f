"""Fields whose value has one of several shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.web.fields import NOT_OBJECT, NULL_TYPE, JsonSchema, Refer, Scalar, invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marshmallow import Schema


class Variant(Scalar):
    """A value of one of several shapes; which one is checked further in."""

    def describe(self, refer: Refer) -> list[JsonSchema]:
        """The JSON schema of each shape; `refer` gives the reference to a marshmallow schema."""
        raise NotImplementedError


class Value(Variant):
    """A value of one of these JSON types; text of at most `max_length` characters."""

    def __init__(self, zh: str = "", *, types: tuple[str, ...], max_length: int, **options: Any) -> None:
        self.types, self.max_length = types, max_length
        super().__init__(zh, **options)

    def describe(self, refer: Refer) -> list[JsonSchema]:  # noqa: ARG002 - the others refer
        """The JSON schema of each type."""
        within = [{"type": name} for name in self.types if name not in {"array", "object"}]
        bound: JsonSchema = {
            "string": {"maxLength": self.max_length},
            "array": {"items": {"oneOf": [*within, NULL_TYPE]}},
        }
        return [{"type": name, **bound.get(name, {})} for name in self.types]


class Union(Variant):
    """An object of one of several schemas."""

    def __init__(self, schemas: Iterable[type[Schema]], zh: str = "", **options: Any) -> None:
        self.schemas = tuple(schemas)
        super().__init__(zh, **options)

    def load_value(self, value: Any) -> Any:
        """Check the value."""
        if not isinstance(value, dict):
            raise invalid(NOT_OBJECT)
        return value

    def describe(self, refer: Refer) -> list[JsonSchema]:
        """The reference to each schema."""
        return [refer(schema) for schema in self.schemas]


class OneOrRange(Variant):
    """A value of an answer: it is known, or given as [lowest, highest] while it is open.

    `types` are its JSON types, `pattern` that of text; an end that is not known, or has none, is null.
    """

    def __init__(self, zh: str = "", *, types: tuple[str, ...], pattern: str = "", **options: Any) -> None:
        self.types, self.pattern = types, pattern
        super().__init__(zh, **options)

    def describe(self, refer: Refer) -> list[JsonSchema]:  # noqa: ARG002 - the others refer
        """The JSON schema of the value, and of the range."""
        pattern = {"string": {"pattern": self.pattern}} if self.pattern else {}
        known = [{"type": name, **pattern.get(name, {})} for name in self.types]
        ends = {"oneOf": [*known, NULL_TYPE]}
        return [*known, {"type": "array", "items": ends, "minItems": 2, "maxItems": 2}]
