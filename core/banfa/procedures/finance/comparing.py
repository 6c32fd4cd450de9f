"""Comparing a list of finance's with the ledger as it is now: what agrees, what does not, what only one has.

What a person has decided stays; of what he has matched by hand only amount and day are held to the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam

from banfa.procedures.cases.steps import take_all
from banfa.procedures.finance.ledger_side import list_recorded
from banfa.procedures.finance.line_rows import LINES, FinanceLine
from banfa.procedures.finance.matching import Match, compare_figures, find_repeated, list_near, match_lines
from banfa.procedures.finance.words import ONLY_FINANCE, ONLY_LEDGER, PAYMENT, RECEIPT, SAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from banfa.procedures.finance.ledger_side import Recorded
    from banfa.procedures.finance.reading import Written
    from banfa.procedures.finance.sheet_rows import FinanceSheet
    from banfa.trust.unit import Unit

LINKS: Final = {PAYMENT: "subsidy_payment_id", RECEIPT: "subsidy_receipt_id"}
"""Columns of a line that name what it belongs to."""
_ALL: Final = (
    FinanceLine.select()
    .where(FinanceLine.c.finance_sheet_id == bindparam("sheet_id"))
    .order_by(FinanceLine.c.line.nulls_last(), FinanceLine.c.id)
)


def list_lines(unit: Unit, sheet_id: int) -> list[FinanceLine]:
    """List every line of a list, those that only the ledger has last."""
    return unit.all(FinanceLine, _ALL, sheet_id=sheet_id)


def link_of(line: FinanceLine) -> tuple[str, int] | None:
    """What a line belongs to."""
    number = getattr(line, LINKS[line.kind])
    return None if number is None else (line.kind, number)


@dataclass(slots=True)
class Comparison:
    """What is otherwise than the lines say: steps with their lines and columns anew; lines to be added."""

    steps: dict[str, list[tuple[FinanceLine, dict[str, Any]]]] = field(default_factory=dict)
    added: list[Recorded] = field(default_factory=list)
    recorded: dict[tuple[str, int], Recorded] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether anything is otherwise."""
        return bool(self.steps or self.added)


def compare(unit: Unit, sheet: FinanceSheet, lines: Sequence[FinanceLine]) -> Comparison:
    """Compare the lines of a list with the ledger as it is now; nothing is changed."""
    recorded = gather_recorded(unit, sheet, lines)
    comparison = Comparison(recorded={each.key: each for each in recorded})
    written = [line for line in lines if line.line is not None]
    again = {line.id: repeated for line, repeated in zip(written, find_repeated(written), strict=True)}
    live = [line for line in written if line.state in ("open", "agreed")]
    fixed = [line for line in live if line.matched_by is not None]
    free = [line for line in live if line.matched_by is None]
    decided = [line for line in lines if line.state in ("taken_over", "explained")]
    taken = {key for line in (*fixed, *decided) if (key := link_of(line)) is not None}
    at_hand = [each for each in recorded if each.key not in taken]
    matches = list(zip(free, match_lines(free, [again[line.id] for line in free], at_hand), strict=True))
    matches += [(line, _match_as_said(line, comparison.recorded)) for line in fixed]
    for line, each in matches:
        _note(comparison, line, each)
    _note_ledger(
        comparison, list_alone(sheet, recorded, taken | list_near(each for _, each in matches)), lines
    )
    return comparison


def list_alone(
    sheet: FinanceSheet, recorded: Iterable[Recorded], near: set[tuple[str, int]]
) -> list[Recorded]:
    """List what only the ledger has of a list's time: that to which no line is `near`."""
    return [
        each
        for each in recorded
        if each.key not in near and each.stands and sheet.from_on <= each.on <= sheet.until_on
    ]


def gather_recorded(unit: Unit, sheet: FinanceSheet, lines: Sequence[FinanceLine]) -> list[Recorded]:
    """Gather what is recorded of a list's time, under its vouchers, and what its lines belong to."""
    linked = {key for line in lines if (key := link_of(line)) is not None}
    vouchers = [line.voucher for line in lines if line.voucher]
    return list_recorded(unit, sheet, vouchers=vouchers, ids=linked)


def _match_as_said(line: FinanceLine, recorded: Mapping[tuple[str, int], Recorded]) -> Match:
    """Hold a line to what a person has written it belongs to; what was voided since is none's."""
    key = link_of(line)
    belongs = recorded.get(key) if key is not None else None
    if belongs is None or not belongs.stands:
        return Match(ONLY_FINANCE)
    return compare_figures(line, belongs)


def _describe_match(match: Match) -> dict[str, Any]:
    """The columns of a line by what it is matched to."""
    link = match.recorded
    return {
        "difference": match.difference,
        "differs": list(match.differs),
        **{column: link.id if link and link.kind == kind else None for kind, column in LINKS.items()},
        **{f"{column}s": _list_ids(match, kind) for kind, column in LINKS.items()},
    }


def _list_ids(match: Match, kind: str) -> list[int]:
    return [each.id for each in match.candidates if each.kind == kind]


def _note(comparison: Comparison, line: FinanceLine, match: Match) -> None:
    """Note the step that a line takes, where it stands otherwise than before."""
    values = _describe_match(match)
    agrees = match.difference == SAME
    unchanged = all(getattr(line, name) == value for name, value in values.items())
    if unchanged and agrees == (line.state == "agreed"):
        return
    step = "agree" if agrees else "differ" if line.state == "agreed" else "hold"
    comparison.steps.setdefault(step, []).append((line, values))


def _note_ledger(comparison: Comparison, alone: Iterable[Recorded], lines: Iterable[FinanceLine]) -> None:
    """Note what only the ledger has now, and what no longer is so."""
    by_key = {each.key: each for each in alone}
    known = set()
    for line in lines:
        if line.line is not None or line.state == "lapsed":
            continue
        key = link_of(line)
        known.add(key)
        if line.state == "open" and key not in by_key:
            comparison.steps.setdefault("lapse", []).append((line, {}))
    comparison.added = [by_key[key] for key in sorted(by_key.keys() - known)]


def store_comparison(unit: Unit, sheet: FinanceSheet, comparison: Comparison) -> None:
    """Take the steps that a comparison comes to: so many statements for one line as for a thousand."""
    for step, rows in comparison.steps.items():
        take_all(unit, LINES, rows, step, {})
    add_lines(unit, sheet.id, [make_of_ledger(each) for each in comparison.added])


def make_of_ledger(recorded: Recorded) -> dict[str, Any]:
    """A line that only the ledger has: finance says nothing of it."""
    link = {LINKS[recorded.kind]: recorded.id}
    return {"kind": recorded.kind, "difference": ONLY_LEDGER, "state": "open", **link}


def make_of_finance(line: Written, match: Match) -> dict[str, Any]:
    """A line of finance's as it comes in."""
    written = {name: getattr(line, name) for name in line.__slots__}
    state = "agreed" if match.difference == SAME else "open"
    return {**written, **_describe_match(match), "state": state}


_EMPTY: Final[dict[str, Any]] = {
    **{name: None for name in FinanceLine.names if name != "id"},
    "cells": [],
    "differs": [],
    "subsidy_payment_ids": [],
    "subsidy_receipt_ids": [],
    "version": 1,
}


def add_lines(unit: Unit, sheet_id: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add lines to a list."""
    if not rows:
        return
    unit.add_all(FinanceLine, [{**_EMPTY, **row, "finance_sheet_id": sheet_id} for row in rows])
    noted = {"lines": len(rows)}
    unit.note("finance_sheet.lines_added", f"finance_sheet/{sheet_id}", noted, event=False)
