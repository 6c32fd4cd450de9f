"""Ruling a provider not evaluable in a round (暂不评价), with the reason and the document that says so.

Such a provider is not ranked, and not counted in the base of the shares unless the ruling says so. The ruling
can be lifted again; both stay on record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKeyConstraint, Index, Text

from banfa.database.base import moment, tenant_table
from banfa.errors import Conflict, Malformed, Missing
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.providers import provider
from banfa.procedures.rounds.transitions import evaluation_round, find_round
from banfa.trust.persons import put_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.trust.unit import Unit

_lifted_at = moment("lifted_at", nullable=True)

exclusion = tenant_table(
    "exclusion",
    Column("round_id", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("document_no", Text, nullable=False),
    Column("still_counted", Boolean, nullable=False),
    moment("ruled_at"),
    _lifted_at,
    Column("lifted_reason", Text),
    ForeignKeyConstraint(
        ["tenant_id", "round_id"],
        ["evaluation_round.tenant_id", "evaluation_round.id"],
        name="fk_exclusion_round_id",
    ),
    Index(
        "ux_exclusion_standing",
        "tenant_id",
        "round_id",
        "provider_id",
        unique=True,
        postgresql_where=_lifted_at.is_(None),
    ),
    refers={"provider_id": "provider", "ruled_by": "person"},
)


def exclude(
    unit: Unit,
    *,
    round_id: int,
    provider_id: int,
    reason: str,
    document_no: str,
    still_counted: bool = False,
    version: int | None = None,
) -> dict[str, Any]:
    """Rule a provider not evaluable in this round; takes effect at the next computation.

    `still_counted`: it counts nevertheless when the places of a share are worked out (名额基数).
    """
    row = changeable(unit, round_id, version)
    check_grounds(reason, document_no)
    known = unit.select(provider.c.entry_id).where(provider.c.entry_id == provider_id, stands(provider))
    if unit.connection.execute(known).first() is None:
        raise Missing("provider_not_found", "没有这个服务商，请核对编号。")
    if provider_id in standing(unit, round_id):
        raise Conflict("already_excluded", "该服务商在本周期已是暂不评价。", field="provider_id")
    told = {
        "provider_id": provider_id,
        "reason": reason,
        "document_no": document_no,
        "still_counted": still_counted,
    }
    ruled = {"round_id": row["id"], **told, "ruled_by": unit.actor.person.id, "ruled_at": unit.now}
    made = unit.insert(exclusion).values(**ruled).returning(exclusion.c.id)
    new = unit.connection.execute(made).scalar_one()
    bump(unit, row)
    unit.note("round.provider_excluded", f"round/{round_id}", told)
    return {"id": new, **ruled, "ruled_by": unit.actor.name}


def check_grounds(reason: str, document_no: str) -> None:
    """Raises Malformed where a decision says no reason or names no document."""
    for field, value, zh in (("reason", reason, "理由"), ("document_no", document_no, "文号")):
        if not value.strip():
            raise Malformed("reason_missing", f"请写明{zh}（{field}）。", field=field)


def readmit(
    unit: Unit, *, round_id: int, provider_id: int, reason: str, version: int | None = None
) -> dict[str, Any]:
    """Lift the ruling. Raises Missing where none stands."""
    row = changeable(unit, round_id, version)
    if not reason.strip():
        raise Malformed("reason_missing", "恢复评价须写明理由 reason。", field="reason")
    lifted = unit.connection.execute(
        unit.update(exclusion)
        .where(
            exclusion.c.round_id == round_id,
            exclusion.c.provider_id == provider_id,
            exclusion.c.lifted_at.is_(None),
        )
        .values(lifted_at=unit.now, lifted_reason=reason)
        .returning(exclusion.c.id)
    ).scalar_one_or_none()
    if lifted is None:
        raise Missing("exclusion_not_found", "该服务商在本周期没有暂不评价的决定。")
    bump(unit, row)
    unit.note(
        "round.provider_readmitted", f"round/{round_id}", {"provider_id": provider_id, "reason": reason}
    )
    return {
        "id": lifted,
        "provider_id": provider_id,
        "lifted_reason": reason,
        "lifted_at": unit.now,
    }


def changeable(unit: Unit, round_id: int, version: int | None) -> dict[str, Any]:
    """The round, if who takes part in it may still change: until it is reviewed."""
    row = find_round(unit, round_id, version=version)
    if row["state"] == "closed":
        raise Conflict(
            "round_closed", "该评价周期已办结，不能再变更；如有错误，以新的决定处理。", state="closed"
        )
    if row["state"] in ("reviewed", "published"):
        raise Conflict("wrong_state", "审核之后不能再增减参评服务商；先撤回审核。", state=row["state"])
    return row


def bump(unit: Unit, row: dict[str, Any]) -> None:
    """A new version of the round: who had read the old one is told."""
    unit.connection.execute(
        unit.update(evaluation_round)
        .where(evaluation_round.c.id == row["id"])
        .values(version=row["version"] + 1)
    )


@dataclass(frozen=True, slots=True)
class Ruling:
    """Why a provider is not evaluated, by which document, and whether it counts for the places."""

    id: int
    reason: str
    document_no: str
    still_counted: bool


def standing(unit: Unit, round_id: int) -> dict[int, Ruling]:
    """The rulings that stand, by provider id."""
    c = exclusion.c
    statement = (
        unit.select(c.id, c.provider_id, c.reason, c.document_no, c.still_counted)
        .where(c.round_id == round_id, c.lifted_at.is_(None))
        .order_by(c.provider_id)
    )
    rows = unit.connection.execute(statement)
    return {int(r.provider_id): Ruling(r.id, r.reason, r.document_no, r.still_counted) for r in rows}


def list_exclusions(unit: Unit, *, round_id: int) -> list[dict[str, Any]]:
    """All rulings of a round, lifted ones included, oldest first."""
    find_round(unit, round_id, lock=False)
    statement = unit.select(exclusion).where(exclusion.c.round_id == round_id).order_by(exclusion.c.id)
    rows = [shown(dict(row)) for row in unit.connection.execute(statement).mappings()]
    return put_names(unit, rows, "ruled_by")


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A ruling, JSON-ready."""
    return {key: value for key, value in row.items() if key != "tenant_id"}
