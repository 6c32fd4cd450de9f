"""Facts, what a condition compares, and conditions themselves. Values only; nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Any, ClassVar, Final, NoReturn

from banfa.law.open_terms import Choice, OpenNumber
from banfa.law.quantity import HUNDRED, PERIOD_UNITS, Days, Duration, Months, Rate, WorkingDays
from banfa.law.values import added_part, vocabulary, walk, word

FAR: Final = 1 << 45
"""Beyond any count, day or amount in 分; times a rate's denominator of up to 2**16 it still fits an int64."""


@vocabulary
class Window(StrEnum):
    """Which days of a subject's history a fact looks at, up to the day asked about."""

    ROUND = "本评价周期"
    YEAR = "本年度"
    LAST_YEAR = "上一年度"
    YEAR_BEFORE_LAST = "前年度"
    EVER = "累计"
    MEMBERSHIP = "本次入库以来"
    AS_OF = "当日"


@vocabulary
class Silence(StrEnum):
    """What it means that the ledger holds no row.

    The bureau's own acts are complete (ZERO), others' reports are not (UNKNOWN); a day may not have come.
    """

    ZERO = "零"
    UNKNOWN = "不明"
    NEVER = "未发生"


@vocabulary
class Op(StrEnum):
    """Comparison words (民法典第一千二百五十九条).

    以上、以下 include the number itself, 超过、不满 do not.
    """

    EXCEEDS = "超过"
    REACHES = "达到"
    BELOW = "未达到"
    AT_MOST = "不超过"


Bound = int | Rate | Days | Months | WorkingDays | OpenNumber


class Term:
    """What can stand left of a comparison word: a fact, a share, the latest of days, elapsed time."""

    def exceeds(self, bound: Bound | Fact, unit: str = "") -> Compare:
        """超过: strictly more."""
        return Compare(self, Op.EXCEEDS, _check_bound(self, bound, unit))

    def reaches(self, bound: Bound | Fact, unit: str = "") -> Compare:
        """达到、以上、不少于、累计: the number itself counts."""
        return Compare(self, Op.REACHES, _check_bound(self, bound, unit))

    def below(self, bound: Bound | Fact, unit: str = "") -> Compare:
        """未达到、不满、低于: strictly less."""
        return Compare(self, Op.BELOW, _check_bound(self, bound, unit))

    def at_most(self, bound: Bound | Fact, unit: str = "") -> Compare:
        """不超过、不高于、以下: the number itself counts."""
        return Compare(self, Op.AT_MOST, _check_bound(self, bound, unit))


def _check_bound(term: Term, bound: Any, unit: str) -> Any:
    """The bound, if it can be compared with the term. Raises TypeError naming both units."""
    ours = _unit_of(term)
    kind = {Share: Rate | OpenNumber, Since: Duration | OpenNumber}.get(type(term), int | OpenNumber | Fact)
    if isinstance(bound, bool) or not isinstance(bound, kind):
        raise TypeError(f"{term} 以“{ours}”计，不能与 {bound!r} 比较")
    theirs = unit if isinstance(bound, int) else getattr(bound, "unit", ours)
    match term, bound:
        case Since(), OpenNumber() if theirs not in PERIOD_UNITS:
            raise TypeError(f"{term} 须与时长比较，“{theirs}”不是时间单位；可用：{'、'.join(PERIOD_UNITS)}")
        case Share(), OpenNumber(unit="%", den=den) if den != HUNDRED:
            raise TypeError(f"{bound.zh}以%计，须写明 den=100")
        case ((Share() | Since()), _):
            return bound
    if theirs != ours:
        raise TypeError(f"{term} 以“{ours}”计，不能与以“{theirs}”计的数比较；核对原文的单位")
    return bound


def _unit_of(term: Term) -> str:
    """The unit a term is counted in."""
    match term:
        case Fact() | Share() | Latest() | Since():
            return term.unit
    raise TypeError(f"{term!r} 不能用来比较")


@word
class Element:
    """One 要件 of conduct: `zh` says it with the text's own qualifiers, `key` is what a finding names."""

    key: str
    zh: str


@word
class Fact(Term):
    """A number of the ledger, by name. Bounds are inclusive and in `unit`s, or 1/`per` of one.

    `args` narrow a fact (a level, a topic, a record kind); `window` says which days count; `subject` is whose
    fact it is. `elements`: what a finding must establish, all of it, to count. `judged`: only what happened
    from the day on which the measure came into force. `called_back`: it counts who is dissatisfied, and each
    answer is confirmed by a call back before anything is done on it.
    """

    name: str
    zh: str
    unit: str
    window: Window = Window.EVER
    silence: Silence = Silence.UNKNOWN
    subject: str = "provider"
    low: int = 0
    high: int = 1 << 31
    args: tuple[str | int, ...] = ()
    per: int = 1
    elements: tuple[Element, ...] = added_part(default=())
    judged: bool = added_part(default=False)
    called_back: bool = added_part(default=False)

    @property
    def key(self) -> str:
        """name[args]@window: what the sheet files the column under."""
        return self.name + "".join(f"[{a}]" for a in self.args) + f"@{self.window.name.lower()}"

    def in_(self, window: Window) -> Fact:
        """The same fact over other days."""
        return replace(self, window=window)

    def __str__(self) -> str:
        return self.zh


@word
class Share(Term):
    """num/den as two integers. An empty denominator is no rate: no comparison holds.

    `part`: num counts some of what den counts, so it is never more. A mean (a sum over a number) is no part.
    """

    num: Fact
    den: Fact
    part: bool = True
    unit: ClassVar[str] = "%"

    def in_(self, window: Window) -> Share:
        """The same share over other days."""
        return replace(self, num=self.num.in_(window), den=self.den.in_(window))

    def __str__(self) -> str:
        return f"{self.num}占{self.den}的比例" if self.part else f"{self.num}除以{self.den}"


@word
class Latest(Term):
    """The latest of several days."""

    days: tuple[Fact, ...]
    unit: ClassVar[str] = "日期"

    def __str__(self) -> str:
        return "、".join(map(str, self.days)) + "中较晚者"


@word
class Since(Term):
    """Time elapsed since a day, until an event or the day asked about, whichever comes first.

    `whole_days`: a period is full only when its last day is over, so that silence does not count before.
    `rest_days_move`: a period that would end on a rest day ends on the next working day (民法典第二百零三条).
    `judged_from`: periods that were over before this day are not looked at.
    """

    start: Fact | Latest
    until: Fact | None = None
    whole_days: bool = added_part(default=False)
    rest_days_move: bool = added_part(default=False)
    judged_from: Fact | None = added_part(default=None)
    unit: ClassVar[str] = "时长"

    def __str__(self) -> str:
        notes = (
            ("最后一日过完才满" if self.whole_days else ""),
            ("最后一日为休息日的顺延" if self.rest_days_move else ""),
            (f"{self.judged_from}前已届满的不论" if self.judged_from else ""),
        )
        noted = "；".join(filter(None, notes))
        until = f"至{self.until}" if self.until else ""
        return f"自{self.start}起{until}的时长" + (f"（{noted}）" if noted else "")


class Condition:
    """True, false, or open as long as facts or open terms are."""

    def __and__(self, other: Condition | Choice) -> All:
        return All((self, other))

    def __or__(self, other: Condition | Choice) -> AnyOf:
        return AnyOf((self, other))

    def __rand__(self, other: Choice) -> All:
        return All((other, self))

    def __ror__(self, other: Choice) -> AnyOf:
        return AnyOf((other, self))

    def __invert__(self) -> Not:
        return Not(self)

    def __bool__(self) -> NoReturn:
        raise TypeError("条件不是真假值：用 & | ~ 并加括号，不能用 and、or、not")


@word
class Compare(Condition):
    """A term, a comparison word, and what it is held against: a number, an open one, another fact."""

    left: Any
    op: Op
    right: Any


@word
class All(Condition):
    """Every one of its parts holds (同时)."""

    parts: tuple[Any, ...]


@word
class AnyOf(Condition):
    """One of its parts holds (之一)."""

    parts: tuple[Any, ...]


@word
class Not(Condition):
    """Its part does not hold."""

    part: Any


def share(num: Fact, den: Fact) -> Share:
    """`num` as a part of `den`."""
    return Share(num, den)


def mean(num: Fact, den: Fact) -> Share:
    """A sum over the number of what was summed."""
    return Share(num, den, part=False)


def since(
    start: Fact | Latest,
    until: Fact | None = None,
    *,
    whole_days: bool = False,
    rest_days_move: bool = False,
    judged_from: Fact | None = None,
) -> Since:
    """Time elapsed since a day, until an event or the day asked about; the rest as in `Since`."""
    return Since(start, until, whole_days, rest_days_move, judged_from)


def latest(*days: Fact) -> Latest:
    """The latest of several days."""
    return Latest(days)


def any_of(*parts: Condition | Choice) -> AnyOf:
    """情形之一: one of these holds."""
    return AnyOf(parts)


def all_of(*parts: Condition | Choice) -> All:
    """同时: all of these hold."""
    return All(parts)


def facts_of(value: Any) -> Iterator[Fact]:
    """Every fact a law value reads, once each, in reading order."""
    yield from dict.fromkeys(v for v in walk(value) if isinstance(v, Fact))


def elements_of(value: Any) -> Iterator[tuple[str, ...]]:
    """What must be established, in Chinese and in reading order: the elements (要件) of each fact together.

    A fact without any is one itself.
    """
    zh = (tuple(element.zh for element in fact.elements) or (fact.zh,) for fact in facts_of(value))
    yield from dict.fromkeys(zh)


def open_terms_of(value: Any) -> Iterator[OpenNumber | Choice]:
    """Every open number and choice inside a law value that is not set, once each, in reading order."""
    unset = (v for v in walk(value) if isinstance(v, Choice) or (isinstance(v, OpenNumber) and not v.is_set))
    yield from dict.fromkeys(unset)
