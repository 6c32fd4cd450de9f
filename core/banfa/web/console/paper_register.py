"""发文、送达、公示登记簿: to be filtered, exported and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.procedures.cases import documents
from banfa.procedures.cases.steps import READ
from banfa.procedures.correspondence.paper_register import PaperLine, list_papers
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.fields import Enum
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection


class PaperRegisterQuery(PageQuery):
    """Which papers."""

    state = Enum("只看这一状态的", choices=documents.STATES)
    kind = Enum("只看这一文种的", choices=documents.KINDS)
    publicity = Enum("只看这一公开属性的", choices=documents.PUBLICITY)


def _write_remedies(line: PaperLine) -> str:
    return "无（拟作处理的告知）" if line.document.kind == documents.ADVANCE else "见正文"


PAPER_COLUMNS: Final = (
    Column(
        zh="登记号",
        value=lambda line: line.document.register_no,
        link=link_to("case_document", "row_id", "case_document", lambda line: line.document.id),
    ),
    Column(zh="标题", value=lambda line: line.document.title),
    Column(zh="文种", value=lambda line: documents.KINDS[line.document.kind], wide=True),
    Column(zh="发文字号", value=lambda line: line.document.document_no),
    Column(zh="主送/涉及单位（数）", value=lambda line: line.parties, num=True, wide=True),
    Column(zh="拟稿人", value=lambda line: line.document.drafter, wide=True),
    Column(zh="合法性审核意见号", value=lambda line: line.legal_review, wide=True),
    Column(zh="会议纪要号", value=lambda line: line.meetings, wide=True),
    Column(zh="签发人", value=lambda line: line.document.signer, wide=True),
    Column(zh="签发日", value=lambda line: line.document.issued_on, wide=True),
    Column(zh="用印日", value=lambda line: line.document.sealed_on, wide=True),
    Column(zh="公开属性", value=lambda line: documents.PUBLICITY[line.document.publicity], wide=True),
    Column(zh="公开审查人", value=lambda line: line.reviewers, wide=True),
    Column(zh="送达方式/公布网址", value=lambda line: line.ways, wide=True),
    Column(zh="送达日/发布日", value=lambda line: line.days, wide=True),
    Column(zh="公示起止（工作日数）", value=lambda line: line.shown, wide=True),
    Column(zh="异议数", value=lambda line: line.objections, num=True, wide=True),
    Column(zh="撤下日", value=lambda line: line.down, wide=True),
    Column(zh="救济告知（有/无）", value=_write_remedies, wide=True),
    Column(zh="扫描件", value=lambda line: "有" if line.scanned else "无", wide=True),
    Column(zh="档号", value=lambda line: line.archive_no, wide=True),
)
"""As the bureau's own register has them."""


@list_page(
    "/paper-register",
    READ,
    "发文、送达、公示登记簿",
    columns=PAPER_COLUMNS,
    query=PaperRegisterQuery,
    filters=(
        Filter("state", "状态", tuple(documents.STATES.items())),
        Filter("kind", "文种", tuple(documents.KINDS.items())),
        Filter("publicity", "公开属性", tuple(documents.PUBLICITY.items())),
    ),
    counted_in="份",
    when_empty="还没有文书。",
    nav=Nav(section="名册", icon="journal-check", order=63),
)
def paper_register(call: PageCall, selection: Selection) -> Rows:
    """Every paper of a case: how it was signed, served and shown."""
    chosen = selection.pick("state", "kind", "publicity")
    listed = list_papers(call.unit, before=selection.before, limit=selection.most, **chosen)
    lines, after = selection.cut(listed, lambda line: line.document.id)
    call.shows("case_document", [line.document.id for line in lines])
    return Rows(rows=lines, after=after)
