"""Objections to what is shown (对公示的异议): who, when, in which words, on which paper; and their answer.

An objection to a 公示 holds up the decision until it is answered; where one is adopted, in part or whole,
what was shown does not stay as it was: it is shown anew, or the remedy is not taken.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, past_day, text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.publication_objection_rows import (
    OBJECTED_TO,
    OBJECTIONS,
    OUTCOMES,
    PublicationObjection,
)
from banfa.procedures.cases.publication_rows import PUBLICATIONS
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class ReceiveObjection(
    Inputs,
    example={"objector": "某某行业协会", "received_on": "2026-05-08", "words": "认为公示的事实与实际不符。"},
):
    """What came in."""

    objector: str = text("异议人（姓名或者名称）", max_length=200)
    received_on: date = past_day("收到之日")
    words: str = text("异议的要点", max_length=4000)


class AnswerObjection(
    Inputs,
    example={"outcome": "rejected", "answered_on": "2026-05-12", "reply": "经核对验收记录，公示的事实属实。"},
):
    """Whether it is adopted, and why."""

    outcome: str = choice("是否采纳", OUTCOMES)
    answered_on: date = past_day("答复之日")
    reply: str = text("答复和理由", max_length=4000)


class WithdrawObjection(Inputs, example={"reason": "异议人书面撤回"}):
    """How it was taken back."""

    reason: str = text("撤回的情况", max_length=1000)


def receive_objection(
    unit: Unit, _profile: Profile, publication_id: int, data: ReceiveObjection, version: int | None = None
) -> PublicationObjection:
    """Record an objection to what was posted.

    Raises Conflict (`wrong_state`), Malformed (`days_reversed`).
    """
    publication = PUBLICATIONS.find(unit, publication_id, version=version)
    if publication.state not in OBJECTED_TO:
        message = f"该发布事项现为“{PUBLICATIONS.states[publication.state]}”，发布之后才有异议可以登记。"
        raise Conflict("wrong_state", message, state=publication.state)
    check_not_recused(unit, publication.case_id)
    if publication.posted_on is not None and data.received_on < publication.posted_on:
        message = f"收到异议之日（received_on）不能早于发布之日{publication.posted_on}。"
        raise Malformed("days_reversed", message, field="received_on")
    due_on = find_office(unit).count_working_days(unit, "objection", data.received_on)
    values = {
        **vars(data),
        "case_id": publication.case_id,
        "publication_id": publication.id,
        "due_on": due_on,
    }
    return start(
        unit, OBJECTIONS, "receive", values, **values, received_by=unit.actor.person.id, received_at=unit.now
    )


def _begin(unit: Unit, step: str, row_id: int, version: int | None) -> PublicationObjection:
    row = OBJECTIONS.begin(unit, step, row_id, version=version)
    check_not_recused(unit, row.case_id)
    return row


def answer_objection(
    unit: Unit, _profile: Profile, row_id: int, data: AnswerObjection, version: int | None = None
) -> PublicationObjection:
    """Answer, as another person, an objection whose paper hangs on it.

    Raises Conflict (`paper_missing`), Malformed (`days_reversed`), Forbidden (`same_person`).
    """
    row = _begin(unit, "answer", row_id, version)
    if data.answered_on < row.received_on:
        message = f"答复之日（answered_on）不能早于收到之日{row.received_on}。"
        raise Malformed("days_reversed", message, field="answered_on")
    require_papers(unit, "publication_objection", row_id, "objection")
    return take(unit, OBJECTIONS, row, "answer", vars(data), **vars(data))


def withdraw_objection(
    unit: Unit, _profile: Profile, row_id: int, data: WithdrawObjection, version: int | None = None
) -> PublicationObjection:
    """Record that who objected has taken it back, on paper. Raises Conflict (`paper_missing`)."""
    row = _begin(unit, "withdraw", row_id, version)
    require_papers(unit, "publication_objection", row_id, "objection")
    return take(unit, OBJECTIONS, row, "withdraw", vars(data))
