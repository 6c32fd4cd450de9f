"""Lists of objects with fields of their own: how each is read, and the CHECK that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.ledger.entries.values import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banfa.ledger.entries.fields import Field


def make_object_reader(parts: Mapping[str, Field]) -> Callable[[Any], dict[str, Any]]:
    """Make the reader of one object."""
    offered = "、".join(f"{part.zh} {name}" for name, part in parts.items())

    def read_part(part: Field, given: Any) -> Any:
        try:
            return part.read(given)
        except InvalidValue as invalid:
            raise InvalidValue(
                invalid.code, invalid.why, at=f".{part.name}{invalid.at}", zh=invalid.zh or part.zh
            ) from None

    def read_object(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise InvalidValue("field_malformed", f"应为对象，可填：{offered}")
        if unknown := sorted(str(name) for name in value if name not in parts):
            raise InvalidValue("field_unknown", f"没有这一项；可填：{offered}", at=f".{unknown[0][:60]}")
        for name, part in parts.items():
            if part.required and value.get(name) is None:
                raise InvalidValue("field_missing", "没有填写", at=f".{name}", zh=part.zh)
        return {n: read_part(part, value[n]) for n, part in parts.items() if value.get(n) is not None}

    return read_object


def write_objects_check(parts: Mapping[str, Field], max_items: int) -> str:
    """Write the CHECK of a list of objects: as far as SQL/JSON paths can tell, the same as the reader."""
    mistakes = []
    for name, part in parts.items():
        path, schema = f"@.{name}", part.schema
        if schema["type"] == "string":
            like = f'{path} like_regex "^.{{{{1,{schema["maxLength"]}}}}}$" flag "s"'
            wrong = f'{path}.type() != "string" || !({like})'
        else:
            low, high = schema["minimum"], schema["maximum"]
            wrong = (
                f'{path}.type() != "number" || {path} < {low} || {path} > {high} || {path}.floor() != {path}'
            )
        mistakes.append(f"!exists({path})" if part.required else f"exists({path}) && {path} == null")
        mistakes.append(f"exists({path}) && ({wrong})")
    others = " && ".join(f'@.key != "{name}"' for name in parts)
    paths = (
        'strict $[*] ? (@.type() != "object")',  # a lax path looks into a list inside the list
        f"$[*] ? ({' || '.join(f'({mistake})' for mistake in mistakes)})",
        f"$[*].keyvalue() ? ({others})",
    )
    none_wrong = " AND ".join(f"NOT jsonb_path_exists({{0}}, '{path}', silent => true)" for path in paths)
    return f"jsonb_typeof({{0}}) = 'array' AND jsonb_array_length({{0}}) <= {max_items} AND {none_wrong}"
