"""Conditions in Chinese for the one subject of a sheet.

The facts with their units, and how they compare, in the statute's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from banfa.law import (
    All,
    AnyOf,
    Choice,
    Compare,
    Condition,
    Fact,
    Not,
    Op,
    Share,
    Since,
)
from banfa.law.values import rewrite, walk
from banfa.reasoning.conditions import truth
from banfa.reasoning.terms import (
    COMPARISONS,
    DAY_COMPARISONS,
    STATE_WORDS,
    TIME_COMPARISONS,
    explain_bound,
    explain_elapsed,
    explain_share,
    explain_term,
    find_no_such_day,
    is_empty,
    name_fact,
)
from banfa.reasoning.wording import (
    format_amount,
    format_verdict,
    quote,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.reasoning.columns import Sheet


def explain_condition(condition: Condition | Choice, subject: Sheet) -> str:
    """Explain why a condition holds, does not hold, or is open; by each reading that the bureau can choose.

    Readings that come to the same are told as one, without their names.
    """
    ways = _list_ways(condition, subject)
    if len(ways) == 1:
        return ways[0].text
    differ = len({way.state for way in ways}) > 1
    lead = "结论因口径而不同" if differ else f"各种口径下均{format_verdict(ways[0].state)}"
    sentences = "。".join(_tell_way(way, verdict=differ) for way in ways)
    return f"口径尚待主管部门确定，{lead}，分述如下。{sentences}"


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
            return STATE_WORDS[fact.name][state].format(quote(name_fact(fact, subject)))
        case Compare(left=Fact(name="latest_grade") as fact, op=Op.REACHES, right=1):
            return f"{fact.zh}：{('否', '尚不明确', '是')[state]}"
        case Compare(left=Fact(unit="是否") as fact, op=Op.REACHES, right=1):
            return f"{name_fact(fact, subject)}：{format_amount(fact, *subject.col(fact).at(0))}"
        case Compare(left=Since() as since, op=op, right=period):
            return explain_elapsed(since, TIME_COMPARISONS[op][state], period, subject)
    term = compare.left
    term_words = explain_share(term, subject) if isinstance(term, Share) else explain_term(term, subject)
    if _says_all(compare, subject):
        return term_words
    is_day = isinstance(term, Fact) and term.unit == "日期"
    comparison = (DAY_COMPARISONS if is_day else COMPARISONS)[compare.op][state]
    return f"{term_words}，{comparison.format(explain_bound(compare.right, term, subject))}"


def _says_all(compare: Compare, subject: Sheet) -> bool:
    """Whether the fact alone says what a comparison comes to: 0次, no such day, nothing to divide by."""
    match compare:
        case Compare(left=Share() as share):
            return is_empty(share, subject)
        case Compare(left=Fact(unit="日期") as day):
            return bool(find_no_such_day(day, subject))
        case Compare(left=Fact() as fact, op=Op.REACHES, right=1):
            low, high = subject.col(fact).at(0)
            return low == high
    return False
