"""The comparisons a condition is made of, with every choice inside them gone through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from banfa.law import All, AnyOf, Choice, Compare, Not, Op

if TYPE_CHECKING:
    from collections.abc import Iterator

OPPOSITE: Final = {Op.EXCEEDS: Op.AT_MOST, Op.REACHES: Op.BELOW, Op.BELOW: Op.REACHES, Op.AT_MOST: Op.EXCEEDS}
"""What a comparison says where it is denied."""


@dataclass(frozen=True)
class Comparison:
    """One comparison, whether it is affirmed or denied, and the `choice` and `option` it is of."""

    compare: Compare
    positive: bool = True
    choice: str = ""
    option: str = ""

    @property
    def op(self) -> Op:
        """The comparison word in effect: not to reach is to be below."""
        return self.compare.op if self.positive else OPPOSITE[self.compare.op]

    @property
    def existence(self) -> bool:
        """Whether it asks that something happened at all, at least once: a text says so without a number."""
        n, op = self.compare.right, self.compare.op
        if not isinstance(n, int) or isinstance(n, bool):
            return False
        return (op in {Op.REACHES, Op.BELOW} and n == 1) or (op in {Op.EXCEEDS, Op.AT_MOST} and n == 0)


def list_comparisons(value: Any, seen: Comparison | None = None) -> Iterator[Comparison]:
    """List every comparison inside a condition, in reading order."""
    here = seen or Comparison(Compare(None, Op.REACHES, None))
    match value:
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from list_comparisons(part, here)
        case Not(part=part):
            yield from list_comparisons(part, replace(here, positive=not here.positive))
        case Choice(key=key, options=options):
            for o in options:
                yield from list_comparisons(o.value, replace(here, choice=key, option=o.key))
        case Compare():
            yield from _resolve_sides(value, here)


def _resolve_sides(compare: Compare, here: Comparison) -> Iterator[Comparison]:
    """Go through a comparison one side of which may be a choice."""
    for side in ("left", "right"):
        chosen = getattr(compare, side)
        if isinstance(chosen, Choice):
            for o in chosen.options:
                inner = replace(compare, **{side: o.value})
                yield from list_comparisons(inner, replace(here, choice=chosen.key, option=o.key))
            return
    yield replace(here, compare=compare)
