"""`banfa city paper`: the papers of a city, listed, or one of them written to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.cli._echo import echo, echo_lines
from banfa.cli._table import columns
from banfa.errors import Malformed
from banfa.papers.catalogue import find_paper, list_papers
from banfa.papers.docx import render_docx
from banfa.papers.filling import fill_paper
from banfa.papers.html import STYLESHEET, read_stylesheet, render_html
from banfa.papers.pdf import render_pdf
from banfa.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from banfa.cities.profile import Profile
    from banfa.papers.model import Paper
    from banfa.papers.templates import PaperTemplate

BINARY: Final = {"docx": render_docx, "pdf": render_pdf}


def print_list(profile: Profile) -> None:
    """A line for each paper: name, what it is called, why there is one."""
    rows = [
        (p.name, p.zh, "、".join(dict.fromkeys(o.basis.value for o in p.origins)))
        for p in list_papers(profile)
    ]
    for line in columns(rows):
        echo(line)


def write_paper(profile: Profile, name: str, form: str, out: Path | None, blanks: Iterable[str]) -> None:
    """Write one paper in one format, and say what is still to be filled in, by whom.

    Raises Missing for a paper that the city has not, Malformed for a blank that the paper has not.
    """
    template = find_paper(profile, name)
    paper = fill_paper(template, dict(_read_blank(template, text) for text in blanks))
    if out is None:
        if form != "html":
            raise Malformed("out_missing", f"{form} 须写入文件，请加 --out 文件名。")
        echo_lines(render_html(paper))
        return
    _write(out, BINARY[form](paper) if form in BINARY else render_html(paper).encode())
    if form == "html":
        _write(out.with_name(STYLESHEET), read_stylesheet().encode())
    echo(f"已写入 {out}（{template.zh}）")
    _print_rest(template, paper)


def _read_blank(template: PaperTemplate, text: str) -> tuple[str, str]:
    """名称=内容."""
    name, equals, value = text.partition("=")
    if not equals:
        raise Malformed("blank_malformed", f"“{text}”应写作 名称=内容。", blank=text)
    names = [blank.name for blank in template.blanks]
    if name not in names:
        message = f"“{template.zh}”没有名为“{name}”的空格；现有：{'、'.join(names)}。"
        raise Malformed("unknown_blank", message, blank=name)
    return name, value


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        message = f"不能写入 {path}：{error.strerror}；请换一个文件名或者文件夹。"
        raise Malformed("file_unwritable", message, path=str(path)) from error


def _print_rest(template: PaperTemplate, paper: Paper) -> None:
    """The blanks that are still empty, with who fills them in and how."""
    empty = [(f"  {b.name}", b.source.value, b.hint) for b in template.blanks if b.name in paper.blanks]
    if empty:
        echo(f"尚有{len(empty)}处空格：")
    for line in columns(empty):
        echo(line)
