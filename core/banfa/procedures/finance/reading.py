"""Reading a list of finance's: amounts and days exactly as they stand, or the file is turned away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_col_to_name

from banfa.errors import FieldError, Malformed
from banfa.ledger.entries.reading import make_malformed
from banfa.ledger.entries.values import InvalidValue, read_day
from banfa.ledger.sheets.days import read_date
from banfa.ledger.sheets.grids import read_grids
from banfa.ledger.sheets.numbers import read_amount
from banfa.ledger.sheets.written import (
    KnownColumns,
    WrittenPage,
    choose_page,
    find_column,
    part_page,
    write_cell,
)
from banfa.procedures.finance.words import (
    COLUMNS,
    HEADS,
    LEVELS_WRITTEN,
    PARTS_WRITTEN,
    PAYMENT,
    RECEIPT,
    SUBTOTALS,
    TOTALS,
    UNITS,
)
from banfa.procedures.spelling import spell
from banfa.procedures.subsidies.papers import looks_like_account

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from banfa.ledger.sheets.grids import Grid
    from banfa.ledger.sheets.written import Table

NEEDED: Final = ("amount", "paid_on")
"""Columns without which nothing can be compared; of payee and enterprise there is one."""
LEAST_HEADS: Final = 3
"""Heads that are known in a row which is taken for that of the heads."""
MAX_ERRORS: Final = 20
_UNIT: Final = re.compile(r"[（(]\s*(万?元)\s*[)）]$|[:：]\s*(?:人民币)?\s*(万?元)\s*$")
_IN_BRACKETS: Final = re.compile(r"[（(][^（()）]*[)）]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What finance says of one payment or of what came back, in 分; None: it does not say."""

    kind: str
    line: int
    cells: list[dict[str, str]]
    payee: str | None
    enterprise: str | None
    number: str | None
    fund_no: str | None
    level: str | None
    paid_on: date
    voucher: str | None
    amount: int
    part: str | None


@dataclass(frozen=True, slots=True)
class FinanceList(WrittenPage):
    """A list of finance's: in what its amounts are, and its lines."""

    unit: str
    lines: list[Written]


def read_list(
    content: bytes, *, page: str | None, head_row: int | None, unit: str | None, named: Mapping[str, str]
) -> FinanceList:
    """Read a page of a file; `named` says which column (its head, or its letter) holds what.

    Raises Malformed: what `read_grids` and `part_page` raise, `page_missing`, `head_missing`, `head_twice`,
    `unit_missing`, `unit_differs`, `account_number`, `total_differs`, and by row what cannot be read.
    """
    grids = read_grids(content)
    for grid in grids:
        _check_no_accounts(grid)
    grid = choose_page(grids, page)
    table = part_page(grid, _find_head_row(grid) if head_row is None else head_row)
    places = _find_places(table.heads, named)
    written_unit = _find_unit(table, places, unit)
    lines = _read_lines(grid, table, places, UNITS[written_unit])
    letters = {name: xl_col_to_name(place) for name, place in places.items()}
    return FinanceList(grid.name, table, letters, written_unit, lines)


def _check_no_accounts(grid: Grid) -> None:
    """Check that no cell looks like an account or identity number: it is not kept here."""
    for number, cells in grid.rows:
        for place, cell in enumerate(cells):
            if looks_like_account(write_cell(cell)):
                where = f"{grid.name}{xl_col_to_name(place)}{number}"
                message = f"单元格{where}疑似银行账号或身份证号：本系统不保存，请删去这一列后重新上传。"
                raise Malformed("account_number", message, field="file_id")


def _find_head_row(grid: Grid) -> int:
    """Find the row of the heads: the first in which several of them are known."""
    known = {head for heads in HEADS.values() for head in heads}
    for number, cells in grid.rows:
        if sum(_bare(write_cell(cell)) in known for cell in cells) >= LEAST_HEADS:
            return number
    message = f"没有找到表头（{'、'.join(COLUMNS.values())}），请写明表头所在行和各列的表头。"
    raise Malformed("head_missing", message, field="head_row")


def _bare(head: str) -> str:
    """A head without blanks and without the unit behind it."""
    return _IN_BRACKETS.sub("", "".join(head.split()))


def _find_places(heads: Sequence[str], named: Mapping[str, str]) -> dict[str, int]:
    """Find the columns: as they are named, else by their usual heads. Raises Malformed."""
    bare = [_bare(head) for head in heads]
    places = {}
    for name, zh in COLUMNS.items():
        if name in named:
            places[name] = find_column(heads, named[name], name)
            continue
        same = [place for place, head in enumerate(bare) if head in HEADS[name]]
        if len(same) > 1:
            letters = "、".join(map(xl_col_to_name, same))
            message = f"“{zh}”有{len(same)}列（{letters}），请写明用哪一列。"
            raise Malformed("head_twice", message, field=f"{name}_head")
        if same:
            places[name] = same[0]
    lacking = [name for name in NEEDED if name not in places]
    if not places.keys() & {"payee", "enterprise"}:
        lacking.append("payee")
    if lacking:
        words = "、".join(COLUMNS[name] for name in lacking)
        message = f"表中没有找到{words}所在的列，请写明其表头或者列号。"
        raise Malformed("head_missing", message, field=f"{lacking[0]}_head")
    return places


def _find_unit(table: Table, places: Mapping[str, int], given: str | None) -> str:
    """In what amounts are: by their heads, else by what stands above, else as given; never guessed."""
    texts = [table.heads[places[name]] for name in ("amount", "back") if name in places]
    written = {unit for text in texts if (unit := _read_unit(text))}
    written = written or {unit for text in table.above if (unit := _read_unit(text))}
    if len(written) > 1:
        raise Malformed("unit_differs", "表头写明的金额单位不一致，请改正后重新上传。", field="unit")
    if not written and given is None:
        message = "表头没有写明金额单位（元或者万元），请填写。"
        raise Malformed("unit_missing", message, field="unit")
    unit = written.pop() if written else given
    assert unit is not None  # noqa: S101 - one of both
    if given not in (None, unit):
        message = f"表头写明的金额单位是{UNITS[unit]}，与所填的不同，请核对。"
        raise Malformed("unit_differs", message, field="unit")
    return unit


def _read_unit(text: str) -> str | None:
    match = _UNIT.search("".join(text.split()))
    zh = match and (match[1] or match[2])
    return next((unit for unit, name in UNITS.items() if name == zh), None)


def _read_lines(grid: Grid, table: Table, places: Mapping[str, int], unit: str) -> list[Written]:
    """Read every row that says something of money. Raises Malformed, naming what cannot be read."""
    texts = {name: place for name, place in places.items() if name not in ("amount", "back")}
    columns = KnownColumns(grid, table.head_row, texts)  # of merged amounts only the first cell has one
    reader = _Reader(table.heads, places, unit)
    lines: list[Written] = []
    for number, cells in table.below:
        first = next((spell(text) for cell in cells if (text := write_cell(cell).strip())), "")
        if first.startswith(SUBTOTALS):
            continue
        if first.startswith(TOTALS):
            reader.check_total(number, cells, lines)
            continue
        lines += reader.read(number, cells, columns.read(number, cells))
    if reader.errors:
        raise make_malformed(reader.errors[:MAX_ERRORS])
    if not lines:
        raise Malformed("sheet_empty", "表中没有一行写明金额，请核对表头所在行。", field="head_row")
    return lines


class _Reader:
    """Reads rows, and notes what of them cannot be read."""

    def __init__(self, heads: Sequence[str], places: Mapping[str, int], unit: str) -> None:
        self._heads, self._places, self._unit = heads, places, unit
        self.errors: list[FieldError] = []

    def read(self, number: int, cells: Sequence[Any], known: Mapping[str, Any]) -> Iterator[Written]:
        """Read a row: a line for what was paid, and one for what came back."""
        amounts = {
            kind: amount
            for kind, name in ((PAYMENT, "amount"), (RECEIPT, "back"))
            if (amount := self._read_money(number, name, cells)) is not None
        }
        says = {name: write_cell(value).strip() or None for name, value in known.items()}
        if not amounts:
            if says.get("voucher") or says.get("paid_on"):
                self._complain(number, "amount", "field_missing", "没有填写")
            return
        if not (says.get("payee") or says.get("enterprise")):
            self._complain(number, "payee", "field_missing", "没有填写")
        texts = {name: says.get(name) for name in ("payee", "enterprise", "number", "fund_no", "voucher")}
        level = self._find_word(number, "level", says.get("level"), LEVELS_WRITTEN)
        part = self._find_word(number, "part", says.get("part"), PARTS_WRITTEN)
        day = self._read_day(number, known.get("paid_on"))
        written = [
            {"column": xl_col_to_name(place), "head": self._name(place), "text": text}
            for place, cell in enumerate(cells)
            if (text := write_cell(cell))
        ]
        if day is not None:
            for kind, amount in amounts.items():
                yield Written(
                    kind=kind,
                    line=number,
                    cells=written,
                    paid_on=day,
                    amount=amount,
                    level=level,
                    part=part if kind == PAYMENT else None,
                    **texts,
                )

    def check_total(self, number: int, cells: Sequence[Any], lines: Sequence[Written]) -> None:
        """Check what a row says is the sum of all lines."""
        for kind, name in ((PAYMENT, "amount"), (RECEIPT, "back")):
            total = self._read_money(number, name, cells)
            if total is not None and total != sum(line.amount for line in lines if line.kind == kind):
                self._complain(number, name, "total_differs", "与各行之和不同，请核对后重新上传")

    def _read_money(self, number: int, name: str, cells: Sequence[Any]) -> int | None:
        """Read an amount in 分; None for a cell that is blank."""
        place = self._places.get(name, len(cells))
        value = cells[place] if place < len(cells) else None
        if value is None or not write_cell(value).strip():
            return None
        try:
            amount = read_amount(value, self._unit)
        except InvalidValue as invalid:
            self._complain(number, name, "amount_malformed", invalid.why)
            return None
        if amount <= 0:
            message = "应大于零；没有发生的留空，冲销和收回的填在“收回”列"
            self._complain(number, name, "amount_malformed", message)
            return None
        return amount

    def _read_day(self, number: int, value: object) -> date | None:
        if value is None or not write_cell(value).strip():
            self._complain(number, "paid_on", "field_missing", "没有填写")
            return None
        try:
            return read_day(read_date(value))
        except InvalidValue as invalid:
            self._complain(number, "paid_on", "field_malformed", invalid.why)
            return None

    def _find_word(self, number: int, name: str, text: str | None, words: Mapping[str, str]) -> str | None:
        if text is None:
            return None
        for begins, key in words.items():
            if spell(text).startswith(begins):
                return key
        self._complain(number, name, "unknown_choice", f"“{text[:20]}”认不出，可写：{'、'.join(words)}")
        return None

    def _complain(self, number: int, name: str, code: str, words: str) -> None:
        self.errors.append(FieldError(f"{name}_head", code, f"第{number}行{COLUMNS[name]}：{words}。"))

    def _name(self, place: int) -> str:
        return self._heads[place] if place < len(self._heads) else ""
