"""A round's steps, as data: which state each leaves and which it enters; and the history of those taken.

open → cut_off → computed → reviewed → published → closed. Each step can be taken back by a named decision
until the round is closed; a closed round never changes. One opened by mistake is withdrawn. An upheld
objection has a published round computed again, which needs its own approval before the round can be closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Column, Date, ForeignKeyConstraint, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.base import moment, one_of, tenant_table
from banfa.errors import Conflict, Missing, PreconditionFailed
from banfa.trust.persons import put_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.trust.unit import Unit

COMPUTE: Final = "round.compute"
"""The kind of work that computes a round."""

STATES: Final = {
    "open": "进行中",
    "cut_off": "已截数",
    "computed": "已计算",
    "reviewed": "已审核",
    "published": "公示中",
    "closed": "已办结",
    "withdrawn": "已作废",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One transition: from any of the states it leaves into the one it enters."""

    name: str
    zh: str
    leaves: tuple[str, ...]
    enters: str


STEPS: Final = {
    s.name: s
    for s in (
        Step("cut_off", "截数", ("open",), "cut_off"),
        Step("compute", "计算", ("cut_off", "computed"), "computed"),
        Step("review", "审核通过", ("computed",), "reviewed"),
        Step("publish", "公示", ("reviewed",), "published"),
        Step("recompute", "异议成立后重新计算", ("published",), "published"),
        Step("review_again", "重新计算后审核通过", ("published",), "published"),
        Step("review_late", "补充审核通过", ("reviewed",), "reviewed"),
        Step("close", "办结", ("published",), "closed"),
        Step("withdraw", "作废", ("open",), "withdrawn"),
        Step("undo_cut_off", "撤回截数", ("cut_off",), "open"),
        Step("undo_compute", "撤回计算", ("computed",), "cut_off"),
        Step("undo_review", "撤回审核", ("reviewed",), "computed"),
        Step("undo_publish", "撤回公示", ("published",), "reviewed"),
    )
}

evaluation_round = tenant_table(
    "evaluation_round",
    Column("name", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("state", Text, nullable=False, server_default="open"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("computation_id", BigInteger),
    Column("public_from", Date),
    Column("public_until", Date),
    Column("public_days", Integer),
    moment("opened_at"),
    one_of("state", STATES),
    UniqueConstraint("tenant_id", "name"),
    refers={"opened_by": "person"},
)
"""`public_days` is for how many working days the grades are shown, the last of which is `public_until`."""

round_step = tenant_table(
    "round_step",
    Column("step", Text, nullable=False),
    Column("entered", Text, nullable=False),
    moment("taken_at"),
    Column("detail", JSONB, nullable=False),
    one_of("step", STEPS),
    ForeignKeyConstraint(
        ["tenant_id", "round_id"],
        ["evaluation_round.tenant_id", "evaluation_round.id"],
        name="fk_round_step_round_id",
    ),
    Column("round_id", BigInteger, nullable=False),
    refers={"taken_by": "person"},
    rights="SELECT, INSERT",
)
"""`detail` holds what the step needed saying: why and by which document one was taken back, a reviewer's
opinion."""


def find_round(unit: Unit, round_id: int, *, version: int | None = None, lock: bool = True) -> dict[str, Any]:
    """The round, locked against other changes. Raises Missing, or PreconditionFailed for another version."""
    statement = unit.select(evaluation_round).where(evaluation_round.c.id == round_id)
    row = unit.connection.execute(statement.with_for_update() if lock else statement).mappings().one_or_none()
    if row is None:
        raise Missing("round_not_found", "没有这个评价周期，请核对编号。")
    if version is not None and row["version"] != version:
        raise PreconditionFailed(
            "round_changed", "该评价周期已有变化，请重新读取后再办理。", version=row["version"]
        )
    return dict(row)


def check_step(row: Mapping[str, Any], name: str) -> Step:
    """The step, if the round's state allows it. Raises Conflict."""
    step = STEPS[name]
    if row["state"] == "closed":
        raise Conflict(
            "round_closed", "该评价周期已办结，不能再变更；如有错误，以新的决定处理。", state="closed"
        )
    if row["state"] not in step.leaves:
        needed = "或".join(STATES[s] for s in step.leaves)
        message = f"该评价周期现为“{STATES[row['state']]}”，只有“{needed}”时才能{step.zh}。"
        raise Conflict("wrong_state", message, state=row["state"])
    return step


def take_step(
    unit: Unit,
    row: Mapping[str, Any],
    name: str,
    /,
    *,
    detail: Mapping[str, Any] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Enter the step's state, with further `changes` of the round's row; leaves its history and its note."""
    step = check_step(row, name)
    changes = {"state": step.enters, "version": row["version"] + 1, **changes}
    unit.connection.execute(
        unit.update(evaluation_round).where(evaluation_round.c.id == row["id"]).values(**changes)
    )
    taken = {
        "round_id": row["id"],
        "step": name,
        "entered": step.enters,
        "taken_by": unit.actor.person.id,
        "taken_at": unit.now,
        "detail": dict(detail or {}),
    }
    unit.connection.execute(unit.insert(round_step).values(**taken))
    unit.note(f"round.{name}", f"round/{row['id']}", {"state": step.enters, **(detail or {})})
    return {**row, **changes}


def history(unit: Unit, round_id: int) -> list[dict[str, Any]]:
    """The steps taken, oldest first."""
    rows = unit.connection.execute(
        unit.select(round_step).where(round_step.c.round_id == round_id).order_by(round_step.c.id)
    )
    steps = [
        {
            "step": r["step"],
            "zh": STEPS[r["step"]].zh,
            "entered": r["entered"],
            "taken_by": r["taken_by"],
            "taken_at": r["taken_at"],
            "detail": r["detail"],
        }
        for r in rows.mappings()
    ]
    return put_names(unit, steps, "taken_by")
