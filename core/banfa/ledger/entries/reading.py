"""Reading what is said of one entry, by its kind's declaration: the one engine behind every door.

First every field is read by itself, then, if none is wrong, against the city's words and the day it is: so
every door finds the same errors, in the same order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import FieldError, Malformed
from banfa.ledger.entries.values import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.ledger.entries.entry import Kind, Values
    from banfa.ledger.entries.fields import ReadingContext

_NAME: Final = re.compile(r"[^.\[]*")
MAX_NAME: Final = 60
"""Characters of an unknown field's name that an error repeats."""


def read_inputs(
    kind: Kind, data: Mapping[str, Any], *, partial: bool = False
) -> tuple[Values, list[FieldError]]:
    """Read all that a report says, each field by itself: the values by name, and what is wrong.

    A null says the same as nothing. `partial`: fields that are left out are no concern.
    """
    values: Values = dict(kind.defaults)
    errors: list[FieldError] = []
    inputs, missing = kind.inputs, kind.required - data.keys()
    for name, given in data.items():
        field = inputs.get(name)
        if field is None:
            errors.append(_describe_unknown(kind, name))
        elif given is not None:
            try:
                values[name] = field.read(given)
            except InvalidValue as invalid:
                errors.append(field.describe(invalid))
        elif field.required:
            errors.append(field.describe_missing())
    if missing and not partial:
        errors += [inputs[name].describe_missing() for name in missing]
    if errors:
        # However the sender has put them: as the fields are declared, unknown ones last.
        places = {name: place for place, name in enumerate(inputs)}
        errors.sort(key=lambda error: places.get(_NAME.match(error.path)[0], len(places)))  # type: ignore[index]
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


def make_malformed(errors: Sequence[FieldError]) -> Malformed:
    """One error for all that is wrong with what was sent: it says the first, and names every one."""
    first = errors[0]
    named = [{"field": error.path, "code": error.code, "detail": error.message} for error in errors]
    return Malformed(first.code, first.message, field=first.path, errors=named)


def _describe_unknown(kind: Kind, name: object) -> FieldError:
    name = str(name)[:MAX_NAME]
    offered = "、".join(kind.inputs)
    return FieldError(name, "field_unknown", f"{kind.zh}没有字段 {name}；可填：{offered}。")
