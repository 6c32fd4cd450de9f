"""Sheets of scales read: what each would set, as it is typed into a form, and what is wrong where.

Nothing is stored: the form of a document takes in what was read, and that alone is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import BanfaError, Malformed
from banfa.law import OpenScale
from banfa.law.scales import parse_scale
from banfa.ledger.sheets.grids import read_grid
from banfa.ledger.sheets.numbers import normalise
from banfa.procedures.instruments import scale_columns as at
from banfa.procedures.instruments.bodies import settle_draft
from banfa.procedures.instruments.editions import find_edition
from banfa.procedures.instruments.open_terms import list_terms
from banfa.procedures.instruments.scale_template import MARK, list_scales, make_scale_sheet
from banfa.procedures.instruments.typed_numbers import read_points, read_threshold
from banfa.procedures.instruments.typed_scales import CRITERIA, MAX_TIERS, read_criteria, read_scale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.law import Edition, Fact, Measured, Share
    from banfa.law.settle import OpenTerm
    from banfa.ledger.sheets.grids import Grid
    from banfa.procedures.instruments.open_terms import TermState
    from banfa.trust.unit import Unit

SEARCHED: Final = 10
"""Rows among which the heads are looked for."""
MAX_BYTES: Final = 200_000


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in a line, in the column of this head; of the whole scale in that of its name."""

    line: int
    head: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadScale:
    """What a sheet says of a term: as it is typed into a form, and as a document would set it.

    `value` is None where the sheet leaves it blank, or something is wrong; `line` is the first about it.
    """

    state: TermState
    line: int
    typed: Mapping[str, str]
    value: Any
    problems: tuple[CellProblem, ...]

    @property
    def changes(self) -> bool:
        """Whether it would set something else than stands."""
        if self.value is None or self.state.value is None:
            return self.value is not None
        return _find_meaning(self.state.term, self.value) != _find_meaning(self.state.term, self.state.value)


def _find_meaning(term: OpenTerm, value: Any) -> object:  # noqa: ANN401 - as a document sets it
    """What a term is set to, however it is written: 0 of a share is 0%."""
    if not isinstance(term, OpenScale):
        return value
    measure = value.get("measure")
    of = next((measured.of for measured in term.menu if measured.key == measure), term.of)
    return measure, parse_scale(of, {name: part for name, part in value.items() if name != "measure"})


@dataclass(frozen=True, slots=True)
class ScaleSheet:
    """What a sheet says of every scale of an edition, and what is wrong besides with single rows."""

    scales: tuple[ReadScale, ...]
    problems: tuple[CellProblem, ...]

    def list_problems(self) -> list[CellProblem]:
        """Everything that is wrong, by line."""
        every = [*self.problems, *(problem for scale in self.scales for problem in scale.problems)]
        return sorted(every, key=lambda problem: problem.line)


@dataclass(slots=True)
class _Reading:
    """A term that is being read: the rows about it, and what is found wrong."""

    rows: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)


def make_sheet(unit: Unit, profile: Profile, *, edition: str) -> bytes:
    """Make the sheet of an edition's scales. Raises Malformed for the edition, or one without open scales."""
    law, states = list_open_scales(unit, profile, edition)
    return make_scale_sheet(law, states)


def read_scales(unit: Unit, profile: Profile, *, edition: str, content: bytes) -> ScaleSheet:
    """Read a sheet. Raises Malformed for a file that is not taken, or is of another edition."""
    law, states = list_open_scales(unit, profile, edition)
    readings, problems = _sort_rows(states, read_file(law, content))
    read = [_read_term(state, readings[state.term.key]) for state in states]
    return ScaleSheet(tuple(_hold_against(law, read)), problems)


def list_open_scales(unit: Unit, profile: Profile, edition: str) -> tuple[Edition, list[TermState]]:
    """Find an edition and the scales that it leaves open. Raises Malformed."""
    law = find_edition(profile, edition)
    scales = list_scales(list_terms(unit, profile, edition=edition).terms)
    if not scales:
        raise Malformed("no_open_scales", "这个版本没有留给本局确定的评分标准。", field="edition")
    return law, scales


def read_file(law: Edition, content: bytes) -> Grid:
    """Read the cells of a sheet of this edition. Raises Malformed."""
    if len(content) > MAX_BYTES:
        raise Malformed("sheet_too_large", "评分标准表不会超过200 KB，请用本页下载的表填写。", field="file")
    grid = read_grid(content)
    mark = grid.template.partition(":")[0]
    if mark and mark != f"{MARK}{law.key}":
        detail = f"这不是《{law.title}》的评分标准表，请用本页下载的表填写。"
        raise Malformed("sheet_of_other_kind", detail, field="file")
    return grid


def find_heads(grid: Grid) -> tuple[int, dict[int, str]]:
    """The line of the heads, and where each column stands. Raises Malformed."""
    known = {_bare(head): head for head in (*at.HEADS, at.PROBLEM)}
    for line, cells in grid.rows[:SEARCHED]:
        heads = {
            place: known[_bare(cell)]
            for place, cell in enumerate(cells)
            if isinstance(cell, str) and _bare(cell) in known
        }
        if {at.KEY, at.SHAPE, at.POINTS} <= set(heads.values()):
            return line, heads
    detail = f"没有找到表头，请用本页下载的表填写；表头应有：{'、'.join(at.HEADS)}。"
    raise Malformed("sheet_without_heads", detail, field="file")


def _bare(head: str) -> str:
    return normalise(head).partition("(")[0].strip()


def _sort_rows(
    states: Sequence[TermState], grid: Grid
) -> tuple[dict[str, _Reading], tuple[CellProblem, ...]]:
    """The rows of every term, those that say something; what is about none of them."""
    readings = {state.term.key: _Reading() for state in states}
    head_line, heads = find_heads(grid)
    problems = []
    for line, cells in grid.rows:
        row = {heads[place]: cell for place, cell in enumerate(cells) if place in heads and cell is not None}
        if line <= head_line or not any(head in row for head in (*at.ONCE, at.AT, at.POINTS)):
            continue
        key = str(row.get(at.KEY, "")).strip()
        if key in readings:
            readings[key].rows.append((line, row))
        else:
            why = f"没有“{key[:40]}”这一项，标识请照抄下载的表。" if key else "没有填标识，看不出是哪一项。"
            problems.append(CellProblem(line, at.KEY, why))
    return readings, tuple(problems)


def _hold_against(law: Edition, read: Sequence[ReadScale]) -> Iterator[ReadScale]:
    """Hold what was read against the edition: all at once, and one by one where that does not fit."""
    values = {scale.state.term.key: scale.value for scale in read if scale.value is not None}
    try:
        settle_draft(law, values, before={})
    except BanfaError:
        yield from (_hold_one(law, scale) for scale in read)
    else:
        yield from read


def _hold_one(law: Edition, scale: ReadScale) -> ReadScale:
    if scale.value is None:
        return scale
    try:
        settle_draft(law, {scale.state.term.key: scale.value}, before={})
    except BanfaError as error:
        return replace(scale, value=None, problems=(CellProblem(scale.line, at.TERM, error.detail),))
    return scale


def _read_term(state: TermState, reading: _Reading) -> ReadScale:
    """Read what the rows of a term say, cell by cell, then as a whole."""
    term = state.term
    if isinstance(term, OpenScale):
        _read_rows(reading, reading.rows, "", term.of, term.menu)
    else:
        for n, rows in _split_criteria(reading):
            _read_rows(reading, rows, f"{n}-", None, term.menu)  # type: ignore[union-attr]
    value: Any = None
    if reading.rows and not reading.problems:
        try:
            if isinstance(term, OpenScale):
                value = read_scale(reading.typed, term.of, term.menu)
            else:
                value = read_criteria(reading.typed, term.menu, range(CRITERIA))  # type: ignore[union-attr]
        except ValueError as error:
            value = None
            reading.problems.append(CellProblem(reading.rows[0][0], at.TERM, str(error)))
    line = reading.rows[0][0] if reading.rows else 0
    return ReadScale(
        state=state, line=line, typed=reading.typed, value=value, problems=tuple(reading.problems)
    )


def _split_criteria(reading: _Reading) -> Iterator[tuple[int, list[tuple[int, Mapping[str, Any]]]]]:
    """The rows of each criterion, by its place from 0 on."""
    blocks: dict[int, list[tuple[int, Mapping[str, Any]]]] = {}
    for line, row in reading.rows:
        text = str(row.get(at.PLACE, "")).strip().removesuffix(".0")
        if text.isascii() and text.isdecimal() and 1 <= int(text) <= CRITERIA:
            blocks.setdefault(int(text) - 1, []).append((line, row))
        else:
            why = f"第几项指标应为1至{CRITERIA}的整数。"
            reading.problems.append(CellProblem(line, at.PLACE, why))
    yield from sorted(blocks.items())


def _read_rows(
    reading: _Reading,
    rows: Sequence[tuple[int, Mapping[str, Any]]],
    prefix: str,
    of: Fact | Share | None,
    menu: Sequence[Measured],
) -> None:
    """Read the cells of a scale into what is typed, and note what is wrong with each."""
    wanted = {**at.ONCE, **(at.OF_CRITERION if prefix else {})}
    for line, row in rows:
        for head, name in wanted.items():
            if head in row:
                _take_once(reading, line, head, name=f"{prefix}{name}", cell=row[head], menu=menu)
    if menu:
        chosen = next((m for m in menu if m.key == reading.typed.get(f"{prefix}measure")), None)
        of = chosen.of if chosen else None
        if of is None and rows and not any(p.head == at.MEASURE for p in reading.problems):
            reading.problems.append(CellProblem(rows[0][0], at.MEASURE, "请填统计口径。"))
    if of is None:
        return
    tiers = [(line, row) for line, row in rows if at.AT in row or at.POINTS in row]
    for n, (line, row) in enumerate(tiers[:MAX_TIERS]):
        _take_tier(reading, line, row, f"{prefix}{{}}-{n}", of)
    if len(tiers) > MAX_TIERS:
        reading.problems.append(CellProblem(tiers[MAX_TIERS][0], at.AT, f"最多{MAX_TIERS}档。"))


def _take_once(
    reading: _Reading, line: int, head: str, *, name: str, cell: object, menu: Sequence[Measured]
) -> None:
    """Take in what a row says of a whole scale; another row that says it says the same."""
    try:
        text = _read_word(head, cell, menu)
        if reading.typed.setdefault(name, text) != text:
            message = "与上面的行所填不同，整项只填一次。"
            raise ValueError(message)  # noqa: TRY301 - as the readers do
    except ValueError as error:
        reading.problems.append(CellProblem(line, head, str(error)))


def _read_word(head: str, cell: object, menu: Sequence[Measured]) -> str:
    if head == at.SHAPE:
        return at.read_shape(at.read_text(cell))
    if head == at.NAME:
        return at.read_text(cell)
    if head != at.MEASURE:
        return _read_points(cell)
    text = at.read_text(cell)
    for measured in menu:
        if text in (normalise(measured.zh), measured.key):
            return measured.key
    message = f"没有“{text[:40]}”这一口径" + ("，请从下拉列表中选择。" if menu else "可选，本项不填。")
    raise ValueError(message)


def _take_tier(reading: _Reading, line: int, row: Mapping[str, Any], name: str, of: Fact | Share) -> None:
    def read_start(cell: object) -> str:
        text = at.read_figure(cell, of)
        read_threshold(text, of)
        return text

    for head, part, read in ((at.AT, "at", read_start), (at.POINTS, "points", _read_points)):
        if head not in row:
            reading.problems.append(CellProblem(line, head, f"{head}没有填。"))
            continue
        try:
            reading.typed[name.format(part)] = read(row[head])
        except ValueError as error:
            reading.problems.append(CellProblem(line, head, str(error)))


def _read_points(cell: object) -> str:
    text = at.read_score(cell)
    read_points(text)
    return text
