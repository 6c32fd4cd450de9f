"""Orders while they run: extended or paused by a decision, reported, late, defied, re-checked by two.

A report handed in on the last day keeps the term until the re-check; whether one handed in after hours
does is the bureau's reading. What the text opens to others where an order is not done in time is proposed
(`effects`); a further decision of the bureau's own begins with a lead, as everywhere.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.law import AtMost, SetInOrder
from banfa.ledger.entries.specifiers import boolean, choice, day, past_day, text, text_list
from banfa.ledger.kinds.decisions import DONE, ORDER, RECHECK_FAILED, RECHECK_PASSED, REFUSED
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.clauses import list_remedies
from banfa.procedures.cases.effects import propose_after_missed
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.issuing import check_form
from banfa.procedures.cases.ledgering import (
    find_day_resumed,
    move_due_day,
    record_outcome,
    suspend_due_day,
)
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.proposals import list_own_clauses
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs
from banfa.procedures.instruments.editions import find_edition

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class ExtendTerm(
    Inputs,
    example={
        "until": "2026-06-30",
        "decided_on": "2026-05-06",
        "reason": "台风停工三日",
        "document_no": "厦工信企业函〔2026〕150号",
        "basis": "厦工信规〔2026〕2号第三条",
    },
):
    """Until when, decided on which day, why, by which document."""

    until: date = day("延长至")
    decided_on: date = past_day("决定延期之日", hint="须在原期限届满之前")
    reason: str = text("理由", max_length=1000)
    document_no: str = text("延期文书的文号", max_length=200)
    basis: str | None = text(
        "准予延长的规定或者解释", max_length=200, hint="办法对期限没有写“一般”的，须写明"
    )


class PauseTerm(
    Inputs,
    example={
        "paused_on": "2026-05-06",
        "reason": "等待第三方复测",
        "document_no": "厦工信企业函〔2026〕151号",
    },
):
    """From when, why, by which document."""

    paused_on: date = past_day("中止之日")
    reason: str = text("理由", max_length=1000)
    document_no: str = text("所依据的文号", max_length=200)


class ResumeTerm(
    Inputs,
    example={
        "resumed_on": "2026-05-06",
        "reason": "复测完成",
        "document_no": "厦工信企业函〔2026〕152号",
    },
):
    """From when, why, by which document."""

    resumed_on: date = past_day("恢复之日")
    reason: str = text("理由", max_length=1000)
    document_no: str = text("所依据的文号", max_length=200)


class TakeReport(Inputs, example={"reported_on": "2026-05-06", "after_hours": False, "manner": "direct"}):
    """When and how the report was handed in."""

    reported_on: date = past_day("收到整改报告之日", hint="邮寄的为交邮之日")
    after_hours: bool = boolean("是否在下班后送交")
    manner: str = choice("送交方式", {"direct": "当面", "post": "邮寄", "electronic": "电子"})


class NoteLapse(Inputs, example={"words": "至5月28日未收到整改报告，也未申请延期。"}):
    """What is known."""

    words: str = text("情况说明", max_length=1000)


class NoteNoncompliance(Inputs, example={"declared_on": "2026-05-06", "words": "书面答复称不予整改。"}):
    """When and how the party defied it."""

    declared_on: date = past_day("拒绝之日")
    words: str = text("拒绝的表示", max_length=1000)


class Recheck(
    Inputs,
    example={
        "checked_on": "2026-05-07",
        "checkers": ["林晓", "郑文"],
        "outcome": "passed",
        "words": "已更换负责人并补报，走访企业属实。",
    },
):
    """What two persons found at the re-check."""

    checked_on: date = past_day("复核之日")
    checkers: list[str] = text_list("复核人员", max_length=50, max_items=6, hint="两名以上")
    outcome: str = choice("复核结论", {"passed": "整改完成", "failed": "整改未见成效"})
    words: str = text("复核情况", max_length=2000)


def extend_term(
    unit: Unit, profile: Profile, remedy_id: int, data: ExtendTerm, version: int | None = None
) -> CaseRemedy:
    """Extend an order's term by a decision that was taken before its end.

    By another than who planned the order. Raises Malformed (`field_out_of_range`, `days_reversed`,
    `document_no_form`, `term_firm`), Conflict (`term_over`, `paper_missing`), Forbidden (`same_person`).
    """
    remedy = REMEDIES.begin(unit, "extend_term", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    due_on = _due(remedy)
    _check_in_term(remedy, data.decided_on, "decided_on", "决定延期之日")
    if data.until <= due_on:
        message = f"延长后的期限（until）须晚于原届满之日{due_on}。"
        raise Malformed("field_out_of_range", message, field="until")
    if data.basis is None and _is_firm(profile, remedy):
        message = (
            "办法规定的整改期限没有写“一般”，不能延长；可以中止，或者写明准予延长的规定或者解释（basis）。"
        )
        raise Malformed("term_firm", message, field="basis")
    check_form(data.document_no)
    require_papers(unit, "remedy", remedy_id, "stamped_original")
    move_due_day(unit, profile, remedy, data.until, f"延期：{data.document_no}")
    inputs = {**vars(data), "extended_from": due_on}
    return take(unit, REMEDIES, remedy, "extend_term", inputs, due_on=data.until)


def pause_term(
    unit: Unit, profile: Profile, remedy_id: int, data: PauseTerm, version: int | None = None
) -> CaseRemedy:
    """Pause an order's term by a decision, from a day within it: until it is resumed it cannot be missed.

    Raises Malformed (`days_reversed`, `document_no_form`), Conflict (`term_over`, `paper_missing`).
    """
    remedy = REMEDIES.begin(unit, "pause_term", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    _check_in_term(remedy, data.paused_on, "paused_on", "中止之日")
    check_form(data.document_no)
    require_papers(unit, "remedy", remedy_id, "stamped_original")
    suspend_due_day(unit, profile, remedy, data.paused_on, f"中止：{data.document_no}")
    return take(unit, REMEDIES, remedy, "pause_term", vars(data), paused_on=data.paused_on)


def resume_term(
    unit: Unit, profile: Profile, remedy_id: int, data: ResumeTerm, version: int | None = None
) -> CaseRemedy:
    """Let a paused term run on for what was left of it.

    Raises Malformed (`days_reversed`, `document_no_form`, `due_day_unsure`).
    """
    remedy = REMEDIES.begin(unit, "resume_term", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    assert remedy.paused_on is not None  # noqa: S101 - paused
    if data.resumed_on < remedy.paused_on:
        message = f"恢复之日（resumed_on）不能早于中止之日{remedy.paused_on}。"
        raise Malformed("days_reversed", message, field="resumed_on")
    check_form(data.document_no)
    due_on = find_day_resumed(unit, profile, remedy, data.resumed_on)
    move_due_day(unit, profile, remedy, due_on, f"中止后恢复：{data.document_no}")
    return take(unit, REMEDIES, remedy, "resume_term", vars(data), due_on=due_on)


def take_report(
    unit: Unit, profile: Profile, remedy_id: int, data: TakeReport, version: int | None = None
) -> CaseRemedy:
    """Record the report on what was done. Raises Malformed (`days_reversed`), Conflict (`paper_missing`)."""
    remedy = REMEDIES.begin(unit, "report", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    _check_after_service(remedy, data.reported_on, "reported_on", "收到整改报告之日")
    require_papers(unit, "remedy", remedy_id, "report")
    record_outcome(unit, profile, remedy, DONE, on=data.reported_on, after_hours=data.after_hours)
    recheck_by = find_office(unit).count_working_days(unit, "recheck", data.reported_on)
    days = {"reported_on": data.reported_on, "recheck_by": recheck_by}
    after = take(unit, REMEDIES, remedy, "report", vars(data), **days)
    if data.reported_on > _due(remedy):
        propose_after_missed(unit, profile, after)
    return after


def note_lapse(
    unit: Unit, profile: Profile, remedy_id: int, data: NoteLapse, version: int | None = None
) -> CaseRemedy:
    """Record that the term is over and no report came. Raises Conflict (`term_runs`)."""
    remedy = REMEDIES.begin(unit, "lapse", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    check_term_over(unit, remedy)
    after = take(unit, REMEDIES, remedy, "lapse", vars(data))
    propose_after_missed(unit, profile, after)
    return after


def check_term_over(unit: Unit, remedy: CaseRemedy) -> None:
    """Check that an order's last day is over. Raises Conflict (`term_runs`)."""
    if unit.today <= _due(remedy):
        message = f"整改期限到{remedy.due_on}为止，届满后才能登记逾期。"
        raise Conflict("term_runs", message, until=remedy.due_on)


def note_noncompliance(
    unit: Unit, profile: Profile, remedy_id: int, data: NoteNoncompliance, version: int | None = None
) -> CaseRemedy:
    """Record that the party does not comply. Raises Malformed, Conflict (`paper_missing`)."""
    remedy = REMEDIES.begin(unit, "refuse", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    _check_after_service(remedy, data.declared_on, "declared_on", "拒绝之日")
    require_papers(unit, "remedy", remedy_id, "evidence")
    record_outcome(unit, profile, remedy, REFUSED, on=data.declared_on)
    after = take(unit, REMEDIES, remedy, "refuse", vars(data))
    propose_after_missed(unit, profile, after)
    return after


def recheck(
    unit: Unit, profile: Profile, remedy_id: int, data: Recheck, version: int | None = None
) -> CaseRemedy:
    """Record what two persons found at the re-check. Raises Malformed (`two_persons`, `days_reversed`)."""
    step, label = {"passed": ("pass", RECHECK_PASSED), "failed": ("fail", RECHECK_FAILED)}[data.outcome]
    remedy = REMEDIES.begin(unit, step, remedy_id, version=version)
    checkers = check_two(data.checkers, field="checkers", zh="复核人员")
    begin_in_case(unit, remedy.case_id, *checkers)
    _check_after_service(remedy, data.checked_on, "checked_on", "复核之日")
    if remedy.reported_on is not None and data.checked_on < remedy.reported_on:
        message = f"复核之日（checked_on）不能早于收到整改报告之日{remedy.reported_on}。"
        raise Malformed("days_reversed", message, field="checked_on")
    record_outcome(unit, profile, remedy, label, on=data.checked_on)
    after = take(unit, REMEDIES, remedy, step, vars(data))
    if label == RECHECK_FAILED:
        propose_after_missed(unit, profile, after, not_before=data.checked_on)
    return after


def _due(remedy: CaseRemedy) -> date:
    assert remedy.due_on is not None  # noqa: S101 - an order that runs has its last day
    return remedy.due_on


def _is_firm(profile: Profile, order: CaseRemedy) -> bool:
    """Whether the text fixes an order's term: it neither says 一般 nor leaves it to the order."""
    own = list_own_clauses(find_edition(profile, order.edition), order)
    terms = [list_remedies(clause)[ORDER].within for clause in own]
    return any(
        not (within is None or isinstance(within, SetInOrder))
        and not (isinstance(within, AtMost) and within.generally)
        for within in terms
    )


def _check_in_term(remedy: CaseRemedy, on: date, field: str, zh: str) -> None:
    """Check that what moves a term was decided while it ran. Raises Malformed, Conflict (`term_over`)."""
    _check_after_service(remedy, on, field, zh)
    if on > _due(remedy):
        message = f"整改期限已于{remedy.due_on}届满，届满之后不能再决定延长或者中止（{field}）。"
        raise Conflict("term_over", message, until=remedy.due_on)


def _check_after_service(remedy: CaseRemedy, on: date, field: str, zh: str) -> None:
    if remedy.served_on is not None and on < remedy.served_on:
        message = f"{zh}（{field}）不能早于送达之日{remedy.served_on}。"
        raise Malformed("days_reversed", message, field=field)
