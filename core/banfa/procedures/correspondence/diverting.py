"""Handing a letter to 纪检 unread: nothing of what it says stays here, nor who has written it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

from banfa.database.rows import ERASABLE
from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import choice, past_day
from banfa.procedures.cases.attaching import list_attached
from banfa.procedures.cases.steps import take
from banfa.procedures.correspondence.letter_rows import LETTERS, Letter
from banfa.procedures.correspondence.letter_words import SEALED
from banfa.procedures.correspondence.passing import check_since
from banfa.procedures.correspondence.receiving import find_reporter
from banfa.procedures.correspondence.reporter_rows import BODIES, Diversion, Reporter
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

OF_CONTENT: Final = (
    *("provider_id", "enterprise_id", "method", "conduct", "occurred_on", "verified_on", "verified_by"),
    *Letter.table.info[ERASABLE],
)
"""Columns of a letter that are emptied when it goes to 纪检."""


class Divert(Inputs, example={"body": "resident", "handed_on": "2026-04-08"}):
    """To whom it was handed, and when."""

    body: str = choice("移交给", BODIES)
    handed_on: date = past_day("移交之日")


def divert_letter(
    unit: Unit, _profile: Profile, row_id: int, data: Divert, version: int | None = None
) -> Letter:
    """Hand a letter to 纪检 unread: what it says, and who has written it, is emptied here.

    Raises Conflict (`letter_has_files`) while files of it are still stored, Malformed (`days_reversed`).
    """
    letter = LETTERS.begin(unit, "divert", row_id, version=version)
    check_since(letter, data.handed_on, "handed_on", "移交之日")
    if any(file.erased_at is None for file in list_attached(unit, "letter", row_id)):
        message = "该来信已附材料；请先由管理员依法删除这些材料（banfa erase），再转纪检。"
        raise Conflict("letter_has_files", message)
    unit.add(
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
    _empty_reporter(unit, letter.id)
    empty: dict[str, Any] = dict.fromkeys(OF_CONTENT)
    return take(unit, LETTERS, letter, "divert", {}, **empty, kind=SEALED, ended_on=data.handed_on)


def _empty_reporter(unit: Unit, letter_id: int) -> None:
    """Empty the row of who has written a letter."""
    reporter = find_reporter(unit, letter_id)
    if reporter is None:
        return
    row = replace(reporter, name=None, contact=None, state="removed")
    values = {"name": row.name, "contact": row.contact, "state": row.state}
    table = Reporter.table
    unit.execute(unit.update(table).where(table.c.id == row.id).values(**values))
    unit.seal(table, [row.id])
    unit.note("letter_reporter.emptied", f"letter_reporter/{row.id}", {"letter_id": letter_id})
