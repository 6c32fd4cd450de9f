"""Objections as they are stored, and reading them; `banfa.procedures.rounds.objections` files and decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, bindparam

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    date_column,
    instant_column,
    json_column,
    text_column,
)
from banfa.errors import Missing
from banfa.procedures.rounds.corrections import Correction
from banfa.procedures.rounds.diff import Move
from banfa.procedures.rounds.transitions import find_round

if TYPE_CHECKING:
    from datetime import date, datetime

    from banfa.trust.unit import Unit

STATES: Final = {
    "filed": "待处理",
    "recomputing": "重新计分中",
    "upheld": "成立",
    "rejected": "不成立",
    "withdrawn": "已撤回",
}
UNDECIDED: Final = ("filed", "recomputing")


class Objection(
    TenantRow,
    table="objection",
    refers={
        "round_id": "evaluation_round",
        "provider_id": "provider",
        "filed_by": "person",
        "decided_by": "person",
        "withdrawn_by": "person",
    },
    constraints=(one_of("state", STATES), Index("ix_objection_round", "tenant_id", "round_id")),
    bound=Bound(state=True),
    erasable=("statement", "reason"),
):
    """An objection.

    `received_on` is the day on which the bureau got it, `filed_at` when it was entered. `document_no` is the
    document that set this procedure up. Of an upheld one, `corrects` is what it
    corrects as known at `corrected_at`, `work_id` the recomputation, `moved` whom that moved, None before it
    is done.
    """

    id: int
    round_id: int
    provider_id: int
    statement: str = text_column()
    state: str = text_column(default="'filed'")
    filed_by: int
    filed_at: datetime = instant_column()
    received_on: date = date_column()
    document_no: str | None = text_column()
    reason: str | None = text_column()
    decided_by: int | None = bigint_column()
    decided_at: datetime | None = instant_column()
    withdrawn_by: int | None = bigint_column()
    withdrawn_at: datetime | None = instant_column()
    corrects: tuple[Correction, ...] | None = json_column(tuple[Correction, ...])
    corrected_at: datetime | None = instant_column()
    work_id: int | None = bigint_column()
    moved: tuple[Move, ...] | None = json_column(tuple[Move, ...])


_BY_ID: Final = Objection.select().where(Objection.c.id == bindparam("objection_id"))
_OF_ROUND: Final = (
    Objection.select().where(Objection.c.round_id == bindparam("round_id")).order_by(Objection.c.id)
)


def list_ids_in(unit: Unit, round_id: int, *states: str) -> list[int]:
    """List the ids of a round's objections in these states."""
    objections = unit.all(Objection, _OF_ROUND, round_id=round_id)
    return [objection.id for objection in objections if objection.state in states]


def list_objections(unit: Unit, *, round_id: int, provider_id: int | None = None) -> list[Objection]:
    """List a round's objections, oldest first, or one provider's. Raises Missing."""
    find_round(unit, round_id, lock=False)
    statement = _OF_ROUND
    if provider_id is not None:
        statement = statement.where(Objection.c.provider_id == provider_id)
    return unit.all(Objection, statement, round_id=round_id)


def find_objection(unit: Unit, objection_id: int) -> Objection:
    """Find one objection. Raises Missing."""
    objection = unit.one_or_none(Objection, _BY_ID, objection_id=objection_id)
    if objection is None:
        raise make_missing_objection()
    return objection


def make_missing_objection() -> Missing:
    """Say that there is no such objection."""
    return Missing("objection_not_found", "没有这件异议，请核对编号。")
