"""A letter into a DOCX document: the parts of GB/T 9704 in their order."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from banfa.papers.docx_styles import SIZE_3
from banfa.papers.layout import break_title, number_attachments, write_notes

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from banfa.papers.model import Letter

SEAL_LINES: Final = 2
"""Empty lines above the signature: the seal stands on it and begins within a line of the text (7.3.5.1)."""
DATE_RIGHT: Final = 4
"""How many characters the day stands from the right; the signature is centred above it (7.3.5.1)."""


def write_letter(document: Document, letter: Letter) -> None:
    """Write number, title, addressee, body, attachments, signature, notes, copies."""
    document.add_paragraph(letter.number, "发文字号")
    document.add_paragraph("", "公文正文")
    document.add_paragraph("\n".join(break_title(letter.title)), "公文标题")
    document.add_paragraph("", "公文正文")
    if letter.addressee:
        document.add_paragraph(f"{letter.addressee}：", "主送机关")
    for text in letter.paragraphs[:-1]:
        document.add_paragraph(text, "公文正文")
    _add_kept(document, letter.paragraphs[-1], "公文正文")  # no signature alone on a page (7.3.5.4)
    if letter.attachments:
        _add_kept(document, "", "公文正文")
        for text in number_attachments(letter):
            _add_kept(document, text, "附件说明")
    _write_signature(document, letter)
    for text in write_notes(letter):
        document.add_paragraph(text, "附注")
    if letter.copies:
        document.add_paragraph("", "公文正文")
        _rule(document.add_paragraph(f"抄送：{letter.copies}。", "抄送"))


def _write_signature(document: Document, letter: Letter) -> None:
    """Authority centred above the day, with room for the seal; the whole stays on one page."""
    for _ in range(SEAL_LINES):
        _add_kept(document, "", "署名和成文日期")
    beyond = (_measure_width(letter.signed_by) - _measure_width(letter.signed_on)) / 2
    above = max(0.0, DATE_RIGHT - beyond)
    signature = _add_kept(document, letter.signed_by, "署名和成文日期")
    signature.paragraph_format.right_indent = Pt(above * SIZE_3)
    day = document.add_paragraph(letter.signed_on, "署名和成文日期")
    day.paragraph_format.right_indent = Pt((DATE_RIGHT + max(0.0, beyond - DATE_RIGHT)) * SIZE_3)


def _add_kept(document: Document, text: str, style: str) -> Paragraph:
    """A paragraph whose last line stays on the page of what follows."""
    paragraph = document.add_paragraph(text, style)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _measure_width(text: str) -> float:
    """The width of a text in characters: a Latin letter or figure is half of one."""
    return sum(1.0 if unicodedata.east_asian_width(c) in {"W", "F", "A"} else 0.5 for c in text)


def _rule(paragraph: Paragraph) -> None:
    """Thin lines above and below (版记的分隔线)."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "bottom"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # the schema wants borders before spacing and indents; the paragraph has its style alone so far
    paragraph.paragraph_format.element.get_or_add_pPr().append(borders)
