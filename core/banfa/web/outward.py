"""Where ids and persons stand in an answer: found once, from its schema, and written by the page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema, fields

from banfa.trust.persons import name_persons
from banfa.web.fields import Id, List, Nested, PersonName
from banfa.web.variants import Union

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banfa.trust.unit import Unit

NAME: Final = ""
"""In place of a kind of ids: what is written is the name of the person whose number it is."""


@dataclass(slots=True)
class Places:
    """The ids and persons of one schema: fields by name, and the schemas inside."""

    ids: dict[str, Id | PersonName] = field(default_factory=dict)
    lists: dict[str, Id] = field(default_factory=dict)
    inner: dict[str, Places] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.ids or self.lists or self.inner)

    def write(self, data: Any, unit: Unit) -> None:
        """Write every number within an answer's data as an outward id, or as the person's name.

        One call of the cipher a kind, and one statement for all persons.
        """
        by_kind: dict[str, list[tuple[Any, Sequence[Any]]]] = defaultdict(list)
        for kind, at, holders in self.find([data]):
            by_kind[kind].append((at, holders))
        for kind, columns in by_kind.items():
            numbers = [holder[at] for at, holders in columns for holder in holders]
            texts = iter(_write_numbers(unit, kind, numbers))
            for at, holders in columns:
                for holder in holders:
                    holder[at] = next(texts)

    def find(self, rows: list[Any]) -> Iterator[tuple[str, Any, Sequence[Any]]]:
        """Find the numbers: of what kind, under which name or index, and in which objects or lists."""
        # Column by column where the schema says the kind, since a page has hundreds of ids.
        for name, of in self.ids.items():
            holders = [row for row in rows if isinstance(row.get(name), int)]
            if isinstance(of, PersonName) or of.kind:
                yield NAME if isinstance(of, PersonName) else of.kind, name, holders
            else:
                yield from ((of.kind_in(row), name, (row,)) for row in holders)
        for name, id_ in self.lists.items():
            for row in rows:
                for ids in _lists_in(row.get(name)):
                    kind = id_.kind_in(row)
                    yield from ((kind, at, (ids,)) for at, n in enumerate(ids) if isinstance(n, int))
        for name, places in self.inner.items():
            values = [row[name] for row in rows if row.get(name) is not None]
            yield from places.find(
                [row for v in values for row in (v if isinstance(v, list | tuple) else [v])]
            )


def _write_numbers(unit: Unit, kind: str, numbers: Sequence[int]) -> Sequence[str | None]:
    """What stands outside for numbers of one kind, in order."""
    if kind != NAME:
        return unit.ids.encode(kind, numbers)
    names = name_persons(unit, numbers)
    return [names[number] for number in numbers]


def find_places(schema: Any) -> Places:
    """Find where ids and persons stand in answers of a schema; nowhere in one that is not marshmallow's."""
    places = Places()
    if not isinstance(schema, Schema) and not (isinstance(schema, type) and issubclass(schema, Schema)):
        return places
    for name, declared in (schema() if isinstance(schema, type) else schema).fields.items():
        _add_field(places, declared.data_key or name, declared)
    return places


def _add_field(places: Places, name: str, declared: fields.Field[Any]) -> None:
    """Add what one field holds."""
    if isinstance(declared, Id | PersonName):
        places.ids[name] = declared
    elif isinstance(declared, Nested):
        _add_inner(places, name, find_places(declared.schema))
    elif isinstance(declared, Union):
        for schema in declared.schemas:
            _add_inner(places, name, find_places(schema))
    elif isinstance(declared, List):
        if isinstance(declared.inner, Id):
            places.lists[name] = declared.inner
        else:
            _add_field(places, name, declared.inner)
    elif isinstance(declared, fields.Dict) and isinstance(declared.value_field, List | Id):
        _add_field(places, name, declared.value_field)


def _add_inner(places: Places, name: str, inner: Places) -> None:
    if inner:
        known = places.inner.setdefault(name, Places())
        known.ids |= inner.ids
        known.lists |= inner.lists
        known.inner |= inner.inner


def _lists_in(value: Any) -> list[Any]:
    """A list of ids, or the lists that stand in an object by some key."""
    if isinstance(value, dict):
        return list(value.values())
    return [] if value is None else [value]
