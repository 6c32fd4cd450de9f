"""A sheet of all the scales that an edition leaves open (评分标准表), filled with what is set so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_col_to_name

from banfa.law import OpenCriteria, OpenScale
from banfa.ledger.sheets.read_child import TEMPLATE_SHEET
from banfa.ledger.sheets.templates import NOTES
from banfa.ledger.sheets.workbooks import TEXT, Workbook, open_workbook
from banfa.procedures.instruments import scale_columns as at
from banfa.procedures.instruments.typed_numbers import unit_of, write_threshold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from banfa.law import Edition, Fact, Share
    from banfa.procedures.instruments.open_terms import TermState

MARK: Final = "scales."
"""How the mark of a sheet of scales begins; the edition's key follows."""
HEAD_ROW: Final = 2
BLANK_ROWS: Final = 4
"""Rows that a scale has which is not set."""
_WIDE: Final = {at.TERM: 36, at.MEASURE: 36, at.CITE: 18, at.KEY: 20}
_RULES: Final = (
    "一项评分标准占几行，每档一行；档数多了插入行，照抄标识一列。不设的各行空着。",
    "统计口径、计分方式等整项只说一次的，填在该项任一行。",
    "分档：自起点起得该档的分。直线：填首尾两行，其间按比例。每项计分：不填起点，填每项得分、最多得分，可填基础分。",
    "起点按“起点单位”填写。比例带百分号填写，如60%；单元格已设为文本格式，请勿改成百分比格式。",
    "小数写成2.5，分数写成1/2；以元计的可写12.5万元。",
    "上传以后先核对；核对无误的带到“以文件确定”的表单，填文号后登记，才算确定。",
)


def list_scales(states: Sequence[TermState]) -> list[TermState]:
    """The terms that a sheet of scales is about."""
    return [state for state in states if isinstance(state.term, OpenScale | OpenCriteria)]


def _list_heads(states: Sequence[TermState]) -> list[str]:
    """The columns that these need."""
    has_criteria = any(isinstance(state.term, OpenCriteria) for state in states)
    return [head for head in at.HEADS if has_criteria or head not in at.OF_CRITERIA]


def make_scale_sheet(law: Edition, states: Sequence[TermState]) -> bytes:
    """Make the sheet of an edition; the same settings give the same bytes."""
    scales = list_scales(states)
    heads = _list_heads(scales)
    with open_workbook() as (workbook, buffer):
        page = workbook.add_sheet("评分标准")
        hidden = workbook.add_sheet(TEMPLATE_SHEET)
        hidden.very_hidden()
        workbook.write_text(hidden, 0, 0, f"{MARK}{law.key}:1", TEXT)
        _write_heads(workbook, page, law, heads)
        row = HEAD_ROW + 1
        for n, state in enumerate(scales, 1):
            first = row
            for cells in _list_rows(state):
                for place, head in enumerate(heads):
                    workbook.write_text(page, row, place, cells.get(head, ""), TEXT)
                row += 1
            _offer(workbook, page, state, hidden=hidden, rows=(first, row - 1), where=(heads, n))
        _write_notes(workbook)
    return buffer.getvalue()


def _write_heads(workbook: Workbook, page: Worksheet, law: Edition, heads: Sequence[str]) -> None:
    for place, head in enumerate(heads):
        page.set_column(place, place, _WIDE.get(head, 13), workbook.styles[TEXT])
    page.merge_range(0, 0, 0, len(heads) - 1, f"{law.title}评分标准表", workbook.styles.get("title"))
    workbook.write_text(page, 1, 0, "填写办法见“填写说明”；前四列和起点单位供对照，请勿改动标识。", "line")
    workbook.write_texts(page, HEAD_ROW, heads, "head")
    page.freeze_panes(HEAD_ROW + 1, 0)


def _offer(
    workbook: Workbook,
    page: Worksheet,
    state: TermState,
    *,
    hidden: Worksheet,
    rows: tuple[int, int],
    where: tuple[Sequence[str], int],
) -> None:
    """Offer the words to choose from in the rows of a scale."""
    (first, last), (heads, column) = rows, where
    shape = heads.index(at.SHAPE)
    page.data_validation(first, shape, last, shape, {"validate": "list", "source": list(at.SHAPES.values())})
    menu: Any = getattr(state.term, "menu", ())
    if not menu:
        return
    for n, measured in enumerate(menu, 1):
        workbook.write_text(hidden, n, column, measured.zh, TEXT)
    name, place = xl_col_to_name(column, col_abs=True), heads.index(at.MEASURE)
    source = f"={TEMPLATE_SHEET}!{name}$2:{name}${len(menu) + 1}"
    page.data_validation(first, place, last, place, {"validate": "list", "source": source})


def _list_rows(state: TermState) -> Iterator[dict[str, str]]:
    """The rows of a term, each by heads: as it is set, or to be filled in."""
    fixed = {
        at.KEY: state.term.key,
        at.CITE: str(state.cite),
        at.TERM: state.zh,
        at.FULL: "" if state.full is None else str(state.full),
    }
    value: Any = state.value
    if isinstance(state.term, OpenScale):
        figures = {measured.key: measured for measured in state.term.menu}
        chosen = figures.get(str(value.get("measure"))) if isinstance(value, dict) else None
        of = chosen.of if chosen else (None if figures else state.term.of)
        of_whole = {at.MEASURE: chosen.zh} if chosen else {}
        for cells in _list_tiers(value, of):
            yield {**fixed, **of_whole, **cells}
            of_whole = {}
        return
    menu = {measured.key: measured for measured in state.term.menu}  # type: ignore[union-attr]
    for n, criterion in enumerate(value or [{}], 1):
        measured = menu.get(criterion.get("measure", ""))
        of_whole = {
            at.NAME: criterion.get("name", ""),
            at.MOST: str(criterion.get("full", "")),
            at.MEASURE: measured.zh if measured else "",
        }
        for cells in _list_tiers(criterion.get("scale"), measured.of if measured else None):
            yield {**fixed, at.PLACE: str(n), **of_whole, **cells}
            of_whole = {}


def _list_tiers(value: Mapping[str, Any] | None, of: Fact | Share | None) -> Iterator[dict[str, str]]:
    """The rows of a scale, by the columns that say what it is."""
    unit = {at.UNIT: unit_of(of)} if of is not None else {}
    if not value or of is None:
        yield from ({**unit} for _ in range(BLANK_ROWS))
        return
    shape = next(name for name in at.SHAPES if name in value)
    of_whole = {at.SHAPE: at.SHAPES[shape]}
    of_whole |= {at.EMPTY: str(value.get("empty"))} if value.get("empty") is not None else {}
    if shape == "per_item":
        more = {at.EACH: "per_item", at.UPTO: "upto", at.BASE: "base"}
        yield {**unit, **of_whole, **{head: str(value[name]) for head, name in more.items() if name in value}}
        return
    for start, points in value[shape]:
        yield {**unit, **of_whole, at.AT: write_threshold(start, of), at.POINTS: str(points)}
        of_whole = {}


def _write_notes(workbook: Workbook) -> None:
    page = workbook.add_sheet(NOTES)
    page.set_column(0, 0, 90)
    for row, rule in enumerate(_RULES):
        workbook.write_text(page, row, 0, f"{row + 1}. {rule}", "line")
