"""A paper as PDF/A, set by Typst in a font that comes as a pinned package.

What people wrote is data to Typst (JSON), never markup. The same paper gives the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import pylopdf_fonts_zh_cn
import typst

from banfa.papers.layout import (
    FORM_MARGINS_MM,
    MARGINS_MM,
    SHEETS,
    break_title,
    number_attachments,
    write_notes,
)
from banfa.papers.model import Letter

if TYPE_CHECKING:
    from typing import Any

    from banfa.papers.model import Paper

NO_DAY: Final = 0
"""The seconds since 1970 that a file says it was made at: a paper has no clock."""


def render_pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2b."""
    return typst.compile(
        SHEETS / "paper.typ",
        root=SHEETS,
        sys_inputs={"paper": json.dumps(_paper_as_data(paper), ensure_ascii=False)},
        font_paths=[pylopdf_fonts_zh_cn.serif_path().parent],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="a-2b",
        timestamp=NO_DAY,
    )


def _paper_as_data(paper: Paper) -> dict[str, Any]:
    """What the Typst file reads. Reasons and lists of blanks are no part of what is printed."""
    data = {key: value for key, value in asdict(paper).items() if key not in {"origins", "blanks"}}
    data["lines"] = break_title(paper.title)
    if isinstance(paper, Letter):
        lines = {"attachments": number_attachments(paper), "notes": write_notes(paper)}
        return {**data, **lines, "kind": "letter", "margins": MARGINS_MM}
    return {**data, "kind": "form", "margins": FORM_MARGINS_MM}
