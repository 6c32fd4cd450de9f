"""Hearing a party before its position is lessened: statement, term, the remedies that the paper names.

That general law asks for it is a reading of ours, on by default, as in casework.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final, Protocol

from banfa.errors import Conflict, Malformed
from banfa.law.notices import RECOURSE
from banfa.ledger.entries.specifiers import past_day, text
from banfa.procedures.cases.office import find_office
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

ANY_COURT: Final = "有管辖权的人民法院"
"""Where the bureau's internal instrument names no court."""


class Told(Protocol):
    """What is heard: when its party was told, until when it may state, and what it stated."""

    @property
    def told_on(self) -> date | None:
        """The day of the notice's service."""

    @property
    def statement_until(self) -> date | None:
        """The last day of the term."""

    @property
    def stated_on(self) -> date | None:
        """The day on which its statement came in."""


class HearApplicant(
    Inputs,
    example={
        "stated_on": "2026-04-02",
        "statement": "称另有一个案例的客户为中小企业。",
        "answer": "经核对，该客户为大型企业，不予采纳。",
    },
):
    """What the applicant said and what is answered; nothing where it said nothing in its time."""

    stated_on: date | None = past_day("收到陈述申辩之日")
    statement: str | None = text("陈述申辩的要点", max_length=4000)
    answer: str | None = text("复核情况和答复", max_length=4000)


def check_heard(unit: Unit, row: Told, data: HearApplicant) -> None:
    """Check that a statement is there whole, or that its term is over without one.

    Raises Conflict (`statement_term_runs`), Malformed (`field_missing`, `days_reversed`).
    """
    given = (data.stated_on, data.statement, data.answer)
    if all(value is None for value in given):
        if row.statement_until is not None and unit.today <= row.statement_until:
            message = f"陈述申辩期到{row.statement_until}为止，期满前没有收到意见的不能视为放弃。"
            raise Conflict("statement_term_runs", message, until=row.statement_until)
    elif any(value is None for value in given):
        message = "收到陈述申辩的，须写明收到之日、要点和答复（stated_on、statement、answer）。"
        raise Malformed("field_missing", message, field="answer")
    elif data.stated_on is not None and row.told_on is not None and data.stated_on < row.told_on:
        message = f"收到陈述申辩之日（stated_on）不能早于告知之日{row.told_on}。"
        raise Malformed("days_reversed", message, field="stated_on")


def check_term_over(row: Told, *, decided_on: date) -> None:
    """Check that a decision comes after the statement's term, and after the statement.

    Raises Conflict (`statement_term_runs`), Malformed (`days_reversed`).
    """
    if row.statement_until is not None and decided_on <= row.statement_until:
        message = f"陈述申辩期到{row.statement_until}为止，作出之日（decided_on）须在期满之后。"
        raise Conflict("statement_term_runs", message, until=row.statement_until)
    if row.stated_on is not None and decided_on < row.stated_on:
        message = f"作出之日（decided_on）不能早于收到陈述申辩之日{row.stated_on}。"
        raise Malformed("days_reversed", message, field="decided_on")


def write_recourse(unit: Unit, profile: Profile) -> str:
    """Write the remedies as papers of the city name them (行政复议法第二十条, 行政诉讼法第四十六条).

    The court is the one of the bureau's internal instrument.
    """
    court = find_office(unit).procedure.court or ANY_COURT
    named = {"{复议机关}": f"{profile.city.zh}人民政府", "{管辖法院}": court}
    words = RECOURSE.strip()
    for blank, value in named.items():
        words = words.replace(blank, value)
    return words
