"""Approvals (签批): what a named person of a post has written; entered by one, checked by another.

Approvers need no account. Nobody approves what he proposed, nobody twice; who has an interest stands
aside. It is judged by the named persons, not by who typed. Where a meeting decides (集体讨论), its record
is named.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Forbidden, Malformed
from banfa.ledger.entries.specifiers import boolean, integer, past_day, text
from banfa.procedures.cases.approval_rows import APPROVALS, Approval
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.documents import ACT, DOCUMENTS, Document, list_carried
from banfa.procedures.cases.drafting import check_paper
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import find_row, list_rows
from banfa.procedures.cases.meetings import AGREED, Meeting
from banfa.procedures.cases.office import MEETING
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.naming import same_name
from banfa.trust.persons import find_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit


class EnterApproval(
    Inputs,
    example={"name": "陈立", "agrees": True, "words": "同意，请按程序办理。", "signed_on": "2026-04-10"},
):
    """What was written on the sheet."""

    name: str = text("签批人姓名", max_length=50)
    agrees: bool = boolean("是否同意")
    words: str = text("签批意见原文", max_length=1000)
    signed_on: date = past_day("签批之日")
    meeting_id: int | None = link("meeting", "集体讨论的会议记录", hint="集体讨论环节填写")
    matter: int | None = integer("会议的第几项议定事项", minimum=1, maximum=50, hint="集体讨论环节填写")


def _list_standing(unit: Unit, document: Document) -> list[Approval]:
    """List the approvals of the paper's present submission."""
    listed = list_rows(unit, Approval, document_id=document.id)
    return [
        approval
        for approval in listed
        if approval.submission == document.submission and approval.state != "returned"
    ]


def find_next_post(unit: Unit, document: Document) -> tuple[int, str] | None:
    """Find the place and the post that is next to sign; None where all have."""
    taken = len(_list_standing(unit, document))
    chain = document.chain or []
    return (taken + 1, chain[taken]) if taken < len(chain) else None


def enter_approval(
    unit: Unit, _profile: Profile, document_id: int, data: EnterApproval, version: int | None = None
) -> Approval:
    """Enter what the next post has written.

    Raises Conflict (`wrong_state`, `approval_waiting`), Forbidden (`same_person`, `recused`), Malformed
    (`meeting_missing`, `days_reversed`).
    """
    document = DOCUMENTS.find(unit, document_id, version=version)
    DOCUMENTS.check(document, "approve")
    check_paper(unit, document, [data.name])
    standing = _list_standing(unit, document)
    if any(approval.state == "entered" for approval in standing):
        raise Conflict("approval_waiting", "上一环节的签批还没有复核，请先由另一人复核。")
    following = find_next_post(unit, document)
    if following is None:
        raise Conflict("wrong_state", "各环节均已签批。", state=document.state)
    place, post = following
    _check_approver(unit, document, data, standing, post)
    values = {
        **vars(data),
        "document_id": document_id,
        "submission": document.submission,
        "place": place,
        "post": post,
    }
    return start(
        unit,
        APPROVALS,
        "enter",
        values,
        **values,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )


def _check_approver(
    unit: Unit, document: Document, data: EnterApproval, standing: list[Approval], post: str
) -> None:
    carried = list_carried(unit, document.id)
    planners = (find_person(unit, number).name for number in {remedy.planned_by for remedy in carried})
    if any(same_name(data.name, name) for name in (document.drafter, *planners)):
        message = f"{data.name}是拟办人或拟稿人，不能签批自己提出的处理。"
        raise Forbidden("same_person", message)
    if any(same_name(data.name, approval.name) for approval in standing):
        message = f"{data.name}已在前面的环节签批，须由另一人签批。"
        raise Forbidden("same_person", message)
    if standing and data.signed_on < standing[-1].signed_on:
        message = f"签批之日（signed_on）不能早于上一环节的{standing[-1].signed_on}。"
        raise Malformed("days_reversed", message, field="signed_on")
    if document.kind == ACT:
        _check_ripe_on(unit, carried, data.signed_on)
    _check_meeting(unit, document, data, post)


def _check_ripe_on(unit: Unit, carried: Sequence[CaseRemedy], signed_on: date) -> None:
    """Check that nobody has signed before what is decided was verified and its party heard.

    A party that said nothing is heard when its time is over. Raises Malformed (`days_reversed`).
    """
    for remedy in carried:
        leads = list_rows(unit, Lead, case_id=remedy.case_id)
        days = [lead.verified_on for lead in leads if lead.clause in remedy.provisions]
        days.append(remedy.stated_on)
        if remedy.state == "heard" and remedy.stated_on is None and remedy.statement_until is not None:
            days.append(remedy.statement_until + timedelta(1))
        since = max((day for day in days if day is not None), default=signed_on)
        if signed_on < since:
            message = f"签批之日（signed_on）不能早于核实和听取陈述申辩完毕之日{since}。"
            raise Malformed("days_reversed", message, field="signed_on")


def _check_meeting(unit: Unit, document: Document, data: EnterApproval, post: str) -> None:
    """Check that a meeting has decided this matter, and nobody in it who stands aside.

    Raises Malformed (`meeting_missing`, `field_unknown`, `days_reversed`), Conflict (`meeting_differs`).
    """
    if (post == MEETING) != (data.meeting_id is not None):
        if post == MEETING:
            message = "集体讨论须写明会议记录（meeting_id），请先登记会议。"
            raise Malformed("meeting_missing", message, field="meeting_id")
        raise Malformed("field_unknown", f"{post}不填会议记录（meeting_id）。", field="meeting_id")
    if (data.meeting_id is None) != (data.matter is None):
        message = "会议记录（meeting_id）和第几项议定事项（matter）须一并填写。"
        raise Malformed("meeting_missing", message, field="matter")
    if data.meeting_id is None or data.matter is None:
        return
    meeting = find_row(unit, Meeting, data.meeting_id, missing="meeting_missing", zh="次会议的记录")
    if data.matter > len(meeting.matters):
        message = f"纪要“{meeting.number}”只有{len(meeting.matters)}项议定事项，请核对（matter）。"
        raise Malformed("meeting_missing", message, field="matter")
    if data.signed_on < meeting.held_on:
        message = f"签批之日（signed_on）不能早于会议召开之日{meeting.held_on}。"
        raise Malformed("days_reversed", message, field="signed_on")
    matter = meeting.matters[data.matter - 1]
    if data.agrees != (matter.get("outcome") == AGREED):
        message = f"纪要“{meeting.number}”第{data.matter}项的结果与签批是否同意不符，请核对。"
        raise Conflict("meeting_differs", message, field="agrees")
    away = matter.get("aside", "").replace("、", " ").split()
    check_paper(unit, document, [name for name in meeting.attended if name not in away])


def check_approval(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Approval:
    """Check an approval, as another person: the last one approves the paper, a no returns it."""
    row = APPROVALS.begin(unit, "check", row_id, version=version)
    document = DOCUMENTS.find(unit, row.document_id)
    check_paper(unit, document)
    DOCUMENTS.check(document, "approve")
    after = take(unit, APPROVALS, row, "check", {})
    if not row.agrees:
        take(unit, DOCUMENTS, document, "send_back", {"post": row.post, "words": row.words})
    elif row.place == len(document.chain or ()):
        require_papers(unit, "case_document", document.id, "approval_sheet")
        take(unit, DOCUMENTS, document, "approve", {"posts": document.chain})
    return after


def return_approval(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Approval:
    """Send an approval back to be entered anew."""
    row = APPROVALS.begin(unit, "return", row_id, version=version)
    check_paper(unit, DOCUMENTS.find(unit, row.document_id))
    return take(unit, APPROVALS, row, "return", {})
