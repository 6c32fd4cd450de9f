"""What every word of law is: a frozen value that can be written down as JSON and read back the same.

`@word` makes a class a frozen dataclass, `@vocabulary` takes an Enum, and both register it under its name, so that an edition can travel in a receipt
and be replayed when the plugin that said it is long gone. Renaming a word breaks old receipts; do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
WORDS: dict[str, type] = {}


def register(cls: type[T]) -> type[T]:
    if WORDS.setdefault(cls.__name__, cls) is not cls:
        raise TypeError(f"two words of law are called {cls.__name__}")
    return cls


@dataclass_transform(frozen_default=True)
def word(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass and a word of law."""
    return register(dataclass(frozen=True)(cls))


def vocabulary(cls: type[E]) -> type[E]:
    """Make an Enum's members words of law."""
    return register(cls)


def to_data(value: Any) -> Any:
    """A law value as plain JSON data. Raises TypeError for what is no word of law, floats above all."""
    match value:
        case Enum():
            return {"$": type(value).__name__, "is": value.value}
        case None | bool() | str() | int():
            return value
        case Fraction():
            return {"$": "fraction", "of": [value.numerator, value.denominator]}
        case date():
            return {"$": "date", "on": value.isoformat()}
        case tuple():
            return [to_data(x) for x in value]
        case _ if type(value).__name__ in WORDS and is_dataclass(value):
            body = {f.name: to_data(getattr(value, f.name)) for f in fields(value)}
            return {"$": type(value).__name__, **body}
    raise TypeError(
        f"{value!r} ({type(value).__name__}) is no word of law: use int, Fraction, str, date or tuples of them"
    )


def from_data(data: Any) -> Any:
    """The law value that `to_data` wrote down. Raises ValueError for words this version does not know."""
    match data:
        case list():
            return tuple(from_data(x) for x in data)
        case {"$": "fraction", "of": [int(num), int(den)]}:
            return Fraction(num, den)
        case {"$": "date", "on": str(on)}:
            return date.fromisoformat(on)
        case {"$": str(name), **body} if name in WORDS:
            cls = WORDS[name]
            return (
                cls(body["is"])
                if issubclass(cls, Enum)
                else cls(**{k: from_data(v) for k, v in body.items()})
            )
        case dict():
            raise ValueError(f"unknown word of law: {data.get('$')!r}")
    return data


def children(value: Any) -> Iterator[Any]:
    """The values directly inside a law value, in reading order."""
    if isinstance(value, tuple):
        yield from value
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield getattr(value, f.name)


def walk(value: Any) -> Iterator[Any]:
    """The value and every value inside it, depth first, in reading order."""
    yield value
    for child in children(value):
        yield from walk(child)


def rewrite(value: Any, change: Callable[[Any], Any]) -> Any:
    """The same law with `change` applied to every value inside it, innermost first; unchanged parts are shared."""
    if isinstance(value, tuple):
        new = tuple(rewrite(x, change) for x in value)
        value = value if all(a is b for a, b in zip(new, value, strict=True)) else new
    elif is_dataclass(value) and not isinstance(value, type):
        old = {f.name: getattr(value, f.name) for f in fields(value)}
        made = {k: rewrite(v, change) for k, v in old.items()}
        if any(made[k] is not old[k] for k in old):
            value = type(value)(**made)
    return change(value)
