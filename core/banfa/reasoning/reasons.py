"""Conditions in Chinese for the one subject of a sheet.

The facts with their units, and how they compare, in the statute's words.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from banfa.law import (
    All,
    AnyOf,
    Choice,
    Compare,
    Condition,
    Days,
    Fact,
    Latest,
    Months,
    Not,
    Op,
    OpenNumber,
    Rate,
    Share,
    Since,
    Window,
    WorkingDays,
)
from banfa.law.values import rewrite, walk
from banfa.reasoning.calendar import REACH, day_of
from banfa.reasoning.conditions import amount as amount_of
from banfa.reasoning.conditions import period_ends, truth
from banfa.reasoning.wording import (
    format_amount,
    format_count,
    format_day,
    format_days,
    format_number,
    format_percentage,
    format_period,
    format_verdict,
    format_window,
    quote,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    "last_new_enterprise_on": "本次入库以来未新增签约试点企业",
    "last_new_enterprise_ever_on": "历来未新增签约试点企业",
    "idle_since": "各合同均已有实质性进展",
}
"""What is said in place of a day, by fact, where it has not come or never was."""


def explain_condition(condition: Condition | Choice, subject: Sheet) -> str:
    """Explain why a condition holds, does not hold, or is open; by each reading that the bureau can choose.

    Readings that come to the same are told as one, without their names.
    """
    ways = _list_ways(condition, subject)
    if len(ways) == 1:
        return ways[0].text
    differ = len({way.state for way in ways}) > 1
    lead = "结论因口径而不同" if differ else f"各种口径下均{format_verdict(ways[0].state)}"
    told = "。".join(_tell_way(way, verdict=differ) for way in ways)
    return f"口径尚待主管部门确定，{lead}，分述如下。{told}"


class Way(NamedTuple):
    """A condition as one set of readings leaves it: their names, its state, why."""

    labels: tuple[str, ...]
    state: int
    text: str


def _tell_way(way: Way, *, verdict: bool) -> str:
    """Tell by which readings a condition comes to what."""
    labels = "".join(quote(label.removeprefix("按")) for label in way.labels)
    by = f"按{labels}的，" if way.labels else ""
    return f"{by}{format_verdict(way.state)}：{way.text}" if verdict else f"{by}{way.text}"


def _list_ways(condition: Condition | Choice, subject: Sheet) -> list[Way]:
    """List what the readings of a condition come to, leaving out the name of one that makes no difference."""
    choice = next((value for value in walk(condition) if isinstance(value, Choice)), None)
    if choice is None:
        return [Way((), _state(condition, subject), _explain(condition, subject))]
    ways_by_option = [
        (option.zh, _list_ways(_settle(condition, choice, number), subject))
        for number, option in enumerate(choice.options)
    ]
    first = ways_by_option[0][1]
    if all(ways == first for _, ways in ways_by_option):
        return first
    return [way._replace(labels=(zh, *way.labels)) for zh, ways in ways_by_option for way in ways]


def _settle(condition: Condition | Choice, choice: Choice, number: int) -> Condition | Choice:
    """Settle a choice, wherever it stands, by its option of that number."""

    def put(part: Any) -> Any:
        settles = isinstance(part, Choice) and part.key == choice.key
        return part.options[number].value if settles else part

    settled: Condition | Choice = rewrite(condition, put)
    return settled


def _explain(condition: Condition | Choice, subject: Sheet) -> str:
    """Explain a condition without choices."""
    match condition:
        case All() | AnyOf():
            return _join_parts(condition, subject)
        case Not(part=part):
            # what is not to be is told as it is: 未认定…, 存在转包：否
            return _explain_part(part, subject)
        case Compare():
            return _explain_comparison(condition, subject)
    raise TypeError(f"{condition!r} is no condition")


def _state(condition: Condition | Choice, subject: Sheet) -> int:
    """0 not met, 1 open, 2 met."""
    return truth(condition, subject).at(0)


def _explain_part(part: Condition | Choice, subject: Sheet) -> str:
    """Explain a part of a condition, in brackets where several parts of its own are told."""
    text = _explain(part, subject)
    several = isinstance(part, All | AnyOf) and len(_list_decisive(part, subject)) > 1
    return f"（{text}）" if several else text


def _list_decisive(condition: All | AnyOf, subject: Sheet) -> list[Condition | Choice]:
    """List the parts that decide.

    Of parts that must all hold those that do not, or all of them where none fails; of parts of which one is
    enough those that hold, else those that are open, else all.
    """
    parts = list(_flatten(condition))
    states = [_state(part, subject) for part in parts]
    if isinstance(condition, All):
        return [part for part, state in zip(parts, states, strict=True) if state == 0] or parts
    most = max(states, default=0)
    return [part for part, state in zip(parts, states, strict=True) if state == most]


def _flatten(condition: All | AnyOf) -> Iterator[Condition | Choice]:
    """The parts of a condition, those of parts joined in the same way among them."""
    for part in condition.parts:
        if isinstance(part, All | AnyOf) and type(part) is type(condition):
            yield from _flatten(part)
        else:
            yield part


def _join_parts(condition: All | AnyOf, subject: Sheet) -> str:
    """Join the parts that decide as a document does."""
    decisive = _list_decisive(condition, subject)
    if len(decisive) == 1:
        return _explain(decisive[0], subject)
    state = _state(condition, subject)
    joined = "；且" if isinstance(condition, All) and state else "；"
    joined = "；或" if isinstance(condition, AnyOf) and state == 1 else joined
    return joined.join(_explain_part(part, subject) for part in decisive)


def _explain_comparison(compare: Compare, subject: Sheet) -> str:
    """Explain one comparison."""
    state = _state(compare, subject)
    match compare:
        case Compare(left=Fact() as fact, op=Op.REACHES, right=1) if fact.name in STATE_WORDS:
            return STATE_WORDS[fact.name][state].format(quote(_name_fact(fact, subject)))
        case Compare(left=Fact(name="latest_grade") as fact, op=Op.REACHES, right=1):
            return f"{fact.zh}：{('否', '尚不明确', '是')[state]}"
        case Compare(left=Fact(unit="是否") as fact, op=Op.REACHES, right=1):
            return f"{_name_fact(fact, subject)}：{format_amount(fact, *subject.col(fact).at(0))}"
        case Compare(left=Since() as since, op=op, right=period):
            return _explain_elapsed(since, TIME_COMPARISONS[op][state], period, subject)
    term = compare.left
    told = explain_share(term, subject) if isinstance(term, Share) else explain_term(term, subject)
    if _says_all(compare, subject):
        return told
    is_day = isinstance(term, Fact) and term.unit == "日期"
    comparison = (DAY_COMPARISONS if is_day else COMPARISONS)[compare.op][state]
    return f"{told}，{comparison.format(_explain_bound(compare.right, term, subject))}"


def _says_all(compare: Compare, subject: Sheet) -> bool:
    """Whether the fact alone says what a comparison comes to: 0次, no such day, nothing to divide by."""
    match compare:
        case Compare(left=Share() as share):
            return _is_empty(share, subject)
        case Compare(left=Fact(unit="日期") as day):
            return bool(_find_no_such_day(day, subject))
        case Compare(left=Fact() as fact, op=Op.REACHES, right=1):
            low, high = subject.col(fact).at(0)
            return low == high
    return False


def explain_term(term: Fact | Latest, subject: Sheet) -> str:
    """Say a fact with its value, or the latest of several days with each."""
    if isinstance(term, Latest):
        each = "，".join(explain_term(fact, subject) for fact in term.days)
        low, high = (int(end[0]) for end in amount_of(term, subject).col)
        latest = format_days(low, high)
        return f"{each}，以较晚者（{latest}）为准" if low == high else f"{each}，较晚者{latest}"
    low, high = subject.col(term).at(0)
    if no_such_day := _find_no_such_day(term, subject):
        return no_such_day
    amount = format_amount(term, low, high)
    return f"{_name_fact(term, subject)}{'为' if amount[0].isdigit() else ''}{amount}"


def _find_no_such_day(fact: Fact, subject: Sheet) -> str:
    """Find what is said of a day that has not come or never was; nothing of another."""
    low, high = subject.col(fact).at(0)
    if fact.unit != "日期" or low != high or abs(low) < REACH:
        return ""
    return NO_SUCH_DAY.get(fact.name, f"{fact.zh}{format_day(low)}")


def _name_fact(fact: Fact, subject: Sheet) -> str:
    """Name a fact with the days it looks at: a named year by its number."""
    if fact.zh.startswith(YEAR) and fact.window in YEARS_BACK:
        year = day_of(subject.as_of).year - YEARS_BACK[fact.window]
        return f"{year}年度{fact.zh.removeprefix(YEAR)}"
    undated = fact.window is Window.AS_OF or fact.unit in UNDATED or fact.name in STATE_WORDS
    return fact.zh if undated else f"{format_window(fact.window)}{fact.zh}"


def _explain_bound(bound: object, term: object, subject: Sheet) -> str:
    """Say what a term is held against, with its unit: 3次, 30%, an open number, a fact with its value."""
    match bound, term:
        case Fact() as fact, _:
            return f"{_name_fact(fact, subject)}（{format_amount(fact, *subject.col(fact).at(0))}）"
        case OpenNumber() as number, _:
            return _explain_open_bound(number, term)
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
    if _is_empty(share, subject):
        return f"{text}，无从计算{'占比' if share.part else '平均'}"
    if num_low != num_high or den_low != den_high or den_low <= 0:
        return text
    ratio = Fraction(num_low * share.den.per, den_low * share.num.per)
    return (
        f"{text}，占{format_percentage(ratio)}"
        if share.part
        else f"{text}，平均{format_number(ratio)}{share.num.unit}"
    )


def _is_empty(share: Share, subject: Sheet) -> bool:
    """Whether there is nothing to divide by."""
    return subject.col(share.den).at(0)[1] <= 0


def _explain_elapsed(since: Since, comparison: str, period: Duration | OpenNumber, subject: Sheet) -> str:
    """Explain elapsed time: from which day, when the period ends, what it is measured on."""
    start = amount_of(since.start, subject).col
    first, last = start.at(0)
    moves = since.rest_days_move
    end, latest_end = period_ends(start, period, subject, rest_days_move=moves).at(0)
    text = _explain_bound(period, since, subject)
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
