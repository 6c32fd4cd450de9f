"""Calling back (回访核实): each 不满意 on which a remedy would rest is first confirmed with who said it.

Two persons call, one enters it, another checks it. What was withdrawn stays on record and is not counted for
the lead (`dissatisfaction`); nor is who was not reached, who can be called again.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import ARRAY, BigInteger, any_, bindparam

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, past_day, text, text_list
from banfa.ledger.kinds.surveys import DISSATISFIED, OVERALL, Survey
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.callback_rows import CALLBACKS, OUTCOMES, UNREACHED, Callback
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing, link

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class EnterCallback(
    Inputs,
    example={
        "survey_id": "SURVEY",
        "called_on": "2026-04-02",
        "callers": ["林晓", "郑文"],
        "outcome": "confirmed",
        "words": "企业称系统上线后两个月无人维护，维持不满意。",
    },
):
    """What came of a call."""

    survey_id: int = link("survey", "“不满意”的评价")
    called_on: date = past_day("回访之日")
    callers: list[str] = text_list("回访人员", max_length=50, max_items=6, hint="两名以上")
    outcome: str = choice("回访结果", OUTCOMES)
    words: str = text("企业说明的理由", max_length=2000)


def enter_callback(unit: Unit, _profile: Profile, data: EnterCallback) -> Callback:
    """Enter what came of a call.

    Raises Missing, Malformed (`not_dissatisfied`, `days_reversed`, `two_persons`), Conflict
    (`called_back_before`).
    """
    survey = get_entry(unit, Survey, data.survey_id)
    if survey.topic != OVERALL or survey.answer != DISSATISFIED:
        raise Malformed("not_dissatisfied", "只回访核实“不满意”的总体评价，请核对。", field="survey_id")
    if data.called_on < survey.answered_on:
        message = f"回访之日（called_on）不能早于评价之日{survey.answered_on}。"
        raise Malformed("days_reversed", message, field="called_on")
    calls = list_rows(unit, Callback, survey_id=data.survey_id)
    if any(call.state != "returned" and call.outcome != UNREACHED for call in calls):
        message = "这条评价的回访结果已登记；登记有误的，由复核人退回后重新登记。"
        raise Conflict("called_back_before", message, field="survey_id")
    callers = check_two(data.callers, field="callers", zh="回访人员")
    values = {**vars(data), "callers": callers, "entered_by": unit.actor.person.id, "entered_at": unit.now}
    return start(unit, CALLBACKS, "enter", vars(data), **values)


def check_callback(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Callback:
    """Check, as another person, what was entered."""
    row = CALLBACKS.begin(unit, "check", row_id, version=version)
    return take(unit, CALLBACKS, row, "check", {})


def return_callback(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Callback:
    """Send it back to be entered anew."""
    row = CALLBACKS.begin(unit, "return", row_id, version=version)
    return take(unit, CALLBACKS, row, "return", {})


_CALLS: Final = (
    Callback.select()
    .where(Callback.c.survey_id == any_(bindparam("survey_ids", type_=ARRAY(BigInteger))))
    .order_by(Callback.c.id)
)


def list_calls(unit: Unit, survey_ids: list[int]) -> list[Callback]:
    """List the calls back about these answers, oldest first."""
    return unit.all(Callback, _CALLS, survey_ids=survey_ids) if survey_ids else []
