"""What a provider's page says of its story: the sentence first, and the words of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from banfa.law import facts_of
from banfa.law.cite import cite
from banfa.ledger.facts.columns_read import list_columns_read
from banfa.ledger.kinds.decisions import OUTCOMES as ENDS_OF_ORDERS
from banfa.procedures.watch.hits import OPEN
from banfa.web.console.contracts import say_standing
from banfa.web.console.entries_words import LEVELS
from banfa.web.console.results_words import UNSURE_TO_TAKE_PART
from banfa.web.rendering.values import format_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from banfa.law import Cite, Edition
    from banfa.ledger.facts.standing import Standing
    from banfa.procedures.points import Points
    from banfa.procedures.provider_story import Graded, Order, Project, ProviderStory

QUARTERS: Final = "一二三四"
MONTHS_OF_QUARTER: Final = 3
NO_NUMBER: Final = "未登记文号"


class Part(NamedTuple):
    """A part of the sentence; with an anchor it is a figure that leads to its table."""

    words: str
    anchor: str = ""


class Sum(NamedTuple):
    """How many contracts there are of each standing."""

    all: int
    counted: int
    open: int
    failed: int


class ProvisionBeside(NamedTuple):
    """A provision that reads a kind of entry, with our summary of it."""

    cite: Cite
    zh: str


def sum_contracts(story: ProviderStory, failures: Mapping[int, Sequence[Standing]]) -> Sum:
    """Add contracts up by what they count for."""
    of = [failures.get(project.contract.entry_id, ()) for project in story.projects]
    counted = sum(not fails for fails in of)
    unsettled = sum(bool(fails) and all(f.open for f in fails) for fails in of)
    return Sum(len(of), counted, unsettled, len(of) - counted - unsettled)


def make_sentence(story: ProviderStory, contracts: Sum) -> list[Part]:
    """Say what a chief would be told aloud; every figure leads to its table."""
    parts = [Part("在库" if story.member else "不在库", "stays")]
    if story.grades:
        last = story.grades[0]
        quarter, number = _name_quarter(last.period_on or last.decided_on), last.document_no or NO_NUMBER
        parts.append(Part(f"最近评定{last.label}（{quarter}，{number}）", "grades"))
    parts.append(Part(f"合同{contracts.all}份", "contracts"))
    if contracts.failed:
        parts.append(Part(f"{contracts.failed}份有要求不符", "contracts"))
    if contracts.open:
        parts.append(Part(f"{contracts.open}份尚不能确定", "contracts"))
    running = [order for order in story.orders if order.outcome is None and _is_standing(story, order)]
    if running:
        parts.append(Part(f"整改中{len(running)}件", "orders"))
    met = sum(lead.state != OPEN for lead in story.leads)
    if met:
        parts.append(Part(f"线索{met}项待核实", "leads"))
    return parts


def _is_standing(story: ProviderStory, order: Order) -> bool:
    """Whether an order has not been withdrawn."""
    return order.order.entry_id not in story.withdrawn


def _name_quarter(day: date) -> str:
    """Name the quarter of a day: 2026年第一季度."""
    return f"{day.year}年第{QUARTERS[(day.month - 1) // MONTHS_OF_QUARTER]}季度"


def _say_total(graded: Graded | None) -> str:
    """The total of a closed round; both ends where it was left open."""
    points: Points | None = None if graded is None else graded.total
    if points is None:
        return ""
    low, high = (format_points(end, points.unit) for end in (points.low, points.high))
    return low if low == high else f"{low}至{high}"


def _say_open(graded: Graded) -> str:
    """Why a round gave no grade."""
    return UNSURE_TO_TAKE_PART if graded.taking_part == "open" else "尚不能确定"


def _say_progress(project: Project, kinds: Mapping[str, str]) -> str:
    """The last thing that was done on a contract."""
    ended = project.contract.ended_on
    if ended is not None:
        return f"{ended}终止"
    last = project.progress
    return "" if last is None else f"{last.occurred_on} {kinds[last.kind]}"


def _say_levels(project: Project) -> str:
    """The enterprise's level before and after."""
    held = project.acceptance
    if held is None or held.level_after is None:
        return ""
    before = "" if held.level_before is None else f"{LEVELS[held.level_before]}→"
    return f"{before}{LEVELS[held.level_after]}"


def _say_outcome(story: ProviderStory, order: Order, today: date) -> tuple[str, str]:
    """What became of an order: kind of state, and word."""
    if not _is_standing(story, order):
        return "stop", "已撤回"
    if order.outcome is not None:
        return "done", ENDS_OF_ORDERS.get(order.outcome.label or "", str(order.outcome.label))
    if order.order.served_on is None:
        return "todo", "尚未送达"
    if order.order.paused_on is not None:
        return "run", "整改期限中止"
    due = order.order.due_on
    return ("bad", "已过期限") if due is not None and due < today else ("run", "整改中")


def _say_cite(path: str | None) -> str:
    """A provision in full: 第十二条第（五）项; what is no path is shown as written."""
    try:
        return "、".join(str(cite(each)) for each in path.split("、")) if path else ""
    except ValueError:
        return str(path)


def list_provisions(law: Edition, kind: str) -> list[ProvisionBeside]:
    """List the clauses of a settled edition that are judged by entries of a kind."""
    return [
        ProvisionBeside(clause.cite, clause.zh)
        for clause in law.clauses
        if any(read == kind for fact in facts_of(clause.when) for read, _ in list_columns_read(fact))
    ]


WORDS: Final[Mapping[str, Any]] = {
    "name_quarter": _name_quarter,
    "say_total": _say_total,
    "say_open": _say_open,
    "say_progress": _say_progress,
    "say_levels": _say_levels,
    "say_outcome": _say_outcome,
    "say_cite": _say_cite,
    "say_standing": say_standing,
}
"""What the template writes with."""
