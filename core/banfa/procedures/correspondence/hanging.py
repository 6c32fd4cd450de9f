"""Which letters take files, and how they are closed: of one not opened or in confidence few see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict
from banfa.procedures.cases.attaching import close_attached
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.correspondence.incoming_rows import Incoming
from banfa.procedures.correspondence.letter_events import LetterEvent
from banfa.procedures.correspondence.letter_rows import LETTERS, Letter
from banfa.procedures.correspondence.letter_words import SEALED
from banfa.procedures.correspondence.web_rows import WAITING, WEB_LETTERS, WebLetter

if TYPE_CHECKING:
    from banfa.database.rows import TenantRow
    from banfa.trust.unit import Unit


def check_hanging(unit: Unit, row: TenantRow) -> None:
    """Check that a file may hang on a thing: what a letter says does not come here with one.

    Nothing hangs on a letter that is not opened or went to 纪检; of one in confidence neither on itself nor
    on what followed its answer or a paper that names it: it hangs on who has written. The letter is locked: a
    file that is sent while it is being closed waits. Raises Conflict (`sealed_letter`,
    `confidential_letter`, `wrong_state` for what was sent on the web and is registered or declined).
    """
    if isinstance(row, WebLetter):
        _check_web_letter(unit, row.id)
        return
    letter_id = row.id if isinstance(row, Letter) else getattr(row, "letter_id", None)
    if not isinstance(row, Letter | LetterEvent | Incoming) or letter_id is None:
        return
    letter = LETTERS.find(unit, letter_id)
    if letter.kind == SEALED and not isinstance(row, Incoming):
        raise Conflict("sealed_letter", "不拆封或已转纪检的来信不附材料，请连同来信一并移交纪检。")
    if letter.confidential:
        message = "要求保密的来信，材料请附在反映人上：只有可以查看反映人的人能够打开。"
        raise Conflict("confidential_letter", message)


def _check_web_letter(unit: Unit, row_id: int) -> None:
    """Check that a file may hang on what was sent on the web: while it waits, and all may see it."""
    row = WEB_LETTERS.find(unit, row_id)
    if row.state not in WAITING:
        done = WEB_LETTERS.states[row.state]
        raise Conflict("wrong_state", f"该来件{done}，不再附材料；登记为来信的，请附在来信或者反映人上。")
    if row.sealed or row.confidential:
        message = "不拆封、要求保密的网上来件，材料随来件提交；另收到的请登记后办理。"
        raise Conflict("confidential_letter", message)


def close_files(unit: Unit, letter_id: int, *, under: str, under_id: int, papers: bool) -> None:
    """Close the files of a letter, as it was sent on the web, and of what followed its answer.

    With `papers` those of incoming papers that name it too. They hang `under` a thing that few see.
    """
    things = [("letter", letter_id)]
    things += [("web_letter", sent.id) for sent in list_rows(unit, WebLetter, letter_id=letter_id)]
    things += [("letter_event", event.id) for event in list_rows(unit, LetterEvent, letter_id=letter_id)]
    if papers:
        things += [("incoming_paper", paper.id) for paper in list_rows(unit, Incoming, letter_id=letter_id)]
    for thing, thing_id in things:
        close_attached(unit, thing, thing_id, under=under, under_id=under_id)
