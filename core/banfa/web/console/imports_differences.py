"""导入差异表: what a sheet would change, or has changed, field by field; to be exported and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from banfa.ledger.sheets.forms import find_form
from banfa.procedures.imports.affects import list_affected
from banfa.procedures.imports.finding import find_import, list_rows
from banfa.procedures.imports.tables import CLASSES, UNCHANGED
from banfa.trust.persons import name_persons
from banfa.trust.sources import find_source
from banfa.trust.unit import SHANGHAI
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.console.imports_rows import Line, describe_rows
from banfa.web.fields import Enum
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection


class DifferencesQuery(PageQuery):
    """Which differences."""

    kind = Enum("只看这一类的", choices=CLASSES)


class Difference(NamedTuple):
    """A line of the preview, and what holds of its whole sheet."""

    line: Line
    source: str
    form: str
    handler: str
    handled_on: str
    file_name: str


def _of_line(take: Callable[[Line], object]) -> Callable[[Difference], object]:
    return lambda row: take(row.line)


def _say_old(line: Line) -> str:
    return f"{line.old}（{line.origin}）" if line.old and line.origin else line.old


def _say_new(row: Difference) -> str:
    """What the sheet has, or why it is not read."""
    line = row.line
    return line.why or "；".join(filter(None, (line.new, line.ruled)))


COLUMNS: Final = (
    Column(zh="行号", value=_of_line(lambda line: line.number), num=True),
    Column(zh="来源单位", value=lambda row: row.source, wide=True),
    Column(zh="类别", value=lambda row: row.form, wide=True),
    Column(zh="对象", value=_of_line(lambda line: line.label)),
    Column(zh="字段", value=_of_line(lambda line: line.field)),
    Column(zh="原值（来源、日期）", value=_of_line(_say_old)),
    Column(zh="新值", value=_say_new),
    Column(zh="差异类型", value=_of_line(lambda line: line.row_class)),
    Column(zh="影响的指标和情形", value=_of_line(lambda line: "；".join(line.affects)), wide=True),
    Column(zh="处理", value=_of_line(lambda line: line.treatment)),
    Column(zh="处理人", value=lambda row: row.handler, wide=True),
    Column(zh="日期", value=lambda row: row.handled_on, wide=True),
    Column(zh="依据材料", value=lambda row: row.file_name, wide=True),
)


@list_page(
    "/imports/<id(sheet_import):import_id>/differences",
    "ledger.write",
    "导入差异表",
    columns=COLUMNS,
    query=DifferencesQuery,
    filters=(Filter("kind", "差异类型", tuple(CLASSES.items())),),
    counted_in="行",
    when_empty="没有差异。",
)
def import_differences(call: PageCall, selection: Selection, import_id: int) -> Rows:
    """Every difference of a sheet; rows that say what the ledger has are left out, unless asked for."""
    sheet = find_import(call.unit, import_id)
    call.shows("sheet_import", [sheet.id])
    wanted = selection.values.get("kind")
    listed = list_rows(
        call.unit,
        sheet.id,
        row_class=wanted,
        but=None if wanted else UNCHANGED,
        after=selection.after or 0,
        limit=selection.most,
    )
    page, after = selection.cut(listed, lambda row: row.line)
    form = find_form(call.profile, sheet.form)
    handler = name_persons(call.unit, (sheet.confirmed_by,))[sheet.confirmed_by]
    handled_on = f"{sheet.recorded_at.astimezone(SHANGHAI):%Y-%m-%d}" if sheet.recorded_at else ""
    source = find_source(call.unit, sheet.source).name
    of_sheet = (source, form.zh, handler or "", handled_on, sheet.file_name)
    lines = describe_rows(call, form, page, list_affected(call.profile, form), sheet)
    return Rows(
        rows=[Difference(line, *of_sheet) for line in lines], after=after, about=f"{form.zh}，{source}"
    )
