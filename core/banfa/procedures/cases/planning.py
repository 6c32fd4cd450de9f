"""Planning measures: the text's alone, within its terms, told and heard where a right is lessened."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.law import MAY, AtMost, Days, Months, WorkingDays
from banfa.law.quantity import duration
from banfa.ledger.entries.specifiers import choice, integer, money, object_list, past_day, text
from banfa.ledger.kinds.decisions import (
    GRADE,
    KINDS_OF_DECISION,
    MAX_TERM,
    ORDER,
    OUTCOME,
    TERM_UNITS,
    WITHDRAWAL,
    Decision,
)
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.casefiles import CORRECTION
from banfa.procedures.cases.clauses import BY_ENTERPRISE, HEARD, find_clause, find_law, find_measure
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.leads import list_leads_of
from banfa.procedures.cases.measures import MEASURES, Measure, list_measures_of
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.law.quantity import Period
    from banfa.procedures.cases.casefiles import CaseFile
    from banfa.trust.unit import Unit

KINDS: Final = {
    kind: zh
    for kind, zh in KINDS_OF_DECISION.items()
    if kind not in {GRADE, OUTCOME, "publication", *BY_ENTERPRISE}
}
"""What can be planned: a grade comes out of rounds, an outcome of its order, 公示 is a step of its own."""
ADOPTED: Final = ("采纳", "部分采纳", "不采纳")
WEIGHTS: Final = (
    "interview",
    ORDER,
    "warning",
    "circular",
    "reassignment",
    "recovery",
    "grey_list",
    "removal",
    "referral",
)
"""From light to heavy, as far as a party that has defended itself may not fare worse."""


class PlanMeasure(Inputs, example={"kind": "order", "term": 1, "term_unit": "个月"}):
    """Which measure, and its term."""

    kind: str = choice("措施", KINDS)
    term: int | None = integer("整改期限", minimum=1, maximum=MAX_TERM, hint="限期整改的填写")
    term_unit: str | None = choice("期限的单位", TERM_UNITS)
    term_reason: str | None = text("期限长于一般期限的理由", max_length=1000)
    amount: int | None = money("金额")


class WaiveHearing(
    Inputs, example={"waived_by": "局长 何平", "waived_document": "局专题会议纪要〔2026〕4号"}
):
    """Who has waived that the party is told and heard, by which document."""

    waived_by: str = text("决定不经告知的人（职务、姓名）", max_length=100)
    waived_document: str = text("所依据的文件", max_length=200)


class HearParty(
    Inputs,
    example={
        "stated_on": "2026-05-08",
        "statement": "称已口头报告项目负责人变更。",
        "answers": [{"point": "已口头报告", "answer": "办法要求书面报告，无书面材料。", "adopted": "不采纳"}],
    },
):
    """What the party said, and the answer point by point; nothing where it said nothing in its time."""

    stated_on: date | None = past_day("收到陈述申辩之日")
    statement: str | None = text("陈述申辩的要点", max_length=4000)
    answers: list[dict[str, str]] | None = object_list(
        "逐点答复",
        {
            "point": text("意见", max_length=1000),
            "answer": text("答复和理由", max_length=1000),
            "adopted": text("是否采纳", max_length=10),
        },
        required=("point", "answer", "adopted"),
        max_items=50,
    )


class DropMeasure(Inputs, example={"reason": "陈述申辩成立，已补报变更事项，不再采取。"}):
    """Why it is not taken."""

    reason: str = text("理由", max_length=2000)


def plan_measure(
    unit: Unit, profile: Profile, case_id: int, data: PlanMeasure, version: int | None = None
) -> Measure:
    """Plan a measure that the text has for one of the case's situations.

    Raises Malformed (`term_too_long`, `term_reason_missing`, `term_unit_mismatch`), Conflict
    (`measure_not_provided`, `measure_planned`, `heavier_after_hearing`, `edition_not_in_force`).
    """
    case = begin_in_case(unit, case_id, version=version)
    others = [other for other in list_measures_of(unit, case_id) if other.state not in ("dropped", "revoked")]
    if any(other.kind == data.kind for other in others):
        message = f"本案已有{KINDS_OF_DECISION[data.kind]}，不必再拟。"
        raise Conflict("measure_planned", message, field="kind")
    if case.kind == CORRECTION or data.kind == WITHDRAWAL:
        return _plan_withdrawal(unit, case, data)
    _check_not_heavier(others, data.kind)
    law = find_law(unit, profile, day=unit.today)
    grounds = [find_clause(law, lead.clause) for lead in list_leads_of(unit, case_id)]
    clause, remedy = find_measure(grounds, data.kind)
    _check_term(data, remedy.within)
    return _start(
        unit,
        case,
        data,
        edition=law.key,
        cite=clause.cite.key,
        force=clause.force.value,
        scope=remedy.zh,
        hearing=data.kind in HEARD,
    )


def _plan_withdrawal(unit: Unit, case: CaseFile, data: PlanMeasure) -> Measure:
    """Plan the one measure of a correction: to withdraw the decision it is about."""
    if case.kind != CORRECTION or data.kind != WITHDRAWAL:
        message = "更正、撤销、撤回案件只能拟撤回决定；撤回决定只能在这种案件中拟。"
        raise Conflict("measure_not_provided", message, field="kind")
    _check_term(data, None)
    assert case.about_id is not None  # noqa: S101 - a correction is about a decision
    decision = get_entry(unit, Decision, case.about_id)
    return _start(
        unit,
        case,
        data,
        edition=case.edition,
        cite=decision.cite or "",
        force="",
        scope=None,
        hearing=False,
        about_id=case.about_id,
    )


def _start(unit: Unit, case: CaseFile, data: PlanMeasure, **values: object) -> Measure:
    return start(
        unit,
        MEASURES,
        "plan",
        {"case_id": case.id, **vars(data)},
        **vars(data),
        **values,
        case_id=case.id,
        provider_id=case.provider_id,
        planned_by=unit.actor.person.id,
        planned_at=unit.now,
    )


def _check_not_heavier(others: list[Measure], kind: str) -> None:
    """Keep a party from faring worse since it has defended itself (行政处罚法第四十五条, by analogy).

    Raises Conflict (`heavier_after_hearing`).
    """
    heard = [
        WEIGHTS.index(other.kind) for other in others if other.state in ("told", "heard") and other.hearing
    ]
    if heard and WEIGHTS.index(kind) > max(heard):
        message = "当事单位已就拟作的处理陈述申辩，不得因此作更重的处理；确有新的情形的，请另行核实立案。"
        raise Conflict("heavier_after_hearing", message, field="kind")


def _check_term(data: PlanMeasure, within: Period | None) -> None:
    """Hold an order's term against the text's. Raises Malformed."""
    if data.kind != ORDER:
        if data.term is not None or data.term_unit is not None:
            raise Malformed("field_unknown", "只有限期整改填写整改期限（term）。", field="term")
        return
    if data.term is None or data.term_unit is None:
        raise Malformed("field_missing", "限期整改须写明期限和单位（term、term_unit）。", field="term")
    limit = within.limit if isinstance(within, AtMost) else within
    if not isinstance(limit, Days | WorkingDays | Months):
        return
    term = duration(data.term, data.term_unit)
    if type(term) is not type(limit):
        message = f"办法规定的期限是{within}，请用同一单位（term_unit）。"
        raise Malformed("term_unit_mismatch", message, field="term_unit")
    if not isinstance(within, AtMost) and term.n != limit.n:
        message = f"办法规定的期限就是{limit}，不能另定。"
        raise Malformed("term_too_long", message, field="term")
    if term.n > limit.n:
        if not (isinstance(within, AtMost) and within.generally):
            raise Malformed("term_too_long", f"办法规定的期限{within}，不能更长。", field="term")
        if data.term_reason is None:
            message = f"办法规定的期限{within}；更长的须写明理由（term_reason）。"
            raise Malformed("term_reason_missing", message, field="term_reason")


def waive_hearing(
    unit: Unit, _profile: Profile, measure_id: int, data: WaiveHearing, version: int | None = None
) -> Measure:
    """Waive, by a named person's document, that the party is told and heard: it stands red in the file."""
    measure = MEASURES.begin(unit, "waive_hearing", measure_id, version=version)
    begin_in_case(unit, measure.case_id, data.waived_by)
    if not measure.hearing:
        raise Conflict("hearing_not_needed", "这项措施不须先行告知，可直接拟文。")
    return take(
        unit,
        MEASURES,
        measure,
        "waive_hearing",
        vars(data),
        waived_by=data.waived_by,
        waived_document=data.waived_document,
    )


def hear_party(
    unit: Unit, _profile: Profile, measure_id: int, data: HearParty, version: int | None = None
) -> Measure:
    """Record what the party said and the answers, or that it said nothing in its time.

    Raises Conflict (`statement_term_runs`), Malformed (`field_missing`, `days_reversed`).
    """
    measure = MEASURES.begin(unit, "hear", measure_id, version=version)
    begin_in_case(unit, measure.case_id)
    until = measure.statement_until
    if data.stated_on is None and data.statement is None:
        if until is not None and unit.today <= until:
            message = f"陈述申辩期到{until}为止，期满前没有收到意见的不能视为放弃。"
            raise Conflict("statement_term_runs", message, until=until)
    else:
        for name, value in (
            ("stated_on", data.stated_on),
            ("statement", data.statement),
            ("answers", data.answers),
        ):
            if not value:
                message = f"收到陈述申辩的，须写明收到之日、要点，并逐点答复（{name}）。"
                raise Malformed("field_missing", message, field=name)
        if (
            measure.served_on is not None
            and data.stated_on is not None
            and data.stated_on < measure.served_on
        ):
            message = f"收到陈述申辩之日（stated_on）不能早于告知书送达之日{measure.served_on}。"
            raise Malformed("days_reversed", message, field="stated_on")
    if any(answer["adopted"] not in ADOPTED for answer in data.answers or ()):
        message = f"是否采纳（answers.adopted）只能写{'、'.join(ADOPTED)}。"
        raise Malformed("field_out_of_range", message, field="answers")
    return take(
        unit,
        MEASURES,
        measure,
        "hear",
        vars(data),
        stated_on=data.stated_on,
        statement=data.statement,
        answers=data.answers,
    )


def drop_measure(
    unit: Unit, _profile: Profile, measure_id: int, data: DropMeasure, version: int | None = None
) -> Measure:
    """Not take a measure: at once where the text says 可以, else once another person agrees."""
    measure = MEASURES.find(unit, measure_id, version=version)
    step = "drop" if measure.force in (MAY.value, "") else "propose_drop"
    MEASURES.check(measure, step)
    begin_in_case(unit, measure.case_id)
    return take(unit, MEASURES, measure, step, vars(data), reason=data.reason, ended_by=unit.actor.person.id)


def confirm_drop(
    unit: Unit, _profile: Profile, measure_id: int, _data: Nothing, version: int | None = None
) -> Measure:
    """Agree, as another person, that a measure is not taken although the text says 应当."""
    measure = MEASURES.begin(unit, "confirm_drop", measure_id, version=version)
    return take(unit, MEASURES, measure, "confirm_drop", {})


def refuse_drop(
    unit: Unit, _profile: Profile, measure_id: int, data: DropMeasure, version: int | None = None
) -> Measure:
    """Disagree: it is planned again."""
    measure = MEASURES.begin(unit, "refuse_drop", measure_id, version=version)
    return take(unit, MEASURES, measure, "refuse_drop", vars(data))


def finish_measure(
    unit: Unit, _profile: Profile, measure_id: int, data: DropMeasure, version: int | None = None
) -> Measure:
    """Record that a measure that works has been carried out, and how."""
    measure = MEASURES.begin(unit, "finish", measure_id, version=version)
    begin_in_case(unit, measure.case_id)
    return take(unit, MEASURES, measure, "finish", vars(data))
