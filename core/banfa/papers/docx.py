"""A paper as a DOCX that WPS and Word open unchanged: the bare body, in the fonts bureaus have.

Margins, fonts, sizes and line spacing follow GB/T 9704—2012 (5.2, 7.3). No header, no footer, no red head, no
seal: those come from the bureau's own office system. The same paper gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm

from banfa.papers.docx_form import write_form
from banfa.papers.docx_letter import write_letter
from banfa.papers.docx_styles import add_styles
from banfa.papers.layout import FORM_MARGINS_MM, MARGINS_MM
from banfa.papers.model import Letter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as DocumentObject

    from banfa.papers.model import Paper

A4_MM: Final = (210, 297)
NO_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""When the file says it was made: a paper has no clock."""
ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
LEFT_OUT: Final = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_XML}
"""What the library's empty document brings along and a bureau has no use for."""


def render_docx(paper: Paper) -> bytes:
    """The paper as a DOCX file."""
    document = _make_document(MARGINS_MM if isinstance(paper, Letter) else FORM_MARGINS_MM)
    document.core_properties.title = paper.title
    if isinstance(paper, Letter):
        write_letter(document, paper)
    else:
        write_form(document, paper)
    buffer = io.BytesIO()
    document.save(buffer)
    return _fix_times(buffer.getvalue())


def _make_document(margins: Mapping[str, int]) -> DocumentObject:
    """An empty A4 document with our styles, and nothing that says which program or hour made it."""
    document = Document()
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype in LEFT_OUT]:
            del rels[key]
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, A4_MM)
    for side, margin in margins.items():
        setattr(section, f"{side}_margin", Mm(margin))
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = NO_DAY
    add_styles(document)
    return document


def _fix_times(packed: bytes) -> bytes:
    """The same archive with the same time on every member."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
