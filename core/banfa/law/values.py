"""Words of law: frozen values that can be written down as JSON and read back the same.

`@word` makes a class a frozen dataclass, `@vocabulary` takes an Enum, and both register it under its name, so
that an edition can travel in a receipt and be replayed when the plugin that said it is long gone. Renaming a
word breaks old receipts; do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Final, TypeVar, dataclass_transform

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
WORDS: Final[dict[str, type]] = {}
ADDED: Final = "added"


def register(cls: type[T]) -> type[T]:
    """Enter a class under its name. Raises TypeError where another one has the name."""
    if WORDS.setdefault(cls.__name__, cls) is not cls:
        raise TypeError(f"two words of law are called {cls.__name__}")
    return cls


def added_part(*, default: T) -> T:
    """A part that a word was given after receipts had been written.

    Where it equals its default it is left out of the data, so that a receipt made before replays to the
    byte. Write it as the last part: `elements: tuple[str, ...] = added_part(default=())`.
    """
    part: Any = field(default=default, metadata={ADDED: True})
    specifier: T = part
    return specifier


@dataclass_transform(frozen_default=True, field_specifiers=(added_part, field))
def word(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass and a word of law."""
    return register(dataclass(frozen=True)(cls))


def vocabulary(cls: type[E]) -> type[E]:
    """Make an Enum's members words of law."""
    return register(cls)


def to_data(value: Any) -> Any:
    """Write a law value as plain JSON data. Raises TypeError for what is no word of law, floats above all."""
    match value:
        case Enum() if WORDS.get(type(value).__name__) is type(value):
            return {"$": type(value).__name__, "is": value.value}
        case None | bool() | str() | int() if not isinstance(value, Enum):
            return value
        case Fraction():
            return {"$": "fraction", "of": [value.numerator, value.denominator]}
        case date() if not isinstance(value, datetime):
            return {"$": "date", "on": value.isoformat()}
        case tuple():
            return [to_data(x) for x in value]
        case _ if is_dataclass(value) and WORDS.get(type(value).__name__) is type(value):
            parts = (part for part in fields(value) if not _is_left_out(part, getattr(value, part.name)))
            body = {part.name: to_data(getattr(value, part.name)) for part in parts}
            return {"$": type(value).__name__, **body}
    raise TypeError(
        f"{value!r} ({type(value).__name__}) is no word of law: use int, Fraction, str, date, tuples of them"
    )


def _is_left_out(part: Field[Any], value: Any) -> bool:
    return ADDED in part.metadata and bool(value == part.default)


def from_data(data: Any) -> Any:
    """Read the law value that `to_data` wrote down.

    Raises ValueError for words this version does not know or that have other parts, and for floats.
    """
    match data:
        case list():
            return tuple(from_data(x) for x in data)
        case {"$": "fraction", "of": [int(num), int(den)]} if den > 0:
            return Fraction(num, den)
        case {"$": "date", "on": str(on)}:
            return date.fromisoformat(on)
        case {"$": str(name), **body} if name in WORDS:
            return _read_word(WORDS[name], {str(key): value for key, value in body.items()})
        case None | bool() | str() | int():
            return data
    raise ValueError(f"no word of law: {data!r}")


def _read_word(cls: type, body: Mapping[str, Any]) -> Any:
    """Make a word of law from its parts, each still plain data. Raises ValueError."""
    if issubclass(cls, Enum):
        return cls(body.get("is"))
    parts = {name: from_data(value) for name, value in body.items()}
    try:
        return cls(**parts)
    except TypeError as error:
        raise ValueError(f"{cls.__name__} does not have these parts: {error}") from error


@cache
def parts_of(cls: Any) -> tuple[str, ...]:
    """The names of a word's parts, in order; none for what has no parts."""
    return tuple(f.name for f in fields(cls)) if isinstance(cls, type) and is_dataclass(cls) else ()


def walk(value: Any) -> Iterator[Any]:
    """Walk the value and every value inside it, depth first, in reading order."""
    ahead = [value]
    while ahead:
        value = ahead.pop()
        yield value
        if isinstance(value, tuple):
            ahead += reversed(value)
        else:
            kind: Any = type(value)
            ahead += [getattr(value, name) for name in reversed(parts_of(kind))]


def rewrite(value: Any, change: Callable[[Any], Any]) -> Any:
    """Apply `change` to every value inside a law value, innermost first.

    Unchanged parts are shared.
    """
    kind: Any = type(value)
    if isinstance(value, tuple):
        new = tuple(rewrite(x, change) for x in value)
        value = value if all(a is b for a, b in zip(new, value, strict=True)) else new
    elif parts_of(kind):
        old = {name: getattr(value, name) for name in parts_of(kind)}
        new_parts = {k: rewrite(v, change) for k, v in old.items()}
        if any(new_parts[k] is not old[k] for k in old):
            value = kind(**new_parts)
    return change(value)
