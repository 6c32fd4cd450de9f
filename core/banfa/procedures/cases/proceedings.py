"""Proceedings (外来程序): review, suit, requests for information, audit, discipline; each with its clock.

The file is frozen as it stood when the decision was issued: what came later does not count as its evidence.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, day, key, past_day, text
from banfa.ledger.kinds.decisions import Decision
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.calendars import count_working_days_on, read_calendar
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.casefiles import CASES, UNCLOSED, CaseFile
from banfa.procedures.cases.effects_corrected import annul_by_other
from banfa.procedures.cases.effects_undone import list_holding
from banfa.procedures.cases.handling import annul_leads
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.proceeding_rows import (
    KINDS,
    OVERTURNED,
    PROCEEDINGS,
    RESULTS,
    Proceeding,
    list_results,
)
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing, link

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

WORKING, CALENDAR = "工作日", "自然日"
CLOCKS: Final = {
    "review": (10, WORKING, "行政复议法第四十八条"),
    "review_simple": (5, WORKING, "行政复议法第五十四条"),
    "suit": (15, CALENDAR, "行政诉讼法第六十七条"),
    "disclosure": (20, WORKING, "政府信息公开条例第三十三条"),
}
"""Days for the answer from the day after receipt, in what, by which article; any other names its own day."""


class ReceiveProceeding(
    Inputs,
    example={
        "kind": "review",
        "body": "市人民政府",
        "number": "厦府行复〔2026〕21号",
        "received_on": "2026-05-06",
    },
):
    """What came in."""

    kind: str = choice("种类", KINDS)
    body: str = text("来文单位或者申请人", max_length=200)
    number: str = key("来文字号", max_length=100, hint="没有的填写本局收文登记号")
    received_on: date = past_day("收到之日")
    due_on: date | None = day("来文要求的答复期限", hint="审计、纪检来文写明的填写")


class ReceiveOtherProceeding(
    ReceiveProceeding,
    example={
        "kind": "disclosure",
        "body": "某某律师事务所",
        "number": "依申请公开2026-7",
        "received_on": "2026-05-06",
        "subject": "申请公开某服务商入库评审的结果",
    },
):
    """What came in about a matter that had no case: an imported decision, an admission, a grade."""

    subject: str = text("所涉事项", max_length=1000)
    decision_id: int | None = link("decision", "所涉的决定", hint="台账中有而没有立案的填写")


class AnswerProceeding(Inputs, example={"answered_on": "2026-05-07", "words": "已提交答复书和证据目录。"}):
    """When and what was answered."""

    answered_on: date = past_day("答复之日")
    words: str = text("答复情况", max_length=2000)


class EndProceeding(
    Inputs,
    example={
        "ended_on": "2026-05-08",
        "result": "annulled",
        "result_no": "厦府行复决〔2026〕21号",
        "words": "主要事实不清，证据不足。",
    },
):
    """How it ended."""

    ended_on: date = past_day("终结之日")
    result: str = choice("结果", RESULTS)
    result_no: str | None = key("结果文书的字号", max_length=100, hint="撤销、变更的填写，如复议决定书的字号")
    words: str = text("结果的要点", max_length=2000)


def receive_proceeding(
    unit: Unit, _profile: Profile, case_id: int, data: ReceiveProceeding, version: int | None = None
) -> Proceeding:
    """Record what came in about a case, with its clock; who stands aside can do so.

    Raises Missing, Malformed (`field_missing`), Conflict (`received_before`).
    """
    CASES.find(unit, case_id, version=version)
    return _receive(unit, data, case_id=case_id)


def receive_other_proceeding(unit: Unit, _profile: Profile, data: ReceiveOtherProceeding) -> Proceeding:
    """Record what came in about what had no case, with its clock.

    Raises Missing, Malformed (`field_missing`), Conflict (`decision_has_case`, `received_before`).
    """
    if data.decision_id is not None:
        get_entry(unit, Decision, data.decision_id)
        remedies = list_rows(unit, CaseRemedy, decision_id=data.decision_id)
        if remedies:
            number = CASES.find(unit, remedies[0].case_id, lock=False).number
            message = f"该决定是在案件{number}中作出的，请在该案件中登记来文。"
            raise Conflict("decision_has_case", message, field="decision_id")
    return _receive(unit, data)


def _receive(unit: Unit, data: ReceiveProceeding, **more: int) -> Proceeding:
    _check_new(unit, data)
    values = {**vars(data), **more, "due_on": _find_due_day(unit, data)}
    return start(
        unit, PROCEEDINGS, "receive", values, **values, received_by=unit.actor.person.id, received_at=unit.now
    )


def _check_new(unit: Unit, data: ReceiveProceeding) -> None:
    """Check that a paper was not received before: its clock runs once.

    Raises Conflict (`received_before`).
    """
    before = list_rows(unit, Proceeding, kind=data.kind, body=data.body, number=data.number)
    if not before:
        return
    (first,) = before
    zh, state = KINDS[first.kind], PROCEEDINGS.states[first.state]
    place = ""
    if first.case_id is not None:
        place = f"在案件{CASES.find(unit, first.case_id, lock=False).number}中"
    message = (
        f"{first.body}的{first.number}（{zh}）{first.received_on}收到，已{place}登记，现为“{state}”："
        "请在该登记上办理，不重复登记；另有来文的，核对来文字号。"
    )
    raise Conflict("received_before", message, field="number")


def _find_due_day(unit: Unit, data: ReceiveProceeding) -> date:
    """The last day for our answer: the law's, or the one that the paper names."""
    if data.kind not in CLOCKS:
        if data.due_on is None:
            raise Malformed(
                "field_missing", f"{KINDS[data.kind]}须写明来文要求的期限（due_on）。", field="due_on"
            )
        return data.due_on
    if data.due_on is not None:
        raise Malformed(
            "field_unknown", f"{KINDS[data.kind]}的期限由法律规定，不填（due_on）。", field="due_on"
        )
    days, counted_in, _ = CLOCKS[data.kind]
    calendar = read_calendar(unit.connection, unit.tenant_id)
    if counted_in == CALENDAR:
        # 民事诉讼法第八十五条第三款, by 行政诉讼法第一百零一条: a holiday at its end moves it on.
        return count_working_days_on(calendar, data.received_on + timedelta(days - 1), 1)
    return count_working_days_on(calendar, data.received_on, days)


def answer_proceeding(
    unit: Unit, _profile: Profile, row_id: int, data: AnswerProceeding, version: int | None = None
) -> Proceeding:
    """Record our answer. Raises Malformed (`days_reversed`), Conflict (`paper_missing`).

    What no case's file holds is answered by a paper that hangs on the proceeding itself.
    """
    row = PROCEEDINGS.begin(unit, "answer", row_id, version=version)
    if row.case_id is None:
        require_papers(unit, "proceeding", row_id, "stamped_original")
    else:
        check_not_recused(unit, row.case_id)
    if data.answered_on < row.received_on:
        message = f"答复之日（answered_on）不能早于收到之日{row.received_on}。"
        raise Malformed("days_reversed", message, field="answered_on")
    return take(unit, PROCEEDINGS, row, "answer", vars(data), **vars(data))


def end_proceeding(
    unit: Unit, _profile: Profile, row_id: int, data: EndProceeding, version: int | None = None
) -> Proceeding:
    """Record how it ended; that our decision does not stand is checked by another before it works.

    Raises Malformed (`days_reversed`, `field_missing`, `result_mismatch`).
    """
    step = "overturn" if data.result in OVERTURNED else "end"
    row = PROCEEDINGS.begin(unit, step, row_id, version=version)
    _check_not_recused(unit, row)
    results = list_results(row.kind)
    if data.result not in results:
        message = (
            f"{KINDS[row.kind]}不会有“{RESULTS[data.result]}”的结果，可填：{'、'.join(results.values())}；"
            "种类登记有误的，按正确的种类另行登记。"
        )
        raise Malformed("result_mismatch", message, field="result")
    if data.ended_on < row.received_on:
        message = f"终结之日（ended_on）不能早于收到之日{row.received_on}。"
        raise Malformed("days_reversed", message, field="ended_on")
    if step == "overturn" and data.result_no is None:
        message = "决定被撤销或者变更的，须写明结果文书的字号（result_no）。"
        raise Malformed("field_missing", message, field="result_no")
    return take(unit, PROCEEDINGS, row, step, vars(data), **vars(data), ended_by=unit.actor.person.id)


def return_result(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Proceeding:
    """Send a result back to be entered anew; what is not answered yet still is to be by its day.

    Raises Forbidden (`same_person`).
    """
    row = PROCEEDINGS.find(unit, row_id, version=version)
    step = "return_unanswered" if row.answered_on is None else "return_result"
    PROCEEDINGS.check_taker(unit, row, PROCEEDINGS.check(row, step))
    _check_not_recused(unit, row)
    return take(unit, PROCEEDINGS, row, step, {})


def carry_out(
    unit: Unit, profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Proceeding:
    """Let a result work, as another person than who entered it, who holds it against its scan.

    What is annulled is annulled from the beginning, by the other body's own paper: none of ours is needed.
    Annulled on facts or law, the case's leads do not come again on the same facts. What is changed is
    corrected in a case of its own, which is opened first; so is what no case led to.
    Raises Forbidden (`same_person`), Conflict (`paper_missing`, `correction_missing`).
    """
    row = PROCEEDINGS.begin(unit, "carry_out", row_id, version=version)
    _check_not_recused(unit, row)
    require_papers(unit, "proceeding", row.id, "official_text")
    if row.case_id is None:
        _check_correction_open(unit, row, [row.decision_id])
        return take(unit, PROCEEDINGS, row, "carry_out", {})
    decided = list_holding(unit, row.case_id)
    if row.result == "changed":
        _check_correction_open(unit, row, [remedy.decision_id for remedy in decided])
    else:
        for remedy in decided:
            annul_by_other(unit, profile, remedy, row)
    if row.result == "annulled":
        annul_leads(unit, row.case_id, {"number": row.number, "result": row.result})
    return take(unit, PROCEEDINGS, row, "carry_out", {})


def _check_correction_open(unit: Unit, row: Proceeding, decisions: list[int | None]) -> None:
    """Check that a case corrects what was decided, where the ledger has it: one that goes on or began since.

    What was corrected before the proceeding came in is not what it has changed. Raises Conflict
    (`correction_missing`).
    """
    about = [decision_id for decision_id in decisions if decision_id is not None]
    cases = [case for number in about for case in list_rows(unit, CaseFile, about_id=number)]
    if about and not any(case.state in UNCLOSED or case.opened_on >= row.received_on for case in cases):
        message = "决定被变更，或者没有立案就作出而被撤销的，先就该决定立更正、撤销或撤回案件，再复核执行。"
        raise Conflict("correction_missing", message)


def _check_not_recused(unit: Unit, row: Proceeding) -> None:
    """Check that who acts does not stand aside from the case, if there is one."""
    if row.case_id is not None:
        check_not_recused(unit, row.case_id)
