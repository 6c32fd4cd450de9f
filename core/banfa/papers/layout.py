"""What a paper's parts say on paper, the same in every format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from banfa.papers.model import Letter

SHEETS: Final = Path(__file__).parent / "sheets"
"""The files that a paper is printed with: HTML, its stylesheet, Typst."""
MARGINS_MM: Final = {"top": 37, "bottom": 35, "left": 28, "right": 26}
"""GB/T 9704—2012, 5.2.1: 天头37毫米，订口28毫米，版心156毫米×225毫米."""
FORM_MARGINS_MM: Final = {"top": 25, "bottom": 20, "left": 28, "right": 26}
"""A form is no 公文: as wide as one, but higher, so that it stays on one sheet."""
TITLE_WIDTH: Final = 20
"""How many characters of 二号 a line holds."""


def break_title(title: str) -> tuple[str, ...]:
    """The lines of a title: one too long breaks behind its last 的, so that no word is torn (7.3.1)."""
    first, of, second = title.rpartition("的")
    fits = max(len(first) + 1, len(second)) <= TITLE_WIDTH
    return (first + of, second) if len(title) > TITLE_WIDTH and second and fits else (title,)


def number_attachments(letter: Letter) -> tuple[str, ...]:
    """附件说明, a line an attachment: no number where there is one, in line below each other otherwise."""
    if len(letter.attachments) == 1:
        return (f"附件：{letter.attachments[0]}",)
    leads = ["附件：", *["　　　"] * len(letter.attachments)]
    numbered = enumerate(zip(leads, letter.attachments, strict=False), start=1)
    return tuple(f"{lead}{number}. {name}" for number, (lead, name) in numbered)


def write_notes(letter: Letter) -> tuple[str, str]:
    """附注: whom to ask, and how far the paper may become known."""
    return f"（联系人及电话：{letter.contact}）", f"（此件{letter.disclosure}）"
