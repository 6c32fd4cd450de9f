"""推荐汇总表 as it is printed and stamped: who is recommended, by which district, for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.recommendations.actions import READ
from banfa.procedures.recommendations.rows import CALLS
from banfa.trust.permissions import LOGS_IN
from banfa.trust.unit import SHANGHAI
from banfa.web.casework.of_recommendations import RECOMMENDATIONS
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.lists import Rows, list_page
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection


def _of(name: str) -> Callable[[Any], Any]:
    return lambda line: line[name]


COLUMNS: Final = (
    Column(zh="序号", value=_of("place"), num=True),
    Column(zh="企业名称", value=_of("name")),
    Column(zh="信用代码", value=_of("uscc"), look="code", wide=True),
    Column(zh="县（市、区）", value=_of("district"), wide=True),
    Column(zh="细分行业", value=_of("industry"), wide=True),
    Column(zh="推荐意见", value=_of("opinion")),
    Column(zh="备注", value=_of("remark"), wide=True),
)


@list_page(
    "/recommendations/<id(recommendation):row_id>/table",
    READ,
    "推荐汇总表",
    columns=COLUMNS,
    query=PageQuery,
    counted_in="家",
    roles=LOGS_IN,
)
def recommendation_table(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """A district's table, to be printed and stamped; once submitted it stays as it is."""
    table = RECOMMENDATIONS.find(call.unit, row_id)
    call.shows("recommendation", [table.id])
    lines = [{"place": place, **line} for place, line in enumerate(table.lines, 1)]
    rows, after = selection.cut_whole(lines)
    number = f"（{table.document_no}）" if table.document_no else ""
    return Rows(
        rows=rows,
        after=after,
        total=len(lines),
        about=f"{table.district}，{CALLS[table.call]}，{table.title}{number}，截至{table.as_of}",
        as_of=table.as_of,
        made_on=table.drafted_at.astimezone(SHANGHAI).date(),
        maker=table.maker,
        checker=table.reviewer,
    )
