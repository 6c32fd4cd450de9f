"""Fills a template: values are plain text, whatever they look like, and what is not given stays a blank."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.law.notices import BLANK
from banfa.papers.blanks import BLANKS
from banfa.papers.model import VISIBLE_BLANK, Cell, Form, Letter, Table
from banfa.papers.templates import FormTemplate, LetterTemplate

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from banfa.papers.blanks import Blank
    from banfa.papers.model import Paper
    from banfa.papers.templates import PaperTemplate

MAX_LINE: Final = 300
MAX_LONG: Final = 8000
"""How many characters a blank takes, of one line and of several."""
UNPRINTABLE: Final = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Unicode categories that print as nothing, or turn what is printed around: no XML and no eye takes them."""
NONCHARACTERS: Final = range(0xFDD0, 0xFDF0)
LAST_OF_PLANE: Final = 0xFFFE
ENDINGS: Final = "。；，"
"""What a value need not end in where the sentence goes on with one of them."""
CELL_PARTS: Final = "｜"
"""What parts the cells of a row of a list."""


def fill_paper(
    template: PaperTemplate, values: Mapping[str, str], *, rows: Sequence[Sequence[str]] = ()
) -> Paper:
    """The paper with these values by name of blank; those of blanks it does not have are left aside.

    `rows` are those of a form's list as the program has them, without their numbers and however many; a list
    that somebody writes is read from its blank.

    Raises Malformed (`unknown_blank`, `paper_value_lines`, `paper_value_long`, `paper_value_unprintable`,
    `paper_list_cells`).
    """
    for name in values:
        if name not in BLANKS:
            raise Malformed("unknown_blank", f"没有名为“{name}”的空格，请核对名称。", blank=name)
    filled = {
        blank.name: _read_value(blank, {**template.known, **values}.get(blank.name, ""))
        for blank in template.blanks
    }
    listed = BLANK.findall(template.listed) if rows and isinstance(template, FormTemplate) else []
    lacking = tuple(
        b.name for b in template.blanks if not filled[b.name] and not b.optional and b.name not in listed
    )
    match template:
        case LetterTemplate():
            return _fill_letter(template, filled, lacking)
        case FormTemplate():
            return _fill_form(template, filled, lacking, rows)
    raise TypeError(type(template).__name__)


def _read_value(blank: Blank, value: str) -> str:
    """The value as it is printed: lines without blanks at their ends, no empty ones. Raises Malformed."""
    lines = [line.strip() for line in value.replace("\r\n", "\n").replace("\t", " ").split("\n")]
    text = "\n".join(line for line in lines if line)
    if "\n" in text and not blank.long:
        message = f"“{blank.name}”只有一行，不能换行。"
        raise Malformed("paper_value_lines", message, blank=blank.name)
    limit = MAX_LONG if blank.long else MAX_LINE
    if len(text) > limit:
        message = f"“{blank.name}”最多{limit}字，现有{len(text)}字；请缩短，或者另作附件。"
        raise Malformed("paper_value_long", message, blank=blank.name, limit=limit)
    for character in text:
        if character != "\n" and _is_unprintable(character):
            message = f"“{blank.name}”含有不能印出的字符（U+{ord(character):04X}），请删去后重新填写。"
            raise Malformed("paper_value_unprintable", message, blank=blank.name)
    return text


def _is_unprintable(character: str) -> bool:
    point = ord(character)
    noncharacter = point in NONCHARACTERS or point & LAST_OF_PLANE == LAST_OF_PLANE
    return noncharacter or unicodedata.category(character) in UNPRINTABLE


def _fill(text: str, filled: Mapping[str, str]) -> str:
    """Put values into a text, once: a value that looks like a blank is no blank."""

    def put(match: re.Match[str]) -> str:
        value = filled[match[1]]
        if not value:
            return "" if BLANKS[match[1]].optional else VISIBLE_BLANK
        if "\n" in value and text[: match.start()].endswith("："):
            value = f"\n{value}"  # a list begins below the words that announce it
        return value.rstrip(ENDINGS) if text[match.end() : match.end() + 1] in set(ENDINGS) else value

    return BLANK.sub(put, text)


def _fill_letter(template: LetterTemplate, filled: Mapping[str, str], lacking: tuple[str, ...]) -> Letter:
    paragraphs = [line for part in template.body.split("\n\n") for line in _fill(part, filled).split("\n")]
    attachments = [*template.attachments, *filled["附件"].split("\n")]
    return Letter(
        name=template.name,
        number=_fill("{文号}", filled),
        title=_fill(template.title, filled),
        addressee=_fill(template.addressee, filled),
        paragraphs=tuple(paragraphs),
        attachments=tuple(attachment for attachment in attachments if attachment),
        signed_by=_fill("{主管部门}", filled),
        signed_on=_fill("{日期}", filled),
        contact=_fill("{联系方式}", filled),
        disclosure=_fill("{公开属性}", filled),
        copies=_fill(template.copies, filled),
        origins=template.origins,
        blanks=lacking,
    )


def _fill_form(
    template: FormTemplate,
    filled: Mapping[str, str],
    lacking: tuple[str, ...],
    listed: Sequence[Sequence[str]],
) -> Form:
    rows = tuple(tuple(_fill_cell(cell, filled) for cell in row) for row in template.rows)
    if template.columns:
        listed = [[_flatten(cell) for cell in row] for row in listed] or _read_list(template, filled)
    return Form(
        name=template.name,
        title=_fill(template.title, filled),
        bureau=_fill("{主管部门}", filled),
        rows=rows,
        table=_make_table(template, listed) if template.columns else None,
        note=_fill(template.note, filled),
        origins=template.origins,
        blanks=lacking,
    )


def _fill_cell(cell: Cell, filled: Mapping[str, str]) -> Cell:
    """A cell that is nothing but a blank stays empty, to be written in."""
    alone = BLANK.fullmatch(cell.text)
    text = filled[alone[1]] if alone else _fill(cell.text, filled)
    return Cell(cell.label, text, cell.lines, cell.signature)


def _flatten(cell: str) -> str:
    """A cell of a program's list in one line: what cannot be printed, in a file's name say, parts words."""
    return " ".join("".join(" " if _is_unprintable(c) else c for c in cell).split())


def _read_list(template: FormTemplate, filled: Mapping[str, str]) -> list[Sequence[str]]:
    """The list that somebody has written, a line a row. Raises Malformed: a row too long or too short."""
    name = BLANK.findall(template.listed)[0]
    width = len(template.columns) - 1
    rows: list[Sequence[str]] = []
    for number, line in enumerate(filter(None, filled[name].split("\n")), start=1):
        cells = [cell.strip() for cell in line.split(CELL_PARTS)]
        if len(cells) != width:
            columns = CELL_PARTS.join(template.columns[1:])
            message = f"“{name}”第{number}行有{len(cells)}项，应为{width}项：{columns}。"
            raise Malformed("paper_list_cells", message, blank=name, row=number)
        rows.append(cells)
    return rows


def _make_table(template: FormTemplate, listed: Sequence[Sequence[str]]) -> Table:
    """The list, numbered, with empty rows to write in."""
    rows = [(str(number), *cells) for number, cells in enumerate(listed, start=1)]
    numbers = range(len(rows) + 1, template.empty_rows + 1)
    empty = [(str(number), *[""] * (len(template.columns) - 1)) for number in numbers]
    return Table(template.columns, tuple(rows + empty))
