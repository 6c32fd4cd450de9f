"""Reading what is said of one entry, by its kind's declaration: the one engine behind every door.

First every field is read by itself, then, if none is wrong, against the city's words and the day it is: so
every door finds the same errors, in the same order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.errors import FieldError, Malformed
from banfa.ledger.entries.values import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.ledger.entries.fields import ReadingContext
    from banfa.ledger.entries.kind import Kind, Values

MAX_NAME: Final = 60
"""Characters of an unknown field's name that an error repeats."""


def read_inputs(
    kind: Kind, data: Mapping[str, Any], *, partial: bool = False
) -> tuple[Values, list[FieldError]]:
    """Read all that a report says, each field by itself: the values by name, and what is wrong.

    A null says the same as nothing. `partial`: fields that are left out are no concern.
    """
    values: Values = {}
    errors: list[FieldError] = []
    inputs = kind.inputs
    for name, field in inputs.items():
        given = data.get(name)
        if given is None:
            values[name] = field.load_default
            if field.required and (name in data or not partial):
                errors.append(field.describe_missing())
            continue
        try:
            values[name] = field.read(given)
        except InvalidValue as invalid:
            errors.append(field.describe(invalid))
    if not data.keys() <= inputs.keys():
        errors.append(_describe_unknown(kind, data))
    return values, errors


def fit_values(kind: Kind, values: Values, context: ReadingContext) -> list[FieldError]:
    """Hold values that have been read against their context; gives what is wrong."""
    errors: list[FieldError] = []
    for field in kind.fitted:
        value = values[field.name]
        if value is not None:
            try:
                values[field.name] = field.fit(value, context)  # type: ignore[misc]
            except InvalidValue as invalid:
                errors.append(field.describe(invalid))
    return errors


def malformed(errors: Sequence[FieldError]) -> Malformed:
    """One error for all that is wrong with what was sent: it says the first, and names every one."""
    first = errors[0]
    named = [{"field": error.path, "code": error.code, "detail": error.message} for error in errors]
    return Malformed(first.code, first.message, field=first.path, errors=named)


def _describe_unknown(kind: Kind, data: Mapping[str, Any]) -> FieldError:
    name = min(str(name) for name in data if name not in kind.inputs)[:MAX_NAME]
    offered = "、".join(kind.inputs)
    return FieldError(name, "field_unknown", f"{kind.zh}没有字段 {name}；可填：{offered}。")
