"""Whose own an entry is: what of the ledger a provider, an enterprise or a district reaches, in one place.

A provider or an enterprise reaches entries that name it. A district reaches its enterprises, and of the kinds
of `DISTRICT_COLUMNS` what is about one of them: by what the register says now, so what is about an enterprise
goes with it to another district.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, BigInteger, Text, any_, bindparam, false, literal, or_, true

from banfa.database.tenancy import select
from banfa.errors import Forbidden, Malformed, Missing
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.trust.actor import DISTRICT
from banfa.trust.permissions import allow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement, Subquery

    from banfa.ledger.entries.entry import Draft, Kind
    from banfa.trust.unit import Unit

EVERYTHING: Final = ""
"""In place of the column that tells whose own an entry is: it does not matter."""
OF_DISTRICTS: Final = "district:"
"""What the column is preceded by where districts are what the actor is confined to."""


def find_own(unit: Unit, kind: Kind) -> str | None:
    """By which column entries are this actor's to see; None where none is. Raises Forbidden."""
    if allow(unit.actor, "ledger.read") == "all":
        return EVERYTHING
    role = unit.actor.role
    if role == DISTRICT:
        column = kind.district_column
        return None if column is None else f"{OF_DISTRICTS}{column}"
    if role in kind.sealed_from:
        return None
    column = "entry_id" if kind.name == role else f"{role}_id"
    return column if column in kind.row.c else None


def find_party(unit: Unit) -> int | list[str] | None:
    """What `is_own` compares with: the provider or enterprise that the actor is, or his districts."""
    districts = _find_districts(unit)
    if districts is not None:
        return districts
    return unit.actor.provider_id if unit.actor.role == "provider" else unit.actor.enterprise_id


def is_own(kind: Kind, own: str | None, rows: Subquery | None = None) -> ColumnElement[bool]:
    """Which entries an actor may see: those whose column `own` names him (None: none does), once told.

    `rows`: the kind's rows under another name, where a statement reads them twice.
    """
    if own is None:
        return false()
    if own == EVERYTHING:
        return true()
    c = kind.row.c if rows is None else rows.c
    if own.startswith(OF_DISTRICTS):
        return _is_of_districts(c[own.removeprefix(OF_DISTRICTS)])
    condition: ColumnElement[bool] = c[own] == bindparam("own", type_=BigInteger)
    if kind.told_once is not None:
        condition &= c[kind.told_once].is_not(None)
    return condition


def is_own_now(kind: Kind, own: str | None) -> ColumnElement[bool]:
    """Which records are of entries that are an actor's by their last record, whatever they were before."""
    if own is None or own == EVERYTHING:
        return is_own(kind, own)
    last = kind.row.alias("last_record")
    mine = select(last.c.entry_id).where(or_(stands(last), last.c.voids), is_own(kind, own, last))
    condition: ColumnElement[bool] = kind.row.c.entry_id.in_(mine)
    return condition


def _find_districts(unit: Unit) -> list[str] | None:
    """Find the districts that an actor is confined to, perhaps to none; None for who is not confined."""
    districts = unit.actor.districts
    return None if districts is None else sorted(districts)


def _is_of_districts(
    enterprise_id: ColumnElement[int], districts: ColumnElement[Any] | None = None
) -> ColumnElement[bool]:
    """Whether a column holds an enterprise that now is of some districts, those bound as `own` by default."""
    named = bindparam("own", type_=ARRAY(Text)) if districts is None else districts
    of = Enterprise.alias("enterprise_of_district")
    return enterprise_id.in_(select(of.c.entry_id).where(stands(of), of.c.district == any_(named)))


def make_reach(unit: Unit, kind: Kind) -> ColumnElement[bool]:
    """Make the condition for entries that this actor may name or change: a district's own alone."""
    column = kind.district_column
    return true() if column is None else _reach_enterprises(unit, kind.row.c[column])


def _reach_enterprises(unit: Unit, enterprise_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Make the condition that a column holds an enterprise which this actor reaches: a district its own."""
    districts = _find_districts(unit)
    return true() if districts is None else _is_of_districts(enterprise_id, literal(districts, ARRAY(Text)))


def reach_own(unit: Unit, enterprise_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Make the condition that a column holds an enterprise of the actor's districts: he may have none."""
    return _is_of_districts(enterprise_id, literal(_find_districts(unit) or [], ARRAY(Text)))


def check_own_district(unit: Unit, district: str) -> None:
    """Check that who works for districts acts for one of them. Raises Forbidden (`not_own_district`)."""
    districts = _find_districts(unit)
    if districts is not None and district not in districts:
        message = f"只能办理所辖县（市、区）的事项：{'、'.join(districts)}。"
        raise Forbidden("not_own_district", message)


def check_districts(unit: Unit, kind: Kind, drafts: Iterable[Draft], known: Mapping[int, int]) -> None:
    """Keep out what a district says of another's enterprise; on each row stands why. Nobody else is held up.

    `known` are the entries that rows are about, by index. References are looked for among its own alone
    (`make_reach`), so that another's is like none.
    """
    districts = _find_districts(unit)
    if districts is None:
        return
    reached = set(_list_reached(unit, kind, known.values())) if known else set()
    for draft in drafts:
        if draft.error is not None:
            continue
        if draft.index in known and known[draft.index] not in reached:
            message = f"没有这条{kind.zh}，或者已不属所辖的县（市、区）；请联系主管部门。"
            draft.error = Missing("entry_missing", message, kind=kind.name)
        elif kind is Enterprise.declaration and draft.values["district"] not in districts:
            message = f"所在区（县、市）（district）须为所辖的：{'、'.join(districts)}。"
            draft.error = Malformed("district_not_own", message, field="district")
        elif kind is not Enterprise.declaration and draft.values.get(kind.district_column or "") is None:
            message = f"县（市、区）登记的{kind.zh}须指明所辖的试点企业。"
            draft.error = Malformed("field_missing", message, field=kind.district_column)


def _list_reached(unit: Unit, kind: Kind, ids: Iterable[int]) -> list[int]:
    """Which of these entries the actor reaches."""
    c = kind.row.c
    among = c.entry_id == any_(literal(list(ids), ARRAY(BigInteger)))
    statement = select(c.entry_id).where(stands(kind.row.rows), among, make_reach(unit, kind))
    return list(unit.execute(statement).scalars())
