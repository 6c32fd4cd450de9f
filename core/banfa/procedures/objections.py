"""Objections (异议) to proposed grades: house procedure, switched on by an instrument.

An upheld objection has the round computed again as a whole. Whoever is moved by that is listed, and the time
for objections opens again for those providers alone.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Column, Date, ForeignKeyConstraint, Index, Text
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.base import moment, one_of, tenant_table
from banfa.errors import Conflict, Malformed, Missing
from banfa.procedures import instruments
from banfa.procedures.computations import round_result
from banfa.procedures.house import house_of
from banfa.procedures.rounds import COMPUTE
from banfa.procedures.steps import find_round

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

STATES: Final = {"filed": "待处理", "recomputing": "重新计算中", "upheld": "成立", "rejected": "不成立"}

objection = tenant_table(
    "objection",
    Column("round_id", BigInteger, nullable=False),
    Column("statement", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="filed"),
    Column("filed_by", Text, nullable=False),
    moment("filed_at"),
    Column("reason", Text),
    Column("decided_by", Text),
    moment("decided_at", nullable=True),
    Column("moved", JSONB),
    one_of("state", STATES),
    Index("ix_objection_round", "tenant_id", "round_id"),
    ForeignKeyConstraint(
        ["tenant_id", "round_id"],
        ["evaluation_round.tenant_id", "evaluation_round.id"],
        name="fk_objection_round_id",
    ),
    refers={"provider_id": "provider"},
)

objection_window = tenant_table(
    "objection_window",
    Column("round_id", BigInteger, nullable=False),
    Column("until", Date, nullable=False),
    Index("ix_objection_window_round", "tenant_id", "round_id", "provider_id"),
    ForeignKeyConstraint(
        ["tenant_id", "round_id"],
        ["evaluation_round.tenant_id", "evaluation_round.id"],
        name="fk_objection_window_round_id",
    ),
    refers={"provider_id": "provider"},
    rights="SELECT, INSERT",
)
"""Until when a provider moved by an upheld objection may object; the latest row of a provider counts."""


def file(unit: Unit, *, round_id: int, provider_id: int, statement: str) -> dict[str, Any]:
    """File an objection while the grades are public. Raises Conflict when not switched on or too late."""
    row = find_round(unit, round_id)
    if not house_of(instruments.of_edition(unit, row["edition"])).objections:
        message = "办法没有规定异议程序，本局也未以文件设立；如需受理，请先登记内部程序文件。"
        raise Conflict("objections_off", message)
    if row["state"] != "published":
        raise Conflict("not_public", "只有公示期间可以提出异议。", state=row["state"])
    until = windows(unit, round_id).get(provider_id, row["public_until"])
    if unit.today > until:
        raise Conflict("objection_late", f"提出异议的期限已于{until}届满。", until=until.isoformat())
    if not statement.strip():
        raise Malformed("statement_missing", "请写明异议的事实和理由 statement。", field="statement")
    _check_result(unit, row["computation_id"], provider_id)
    filed = {
        "round_id": round_id, "provider_id": provider_id, "statement": statement, "filed_by": unit.actor.name,
        "filed_at": unit.now,
    }  # fmt: skip
    made = unit.insert(objection).values(**filed).returning(objection.c.id)
    new = unit.connection.execute(made).scalar_one()
    unit.note("objection.filed", f"objection/{new}", {"round_id": round_id, "provider_id": provider_id})
    return get(unit, objection_id=new)


def _check_result(unit: Unit, computation_id: int, provider_id: int) -> None:
    known = unit.select(round_result.c.provider_id).where(
        round_result.c.computation_id == computation_id, round_result.c.provider_id == provider_id
    )
    if unit.connection.execute(known).first() is None:
        raise Missing("result_not_found", "该评价周期没有这个服务商的结果。")


def decide(unit: Unit, profile: Profile, *, objection_id: int, upheld: bool, reason: str) -> dict[str, Any]:
    """Reject an objection, or uphold it: then the round is computed again with the facts as they now stand."""
    found = _find(unit, objection_id)
    if found["state"] != "filed":
        raise Conflict(
            "objection_decided", f"该异议现为“{STATES[found['state']]}”，不能再次处理。", state=found["state"]
        )
    row = find_round(unit, found["round_id"])
    if row["state"] != "published":
        raise Conflict("not_public", "只有公示期间可以处理异议。", state=row["state"])
    if not reason.strip():
        raise Malformed("reason_missing", "请写明处理理由 reason。", field="reason")
    state = "recomputing" if upheld else "rejected"
    unit.connection.execute(
        unit.update(objection)
        .where(objection.c.id == objection_id)
        .values(state=state, reason=reason, decided_by=unit.actor.name, decided_at=unit.now)
    )
    work_id = None
    if upheld:
        data = {"round_id": found["round_id"], "city": profile.city.key, "objection_id": objection_id}
        work_id = unit.work(COMPUTE, data)
    told = {"upheld": upheld, "reason": reason, "work_id": work_id}
    unit.note("objection.decided", f"objection/{objection_id}", told)
    return get(unit, objection_id=objection_id) | {"work_id": work_id}


def settle_upheld(unit: Unit, *, objection_id: int, moved: list[dict[str, Any]], until: date) -> None:
    """Store whom the recomputation moved, and open the time for objections again for them alone."""
    found = _find(unit, objection_id)
    unit.connection.execute(
        unit.update(objection).where(objection.c.id == objection_id).values(state="upheld", moved=moved)
    )
    rows = [{"round_id": found["round_id"], "provider_id": m["provider_id"], "until": until} for m in moved]
    if rows:
        unit.connection.execute(unit.insert(objection_window), rows)
    unit.note(
        "objection.settled", f"objection/{objection_id}", {"moved": len(moved), "until": until.isoformat()}
    )


def windows(unit: Unit, round_id: int) -> dict[int, date]:
    """Until when each provider moved may object."""
    rows = unit.connection.execute(
        unit.select(objection_window.c.provider_id, objection_window.c.until)
        .where(objection_window.c.round_id == round_id)
        .order_by(objection_window.c.id)
    )
    return {int(r.provider_id): r.until for r in rows}


def undecided(unit: Unit, round_id: int) -> list[int]:
    """The ids of objections not yet decided, or upheld and still being computed."""
    rows = unit.connection.execute(
        unit.select(objection.c.id)
        .where(objection.c.round_id == round_id, objection.c.state.in_(("filed", "recomputing")))
        .order_by(objection.c.id)
    )
    return [int(r.id) for r in rows]


def get(unit: Unit, *, objection_id: int) -> dict[str, Any]:
    """One objection. Raises Missing."""
    return shown(_find(unit, objection_id))


def list_objections(unit: Unit, *, round_id: int, provider_id: int | None = None) -> list[dict[str, Any]]:
    """A round's objections, oldest first; only one provider's where `provider_id` is given."""
    statement = unit.select(objection).where(objection.c.round_id == round_id).order_by(objection.c.id)
    if provider_id is not None:
        statement = statement.where(objection.c.provider_id == provider_id)
    return [shown(dict(r)) for r in unit.connection.execute(statement).mappings()]


def moved(unit: Unit, *, objection_id: int) -> list[dict[str, Any]]:
    """Whom an upheld objection moved: provider, and total, rank and grade before and after."""
    return _find(unit, objection_id)["moved"] or []


def _find(unit: Unit, objection_id: int) -> dict[str, Any]:
    statement = unit.select(objection).where(objection.c.id == objection_id)
    found = unit.connection.execute(statement).mappings().one_or_none()
    if found is None:
        raise Missing("objection_not_found", "没有这件异议，请核对编号。")
    return dict(found)


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """An objection, JSON-ready."""
    kept = {k: v for k, v in row.items() if k != "tenant_id"}
    stamps = {k: row[k].isoformat() if row[k] else None for k in ("filed_at", "decided_at")}
    return kept | stamps | {"state_zh": STATES[row["state"]]}
