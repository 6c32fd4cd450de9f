"""The list of what a volume holds, by 件, with the columns of DA/T 22-2015 (归档文件目录).

序号, 档号, 文号, 责任者, 题名, 日期, 密级, 页数, 备注; beside them 公开属性 and 保管期限, which an archive
asks for as well. What is not known stays empty: nothing here decides how long something is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from banfa.papers.model import Cell, Form, Table
from banfa.procedures.files.rows import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import IO

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.casefiles import CaseFile
    from banfa.procedures.files.attachments import Attachment

COLUMNS: Final = (
    *("序号", "档号", "文号", "责任者", "题名", "日期"),
    *("密级", "公开属性", "页数", "保管期限", "备注"),
)
TERM: Final = re.compile(r"(永久|30年|10年|Y(?![A-Z])|D30|D10)")
"""How long a 档号 says that it is kept; the codes are those of DA/T 13."""
TERMS: Final = {"Y": "永久", "D30": "30年", "D10": "10年"}
BY_PARTY: Final = ("report",)
"""Kinds of files that the party made; evidence is whoever's it is, the others are the bureau's."""
UNKNOWN_MAKER: Final = ("evidence", "objection", "other")
PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class Item:
    """A 件: a file of the case, with what the lists say of it.

    `late`: of which deciding papers it is no evidence, having come in afterwards.
    """

    kind: str
    name: str
    day: date
    party: str
    attachment: Attachment
    document_no: str = ""
    title: str = ""
    publicity: str = ""
    pages: int | None = None
    late: str = ""
    source: str = ""
    evidence: bool = False


def count_pages(content: IO[bytes], media_type: str) -> int | None:
    """Count the pages of a file: a picture has one; of what is laid out when opened none is known."""
    if media_type.startswith("image/"):
        return 1
    if media_type != PDF:
        return None
    try:
        return len(PdfReader(content).pages)
    except (PyPdfError, ValueError, KeyError):
        return None


def find_retention(archive_no: str | None) -> str:
    """How long the case is kept, as its 档号 says; empty before it has one."""
    code = TERM.search(archive_no or "")
    return TERMS.get(code[1], code[1]) if code else ""


def make_list(profile: Profile, case: CaseFile, volume: str, items: Sequence[Item]) -> Form:
    """Make the list of a volume; `volume` is what it is called."""
    retention = find_retention(case.archive_no)
    rows = tuple(
        (
            str(number),
            case.archive_no or "",
            item.document_no,
            _name_maker(profile, item),
            _name(item),
            f"{item.day:%Y%m%d}",
            "",
            item.publicity,
            "" if item.pages is None else str(item.pages),
            retention,
            item.late,
        )
        for number, item in enumerate(items, start=1)
    )
    return Form(
        name="archive_list",
        title=f"归档文件目录（{volume}）",
        bureau=profile.city.bureau,
        rows=((Cell("案号", case.number), Cell("件数", str(len(items)))),),
        table=Table(COLUMNS, rows),
        note="空栏由档案人员填写；密级须经定密责任人确定。制表人：　　　　　审核人：　　　　　日期：",
        origins=(),
        blanks=(),
    )


def _name_maker(profile: Profile, item: Item) -> str:
    """Who answers for what a file says (责任者)."""
    if item.kind in BY_PARTY:
        return item.party
    return "" if item.kind in UNKNOWN_MAKER else profile.city.bureau


def _name(item: Item) -> str:
    """What a file is called (题名): the title of its paper and what of it, else its own name."""
    return f"{item.title}（{KINDS[item.kind]}）" if item.title else f"{KINDS[item.kind]}：{item.name}"
