"""What waits of reconciliations: lists with differences to be decided, or that are to be ended by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, func, literal

from banfa.database.tenancy import select
from banfa.procedures.finance.line_rows import FinanceLine
from banfa.procedures.finance.sheet_rows import SHEETS, FinanceSheet
from banfa.procedures.work_item import make_columns
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

KINDS_OF_FINANCE: Final = {"finance_sheet": SHEETS.zh}


def select_items_of_finance() -> Iterator[Select[Any]]:
    """Select what waits: a list, with how many of its differences are not decided."""
    s, f = FinanceSheet.c, FinanceLine.c
    counted = select(func.count()).where(f.finance_sheet_id == s.id, f.state == "open")
    left = counted.correlate_except(FinanceLine.rows).scalar_subquery()
    step = case((left == 0, "差异已处理，待对账完毕"), else_=func.concat("差异待处理", left, "行"))
    yield make_columns(
        "finance_sheet",
        id=s.id,
        what=s.title,
        step=step,
        person=name_person(s.entered_by),
        person_id=s.entered_by,
        approval=case((left == 0, literal(value=True)), else_=literal(value=False)),
        since=s.entered_at,
    ).where(s.state == "open")
