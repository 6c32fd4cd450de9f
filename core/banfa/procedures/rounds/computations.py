"""Computations of a round: one row each, never changed, with the receipt and one result row per provider."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, Index, LargeBinary, bindparam

from banfa.database.rows import (
    Bound,
    TenantRow,
    instant_column,
    integer_column,
    json_column,
    narrow,
    text_column,
)
from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.ledger.recording.changes import list_changed_kinds
from banfa.procedures.calendars import digest_calendar, read_calendar
from banfa.procedures.instruments.editions import edition_key_on
from banfa.procedures.instruments.instrument import ids_of_law
from banfa.procedures.instruments.open_terms import UnsetTerm
from banfa.procedures.receipts.format import decompress
from banfa.procedures.rounds.documents import list_of_round
from banfa.procedures.rounds.exclusions import list_standing
from banfa.procedures.rounds.transitions import Round, find_round

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.trust.unit import Unit


class Computation(
    TenantRow,
    table="computation",
    refers={"round_id": "evaluation_round", "computed_by": "person"},
    rights="SELECT, INSERT",
    # The receipt is large and read by itself.
    constraints=(
        Column("receipt", LargeBinary, nullable=False),
        Index("ix_computation_round", "tenant_id", "round_id"),
    ),
    bound=Bound(),
):
    """What a computation led to and was worked out under.

    `computed_by` is the person who asked for it: he may not review it. `instruments` and `exclusions` are the
    ids of those it was worked out under, `calendar` the hash of the working days up to the period's last day,
    `law` that of the settled edition, `unset` the open terms still
    undetermined, `labels` the grades by code, `cite` the key of the provision that gives them,
    `points_unit` the parts of a point. Besides, the table holds the receipt's bytes, compressed.
    """

    id: int
    round_id: int
    computed_by: int
    known_at: datetime = instant_column()
    computed_at: datetime = instant_column()
    instruments: tuple[int, ...] = json_column(tuple[int, ...])
    exclusions: tuple[int, ...] = json_column(tuple[int, ...])
    calendar: str = text_column()
    law: str = text_column()
    providers: int = integer_column()
    open_results: int = integer_column()
    unset: tuple[UnsetTerm, ...] = json_column(tuple[UnsetTerm, ...])
    labels: tuple[str, ...] = json_column(tuple[str, ...])
    cite: str | None = text_column()
    points_unit: int = integer_column()
    digest: str = text_column()


@dataclass(frozen=True, slots=True)
class FreshComputation:
    """A computation, and by name what it should have known and does not (`stale`).

    `late`: kinds of entry that were told of after the cut-off, and so are not in it.
    """

    computation: Computation
    stale: tuple[str, ...]
    late: tuple[str, ...]


CHANGES: Final = {
    "instrument": "文件",
    "exclusion": "暂不评价的决定",
    "calendar": "放假安排",
    "edition": "施行的版本",
    "law": "插件中的规则",
}
"""What can make a computation stale, in Chinese."""

_BY_ID: Final = Computation.select().where(Computation.c.id == bindparam("computation_id"))
_RECEIPTS: Final = narrow(Computation.table, "receipts")
_RECEIPT: Final = select(_RECEIPTS.c.receipt).where(_RECEIPTS.c.id == bindparam("computation_id"))


def find_computation(unit: Unit, round_: Round) -> Computation:
    """Find what the round computed last. Raises Conflict where it has not been computed."""
    if round_.computation_id is None:
        message = "该评价周期尚未计分，没有结果可看。"
        raise Conflict("not_computed", message, state=round_.state)
    (computation,) = unit.all(Computation, _BY_ID, computation_id=round_.computation_id)
    return computation


def find_public_computation(unit: Unit, round_: Round) -> Computation:
    """Find the computation whose results are public. Raises Conflict where none is."""
    return find_computation(unit, replace(round_, computation_id=round_.public_computation_id))


def stored_receipt(unit: Unit, computation_id: int) -> bytes:
    """Get a computation's receipt as it is stored, compressed."""
    data: bytes = unit.execute(_RECEIPT, computation_id=computation_id).scalar_one()
    return data


def receipt_bytes(unit: Unit, *, round_id: int) -> bytes:
    """Get the receipt of the round's last computation. Raises Missing, or Conflict where there is none."""
    computation = find_computation(unit, find_round(unit, round_id, lock=False))
    return decompress(stored_receipt(unit, computation.id))


def changes_since(unit: Unit, round_: Round, computation: Computation) -> tuple[str, ...]:
    """Name those of `CHANGES` that a computation should have known and does not.

    Entries of the ledger are none of them: what is reported after the cut-off does not count.
    """
    instruments = ids_of_law(list_of_round(unit, round_))
    exclusions = sorted(exclusion.id for exclusion in list_standing(unit, round_.id))
    calendar = read_calendar(unit.connection, unit.tenant_id)
    changes = {
        "instrument": list(computation.instruments) != instruments,
        "exclusion": list(computation.exclusions) != exclusions,
        "calendar": computation.calendar != digest_calendar(calendar, round_.period_end),
        "edition": edition_key_on(unit, round_.period_end) not in (None, round_.edition),
    }
    return tuple(name for name, changed in changes.items() if changed)


def list_late_kinds(unit: Unit, round_: Round, computation: Computation) -> tuple[str, ...]:
    """Name the kinds of entry about the period that were told of after the cut-off."""
    return tuple(list_changed_kinds(unit, known_at=computation.known_at, as_of=round_.period_end))


def check_fresh(unit: Unit, round_: Round, computation: Computation, *, law: str | None = None) -> None:
    """Raise Conflict naming what has changed since. `law`: the hash of the settled edition as it now is."""
    changes = changes_since(unit, round_, computation)
    if law is not None and law != computation.law and not changes:
        changes = ("law",)
    if changes:
        named = "、".join(CHANGES[name] for name in changes)
        message = f"计分之后有变化：{named}。请重新计分（已审核的，先撤回审核）。"
        raise Conflict("computation_stale", message, changed=list(changes))
