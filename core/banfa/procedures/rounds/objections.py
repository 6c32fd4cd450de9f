"""Objections (异议) to proposed grades: internal procedure, switched on by an instrument.

An upheld objection has the round computed again as a whole, with the facts and documents as they then
stand. Whoever is moved by that is listed, and the time for objections opens again for those providers
alone, for as many working days as the grades were to be public.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Column, Date, ForeignKeyConstraint, Index, Integer, Text, bindparam
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.base import moment, one_of, tenant_table
from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed, Missing
from banfa.procedures.calendars import working_days_after
from banfa.procedures.instruments import issue
from banfa.procedures.instruments.internal import internal_procedure_of
from banfa.procedures.rounds.computations import round_result
from banfa.procedures.rounds.transitions import COMPUTE, find_round
from banfa.trust.persons import put_names
from banfa.trust.work import Work

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

_WORK_STATE: Final = select(Work.c.state).where(Work.c.id == bindparam("work_id"))

STATES: Final = {"filed": "待处理", "recomputing": "重新计算中", "upheld": "成立", "rejected": "不成立"}

objection = tenant_table(
    "objection",
    Column("round_id", BigInteger, nullable=False),
    Column("statement", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="filed"),
    moment("filed_at"),
    Column("document_no", Text),
    Column("reason", Text),
    Column("decided_by", BigInteger),
    moment("decided_at", nullable=True),
    Column("work_id", BigInteger),
    Column("moved", JSONB),
    one_of("state", STATES),
    Index("ix_objection_round", "tenant_id", "round_id"),
    ForeignKeyConstraint(
        ["tenant_id", "round_id"],
        ["evaluation_round.tenant_id", "evaluation_round.id"],
        name="fk_objection_round_id",
    ),
    refers={"provider_id": "provider", "filed_by": "person", "decided_by": "person"},
)
"""`document_no` is the document that set this procedure up, `work_id` the recomputation of an upheld one."""

objection_window = tenant_table(
    "objection_window",
    Column("round_id", BigInteger, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("days", Integer, nullable=False),
    Index("ix_objection_window_round", "tenant_id", "round_id", "provider_id"),
    ForeignKeyConstraint(
        ["tenant_id", "round_id"],
        ["evaluation_round.tenant_id", "evaluation_round.id"],
        name="fk_objection_window_round_id",
    ),
    refers={"provider_id": "provider"},
    rights="SELECT, INSERT",
)
"""A provider moved by an upheld objection may object again: for `days` working days from the day after
`opened_on`."""


def file(unit: Unit, *, round_id: int, provider_id: int, statement: str) -> dict[str, Any]:
    """File an objection while the grades are public. Raises Conflict when not switched on or too late."""
    row = find_round(unit, round_id)
    internal = internal_procedure_of(issue.of_edition(unit, row["edition"]))
    if not internal.objections:
        message = "办法没有规定异议程序，本局也未以文件设立；如需受理，请先登记内部程序文件。"
        raise Conflict("objections_off", message)
    if row["state"] != "published":
        raise Conflict("not_public", "只有公示期间可以提出异议。", state=row["state"])
    mine = windows(unit, round_id).get(provider_id)
    _check_result(unit, row["computation_id"], provider_id, moved=mine is not None)
    until = max(row["public_until"], mine or row["public_until"])
    if unit.today > until:
        raise Conflict("objection_late", f"提出异议的期限已于{until}届满。", until=until.isoformat())
    if not statement.strip():
        raise Malformed("statement_missing", "请写明异议的事实和理由 statement。", field="statement")
    filed = {
        "round_id": round_id,
        "provider_id": provider_id,
        "statement": statement,
        "filed_by": unit.actor.person.id,
        "filed_at": unit.now,
        "document_no": internal.document_no,
    }
    made = unit.insert(objection).values(**filed).returning(objection.c.id)
    new = unit.connection.execute(made).scalar_one()
    unit.note("objection.filed", f"objection/{new}", {"round_id": round_id, "provider_id": provider_id})
    return get(unit, objection_id=new)


def _check_result(unit: Unit, computation_id: int, provider_id: int, *, moved: bool) -> None:
    known = unit.select(round_result.c.provider_id).where(
        round_result.c.computation_id == computation_id, round_result.c.provider_id == provider_id
    )
    if not moved and unit.connection.execute(known).first() is None:
        raise Missing("result_not_found", "该评价周期没有这个服务商的结果。")


def decide(unit: Unit, profile: Profile, *, objection_id: int, upheld: bool, reason: str) -> dict[str, Any]:
    """Reject an objection, or uphold it: then the round is computed again with the facts as they now stand.

    One whose recomputation failed can be decided anew. Raises Conflict for one that is decided.
    """
    row = find_round(unit, _find(unit, objection_id)["round_id"])
    found = _find(unit, objection_id)  # as it is now that nobody else can decide it
    if row["state"] != "published":
        raise Conflict("not_public", "只有公示期间可以处理异议。", state=row["state"])
    if found["state"] != "filed" and not _failed(unit, found):
        message = f"该异议现为“{STATES[found['state']]}”，不能再次处理。"
        raise Conflict("objection_decided", message, state=found["state"])
    if not reason.strip():
        raise Malformed("reason_missing", "请写明处理理由 reason。", field="reason")
    work_id = None
    if upheld:
        data = {"round_id": row["id"], "city": profile.city.key, "objection_id": objection_id}
        work_id = unit.work(COMPUTE, data)
    decided = {
        "state": "recomputing" if upheld else "rejected",
        "reason": reason,
        "decided_by": unit.actor.person.id,
        "decided_at": unit.now,
        "work_id": work_id,
    }
    unit.connection.execute(unit.update(objection).where(objection.c.id == objection_id).values(**decided))
    told = {"upheld": upheld, "reason": reason, "work_id": work_id}
    unit.note("objection.decided", f"objection/{objection_id}", told)
    return get(unit, objection_id=objection_id) | {"work_id": work_id}


def _failed(unit: Unit, found: dict[str, Any]) -> bool:
    """Whether an objection waits for a recomputation that has failed for good."""
    if found["state"] != "recomputing":
        return False
    return unit.execute(_WORK_STATE, work_id=found["work_id"]).scalar_one_or_none() == "failed"


def check_recomputing(unit: Unit, objection_id: int) -> None:
    """Raises Conflict where the objection does not, or no longer, wait for a recomputation."""
    found = _find(unit, objection_id)
    if found["state"] != "recomputing":
        message = f"该异议现为“{STATES[found['state']]}”，不必重新计算。"
        raise Conflict("objection_decided", message, state=found["state"])


def settle_upheld(unit: Unit, *, objection_id: int, moved: list[dict[str, Any]], days: int) -> date:
    """Store who was moved, and open the time for objections again for them alone; returns its end."""
    found = _find(unit, objection_id)
    unit.connection.execute(
        unit.update(objection).where(objection.c.id == objection_id).values(state="upheld", moved=moved)
    )
    window = {"round_id": found["round_id"], "opened_on": unit.today, "days": days}
    rows = [window | {"provider_id": one["provider_id"]} for one in moved]
    if rows:
        unit.connection.execute(unit.insert(objection_window), rows)
    until = working_days_after(unit.today, days)
    told = {"moved": len(moved), "until": until.isoformat()}
    unit.note("objection.settled", f"objection/{objection_id}", told)
    return until


def windows(unit: Unit, round_id: int) -> dict[int, date]:
    """Until when each provider that was moved may object."""
    c = objection_window.c
    statement = unit.select(c.provider_id, c.opened_on, c.days).where(c.round_id == round_id)
    ends: dict[tuple[date, int], date] = {}
    found: dict[int, date] = {}
    for provider_id, *window in unit.connection.execute(statement):
        opened_on, days = window
        if (opened_on, days) not in ends:
            ends[opened_on, days] = working_days_after(opened_on, days)
        end = ends[opened_on, days]
        found[provider_id] = max(end, found.get(provider_id, end))
    return found


def undecided(unit: Unit, round_id: int) -> list[int]:
    """The ids of objections not yet decided, or upheld and still being computed."""
    return _in_states(unit, round_id, ("filed", "recomputing"))


def recomputing(unit: Unit, round_id: int) -> list[int]:
    """The ids of those whose recomputation is still to come."""
    return _in_states(unit, round_id, ("recomputing",))


def _in_states(unit: Unit, round_id: int, states: tuple[str, ...]) -> list[int]:
    c = objection.c
    statement = unit.select(c.id).where(c.round_id == round_id, c.state.in_(states)).order_by(c.id)
    return [int(found) for found in unit.connection.scalars(statement)]


def get(unit: Unit, *, objection_id: int) -> dict[str, Any]:
    """One objection. Raises Missing."""
    return put_names(unit, [shown(_find(unit, objection_id))], "filed_by", "decided_by")[0]


def list_objections(unit: Unit, *, round_id: int, provider_id: int | None = None) -> list[dict[str, Any]]:
    """A round's objections, oldest first, or one provider's. Raises Missing."""
    find_round(unit, round_id, lock=False)
    statement = unit.select(objection).where(objection.c.round_id == round_id).order_by(objection.c.id)
    if provider_id is not None:
        statement = statement.where(objection.c.provider_id == provider_id)
    rows = [shown(dict(r)) for r in unit.connection.execute(statement).mappings()]
    return put_names(unit, rows, "filed_by", "decided_by")


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
    kept = {k: v for k, v in row.items() if k not in ("tenant_id", "work_id")}
    return kept | {"state_zh": STATES[row["state"]]}
