"""Checks that every value is a word of law, of the type its place asks for, and that none is a float."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Final

from banfa.cities.problems import Problem
from banfa.law import Cite
from banfa.law.values import WORDS

if typing.TYPE_CHECKING:
    from collections.abc import Iterator

NOT_TAKEN_FOR: Final[dict[type, type]] = {int: bool, str: Enum}
"""What Python takes for one and the law does not."""
PLAIN_TYPES: Final = (Enum, str, int, Fraction, date, type(None))


def word_problems(value: Any, where: str) -> Iterator[Problem]:
    """Problems of a law value; `where` says what it is, e.g. editions[0]."""
    if isinstance(value, float):
        yield Problem(
            "",
            "float",
            f"{where} 用了浮点数 {value!r}",
            f"写成整数、字符串 '{value}'、Fraction 或 percent(…)：分数、比例和金额一律用精确数",
        )
    elif isinstance(value, tuple):
        for n, part in enumerate(value):
            yield from word_problems(part, f"{where}[{n}]")
    elif is_dataclass(value) and type(value).__name__ in WORDS:
        yield from _field_problems(value, where)
    elif not isinstance(value, PLAIN_TYPES):
        yield Problem(
            "",
            "not-law",
            f"{where} 是 {type(value).__name__}，不是办法语言的词",
            "只用 banfa.law 里的值、整数、Fraction、字符串、日期和它们的元组",
        )


def _field_problems(value: Any, where: str) -> Iterator[Problem]:
    """Fields of a word that hold no word of the type they ask for."""
    here = f"{where}（{value.cite}）" if isinstance(getattr(value, "cite", None), Cite) else where
    cls: Any = type(value)
    expected = _type_hints(cls)
    for field in fields(value):
        part = getattr(value, field.name)
        place = f"{here}.{field.name}"
        inner = list(word_problems(part, place))
        yield from inner
        if not inner and not _fits(part, expected[field.name]):
            yield Problem(
                "",
                "wrong-type",
                f"{place} 是 {type(part).__name__}，应为 {_annotation_name(expected[field.name])}",
                f"查 banfa.law.{type(value).__name__} 的说明，改成应有的类型",
            )


@cache
def _type_hints(cls: Any) -> dict[str, Any]:
    """Types that each field of a word may hold."""
    return typing.get_type_hints(cls)


def _fits(value: Any, expected: Any) -> bool:
    """Whether the value is of the annotated type. A whole number is not a yes or no, nor the reverse."""
    if isinstance(expected, types.UnionType) or typing.get_origin(expected) is typing.Union:
        return any(_fits(value, option) for option in typing.get_args(expected))
    if typing.get_origin(expected) is tuple:
        kind = typing.get_args(expected)[0]
        return isinstance(value, tuple) and all(_fits(v, kind) for v in value)
    if expected is Any or expected is None:
        return expected is Any or value is None
    return isinstance(value, expected) and not (
        expected in NOT_TAKEN_FOR and isinstance(value, NOT_TAKEN_FOR[expected])
    )


def _annotation_name(annotation: Any) -> str:
    """The annotation, readable."""
    return annotation.__name__ if isinstance(annotation, type) else str(annotation).replace("banfa.law.", "")
