"""Reading calls, their filings and late marks: all of a call, all of a provider, those that stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import BigInteger, Text, bindparam, or_

from banfa.database.tenancy import select
from banfa.procedures.filings.call_rows import OUT, FilingCall
from banfa.procedures.filings.filing_rows import MaterialFiling
from banfa.procedures.filings.late_rows import STANDING, LateMark

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

f, m, k = MaterialFiling.c, LateMark.c, FilingCall.c
_OF_CALL: Final = (
    MaterialFiling.select().where(f.filing_call_id == bindparam("call_id")).order_by(f.id).with_for_update()
)
_STANDING: Final = LateMark.select().where(
    m.material_filing_id == bindparam("filing_id"), m.state.in_(STANDING)
)
_MARKS_OF_CALL: Final = LateMark.select().where(
    m.filing_call_id == bindparam("call_id"), m.state.in_(STANDING)
)
_MARKED: Final = m.material_filing_id == f.id, m.state == "checked"
_call: Final = bindparam("of_call", type_=BigInteger)
_provider: Final = bindparam("of_provider", type_=BigInteger)
_state: Final = bindparam("in_state", type_=Text)
_LINES: Final = (
    select(*MaterialFiling.columns(), *FilingCall.columns(), m.reason.label("late_reason"))
    .select_from(
        MaterialFiling.rows.join(FilingCall.rows, k.id == f.filing_call_id).outerjoin(
            LateMark.rows, _MARKED[0] & _MARKED[1]
        )
    )
    .where(
        k.state.in_((*OUT, "withdrawn")),
        f.state != "left_out",
        or_(_call.is_(None), f.filing_call_id == _call),
        or_(_provider.is_(None), f.provider_id == _provider),
        or_(_state.is_(None), f.state == _state),
    )
    .order_by(f.id)
)
_WIDTH: Final = len(MaterialFiling.names)


class FilingLine(NamedTuple):
    """A filing with its call, and why it was marked late (None: it was not)."""

    filing: MaterialFiling
    call: FilingCall
    late_reason: str | None


def list_filings(unit: Unit, call_id: int) -> list[MaterialFiling]:
    """List all filings of a call, locked."""
    return unit.all(MaterialFiling, _OF_CALL, call_id=call_id)


def find_mark(unit: Unit, filing_id: int) -> LateMark | None:
    """Find the late mark of a filing that stands, or may yet."""
    return unit.one_or_none(LateMark, _STANDING, filing_id=filing_id)


def list_marks(unit: Unit, call_id: int) -> list[LateMark]:
    """List the late marks of a call that stand, or may yet."""
    return unit.all(LateMark, _MARKS_OF_CALL, call_id=call_id)


def list_lines(
    unit: Unit, *, call_id: int | None = None, provider_id: int | None = None, state: str | None = None
) -> list[FilingLine]:
    """List filings under calls that went out: of a call, of a provider, in a state (None: of any)."""
    rows = unit.execute(_LINES, of_call=call_id, of_provider=provider_id, in_state=state)
    return [
        FilingLine(MaterialFiling.make(row[:_WIDTH]), FilingCall.make(row[_WIDTH:-1]), row[-1])
        for row in rows
    ]
