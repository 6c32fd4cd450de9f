"""Templates: a sheet to fill in, with lists to choose from, an example that is left out, and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_col_to_name

from banfa.ledger.sheets.cells import CLEAR
from banfa.ledger.sheets.columns import Cell, Column
from banfa.ledger.sheets.grids import MAX_ROWS
from banfa.ledger.sheets.heads import MARK
from banfa.ledger.sheets.read_child import TEMPLATE_SHEET
from banfa.ledger.sheets.rows import EXAMPLE
from banfa.ledger.sheets.workbooks import DAY, MONEY, NUMBER, TEXT, Workbook, open_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from banfa.ledger.sheets.forms import SheetForm

NOTES: Final = "填写说明"
HEAD_ROW: Final = 2
FIRST_ROW: Final = HEAD_ROW + 2
STYLES: Final = {Cell.DAY: DAY, Cell.MONEY: MONEY, Cell.NUMBER: NUMBER, Cell.LEVEL: NUMBER}
_EXAMPLES: Final[dict[Cell, str]] = {
    Cell.TEXT: "文字",
    Cell.CREDIT_CODE: "91350200MA2XNKTD0M",
    Cell.DAY: "2025-01-31",
    Cell.YES_NO: "是",
    Cell.MONEY: "12.5",
    Cell.RATE: "30",
    Cell.NUMBER: "1",
    Cell.LEVEL: "2",
    Cell.LINES: "第一项\n第二项",
    Cell.ITEMS: "生产管理系统｜98000\n培训｜2000",
    Cell.REFERENCE: "91350200MA2XNKTD0M",
}
_RULES: Final = (
    f"表头前有 {MARK} 的必填；空白的单元格：新增时按没有填写，更正时不改动原有内容。",
    f"要去掉原有内容的，填“{CLEAR}”。",
    "系统编号：新增的不填；更正已登记的，照抄导出表中的系统编号或原来的外部编号。",
    "编号、代码所在的列已设为文本格式，请勿改成数字，否则 18 位代码会丢失末几位。",
    "金额按表头的单位填写，把表头的“万元”改为“元”即按元读取。",
    "是否项填是或否；日期 2025-01-31、2025/1/31、2025年1月31日 均可。",
    f"以“{EXAMPLE}”开头的行不导入。一次最多 {MAX_ROWS} 行。",
)


def make_template(form: SheetForm, *, city: str) -> bytes:
    """Make the template of a form; the same form gives the same bytes."""
    with open_workbook() as (workbook, buffer):
        page = workbook.add_sheet(form.zh[:31])
        _write_page(workbook, page, form, city)
        _write_notes(workbook, [form])
        hidden = _add_hidden(workbook)
        workbook.write_text(hidden, 0, 0, f"{form.name}:{form.version}", TEXT)
        _write_lists(workbook, hidden, page, form)
    return buffer.getvalue()


def make_templates(forms: Sequence[SheetForm], *, city: str) -> bytes:
    """Make one template of several forms, a sheet each in this order."""
    with open_workbook() as (workbook, buffer):
        pages = [workbook.add_sheet(form.zh) for form in forms]
        for page, form in zip(pages, forms, strict=True):
            _write_page(workbook, page, form, city)
        _write_notes(workbook, forms)
        hidden, start = _add_hidden(workbook), 0
        for page, form in zip(pages, forms, strict=True):
            workbook.write_text(hidden, 0, start, f"{form.name}:{form.version}:{page.get_name()}", TEXT)
            _write_lists(workbook, hidden, page, form, start)
            start += len(form.columns)
    return buffer.getvalue()


def _mark_head(column: Column) -> str:
    """The head of a column, marked where it must be filled in."""
    return f"{MARK}{column.head}" if column.required else column.head


def _set_columns(workbook: Workbook, page: Worksheet, columns: tuple[Column, ...]) -> None:
    """Set width and format of every column: codes are text, whatever is typed."""
    for place, column in enumerate(columns):
        wide = column.cell in (Cell.ITEMS, Cell.LINES, Cell.REFERENCE, Cell.CREDIT_CODE)
        width = 26 if wide else max(12, min(2 * len(column.head) + 4, 30))
        page.set_column(place, place, width, workbook.styles[STYLES.get(column.cell, TEXT)])


def _write_page(workbook: Workbook, page: Worksheet, form: SheetForm, city: str) -> None:
    _set_columns(workbook, page, form.columns)
    page.merge_range(
        0, 0, 0, max(len(form.columns) - 1, 1), f"{city}{form.zh}导入表", workbook.styles.get("title")
    )
    workbook.write_text(page, 1, 0, "填写办法见“填写说明”；灰色的示例行不导入。", "line")
    for place, column in enumerate(form.columns):
        style = "must" if column.required else "head"
        workbook.write_text(page, HEAD_ROW, place, _mark_head(column), style)
        example = _make_example(column) if place else f"{EXAMPLE}（不导入）"
        workbook.write_text(page, HEAD_ROW + 1, place, example, "example")
    page.freeze_panes(HEAD_ROW + 1, 0)


def _make_example(column: Column) -> str:
    return next(iter(column.options.values()), "") or _EXAMPLES[column.cell]


def _write_notes(workbook: Workbook, forms: Sequence[SheetForm]) -> None:
    page = workbook.add_sheet(NOTES)
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 8)
    page.set_column(2, 3, 60)
    for row, rule in enumerate(_RULES):
        workbook.write_text(page, row, 0, f"{row + 1}. {rule}", "line")
    start = len(_RULES) + 1
    for form in forms:
        if len(forms) > 1:
            workbook.write_text(page, start, 0, form.zh, "line")
            start += 1
        workbook.write_texts(page, start, ("列", "必填", "填什么", "说明"), "head")
        for row, column in enumerate(form.columns, start + 1):
            options = "、".join(column.options.values())
            must = "必填" if column.required else ""
            workbook.write_texts(page, row, (column.head, must, options or column.bounds, column.hint), TEXT)
        start += len(form.columns) + 2


def _add_hidden(workbook: Workbook) -> Worksheet:
    """Add the hidden sheet that says what template this is, and holds the words to choose from."""
    hidden = workbook.add_sheet(TEMPLATE_SHEET)
    hidden.very_hidden()
    return hidden


def _write_lists(
    workbook: Workbook, hidden: Worksheet, page: Worksheet, form: SheetForm, start: int = 0
) -> None:
    """Write the words to choose from on the hidden sheet, from this column on."""
    for place, column in enumerate(form.columns):
        words = ("是", "否") if column.cell is Cell.YES_NO else tuple(column.options.values())
        if not words:
            continue
        for row, word in enumerate(words, 1):
            workbook.write_text(hidden, row, start + place, word, TEXT)
        name = xl_col_to_name(start + place, col_abs=True)
        rule: dict[str, Any] = {
            "validate": "list",
            "source": f"={TEMPLATE_SHEET}!{name}$2:{name}${len(words) + 1}",
            # A word of our own, by its key, or 清空, may be typed as well: the preview judges it.
            "error_type": "warning",
            "error_message": "请从下拉列表中选择。",
        }
        page.data_validation(FIRST_ROW - 1, place, FIRST_ROW + MAX_ROWS, place, rule)
