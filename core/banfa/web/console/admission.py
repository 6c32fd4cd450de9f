"""Tables of a batch, to be printed and exported: all applications, the proposed list, the published one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from banfa.procedures.admission.applications import APPLICATIONS
from banfa.procedures.admission.batches import BATCHES, PUBLISHED, READ
from banfa.procedures.admission.correcting import list_struck
from banfa.procedures.admission.overview import COMMITMENT, TASK_BOOK, Line, list_lines
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.formats import format_cite
from banfa.web.console.frame.lists import Rows, list_page
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.procedures.admission.batches import AdmissionBatch
    from banfa.procedures.admission.correction_rows import AdmissionCorrection
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

ON_LIST: Final = ("proposed", "admitted", "struck")


class Row(NamedTuple):
    """A line with its batch, and what is said of it in words."""

    line: Line
    batch: AdmissionBatch
    supplement: str
    corrected: str
    category: str
    industry: str | None


def _of_line(take: Callable[[Line], Any]) -> Callable[[Row], Any]:
    return lambda row: take(row.line)


def _list_missing(line: Line) -> str:
    """Which of the papers that an admitted provider signs are not there."""
    there = (
        ("承诺书", COMMITMENT in line.papers),
        ("任务书", TASK_BOOK in line.papers),
        ("送达地址确认书", line.address),
    )
    return "、".join(zh for zh, is_there in there if not is_there)


NAMES: Final = (
    Column(zh="序号", value=_of_line(lambda line: line.place), num=True),
    Column(
        zh="单位名称",
        value=_of_line(lambda line: line.name),
        link=link_to(
            "admission_application",
            "row_id",
            "admission_application",
            lambda row: row.line.application.id,
        ),
    ),
    Column(zh="统一社会信用代码", value=_of_line(lambda line: line.uscc), look="code", wide=True),
    Column(zh="类别", value=lambda row: row.category, wide=True),
)
ALLOCATED: Final = (
    Column(zh="行业分配", value=lambda row: row.industry),
    Column(
        zh="列入细分行业库",
        value=_of_line(lambda line: "是" if line.application.industry_list else "否"),
        wide=True,
    ),
)
OF_TABLE: Final = (
    *NAMES,
    Column(zh="收到之日", value=_of_line(lambda line: line.application.received_on), wide=True),
    Column(
        zh="符合/不符合/待审（项）",
        value=_of_line(lambda line: f"{line.met}/{line.not_met}/{line.left}"),
        wide=True,
    ),
    *ALLOCATED,
    Column(zh="尚缺材料", value=_of_line(_list_missing), wide=True),
    Column(zh="办理情况", value=_of_line(lambda line: APPLICATIONS.states[line.application.state])),
)
SUPPLEMENT: Final = Column(zh="增补", value=lambda row: row.supplement, wide=True)
OF_PUBLISHED: Final = (
    *NAMES,
    *ALLOCATED,
    SUPPLEMENT,
    Column(zh="文号", value=lambda row: row.batch.document_no, wide=True),
    Column(zh="公布之日", value=lambda row: row.batch.listed_on, wide=True),
    Column(zh="更正", value=lambda row: row.corrected),
)


def _say_supplement(call: PageCall, batch: AdmissionBatch) -> str:
    """Which list a batch supplements, by which provisions; empty where it supplements none."""
    if batch.supplements_id is None:
        return ""
    earlier = BATCHES.find(call.unit, batch.supplements_id, lock=False)
    return f"增补{earlier.number}（{'、'.join(map(format_cite, batch.supplement_cites))}）"


def _say_corrected(correction: AdmissionCorrection | None) -> str:
    return "" if correction is None else f"已移出（{correction.document_no}，{correction.decided_on}）"


def _fetch(call: PageCall, selection: Selection, batch: AdmissionBatch, *states: str) -> Rows:
    """Fetch a page of the lines of a batch."""
    categories = {category.key: category.zh for category in call.profile.categories}
    industries = {industry.key: industry.zh for industry in call.profile.industries}
    struck, supplement = list_struck(call.unit, batch.id), _say_supplement(call, batch)
    cut, after = selection.cut_whole(list_lines(call.unit, batch.id, *states))
    rows = [
        Row(
            line=line,
            batch=batch,
            supplement=supplement,
            corrected=_say_corrected(struck.get(line.application.id)),
            category=categories.get(line.application.category, line.application.category),
            industry=industries.get(
                line.application.assigned_industry or "", line.application.assigned_industry
            ),
        )
        for line in cut
    ]
    return Rows(rows=rows, after=after)


@list_page(
    "/admission-batches/<id(admission_batch):row_id>/table",
    READ,
    "入库申报汇总表",
    columns=OF_TABLE,
    query=PageQuery,
    counted_in="家",
    when_empty="本批还没有申报。",
)
def admission_table(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """All applications of a batch, with where each stands."""
    return _fetch(call, selection, BATCHES.find(call.unit, row_id, lock=False))


@list_page(
    "/admission-batches/<id(admission_batch):row_id>/proposed-list",
    READ,
    "拟入库名单",
    columns=(*NAMES, *ALLOCATED, SUPPLEMENT),
    query=PageQuery,
    counted_in="家",
    when_empty="本批还没有列入拟入库名单的单位。",
)
def admission_proposed_list(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """Those on the proposed list of a batch."""
    return _fetch(call, selection, BATCHES.find(call.unit, row_id, lock=False), *ON_LIST)


@list_page(
    "/admission-batches/<id(admission_batch):row_id>/published-list",
    READ,
    "公布名单",
    columns=OF_PUBLISHED,
    query=PageQuery,
    counted_in="家",
    when_empty="本批名单还没有公布。",
)
def admission_published_list(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """Those on the published list of a batch, under its one number."""
    batch = BATCHES.find(call.unit, row_id, lock=False)
    return _fetch(call, selection, batch, *ON_LIST) if batch.state in PUBLISHED else Rows(rows=[])
