"""What a measure leaves to the bureau, and where its words can be read two ways.

An open term is set by an instrument (文件). Until then it is undetermined: a number ranges over its bounds, a
choice over all its options. Nothing has a default.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from banfa.law.cite import Cite
from banfa.law.quantity import Rate
from banfa.law.values import added_part, word


@word
class OpenNumber:
    """A number the measure leaves open, in whole `unit`s (or 1/`den` of one).

    It lies between `low` and `high` inclusive. `near` is what the text says approximately (约20%). Once an
    instrument sets it, `low` equals `high`.
    """

    cite: Cite
    key: str
    zh: str
    unit: str
    low: int
    high: int
    near: Rate | None = None
    den: int = 1

    @property
    def is_set(self) -> bool:
        """Whether an instrument has set it."""
        return self.low == self.high

    def __str__(self) -> str:
        return f"{self.zh}（{self.low}{self.unit}）" if self.is_set else f"{self.zh}（待定）"


@word
class OpenDate:
    """A day the measure leaves open or ties to an event; an instrument names it.

    `on_publication`: the text says 自发布之日, so it cannot come before the document that publishes it.
    """

    cite: Cite
    key: str
    zh: str
    on_publication: bool = added_part(default=False)

    def __str__(self) -> str:
        return f"{self.zh}（待定）"


@word
class Option:
    """One way to settle a choice: `value` is put where the choice stood."""

    key: str
    zh: str
    value: Any


@word
class Choice:
    """One of several values: how a provision is understood (`reading`), or what the text left out.

    A choice may stand wherever a condition, a term of a comparison, or a rounding, tie or cap rule may stand.
    The same key may stand in several places with different values: it is chosen once.
    """

    cite: Cite
    key: str
    zh: str
    options: tuple[Option, ...]
    reading: bool = False

    def __bool__(self) -> NoReturn:
        raise TypeError(f"“{self.zh}”尚待选择，不是真假值：条件用 & | 相连，两个选择用 all_of、any_of")

    def option(self, key: str) -> Option:
        """The option of that key. Raises KeyError."""
        return {o.key: o for o in self.options}[key]

    def __str__(self) -> str:
        return f"{self.zh}（待定）"


def choice(cite: Cite, key: str, zh: str, /, **options: tuple[str, Any]) -> Choice:
    """Make a choice that the text left out, e.g.

    choice(cite("7.2"), "ties", "同分", all_in=("同分均入", Ties.ALL_IN), all_out=("均不入", Ties.ALL_OUT))
    """
    return Choice(cite, key, zh, _make_options(options))


def reading(cite: Cite, key: str, zh: str, /, **options: tuple[str, Any]) -> Choice:
    """Make a choice between ways to read the text; the bureau says by an instrument which one holds."""
    return Choice(cite, key, zh, _make_options(options), reading=True)


def _make_options(options: Mapping[str, tuple[str, Any]]) -> tuple[Option, ...]:
    """Options from {key: (label, value)}."""
    return tuple(Option(key, label, value) for key, (label, value) in options.items())


@word
class SumTo:
    """Open numbers that must add up: Huangshi's four weights to 100 分."""

    cite: Cite
    keys: tuple[str, ...]
    total: int
