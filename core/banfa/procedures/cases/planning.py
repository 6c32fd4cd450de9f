"""Planning remedies: the text's alone, within its terms, told and heard where a right is lessened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.law import AtMost, Days, Months, WorkingDays
from banfa.law.quantity import duration
from banfa.ledger.entries.specifiers import choice, integer, money, past_day, text, text_list
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
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.casefiles import CORRECTION
from banfa.procedures.cases.categories import check_category, check_successor
from banfa.procedures.cases.clauses import (
    BY_ENTERPRISE,
    HEARD,
    REASSIGNMENT,
    REFERRAL,
    REFERRAL_DAYS,
    find_clause,
    find_law_since,
    find_remedies,
    list_remedies,
)
from banfa.procedures.cases.handling import begin_in_case, check_not_undone
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.persons import check_not_recused, check_two
from banfa.procedures.cases.remedies import APART, REMEDIES, UNDONE, CaseRemedy
from banfa.procedures.cases.steps import start
from banfa.procedures.inputs import Inputs, link
from banfa.procedures.instruments.editions import find_edition

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
WEIGHTS: Final = (
    "interview",
    ORDER,
    "warning",
    "circular",
    "recovery",
    "grey_list",
    "removal",
)
"""From light to heavy, as far as a party that has defended itself may not fare worse.

To refer what may be a crime is a duty, and to have others go on with work no measure against the party.
"""
BODIES: Final = {"police": "公安机关", "supervision": "监察机关"}
"""To whom what may be a crime is referred; a crime of office goes to the second."""
NAMED: Final = (
    ("enterprise_id", "recovery", False),
    ("body", REFERRAL, True),
    ("body_kind", REFERRAL, True),
    ("investigated_on", REFERRAL, True),
    ("officers", REFERRAL, True),
    ("successor_id", REASSIGNMENT, True),
)
"""Fields, the kind that has a use for them, and whether it needs them."""


class PlanRemedy(Inputs, example={"kind": "order", "term": 1, "term_unit": "个月"}):
    """Which remedy, and its term."""

    kind: str = choice("措施", KINDS)
    term: int | None = integer("整改期限", minimum=1, maximum=MAX_TERM, hint="限期整改的填写")
    term_unit: str | None = choice("期限的单位", TERM_UNITS)
    term_reason: str | None = text("期限长于一般期限的理由", max_length=1000)
    amount: int | None = money("金额")
    enterprise_id: int | None = link("enterprise", "追回对象（企业）", hint="向企业追回的填写")
    body_kind: str | None = choice("移送的机关的类别", BODIES, hint="移送的填写")
    body: str | None = text("移送的机关", max_length=100, hint="移送的填写，如 某市公安局")
    investigated_on: date | None = past_day("涉嫌犯罪案件调查报告之日", hint="移送的填写，三日内须决定")
    officers: list[str] | None = text_list(
        "核实情况的办案人员", max_length=50, max_items=6, hint="移送的填写，两名以上"
    )
    successor_id: int | None = link("provider", "接手的机构", hint="工作移交的填写，须是在库的同类机构")


def plan_remedy(
    unit: Unit, profile: Profile, case_id: int, data: PlanRemedy, version: int | None = None
) -> CaseRemedy:
    """Plan a remedy that the text has for one of the case's situations.

    Raises Malformed (`term_too_long`, `term_reason_missing`, `term_unit_mismatch`, `successor_mismatch`),
    Conflict (`remedy_not_provided`, `remedy_planned`, `heavier_after_hearing`, `edition_not_in_force`,
    `annulled_before`, `category_not_covered`, `already_withdrawn`).
    """
    case = begin_in_case(unit, case_id, version=version)
    planned = list_rows(unit, CaseRemedy, case_id=case_id)
    others = [other for other in planned if other.state not in UNDONE]
    if any((other.kind, other.enterprise_id) == (data.kind, data.enterprise_id) for other in others):
        message = f"本案已有{KINDS_OF_DECISION[data.kind]}，不必再拟。"
        raise Conflict("remedy_planned", message, field="kind")
    if case.kind == CORRECTION or data.kind == WITHDRAWAL:
        return _plan_withdrawal(unit, case, data)
    if data.kind == REFERRAL:
        return _plan_referral(unit, profile, case, data)
    _check_not_heavier(planned, data.kind)
    law = find_law_since(unit, profile, since=case.opened_on)
    clauses = [find_clause(law, lead.clause) for lead in _list_leads(unit, case_id)]
    providing = find_remedies(clauses, data.kind)
    for clause, provided in providing:
        check_category(unit, profile, clause, case.provider_id)
        _check_term(data, provided.within)
    clause, provided = providing[0]
    _check_named(unit, data)
    if data.successor_id is not None:
        check_successor(unit, profile, clause, (case.provider_id, data.successor_id), day=unit.today)
    return _start(
        unit,
        case,
        data,
        edition=law.key,
        cites=[each.cite.key for each, _ in providing],
        force=clause.force.value,
        scope=provided.zh,
        hearing=data.kind in HEARD,
    )


def _plan_referral(unit: Unit, profile: Profile, case: CaseFile, data: PlanRemedy) -> CaseRemedy:
    """Plan to refer what may be a crime, in every city and at any time.

    行政执法机关移送涉嫌犯罪案件的规定第五条、第六条: two officers verify and report in writing, and within
    three days of the report it is decided. The text's own provision is cited where it has one.
    """
    _check_term(data, None)
    _check_named(unit, data)
    officers = check_two(data.officers or [], field="officers", zh="办案人员")
    check_not_recused(unit, case.id, officers)
    law = find_edition(profile, case.edition)
    leads = {lead.clause for lead in list_rows(unit, Lead, case_id=case.id)}
    own = [clause for clause in law.clauses if clause.cite.key in leads and REFERRAL in list_remedies(clause)]
    return _start(
        unit,
        case,
        data,
        edition=law.key,
        cites=[clause.cite.key for clause in own],
        force=own[0].force.value if own else "",
        scope=list_remedies(own[0])[REFERRAL].zh if own else "移送涉嫌犯罪案件（一般法要求）",
        hearing=False,
    )


def _list_leads(unit: Unit, case_id: int) -> list[Lead]:
    """List the leads of a case on which a remedy can rest. Raises Conflict (`annulled_before`)."""
    leads = list_rows(unit, Lead, case_id=case_id)
    resting = [lead for lead in leads if lead.state != "annulled"]
    if leads and not resting:
        message = (
            "本案的处理已被撤销，不得以同一事实和理由再作处理（行政复议法第六十四条第二款）；"
            "确有新的事实或理由的，请另行登记线索、核实后立案。"
        )
        raise Conflict("annulled_before", message, field="kind")
    return resting


def _plan_withdrawal(unit: Unit, case: CaseFile, data: PlanRemedy) -> CaseRemedy:
    """Plan the one remedy of a correction: to withdraw the decision it is about."""
    if case.kind != CORRECTION or data.kind != WITHDRAWAL:
        message = "更正、撤销、撤回案件只能拟撤回决定；撤回决定只能在这种案件中拟。"
        raise Conflict("remedy_not_provided", message, field="kind")
    _check_term(data, None)
    _check_named(unit, data)
    assert case.about_id is not None  # noqa: S101 - a correction is about a decision
    decision = get_entry(unit, Decision, case.about_id)
    check_not_undone(unit, decision.entry_id)
    return _start(
        unit,
        case,
        data,
        edition=case.edition,
        cites=decision.cite.split(APART) if decision.cite else [],
        force="",
        scope=None,
        hearing=False,
        about_id=case.about_id,
    )


def _check_named(unit: Unit, data: PlanRemedy) -> None:
    """Check that a remedy names whom it needs, and nobody else does. Raises Malformed, Missing."""
    for name, kind, needed in NAMED:
        given = getattr(data, name) not in (None, [])
        if given and data.kind != kind:
            zh = PlanRemedy.fields[name].zh
            message = f"{KINDS_OF_DECISION[data.kind]}不填{zh}（{name}）。"
            raise Malformed("field_unknown", message, field=name)
        if needed and data.kind == kind and not given:
            zh = PlanRemedy.fields[name].zh
            message = f"{KINDS_OF_DECISION[kind]}须写明{zh}（{name}）。"
            raise Malformed("field_missing", message, field=name)
    if data.enterprise_id is not None:
        get_entry(unit, Enterprise, data.enterprise_id)


def _start(unit: Unit, case: CaseFile, data: PlanRemedy, *, cites: list[str], **values: object) -> CaseRemedy:
    until = None if data.investigated_on is None else data.investigated_on + timedelta(REFERRAL_DAYS)
    return start(
        unit,
        REMEDIES,
        "plan",
        {"case_id": case.id, **vars(data)},
        **vars(data),
        **values,
        cite=cites[0] if cites else "",
        cites=cites,
        case_id=case.id,
        provider_id=case.provider_id,
        due_on=until,
        planned_by=unit.actor.person.id,
        planned_at=unit.now,
    )


def _check_not_heavier(planned: list[CaseRemedy], kind: str) -> None:
    """Keep a party from faring worse since it has defended itself (行政处罚法第四十五条, by analogy).

    Whatever became of what it was told of: issued, served, or not taken. Raises Conflict
    (`heavier_after_hearing`).
    """
    heard = [
        WEIGHTS.index(each.kind)
        for each in planned
        if each.hearing and each.statement_until is not None and each.kind in WEIGHTS
    ]
    if heard and kind in WEIGHTS and WEIGHTS.index(kind) > max(heard):
        message = "当事单位已就拟作的处理陈述申辩，不得因此作更重的处理；确有新的情形的，请另行核实立案。"
        raise Conflict("heavier_after_hearing", message, field="kind")


def _check_term(data: PlanRemedy, within: Period | None) -> None:
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
