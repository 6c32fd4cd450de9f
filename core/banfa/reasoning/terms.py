"""What a condition compares, in Chinese for the one subject of a sheet: facts, shares, periods."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from banfa.law import Days, Fact, Latest, Months, Op, OpenNumber, Rate, Share, Since, Window, WorkingDays
from banfa.reasoning.calendar import REACH, day_of
from banfa.reasoning.conditions import amount as amount_of
from banfa.reasoning.conditions import period_ends
from banfa.reasoning.wording import (
    format_amount,
    format_count,
    format_day,
    format_days,
    format_number,
    format_percentage,
    format_period,
    format_window,
)

if TYPE_CHECKING:
    from banfa.law.quantity import Duration
    from banfa.reasoning.columns import Sheet

STATE_WORDS: Final = {
    "finding": ("未认定{}", "是否存在{}尚未查明", "已认定{}"),
    "contract_finding": ("未认定该合同{}", "该合同是否{}尚未查明", "已认定该合同{}"),
    "verified": ("经核验不符合{}", "{}尚未核验", "经核验符合{}"),
    "period_verified": ("经核验不符合{}", "{}尚未核验", "经核验符合{}"),
}
"""How a yes-or-no fact, its name in quotation marks, reads when it does not hold, is open, holds."""
UNDATED: Final = frozenset({"日期", "是否"})
"""Units of facts whose name says all about when."""
YEAR: Final = "该年度"
"""How the name of a fact about a named year begins."""
YEARS_BACK: Final = {Window.YEAR: 0, Window.LAST_YEAR: 1, Window.YEAR_BEFORE_LAST: 2}

COMPARISONS: Final = {
    Op.EXCEEDS: ("未超过{}", "是否超过{}尚不能确定", "超过{}"),
    Op.REACHES: ("未达到{}", "是否达到{}尚不能确定", "达到{}"),
    Op.BELOW: ("达到{}", "是否达到{}尚不能确定", "未达到{}"),
    Op.AT_MOST: ("超过{}", "是否超过{}尚不能确定", "不超过{}"),
}
"""How a comparison reads when it does not hold, is open, holds: said once, never a negation denied."""
DAY_COMPARISONS: Final = {
    Op.EXCEEDS: ("不晚于{}", "是否晚于{}尚不能确定", "晚于{}"),
    Op.REACHES: ("早于{}", "是否早于{}尚不能确定", "不早于{}"),
    Op.BELOW: ("不早于{}", "是否早于{}尚不能确定", "早于{}"),
    Op.AT_MOST: ("晚于{}", "是否晚于{}尚不能确定", "不晚于{}"),
}
TIME_COMPARISONS: Final = COMPARISONS | {
    Op.REACHES: ("未满{}", "是否已满{}尚不能确定", "已满{}"),
    Op.BELOW: ("已满{}", "是否已满{}尚不能确定", "未满{}"),
}
NO_SUCH_DAY: Final = {
    "joined_on": "尚未入库",
    "commenced_on": "本办法尚未施行",
    "first_contract_on": "入库后尚未签订改造合同",
    "first_contract_since_selection_on": "入库名单公布后尚未签订改造合同",
    "last_new_enterprise_on": "本次入库以来未新增签约试点企业",
    "last_new_enterprise_ever_on": "历来未新增签约试点企业",
    "idle_since": "各合同均已有实质性进展",
}
"""What is said in place of a day, by fact, where it has not come or never was."""


def explain_term(term: Fact | Latest, subject: Sheet) -> str:
    """Say a fact with its value, or the latest of several days with each."""
    if isinstance(term, Latest):
        each = "，".join(explain_term(fact, subject) for fact in term.days)
        low, high = (int(end[0]) for end in amount_of(term, subject).col)
        latest = format_days(low, high)
        return f"{each}，以较晚者（{latest}）为准" if low == high else f"{each}，较晚者{latest}"
    low, high = subject.col(term).at(0)
    if no_such_day := find_no_such_day(term, subject):
        return no_such_day
    amount = format_amount(term, low, high)
    return f"{name_fact(term, subject)}{'为' if amount[0].isdigit() else ''}{amount}"


def find_no_such_day(fact: Fact, subject: Sheet) -> str:
    """Find what is said of a day that has not come or never was; nothing of another."""
    low, high = subject.col(fact).at(0)
    if fact.unit != "日期" or low != high or abs(low) < REACH:
        return ""
    return NO_SUCH_DAY.get(fact.name, f"{fact.zh}{format_day(low)}")


def name_fact(fact: Fact, subject: Sheet) -> str:
    """Name a fact with the days it looks at: a named year by its number."""
    if fact.zh.startswith(YEAR) and fact.window in YEARS_BACK:
        year = day_of(subject.as_of).year - YEARS_BACK[fact.window]
        return f"{year}年度{fact.zh.removeprefix(YEAR)}"
    undated = fact.window is Window.AS_OF or fact.unit in UNDATED or fact.name in STATE_WORDS
    return fact.zh if undated else f"{format_window(fact.window)}{fact.zh}"


def explain_bound(bound: object, term: object, subject: Sheet) -> str:
    """Say what a term is held against, with its unit: 3次, 30%, an open number, a fact with its value."""
    match bound, term:
        case Fact() as fact, _:
            return f"{name_fact(fact, subject)}（{format_amount(fact, *subject.col(fact).at(0))}）"
        case OpenNumber() as number, _:
            return _explain_open_bound(number, term)
    return format_bound(bound, term)


def format_bound(bound: object, term: object) -> str:
    """Say a number or a period that a term is held against, with its unit: 3次, 30%, 4.5分, 2个月."""
    match bound, term:
        case Rate(num=num, den=den), Share(part=False, num=Fact(unit=unit)):
            return f"{format_number(Fraction(num, den))}{unit}"
        case int() as number, Fact(unit=unit):
            return format_count(number, unit)
        case (Days() | WorkingDays() | Months()) as period, _:
            return format_period(period)
    return str(bound)


def _explain_open_bound(bound: OpenNumber, term: object) -> str:
    """Say an open number, with its value where an instrument has set it."""
    if not bound.is_set:
        return f"{bound.zh}（待定）"
    value = Fraction(bound.low, bound.den)
    part = isinstance(term, Share) and term.part
    return f"{bound.zh}（{format_percentage(value) if part else format_count(value, bound.unit)}）"


def explain_share(share: Share, subject: Sheet) -> str:
    """Say a share's two facts and what they come to."""
    text = f"{explain_term(share.num, subject)}，{explain_term(share.den, subject)}"
    (num_low, num_high), (den_low, den_high) = subject.col(share.num).at(0), subject.col(share.den).at(0)
    if is_empty(share, subject):
        return f"{text}，无从计算{'占比' if share.part else '平均'}"
    if num_low != num_high or den_low != den_high or den_low <= 0:
        return text
    ratio = Fraction(num_low * share.den.per, den_low * share.num.per)
    return (
        f"{text}，占{format_percentage(ratio)}"
        if share.part
        else f"{text}，平均{format_number(ratio)}{share.num.unit}"
    )


def is_empty(share: Share, subject: Sheet) -> bool:
    """Whether there is nothing to divide by."""
    return subject.col(share.den).at(0)[1] <= 0


def explain_elapsed(since: Since, comparison: str, period: Duration | OpenNumber, subject: Sheet) -> str:
    """Explain elapsed time: from which day, when the period ends, what it is measured on."""
    start = amount_of(since.start, subject).col
    first, last = start.at(0)
    moves = since.rest_days_move
    end, latest_end = period_ends(start, period, subject, rest_days_move=moves).at(0)
    text = explain_bound(period, since, subject)
    real = first == last and abs(first) < REACH and end == latest_end
    ends = f"，{text}的期间于{format_day(end)}（含当日）届满" if real else ""
    judged = f"，{explain_term(since.judged_from, subject)}，此前届满的不计" if since.judged_from else ""
    started = f"{explain_term(since.start, subject)}{ends}"
    if first == last and abs(first) >= REACH:
        return started
    compared = comparison.format(text)
    if since.until is None:
        return f"{started}{judged}，截至{format_day(subject.as_of)}{compared}"
    # What it is measured until stopped the clock where it has come; nothing has run since.
    stopped, latest_stop = subject.col(since.until).at(0)
    has_come = stopped == latest_stop and -REACH < stopped <= subject.as_of
    until = f"计至{format_day(stopped)}" if has_come else f"截至{format_day(subject.as_of)}"
    return f"{started}，{explain_term(since.until, subject)}{judged}，{until}{compared}"
