"""Where ids stand in an answer: found once, from its schema, and written as outward ones by the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields

from banfa.web.fields import Id, List, Nested, Union

if TYPE_CHECKING:
    from banfa.trust.ids import Ids

Place = tuple[dict[str, Any], str]


@dataclass(slots=True)
class IdPlaces:
    """The ids of one schema: fields by name, and the schemas inside."""

    ids: dict[str, Id] = field(default_factory=dict)
    lists: dict[str, Id] = field(default_factory=dict)
    inner: dict[str, IdPlaces] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.ids or self.lists or self.inner)

    def write(self, data: Any, ids: Ids) -> None:
        """Write every id within an answer's data as an outward one, with one call of the cipher a kind."""
        numbers: dict[str, list[int]] = defaultdict(list)
        places: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
        for kind, holder, at in self.find([data]):
            numbers[kind].append(holder[at])
            places[kind].append((holder, at))
        for kind, found in numbers.items():
            for (holder, at), text in zip(places[kind], ids.encode(kind, found), strict=True):
                holder[at] = text

    def find(self, rows: list[Any]) -> Iterator[tuple[str, Any, Any]]:
        """Find the numbers: of what kind each is, and where it stands."""
        for row in rows:
            for name, of in self.ids.items():
                if isinstance(row.get(name), int):
                    yield of.kind_in(row), row, name
            for name, of in self.lists.items():
                for one in _lists_in(row.get(name)):
                    yield from ((of.kind_in(row), one, at) for at, n in enumerate(one) if isinstance(n, int))
        for name, places in self.inner.items():
            values = [row[name] for row in rows if row.get(name) is not None]
            yield from places.find([one for v in values for one in (v if isinstance(v, list) else [v])])


def find_ids(schema: Any) -> IdPlaces:
    """Find where ids stand in answers of a schema; nowhere in one that is not marshmallow's."""
    places = IdPlaces()
    if not isinstance(schema, Schema) and not (isinstance(schema, type) and issubclass(schema, Schema)):
        return places
    for name, declared in (schema() if isinstance(schema, type) else schema).fields.items():
        _add_field(places, declared.data_key or name, declared)
    return places


def _add_field(places: IdPlaces, name: str, declared: fields.Field[Any]) -> None:
    """Add what one field holds."""
    if isinstance(declared, Id):
        places.ids[name] = declared
    elif isinstance(declared, Nested):
        _add_inner(places, name, find_ids(declared.schema))
    elif isinstance(declared, Union):
        for schema in declared.schemas:
            _add_inner(places, name, find_ids(schema))
    elif isinstance(declared, List):
        if isinstance(declared.inner, Id):
            places.lists[name] = declared.inner
        else:
            _add_field(places, name, declared.inner)
    elif isinstance(declared, fields.Dict) and isinstance(declared.value_field, List | Id):
        _add_field(places, name, declared.value_field)


def _add_inner(places: IdPlaces, name: str, inner: IdPlaces) -> None:
    if inner:
        known = places.inner.setdefault(name, IdPlaces())
        known.ids |= inner.ids
        known.lists |= inner.lists
        known.inner |= inner.inner


def _lists_in(value: Any) -> list[Any]:
    """A list of ids, or the lists that stand in an object by some key."""
    if isinstance(value, dict):
        return list(value.values())
    return [] if value is None else [value]
