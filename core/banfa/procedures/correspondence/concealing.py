"""A writer who asks to be confidential after his letter was registered: what names him leaves the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict
from banfa.procedures.cases.steps import take
from banfa.procedures.correspondence.hanging import close_files
from banfa.procedures.correspondence.letter_rows import LETTERS, Letter
from banfa.procedures.correspondence.letter_words import CONCEALED_IN
from banfa.procedures.correspondence.passing import begin
from banfa.procedures.correspondence.receiving import find_reporter
from banfa.procedures.correspondence.reporter_rows import Reporter

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.inputs import Nothing
    from banfa.trust.unit import Unit


def conceal_letter(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Letter:
    """Hold a letter confidential from now on: enterprise and files go to the row of who has written.

    Of two enterprises that of the writer stands there. Raises Conflict (`wrong_state`, `sealed_letter`,
    `confidential_letter`, `reporter_missing`).
    """
    state = LETTERS.find(unit, row_id, version=version).state
    step = f"conceal_{state if state in CONCEALED_IN else CONCEALED_IN[0]}"
    letter = begin(unit, step, row_id, version)
    if letter.confidential:
        raise Conflict("confidential_letter", "该来信已登记为要求保密，不必再登记。")
    reporter = find_reporter(unit, letter.id)
    if reporter is None:
        raise Conflict("reporter_missing", "请先登记反映人（匿名的写“匿名”），再登记要求保密。")
    _move_enterprise(unit, letter, reporter)
    close_files(unit, letter.id, under="letter_reporter", under_id=reporter.id, papers=True)
    moved = {"confidential": True, "enterprise_id": None, "complainant_id": None}
    return take(unit, LETTERS, letter, step, {}, **moved)


def _move_enterprise(unit: Unit, letter: Letter, reporter: Reporter) -> None:
    """Let the enterprise of a letter stand with who has written it, where none does yet."""
    enterprise_id = letter.complainant_id or letter.enterprise_id
    if reporter.enterprise_id is not None or enterprise_id is None:
        return
    table = Reporter.table
    unit.execute(unit.update(table).where(table.c.id == reporter.id).values(enterprise_id=enterprise_id))
    unit.seal(table, [reporter.id])
    unit.note("letter_reporter.completed", f"letter_reporter/{reporter.id}", {"letter_id": letter.id})
