"""A paper as a page that prints on A4. No inline style and no script: the console's policy holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from banfa.papers.layout import SHEETS, break_title, number_attachments, write_notes
from banfa.papers.model import Letter

if TYPE_CHECKING:
    from banfa.papers.model import Paper

STYLESHEET: Final = "paper.css"
"""The stylesheet's name, beside a page that stands alone."""
_PAGES: Final = Environment(
    loader=FileSystemLoader(SHEETS),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_html(paper: Paper, *, stylesheet: str = STYLESHEET) -> str:
    """The paper as a whole HTML document; `stylesheet` is the address of its style (`read_stylesheet`)."""
    lines = (number_attachments(paper), write_notes(paper)) if isinstance(paper, Letter) else ((), ())
    return _PAGES.get_template("paper.html").render(
        paper=paper,
        letter=isinstance(paper, Letter),
        attachments=lines[0],
        notes=lines[1],
        title=break_title(paper.title),
        stylesheet=stylesheet,
    )


def read_stylesheet() -> str:
    """The style of papers, to be served or laid beside a page."""
    return (SHEETS / STYLESHEET).read_text("utf-8")
