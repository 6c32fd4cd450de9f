"""Orders while they run: extended or paused by a decision, reported, late, defied, re-checked by two.

A report handed in on the last day keeps the term until the re-check; whether one handed in after hours
does is the bureau's reading. What the text opens to others where an order is not done in time is proposed
(`effects`); a further decision of the bureau's own begins with a lead, as everywhere.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, choice, day, past_day, text, text_list
from banfa.ledger.kinds.decisions import DONE, RECHECK_FAILED, RECHECK_PASSED, REFUSED
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.effects import propose_after_missed
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.ledgering import move_due_day, record_outcome
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class ExtendTerm(
    Inputs,
    example={"until": "2026-06-30", "reason": "台风停工三日", "document_no": "厦工信企业函〔2026〕150号"},
):
    """Until when, why, by which document."""

    until: date = day("延长至")
    reason: str = text("理由", max_length=1000)
    document_no: str = text("延期文书的文号", max_length=200)


class PauseTerm(Inputs, example={"reason": "等待第三方复测", "document_no": "厦工信企业函〔2026〕151号"}):
    """Why, by which document."""

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
    """Extend an order's term by a decision. Raises Malformed (`field_out_of_range`)."""
    remedy = REMEDIES.begin(unit, "extend_term", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    due_on = _due(remedy)
    if data.until <= due_on:
        message = f"延长后的期限（until）须晚于原届满之日{due_on}。"
        raise Malformed("field_out_of_range", message, field="until")
    move_due_day(unit, profile, remedy, data.until, f"延期：{data.document_no}")
    inputs = {**vars(data), "extended_from": due_on}
    return take(unit, REMEDIES, remedy, "extend_term", inputs, due_on=data.until)


def pause_term(
    unit: Unit, _profile: Profile, remedy_id: int, data: PauseTerm, version: int | None = None
) -> CaseRemedy:
    """Pause an order's term by a decision."""
    remedy = REMEDIES.begin(unit, "pause_term", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    if unit.today > _due(remedy):
        raise Conflict("term_over", "整改期限已届满，不能中止。")
    return take(unit, REMEDIES, remedy, "pause_term", vars(data), paused_on=unit.today)


def resume_term(
    unit: Unit, profile: Profile, remedy_id: int, data: PauseTerm, version: int | None = None
) -> CaseRemedy:
    """Let a paused term run on: it ends as many days later as it was paused."""
    remedy = REMEDIES.begin(unit, "resume_term", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    assert remedy.paused_on is not None  # noqa: S101 - paused
    due_on = _due(remedy) + timedelta((unit.today - remedy.paused_on).days)
    if due_on != remedy.due_on:
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
    after = take(unit, REMEDIES, remedy, "report", vars(data))
    if data.reported_on > _due(remedy):
        propose_after_missed(unit, profile, after)
    return after


def note_lapse(
    unit: Unit, profile: Profile, remedy_id: int, data: NoteLapse, version: int | None = None
) -> CaseRemedy:
    """Record that the term is over and no report came. Raises Conflict (`term_runs`)."""
    remedy = REMEDIES.begin(unit, "lapse", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    if unit.today <= _due(remedy):
        message = f"整改期限到{remedy.due_on}为止，届满前不能认定逾期。"
        raise Conflict("term_runs", message, until=remedy.due_on)
    after = take(unit, REMEDIES, remedy, "lapse", vars(data))
    propose_after_missed(unit, profile, after)
    return after


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
    record_outcome(unit, profile, remedy, label, on=data.checked_on)
    after = take(unit, REMEDIES, remedy, step, vars(data))
    if label == RECHECK_FAILED:
        propose_after_missed(unit, profile, after, not_before=data.checked_on)
    return after


def _due(remedy: CaseRemedy) -> date:
    assert remedy.due_on is not None  # noqa: S101 - an order that runs has its last day
    return remedy.due_on


def _check_after_service(remedy: CaseRemedy, on: date, field: str, zh: str) -> None:
    if remedy.served_on is not None and on < remedy.served_on:
        message = f"{zh}（{field}）不能早于送达之日{remedy.served_on}。"
        raise Malformed("days_reversed", message, field=field)
