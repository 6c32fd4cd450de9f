"""Facts as a lawyer writes them: by key or Chinese name, with units, days and words for what is not known."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.cases.file import CaseError
from banfa.cities.catalogue import CATALOGUE
from banfa.law import FAR, Fact, Silence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EPOCH: Final = date(1970, 1, 1)
UNKNOWN: Final = frozenset({"不明", "未知"})
YES: Final = frozenset({"是", "有"})
NO: Final = frozenset({"否", "无", "没有"})
NEVER: Final = frozenset({"未发生", "从未发生", "尚未发生"})
DAYS: Final = "日期"
YES_NO: Final = frozenset({"是否", "件"})
MEASURES: Final[Mapping[str, tuple[str, Fraction]]] = {
    "万元": ("元", Fraction(10_000)),
    "分": ("元", Fraction(1, 100)),
    "%": ("万分点", Fraction(100)),
    "月": ("个月", Fraction(1)),
}
"""What else a person writes, the fact's unit it stands for, and how many of that it is."""
WRITTEN_NUMBER: Final = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*(\D*)")

Span = tuple[int, int]


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def silent_span(fact: Fact) -> Span:
    """The range of a fact where the ledger holds no row: as the sheet has it."""
    if fact.silence is Silence.ZERO:
        return 0, 0
    return (-FAR, FAR) if fact.silence is Silence.NEVER else (fact.low, fact.high)


def _names(fact: Fact) -> tuple[str, ...]:
    """Names a case may use for a fact: key or Chinese name with its days; without, if they are the usual."""
    full = (fact.key, f"{fact.zh}（{fact.window.value}）")
    model = CATALOGUE.get(fact.name)
    if model is not None and model.window is fact.window:
        return (*full, fact.key.rpartition("@")[0], fact.zh)
    return full


def find_fact(name: str, readable: Iterable[Fact]) -> Fact:
    """Find the fact of that name among those a rule reads. Raises CaseError saying which there are."""
    readable = tuple(readable)
    matches = [f for f in readable if name in _names(f)]
    if len(matches) == 1:
        return matches[0]
    if len(matches) > 1:
        mend = f"写全：{'、'.join(f.key for f in matches)}"
        raise CaseError(f"“{name}”指{len(matches)}个事实", mend)
    other = [f for f in readable if name in {f.key.rpartition("@")[0], f.zh}]
    if other:
        mend = f"写明时间范围：{'、'.join(f.key for f in other)}"
        raise CaseError(f"这条规则读的“{name}”不是通常的时间范围", mend)
    offered = "、".join(f"{_names(f)[2] if len(_names(f)) > 2 else f.key}（{f.zh}）" for f in readable)  # noqa: PLR2004
    raise CaseError(f"这条规则不读“{name}”", f"改为它读的：{offered or '它不读任何事实'}")


def parse_span(raw: Any, fact: Fact) -> Span:
    """Read the range a written value stands for, in the fact's own units. Raises CaseError."""
    match raw:
        case str() if raw.strip() in UNKNOWN:
            return (-FAR, FAR) if fact.unit == DAYS else (fact.low, fact.high)
        case [low, high]:
            interval = _parse_single(low, fact), _parse_single(high, fact)
        case dict():
            interval = _parse_bounds(raw, fact)
        case _:
            interval = _parse_single(raw, fact), _parse_single(raw, fact)
    if interval[0] > interval[1]:
        raise CaseError(f"{fact.zh}的范围下限大于上限", "小的写在前面")
    return interval


def _parse_bounds(raw: Mapping[str, Any], fact: Fact) -> Span:
    """Read {至少: 3}, {至多: 9} or both; for days {不早于: …}, {不晚于: …}."""
    lows, highs = {"至少", "不早于"}, {"至多", "不晚于"}
    if not raw or set(raw) - lows - highs:
        mend = "写 {至少: 3}、{至多: 9} 或 [3, 9]；日期写 {不早于: 2026-01-01}"
        raise CaseError(f"{fact.zh}的范围“{'、'.join(raw)}”看不懂", mend)
    low, high = (-FAR, FAR) if fact.unit == DAYS else (fact.low, fact.high)
    for key, value in raw.items():
        if key in lows:
            low = _parse_single(value, fact)
        else:
            high = _parse_single(value, fact)
    return low, high


def _parse_single(raw: Any, fact: Fact) -> int:
    """Read one number or day, in the fact's units."""
    if fact.unit == DAYS:
        return _parse_day(raw, fact)
    if isinstance(raw, date):
        raise CaseError(f"{fact.zh}以“{fact.unit}”计，不是日期", "写整数，可带单位")
    if isinstance(raw, str) and raw in YES | NO:
        if fact.unit not in YES_NO:
            raise CaseError(f"{fact.zh}以“{fact.unit}”计，不能写“{raw}”", "写整数，可带单位")
        return int(raw in YES)
    value = _parse_number(raw, fact)
    if not fact.low <= value <= fact.high:
        raise CaseError(f"{fact.zh}不能是{raw}", f"在{fact.low}至{fact.high // fact.per}{fact.unit}之间")
    return value


def _parse_day(raw: Any, fact: Fact) -> int:
    """Read a day; one that has not come is FAR. The latest of days that never were lies before them all."""
    if isinstance(raw, date):
        return day_number(raw)
    if isinstance(raw, str) and raw in NEVER:
        return -FAR if fact.name.startswith("last_") else FAR
    raise CaseError(f"{fact.zh}“{raw}”不是日期", "写作 2026-01-29，没有发生的写 未发生，不知道的写 不明")


def _parse_number(raw: Any, fact: Fact) -> int:
    """Read a whole number of 1/`per` of the fact's unit, from a number or a text with a unit."""
    match = WRITTEN_NUMBER.fullmatch(str(raw).strip())
    if match is None:
        mend = f"写整数，可带单位“{fact.unit}”；不知道的写 不明"
        raise CaseError(f"{fact.zh}“{raw}”不是数", mend)
    number, unit = Fraction(match[1]), match[2].strip()
    times = Fraction(1)
    if unit and unit != fact.unit:
        measured_unit, times = MEASURES.get(unit, ("", times))
        if measured_unit != fact.unit:
            mend = f"核对原文的单位，改为以{fact.unit}计的数"
            raise CaseError(f"{fact.zh}以“{fact.unit}”计，而写的是“{raw}”", mend)
    value = number * times * fact.per
    if value.denominator != 1:
        least = fact.unit if fact.per == 1 else f"1/{fact.per}{fact.unit}"
        raise CaseError(f"{fact.zh}“{raw}”写得太细", f"最小到{least}")
    return int(value)
