"""The score sheet of a round (得分汇总表): everybody by grade and rank, with points by dimension.

It is read off the receipt. Statements do not grow with the providers: their names and last grades are one
statement each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from banfa.procedures.points import Points
from banfa.procedures.rounds.computations import find_computation, stored_receipt
from banfa.procedures.rounds.explanation import open_receipt
from banfa.procedures.rounds.grades_before import find_grades_before
from banfa.procedures.rounds.results import list_results
from banfa.procedures.rounds.transitions import find_round
from banfa.reasoning.columns import Col
from banfa.reasoning.explain import explain_unsettled
from banfa.reasoning.openness import find_open_things, pick_unsettled
from banfa.reasoning.quota_lines import describe_quota

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from banfa.law import OpenNumber, Rubric
    from banfa.procedures.receipts.header import Header
    from banfa.procedures.rounds.explanation import OpenedReceipt
    from banfa.procedures.rounds.results import RankedResult, Standing
    from banfa.reasoning.scoring import Marks
    from banfa.trust.unit import Unit

THROUGH_OTHERS: Final = "上列各家确定后即可确定。"
Tie = Literal["", "first", "inner", "last"]


@dataclass(frozen=True, slots=True)
class DimensionHead:
    """A dimension of the rubric, with the most whole points it gives."""

    zh: str
    full: str
    bonus: bool


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A provider's line. `parts`: points by dimension; `tie`: its place among those with the same rank.

    `missing` says what would settle an open result, and of who does not take part why. `is_cause`: it is open
    of itself, not only because others are.
    """

    provider_id: int
    provider: str
    categories: tuple[str, ...]
    standing: Standing
    is_open: bool
    parts: tuple[Points, ...]
    grade_before: str
    missing: str
    is_cause: bool = False
    tie: Tie = ""


@dataclass(frozen=True, slots=True)
class BandGroup:
    """A grade with its floor in points, its places in words, and who surely has it, by rank."""

    label: str
    floor: int | None
    quota: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A round's results as one table; without points or grades where the measure gives none.

    `unsettled`: whose result is open; `absent`: who does not take part. `unit`: the parts of a point.
    """

    dimensions: tuple[DimensionHead, ...]
    groups: tuple[BandGroup, ...]
    ungraded: tuple[SheetLine, ...]
    unsettled: tuple[SheetLine, ...]
    absent: tuple[SheetLine, ...]
    rules: tuple[str, ...]
    unit: int
    most: int
    header: Header

    @property
    def lines(self) -> list[SheetLine]:
        """Every line, in the order of the table."""
        graded = [line for group in self.groups for line in group.lines]
        return [*graded, *self.ungraded, *self.unsettled, *self.absent]


def make_score_sheet(unit: Unit, *, round_id: int) -> ScoreSheet:
    """Make the sheet of what the round computed last. Raises Missing, Conflict before it is computed."""
    round_ = find_round(unit, round_id, lock=False)
    receipt = open_receipt(stored_receipt(unit, find_computation(unit, round_).id))
    frozen, evaluation, header = receipt
    results = list_results(unit, round_id=round_id, limit=len(frozen.providers))
    lines = list(_make_lines(receipt, results, find_grades_before(unit, round_)))
    law, graded = frozen.edition, evaluation.graded
    taking_part = [line for line in lines if line.standing.taking_part != "no"]
    settled = sorted(
        (line for line in taking_part if not line.is_open), key=lambda line: (_rank_of(line), line.provider)
    )
    groups: list[BandGroup] = []
    if law.grading is not None and graded is not None:
        counted = len(taking_part) + evaluation.also_counted
        for band, places in zip(law.grading.bands, graded.places, strict=True):
            members = [line for line in settled if line.standing.grade[0] == band.label]
            quota = describe_quota(band, places, counted)
            groups.append(BandGroup(band.label, band.floor, quota, tuple(_mark_ties(members))))
    return ScoreSheet(
        dimensions=_list_dimensions(law.rubric),
        groups=tuple(groups),
        ungraded=() if groups else tuple(settled),
        unsettled=tuple(sorted((line for line in taking_part if line.is_open), key=_best_rank_of)),
        absent=tuple(
            sorted((li for li in lines if li.standing.taking_part == "no"), key=attrgetter("provider"))
        ),
        rules=() if law.grading is None else (str(law.grading.ties), str(law.grading.vacancy)),
        unit=law.rubric.unit if law.rubric else 1,
        most=_most_points(law.rubric),
        header=header,
    )


def _make_lines(
    receipt: OpenedReceipt, results: Iterable[RankedResult], before: dict[int, str]
) -> Iterator[SheetLine]:
    frozen, evaluation, _ = receipt
    marks = evaluation.marks
    dimensions = _add_up_dimensions(marks, frozen.edition.rubric)
    say_missing = _make_saying(receipt)
    for result in results:
        row = int(np.searchsorted(frozen.providers, result.provider_id))
        missing = say_missing(row) if result.is_open else ""
        yield SheetLine(
            provider_id=result.provider_id,
            provider=result.provider,
            categories=frozen.categories[row],
            standing=result.standing,
            is_open=result.is_open,
            parts=tuple(Points(*ends.at(row), marks.unit) for ends in dimensions) if marks else (),
            grade_before=before.get(result.provider_id, ""),
            missing=(missing or THROUGH_OTHERS) if result.is_open else _say_absent(receipt, row),
            is_cause=bool(missing),
        )


def _add_up_dimensions(marks: Marks | None, rubric: Rubric | None) -> list[Col]:
    """Add up what every provider has of each dimension; nothing where the measure gives no points."""
    if marks is None or rubric is None:
        return []
    return [_add_up(marks, keys) for keys in _keys_of_dimensions(rubric)]


def _add_up(marks: Marks, keys: Iterable[str]) -> Col:
    """Add up what every provider has of some criteria."""
    rows = [marks.keys.index(key) for key in keys]
    low, high = (ends[rows].sum(axis=0, dtype=np.int64) for ends in (marks.low, marks.high))
    return Col(low, high)


def _make_saying(receipt: OpenedReceipt) -> Callable[[int], str]:
    """Make what says what would settle an open result; nothing where it is open through others alone.

    All providers are looked at together, and whoever lacks the same is told in the same words.
    """
    frozen, evaluation, _ = receipt
    law, sheet = frozen.edition, frozen.sheet
    parts = [*(judged.rule for judged in evaluation.rules), law.rubric, law.grading]
    of_parts = [find_open_things(part, sheet) for part in parts if part is not None]
    whose = np.array([each.whose for things in of_parts for each in things]).reshape(-1, sheet.n)
    words: dict[bytes, str] = {}

    def say(row: int) -> str:
        pattern = whose[:, row].tobytes()
        if pattern not in words:
            unsettled = chain.from_iterable(pick_unsettled(things, row) for things in of_parts)
            words[pattern] = explain_unsettled(dict.fromkeys(unsettled))
        return words[pattern]

    return say


def _say_absent(receipt: OpenedReceipt, row: int) -> str:
    evaluation = receipt.evaluation
    if evaluation.taking_part.may[row]:
        return ""
    if evaluation.excluded is not None and evaluation.excluded[row]:
        return "暂不评价"
    failed = [judged.rule for judged in evaluation.rules if not judged.truth.may[row]]
    return "；".join(f"不符合{rule.cite}“{rule.zh}”" for rule in failed)


def _list_dimensions(rubric: Rubric | None) -> tuple[DimensionHead, ...]:
    if rubric is None:
        return ()
    return tuple(DimensionHead(each.zh, _write_full(each.full), each.bonus) for each in rubric.dimensions)


def _write_full(full: int | OpenNumber) -> str:
    """Write a dimension's full points: a range while the bureau has not set them."""
    if isinstance(full, int) or full.low == full.high:
        return str(full if isinstance(full, int) else full.low)
    return f"{full.low}至{full.high}"


def _most_points(rubric: Rubric | None) -> int:
    """The most whole points that a total is drawn up to."""
    if rubric is None:
        return 0
    return rubric.cap if isinstance(rubric.cap, int) else rubric.total


def _keys_of_dimensions(rubric: Rubric) -> list[list[str]]:
    return [[criterion.key for criterion in each.criteria] or [each.cite.key] for each in rubric.dimensions]


def _rank_of(line: SheetLine) -> int:
    return line.standing.rank[0] if line.standing.rank else 0


def _best_rank_of(line: SheetLine) -> tuple[bool, int, int, str]:
    first, last = line.standing.rank or (0, 0)
    return not line.is_cause, first, last, line.provider


def _mark_ties(lines: Sequence[SheetLine]) -> Iterator[SheetLine]:
    """Mark, of neighbours with equal totals, which is the first, inner or last."""
    for at, line in enumerate(lines):
        above = at > 0 and lines[at - 1].standing.total == line.standing.total
        below = at + 1 < len(lines) and lines[at + 1].standing.total == line.standing.total
        tie: Tie = "inner" if above and below else "first" if below else "last" if above else ""
        yield replace(line, tie=tie)
