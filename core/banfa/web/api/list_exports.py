"""Results of a round, hits and objections as workbooks (xlsx): what their lists have, as people keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.sheets.exports import make_header
from banfa.ledger.sheets.lists import ListColumn, write_list
from banfa.ledger.sheets.workbooks import DAY, INSTANT, MEDIA_TYPE
from banfa.procedures.rounds import objection_rows, results
from banfa.procedures.rounds.transitions import find_round
from banfa.procedures.watch import hits
from banfa.trust.permissions import BUREAU
from banfa.trust.unit import SHANGHAI
from banfa.web.api.exports import BINARY, EXPORT_WEIGHT, answer_workbook
from banfa.web.api.names import add_names
from banfa.web.api.results import ResultsFilter
from banfa.web.api.watch import HitsFilter, choose_hits
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.objections import render_objection
from banfa.web.rendering.results import render_result
from banfa.web.rendering.watch import render_hit
from banfa.web.requests import Arguments, Call, pick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from banfa.web.responses import Answer

blp = Blueprint("list_exports", __name__, description="导出")

PAGE: Final = 500
RESULTS: Final = (
    ListColumn("名次", width=10),
    ListColumn("服务商", width=30),
    ListColumn("总分"),
    ListColumn("等级"),
    ListColumn("是否尚有未决事项"),
)
HITS: Final = (
    ListColumn("服务商", width=30),
    ListColumn("条款"),
    ListColumn("情形", width=40),
    ListColumn("状态"),
    ListColumn("说明", width=50),
    ListColumn("发现之日", DAY),
    ListColumn("最近变化之日", DAY),
)
OBJECTIONS: Final = (
    ListColumn("服务商", width=30),
    ListColumn("异议内容", width=50),
    ListColumn("收到日期", DAY),
    ListColumn("提出时间", INSTANT, 18),
    ListColumn("状态"),
    ListColumn("处理理由", width=50),
    ListColumn("处理时间", INSTANT, 18),
)


@blp.route("/rounds/<id(round):round_id>/results/export.xlsx")
@blp.arguments(ResultsFilter, location="query")
@blp.response(200, BINARY, content_type=MEDIA_TYPE)
@operation("round.read", summary="导出得分汇总表", roles=BUREAU, weight=EXPORT_WEIGHT)
def export_results(call: Call, query: Arguments, round_id: int) -> Answer:
    """Everyone's result, best first, or those that are asked for."""
    name = find_round(call.unit, round_id, lock=False).name
    choice = results.ResultChoice(**pick(query, "grade", "taking_part", "q"))

    def list_after(last: Any) -> Sequence[results.RankedResult]:
        after = None if last is None else (last.sort_key, last.provider_id)
        return results.list_results(
            call.unit, round_id=round_id, choice=choice, sort=query["sort"], after=after, limit=PAGE
        )

    rows = (_write_result(render_result(result)) for result in _list_all(list_after))
    return _answer(call, f"{name}得分汇总表", RESULTS, rows)


@blp.route("/hits/export.xlsx")
@blp.arguments(HitsFilter, location="query")
@blp.response(200, BINARY, content_type=MEDIA_TYPE)
@operation("watch.read", summary="导出线索", roles=BUREAU, weight=EXPORT_WEIGHT)
def export_hits(call: Call, query: Arguments) -> Answer:
    """What the nights have left, oldest first, or those that are asked for."""
    chosen = choose_hits(call, query)

    def list_after(last: Any) -> Sequence[Any]:
        return hits.list_hits(call.unit, after=0 if last is None else last.hit.id, limit=PAGE, **chosen)

    rows = (_write_hit(render_hit(named)) for named in _list_all(list_after))
    return _answer(call, "线索提示（未经核实）", HITS, rows)


@blp.route("/rounds/<id(round):round_id>/objections/export.xlsx")
@blp.response(200, BINARY, content_type=MEDIA_TYPE)
@operation("round.read", summary="导出异议", roles=BUREAU, weight=EXPORT_WEIGHT)
def export_objections(call: Call, round_id: int) -> Answer:
    """A round's objections."""
    name = find_round(call.unit, round_id, lock=False).name
    listed = objection_rows.list_objections(call.unit, round_id=round_id)
    rendered = add_names(call.unit, [render_objection(objection) for objection in listed])
    return _answer(call, f"{name}异议登记表", OBJECTIONS, map(_write_objection, rendered))


def _list_all(list_after: Callable[[Any], Sequence[Any]]) -> Iterator[Any]:
    """List everything, page by page; each is asked for by the last of the one before."""
    last = None
    while page := list_after(last):
        yield from page
        last = page[-1]


def _answer(call: Call, title: str, columns: Sequence[ListColumn], rows: Any) -> Answer:
    content = write_list(make_header(call.unit, title), columns, rows)
    return answer_workbook(content, f"{title}{call.unit.today:%Y%m%d}.xlsx")


def _write_result(row: dict[str, Any]) -> tuple[Any, ...]:
    ranges = (_write_range(row[name]) for name in ("rank", "total", "grade"))
    rank, total, grade = ranges
    return rank, row["provider_name"], total, grade, "是" if row["open"] else "否"


def _write_range(value: Any) -> str | None:
    """Write what is known, or between which two it lies."""
    if isinstance(value, list):
        return " 至 ".join("未定" if end is None else str(end) for end in value)
    return None if value is None else str(value)


def _write_hit(row: dict[str, Any]) -> tuple[Any, ...]:
    names = ("provider_name", "cite_zh", "situation", "state_zh", "explanation", "seen_on", "changed_on")
    return tuple(row[name] for name in names)


def _write_objection(row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        row["provider_name"],
        row["statement"],
        row["received_on"],
        _localise(row["filed_at"]),
        row["state_zh"],
        row["reason"],
        _localise(row["decided_at"]),
    )


def _localise(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(SHANGHAI)
