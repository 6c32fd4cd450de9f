"""The sums of a reconciliation on both sides: by document of funds and level, and what came back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.finance.comparing import gather_recorded, link_of, list_lines
from banfa.procedures.finance.words import PAYMENT, RECEIPT
from banfa.procedures.spelling import spell_number
from banfa.procedures.subsidies.correcting import COUNTED
from banfa.procedures.subsidies.papers import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from banfa.procedures.finance.ledger_side import Recorded
    from banfa.procedures.finance.line_rows import FinanceLine
    from banfa.procedures.finance.sheet_rows import FinanceSheet
    from banfa.trust.unit import Unit

_PLACES: Final = {level: place for place, level in enumerate(LEVELS)}


@dataclass(slots=True, kw_only=True)
class Total:
    """What was paid out of a document of funds, by finance and by the ledger, in 分; without one, unknown.

    Of what came back (`kind`) the ledger has no document: it is one sum.
    """

    kind: str
    fund_no: str | None
    level: str | None
    finance: int = 0
    ledger: int = 0

    @property
    def difference(self) -> int:
        """What finance has more."""
        return self.finance - self.ledger


def read_totals(unit: Unit, sheet: FinanceSheet) -> list[Total]:
    """Read the sums: as they were when the reconciliation ended, else as they are now."""
    if sheet.totals is not None:
        return [Total(**total) for total in sheet.totals]
    lines = list_lines(unit, sheet.id)
    return sum_up(sheet, lines, gather_recorded(unit, sheet, lines))


def freeze_totals(totals: Iterable[Total]) -> list[dict[str, Any]]:
    """Give sums as they are stored."""
    return [asdict(total) for total in totals]


def sum_up(sheet: FinanceSheet, lines: Sequence[FinanceLine], recorded: Iterable[Recorded]) -> list[Total]:
    """Sum what finance has in its list, and what the ledger has of its time that was checked.

    What finance writes no document or level of is summed under those of the payment that it belongs to.
    """
    at_hand = list(recorded)
    by_key = {each.key: each for each in at_hand}
    totals: dict[tuple[str, str, str], Total] = {}

    def find(kind: str, fund_no: str | None, level: str | None) -> Total:
        where = (kind, spell_number(fund_no or ""), level or "")
        return totals.setdefault(where, Total(kind=kind, fund_no=fund_no, level=level))

    for each in at_hand:
        if each.state in COUNTED and sheet.from_on <= each.on <= sheet.until_on:
            find(each.kind, each.fund_no, each.level).ledger += each.amount
    for line in lines:
        if line.amount is None:
            continue
        key = link_of(line)
        belongs = by_key.get(key) if key is not None else None
        fund_no, level = line.fund_no, line.level
        if belongs is not None:
            fund_no, level = fund_no or belongs.fund_no, level or belongs.level
        if line.kind == RECEIPT:
            fund_no = level = None
        find(line.kind, fund_no, level).finance += line.amount
    return sorted(totals.values(), key=_order)


def _order(total: Total) -> tuple[bool, int, str]:
    return total.kind != PAYMENT, _PLACES.get(total.level or "", len(_PLACES)), total.fund_no or ""
