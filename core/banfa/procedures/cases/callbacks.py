"""Calling back (回访核实): each 不满意 on which a remedy would rest is first confirmed with who said it.

Two persons call, one enters it, another checks it. What was withdrawn is on record and counts as the
ledger says; whoever verifies the lead sees how many were confirmed.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed
from banfa.law import facts_of
from banfa.ledger.entries.specifiers import choice, past_day, text, text_list
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.surveys import DISSATISFIED, OVERALL, Survey
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.callback_rows import CALLBACKS, OUTCOMES, Callback
from banfa.procedures.cases.clauses import find_clause
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.instruments.editions import settle_edition

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.cases.leads import Lead
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
    """Enter what came of a call. Raises Missing, Malformed (`not_dissatisfied`, `two_persons`)."""
    survey = get_entry(unit, Survey, data.survey_id)
    if survey.topic != OVERALL or survey.answer != DISSATISFIED:
        raise Malformed("not_dissatisfied", "只回访核实“不满意”的总体评价，请核对。", field="survey_id")
    if data.called_on < survey.answered_on:
        message = f"回访之日（called_on）不能早于评价之日{survey.answered_on}。"
        raise Malformed("days_reversed", message, field="called_on")
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


s = Survey.c
_DISSATISFIED: Final = (
    select(
        s.entry_id,
        select(Callback.c.id)
        .where(Callback.c.survey_id == s.entry_id, Callback.c.state == "checked")
        .exists()
        .label("called_back"),
    )
    .where(
        s.provider_id == bindparam("provider_id"),
        s.topic == OVERALL,
        s.answer == DISSATISFIED,
        stands(Survey.rows),
    )
    .order_by(s.entry_id)
)


def _rests_on_dissatisfaction(unit: Unit, profile: Profile, lead: Lead) -> bool:
    """Whether the lead's situation counts who is dissatisfied."""
    law = settle_edition(unit, profile, edition=lead.edition, day=unit.today)
    return any("dissatisfied" in fact.name for fact in facts_of(find_clause(law, lead.clause).when))


def check_called_back(unit: Unit, profile: Profile, lead: Lead) -> None:
    """Check that each 不满意 behind a lead was called back. Raises Conflict (`not_called_back`)."""
    if not _rests_on_dissatisfaction(unit, profile, lead):
        return
    rows = unit.execute(_DISSATISFIED, provider_id=lead.provider_id).all()
    left = sum(not row.called_back for row in rows)
    if left:
        message = f"本情形依据的“不满意”评价还有{left}条没有回访核实并经复核，请先逐条回访（/callbacks）。"
        raise Conflict("not_called_back", message, left=left)
