"""Handing a letter to 纪检, from any state: nothing of what it says stays here, nor who has written it."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any

from banfa.ledger.entries.specifiers import choice, past_day
from banfa.procedures.cases.attaching import close_attached
from banfa.procedures.cases.steps import take
from banfa.procedures.correspondence.hanging import close_files
from banfa.procedures.correspondence.letter_events import empty_letter_events
from banfa.procedures.correspondence.letter_rows import LETTERS, OF_CONTENT, Letter
from banfa.procedures.correspondence.letter_words import SEALED
from banfa.procedures.correspondence.passing import check_since
from banfa.procedures.correspondence.receiving import find_reporter
from banfa.procedures.correspondence.reporter_rows import BODIES, Diversion, Reporter
from banfa.procedures.correspondence.web_registering import empty_web_letter
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class Divert(Inputs, example={"body": "resident", "handed_on": "2026-04-08"}):
    """To whom it was handed, and when."""

    body: str = choice("移交给", BODIES)
    handed_on: date = past_day("移交之日")


def divert_letter(
    unit: Unit, _profile: Profile, row_id: int, data: Divert, version: int | None = None
) -> Letter:
    """Hand a letter to 纪检: what it says, and who has written it, is emptied here, its files are closed.

    Its files, and those of who has written it, hang from now on under the row of what went to 纪检, which
    closes them to whoever deals with letters. Raises Malformed (`days_reversed`).
    """
    letter = LETTERS.begin(unit, "divert", row_id, version=version)
    check_since(letter, data.handed_on, "handed_on", "移交之日")
    diversion = unit.add(
        Diversion,
        letter_id=letter.id,
        channel=letter.channel,
        foreign_no=letter.foreign_no,
        received_on=letter.received_on,
        handed_on=data.handed_on,
        body=data.body,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )
    close_files(unit, letter.id, under="letter_diversion", under_id=diversion.id, papers=False)
    _empty_reporter(unit, letter.id, diversion.id)
    empty_letter_events(unit, letter.id)
    empty_web_letter(unit, letter.id)
    empty: dict[str, Any] = dict.fromkeys(OF_CONTENT)
    return take(unit, LETTERS, letter, "divert", {}, **empty, kind=SEALED, ended_on=data.handed_on)


def _empty_reporter(unit: Unit, letter_id: int, diversion_id: int) -> None:
    """Empty the row of who has written a letter, and close its files."""
    reporter = find_reporter(unit, letter_id)
    if reporter is None:
        return
    close_attached(unit, "letter_reporter", reporter.id, under="letter_diversion", under_id=diversion_id)
    emptied = {"name": None, "contact": None, "enterprise_id": None, "state": "removed"}
    table = Reporter.table
    unit.execute(unit.update(table).where(table.c.id == reporter.id).values(**emptied))
    unit.seal(table, [reporter.id])
    unit.note("letter_reporter.emptied", f"letter_reporter/{reporter.id}", {"letter_id": letter_id})
