"""Proof that nothing overflows: every product and sum that reasoning forms fits, whatever the facts are.

Facts and open numbers are taken at the ends of their bounds, so the proof holds for every sheet whose
columns stay within them. Numbers are int64, points int32.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.law import (
    FAR,
    Cite,
    Compare,
    Days,
    Edition,
    Fact,
    Grading,
    Months,
    OpenNumber,
    Rate,
    Rounding,
    Rubric,
    Scale,
    Share,
    WorkingDays,
    walk,
)
from banfa.reasoning.calendar import REACH
from banfa.reasoning.scales import fact_table, formula
from banfa.reasoning.scoring import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

INT64_MAX: Final = (1 << 63) - 1
INT32_MAX: Final = (1 << 31) - 1
MAX_SUBJECTS: Final = 1 << 31
"""More subjects than any round will have."""
MAX_DENOMINATOR: Final = 1 << 16
"""The finest denominator of an open number."""

Problem = tuple[Cite, str]


def find_overflows(edition: Edition) -> list[Problem]:
    """Find where a number could grow too large, by provision; nothing found is the proof that none can."""
    return list(dict.fromkeys(_walk_edition(edition)))


def _walk_edition(edition: Edition) -> Iterator[Problem]:
    """Yield the overflows of an edition, rule by rule; the same one may come more than once."""
    for clause in edition.clauses:
        yield from _at(clause.cite, _check_condition(clause.when))
    for rule in edition.rules:
        yield from _at(rule.cite, _check_condition(rule.holds))
    if edition.rubric is not None:
        yield from _check_rubric(edition.rubric)
    if edition.grading is not None:
        yield from _at(edition.grading.cite, _check_grading(edition.grading))


def _at(cite: Cite, reasons: Iterable[str]) -> Iterator[Problem]:
    """Put the provision beside each reason."""
    return ((cite, reason) for reason in reasons)


def _check_condition(condition: Any) -> Iterator[str]:
    """Check every fact, open number, period and comparison inside a condition."""
    for value in walk(condition):
        match value:
            case Fact():
                yield from _check_fact(value)
            case OpenNumber():
                yield from _check_open_number(value)
            case Days(n=n) | Months(n=n) | WorkingDays(n=n) if not 0 <= n < REACH:
                yield f"期限{value}须在0至{REACH}之间"
            case Compare(left=Share() as share, right=right):
                yield from _check_share_comparison(share, right)
            case Compare(left=left, right=right):
                yield from _check_fits(
                    f"{left}的比较", _largest(left) * _per(right), _largest(right) * _per(left)
                )


def _check_fact(fact: Fact) -> Iterator[str]:
    """Check a fact's own bounds."""
    if not -FAR <= fact.low <= fact.high <= FAR:
        yield f"{fact.zh}的取值范围须在正负{FAR}之内，且下限不高于上限"
    if not 1 <= fact.per <= MAX_DENOMINATOR:
        yield f"{fact.zh}的计数单位须为1至{MAX_DENOMINATOR}分之一"


def _check_open_number(open_term: OpenNumber) -> Iterator[str]:
    """Check an open number's own bounds."""
    if not -FAR <= open_term.low <= open_term.high <= FAR or not 1 <= open_term.den <= MAX_DENOMINATOR:
        yield f"{open_term.zh}的取值范围或分母过大，或者下限高于上限"


def _check_share_comparison(share: Share, right: Any) -> Iterator[str]:
    """Check num/den against p/q: num * q and den * p."""
    yield from _check_share(share)
    num, den = _largest(share.num) * _per(share.den) * _per(right), _largest(share.den) * _per(share.num)
    yield from _check_fits(f"{share}的比较", num, den * _largest(right))


def _check_share(share: Share) -> Iterator[str]:
    """Check that a share's numbers are never negative."""
    for fact in (share.num, share.den):
        if fact.low < 0:
            yield f"{fact.zh}用于计算比例，不得为负数"


def _largest(term: Any) -> int:
    """The largest number a term or bound can come to, sign aside; periods are dealt with as days."""
    match term:
        case Fact(low=low, high=high) | OpenNumber(low=low, high=high):
            return max(abs(low), abs(high))
        case Rate(num=num):
            return abs(num)
        case int():
            return abs(term)
    return FAR


def _per(term: Any) -> int:
    """The denominator of the unit a term or bound is counted in."""
    match term:
        case Fact(per=parts) | OpenNumber(den=parts) | Rate(den=parts):
            return parts
    return 1


def _check_fits(what: str, *numbers: int, limit: int = INT64_MAX) -> Iterator[str]:
    """Yield a reason where one of the numbers is larger than its size holds."""
    if any(abs(number) > limit for number in numbers):
        yield f"{what}可能超出整数范围，请缩小事实的取值范围或比例的分母"


def _check_rubric(rubric: Rubric) -> Iterator[Problem]:
    """Check every criterion's scale, every row of the matrix, the total."""
    most = 0
    for criterion in rubric.criteria:
        yield from _at(criterion.cite, _check_condition(criterion.scale.of))
        if isinstance(criterion.scale, Scale):
            yield from _at(criterion.cite, check_scale(criterion.scale, rubric.unit))
    for line in lines(rubric):
        ends = (line.full, *((line.scale.most, line.scale.least) if line.scale else ()))
        most += max(abs(int(end * rubric.unit)) + 1 for end in ends)
    yield from _at(rubric.cite, _check_fits("总分", most, rubric.total * rubric.unit, limit=INT32_MAX))


def check_scale(scale: Scale, unit: int) -> Iterator[str]:
    """Check the formula of a scale, with its facts at their largest."""
    if isinstance(scale.of, Share):
        yield from _check_share(scale.of)
        num, den = _largest(scale.of.num) * scale.of.den.per, _largest(scale.of.den) * scale.of.num.per
    elif fact_table(scale, unit, Rounding.DOWN, scale.of.per) is None:
        num, den = _largest(scale.of), scale.of.per
    else:
        num, den = int(max(abs(step.at) for step in scale.steps) + 1) * scale.of.per, scale.of.per
    whole = formula(scale, unit, Rounding.DOWN)
    top = max(map(abs, whole.constants)) * den + max(map(abs, whole.slopes)) * num
    thresholds = [max(num * bottom, abs(above) * den) for above, bottom in whole.starts]
    yield from _check_fits(f"{scale.of}的计分", 2 * (top + whole.divisor * den), *thresholds)


def _check_grading(grading: Grading) -> Iterator[str]:
    """Check quotas of very many subjects."""
    for band in grading.bands:
        if band.quota is not None:
            share = band.quota.share
            yield from _check_open_number(share)
            yield from _check_fits(f"{share.zh}的名额", 2 * (MAX_SUBJECTS * _largest(share) + share.den))
