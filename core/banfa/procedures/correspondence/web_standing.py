"""How far a letter sent on the web has come: told to who has its number and its code, and no more."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Missing
from banfa.procedures.correspondence.letter_rows import LETTERS
from banfa.procedures.correspondence.web_box import check_asked
from banfa.procedures.correspondence.web_rows import REASONS, WebLetter
from banfa.trust.credential import fingerprint

if TYPE_CHECKING:
    from banfa.procedures.correspondence.letter_rows import Letter
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """What its writer is told of a letter: how far it has come, and why it was not registered."""

    number: str
    how_far: str
    reason: str | None = None


ELSEWHERE: Final = {
    "diverted": "已移交纪检机构",
    "moved": "已转有权处理的单位",
    "withdrawn": "来信人已撤回",
}
"""What is told of a letter that is in hand here no more, by its state, also where it was answered before."""
_BY_NUMBER: Final = (
    WebLetter.select().add_columns(WebLetter.c.code_sha256).where(WebLetter.c.number == bindparam("number"))
)


def read_copied(typed: str) -> str:
    """Read a number or a code as it was told, however it was copied: in small letters, in groups."""
    return "".join(typed.upper().split()).encode("ascii", "replace").decode()


def tell_standing(unit: Unit, number: str, code: str) -> Standing:
    """Tell a writer how far his letter has come, by its number and its code, and nothing else of it.

    Raises Missing (`letter_not_told`), the same whatever does not fit.
    """
    check_asked(unit)
    row = unit.execute(_BY_NUMBER, number=read_copied(number)).one_or_none()
    typed = fingerprint(read_copied(code))
    if row is None or not hmac.compare_digest(bytes(row.code_sha256), typed):
        raise Missing("letter_not_told", "受理编号或者查询码不对，请核对后再查。")
    letter = WebLetter.make(row[:-1])
    if letter.letter_id is None:
        reason = REASONS[letter.reason] if letter.state == "declined" and letter.reason else None
        return Standing(letter.number, "不予登记" if reason else "已收到", reason)
    registered = _find_in_hand(unit, letter.letter_id)
    replied = "已登记" if registered.replied_on is None else "已答复"
    return Standing(letter.number, ELSEWHERE.get(registered.state, replied))


def _find_in_hand(unit: Unit, letter_id: int) -> Letter:
    """Find a letter, or the one to which it was joined: what is told of that is told of it."""
    letter = LETTERS.find(unit, letter_id, lock=False)
    while letter.joined_id is not None:
        letter = LETTERS.find(unit, letter.joined_id, lock=False)
    return letter
