"""Settings for every open term of an edition, made up so that it can be run: no bureau's, and no law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.law import (
    Choice,
    Criterion,
    Dimension,
    OpenCriteria,
    OpenNumber,
    OpenScale,
    Share,
    open_terms,
    walk,
)
from banfa.law.windows import figure_direction, figure_span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.law import Edition, Fact
    from banfa.law.scales import Measured

MANY: Final = 10
"""A count that earns full points."""


def make_settings(edition: Edition) -> dict[str, Any]:
    """Set every open term: the first option, the number that the text is near to, a straight scale."""
    terms = open_terms(edition)
    settings: dict[str, Any] = {
        key: term.options[0].key for key, term in terms.items() if isinstance(term, Choice)
    }
    numbers = {key: term for key, term in terms.items() if isinstance(term, OpenNumber)}
    settings |= {key: _choose_number(term) for key, term in numbers.items()} | _weigh_dimensions(edition)
    for joint in edition.sums:
        _add_up(joint.keys, joint.total, numbers, settings)
    for value in walk(edition.rubric):
        if isinstance(value, Criterion) and isinstance(value.scale, OpenScale):
            settings[value.scale.key] = _choose_scale(value.scale, value.full)
        elif isinstance(value, Dimension) and isinstance(value.open, OpenCriteria):
            full = value.full if isinstance(value.full, int) else settings[value.full.key]
            settings[value.open.key] = [_choose_criterion(value.open.menu[0], full)]
    return settings


def _choose_number(term: OpenNumber) -> int:
    """The whole number that the text is near to, else one in the middle."""
    if term.near is None:
        return (term.low + term.high) // 2
    return min(term.high, max(term.low, term.near.num * term.den // term.near.den))


def _weigh_dimensions(edition: Edition) -> dict[str, int]:
    """What a dimension of open weight has to weigh for the criteria that the text gives it."""
    return {
        dimension.full.key: sum(c.full for c in dimension.criteria)
        for dimension in (edition.rubric.dimensions if edition.rubric else ())
        if isinstance(dimension.full, OpenNumber) and dimension.criteria
    }


def _add_up(
    keys: tuple[str, ...], total: int, numbers: Mapping[str, OpenNumber], settings: dict[str, Any]
) -> None:
    """Share a total out among numbers, as evenly as their bounds allow."""
    left = total
    for n, key in enumerate(keys):
        rest = [numbers[k] for k in keys[n + 1 :]]
        even = left // (len(rest) + 1)
        low = max(numbers[key].low, left - sum(r.high for r in rest))
        high = min(numbers[key].high, left - sum(r.low for r in rest))
        settings[key] = min(high, max(low, even))
        left -= settings[key]


def _choose_scale(open_term: OpenScale, full: int) -> dict[str, Any]:
    """A straight scale over the figure, the first of several."""
    named = {"measure": open_term.menu[0].key} if open_term.menu else {}
    return named | _draw_scale(open_term.of, full)


def _choose_criterion(measured: Measured, full: int) -> dict[str, Any]:
    return {"measure": measured.key, "full": full, "scale": _draw_scale(measured.of, full)}


def _draw_scale(figure: Fact | Share, full: int) -> dict[str, Any]:
    """From nothing to full points, or down where fewer are better."""
    part = isinstance(figure, Share) and figure.part
    most = "100%" if part else int(min(figure_span(figure)[1], 100 if isinstance(figure, Share) else MANY))
    points = (full, 0) if figure_direction(figure) < 0 else (0, full)
    scale: dict[str, Any] = {"linear": [["0%" if part else 0, points[0]], [most, points[1]]]}
    return scale | ({"empty": 0} if isinstance(figure, Share) else {})
