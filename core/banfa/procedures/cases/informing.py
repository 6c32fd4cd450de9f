"""Papers that inform and decide nothing: when one can be drafted, and what it says.

复核结果, 陈述申辩答复, 延期, 中止 and 恢复 of a term, 恢复办理 of a case, 更换服务商, 公示: each carries
its remedy, goes through approval, issue and service like any other, and moves nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict
from banfa.ledger.kinds.decisions import ORDER
from banfa.papers.wording import write_day
from banfa.procedures.cases.clauses import list_remedies
from banfa.procedures.cases.documents import ACT, ADVANCE, INFORMING
from banfa.procedures.cases.paper_items import name_remedy
from banfa.procedures.cases.paper_values import find_paper_of, name_law, name_original, write_answers
from banfa.procedures.cases.proposals import list_own_clauses
from banfa.procedures.cases.remedies import HOLDING
from banfa.procedures.cases.steps import list_steps
from banfa.procedures.instruments.editions import find_edition
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile
    from banfa.law import Clause
    from banfa.procedures.cases.paper_items import Carrying
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit

READY: Final = {
    "recheck_result": ("passed", "failed"),
    "hearing_reply": ("heard", *HOLDING),
    "extension": ("running",),
    "pause": ("running", "paused"),
    "resumption": ("running", "reported", "lapsed"),
    "case_resumption": ("told", "heard", *HOLDING),
    "replacement": ("lapsed", "refused", "failed"),
    "publication": ("heard", *HOLDING),
}
"""In which states of its remedy there is something to tell."""
OF_ORDERS: Final = ("recheck_result", "extension", "pause", "resumption", "replacement")
OUTCOMES: Final = {"passed": "整改已完成", "failed": "整改未见成效"}


def check_informs(unit: Unit, profile: Profile, remedy: CaseRemedy, kind: str) -> None:
    """Check that there is something to tell of a remedy. Raises Conflict (`nothing_to_tell`)."""
    ripe = remedy.state in READY[kind] and (kind not in OF_ORDERS or remedy.kind == ORDER)
    if kind == "hearing_reply":
        ripe = ripe and bool(remedy.answers)
    if kind == "replacement":
        ripe = ripe and _find_clause(profile, remedy, kind) is not None
    if kind == "publication":
        clause = _find_clause(profile, remedy, kind, own=True)
        ripe = ripe and clause is not None
    if kind == "resumption":
        ripe = ripe and any(step.step == "resume_term" for step, _ in list_steps(unit, "remedy", remedy.id))
    if kind == "case_resumption":
        ripe = ripe and _find_stand(unit, remedy) is not None
    if not ripe:
        message = f"这项处理措施现在没有可以用{INFORMING[kind]}告知的事项，请核对措施的状态和办法条款。"
        raise Conflict("nothing_to_tell", message, state=remedy.state)


def _find_clause(profile: Profile, remedy: CaseRemedy, kind: str, *, own: bool = False) -> Clause | None:
    """Find the clause that provides for a kind of remedy, the remedy's own or any of its edition."""
    law = find_edition(profile, remedy.edition)
    clauses = list_own_clauses(law, remedy) if own else law.clauses
    return next((clause for clause in clauses if kind in list_remedies(clause)), None)


def fill_information(unit: Unit, profile: Profile, carrying: Carrying) -> dict[str, str]:
    """Fill in what a paper tells; of several remedies the first that has it."""
    values: dict[str, str] = {}
    for remedy in carrying.remedies:
        for name, value in _tell(unit, profile, carrying.document.kind, remedy):
            if value:
                values.setdefault(name, value)
    return values


def _tell(unit: Unit, profile: Profile, kind: str, remedy: CaseRemedy) -> Iterator[tuple[str, str]]:
    original = find_paper_of(unit, remedy, ADVANCE if kind == "hearing_reply" else ACT)
    if original is None and kind == "case_resumption":
        original = find_paper_of(unit, remedy, ADVANCE)
    yield from name_original(original).items()
    inputs = {step.step: step.said for step, _ in list_steps(unit, "remedy", remedy.id)}
    if kind == "recheck_result":
        yield from _tell_recheck(unit, profile, remedy, inputs)
    elif kind == "hearing_reply":
        yield "陈述申辩意见", remedy.statement or ""
        yield "答复", write_answers(remedy)
    elif kind == "replacement":
        clause = _find_clause(profile, remedy, kind)
        yield "依据", name_law(unit, profile, remedy.edition) + (str(clause.cite) if clause else "")
    elif kind == "resumption":
        yield from _tell_resumption(remedy, inputs)
    elif kind == "case_resumption":
        yield from _tell_case_resumption(unit, remedy)
    elif kind == "publication":
        yield "措施", name_remedy(profile, remedy)
    else:
        yield from _tell_change(kind, remedy, inputs)


def _tell_change(kind: str, remedy: CaseRemedy, inputs: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """A term that was extended or paused already, or its last day as it still is."""
    done = inputs.get("extend_term" if kind == "extension" else "pause_term")
    due_on = remedy.due_on
    if done is not None and kind == "extension":
        due_on = date.fromisoformat(done.get("extended_from", ""))
    yield "原届满日", write_day(due_on) if due_on is not None else ""
    if done is not None:
        yield "变更理由", done.get("reason", "")
    if kind == "extension" and done is not None:
        yield "延长至", write_day(date.fromisoformat(done.get("until", "")))
    if kind == "pause" and remedy.paused_on is not None:
        yield "中止日", write_day(remedy.paused_on)


def _tell_resumption(remedy: CaseRemedy, inputs: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """From when a term runs on, and until when."""
    paused, resumed = inputs.get("pause_term") or {}, inputs.get("resume_term") or {}
    yield "中止日", write_day(date.fromisoformat(paused.get("paused_on", "")))
    yield "恢复日", write_day(date.fromisoformat(resumed.get("resumed_on", "")))
    yield "恢复后届满日", write_day(remedy.due_on) if remedy.due_on is not None else ""
    yield "变更理由", resumed.get("reason", "")


def _tell_case_resumption(unit: Unit, remedy: CaseRemedy) -> Iterator[tuple[str, str]]:
    """Since when the case has stood still, and from when it goes on."""
    if (days := _find_stand(unit, remedy)) is not None:
        suspended_on, resumed_on = days
        yield "中止日", write_day(suspended_on)
        yield "恢复日", write_day(resumed_on)


def _find_stand(unit: Unit, remedy: CaseRemedy) -> tuple[date, date] | None:
    """From when to when the case of a remedy stood still last; None for one that never did and goes on."""
    days = {
        step.step: step.taken_at.astimezone(SHANGHAI).date()
        for step, _ in list_steps(unit, "case", remedy.case_id)
    }
    suspended_on, resumed_on = days.get("suspend"), days.get("resume")
    return None if suspended_on is None or resumed_on is None else (suspended_on, resumed_on)


def _tell_recheck(
    unit: Unit, profile: Profile, remedy: CaseRemedy, inputs: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    """What was handed in, what two persons found, what the text has for it."""
    report = inputs.get("report")
    handed = "你单位在整改期限内未提交整改报告"
    if report is not None:
        handed = f"你单位于{write_day(date.fromisoformat(report.get('reported_on', '')))}提交了整改报告"
    yield "整改报告情况", handed
    checked = inputs.get("pass") or inputs.get("fail") or {}
    words = str(checked.get("words", "")).rstrip("。")
    yield (
        "复核结论",
        f"{OUTCOMES.get(remedy.state, '')}。{words}" if words else OUTCOMES.get(remedy.state, ""),
    )
    if remedy.state == "passed":
        yield "后续处理", "本次整改办结"
    elif missed := _list_missed(profile, remedy):
        yield "后续处理", f"另依照{name_law(unit, profile, remedy.edition)}{missed}的规定办理"


def _list_missed(profile: Profile, remedy: CaseRemedy) -> str:
    """The provisions that open where an order is not done in time."""
    own = list_own_clauses(find_edition(profile, remedy.edition), remedy)
    orders = [order for clause in own if (order := list_remedies(clause).get(ORDER)) is not None]
    return "、".join(dict.fromkeys(str(place) for order in orders for place in order.missed))
