"""A round's steps, as one table: the states each leaves and enters, who may take it, and what undoes it.

open → cut_off → computed → reviewed → published → closed. Each step can be taken back by a named decision
until the round is closed; a closed round never changes. One opened by mistake is withdrawn. An upheld
objection has a published round computed again, which needs its own approval before the round can be closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING, Final

from sqlalchemy import UniqueConstraint, bindparam

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.errors import Conflict
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

STATES: Final = {
    "open": "进行中",
    "cut_off": "数据已截止",
    "computed": "已计分",
    "reviewed": "已审核",
    "published": "公示中",
    "closed": "已办结",
    "withdrawn": "已作废",
}
PUBLIC_STATES: Final = ("published", "closed")
"""In these the results are no secret of the bureau's."""
OVER: Final = ("closed", "withdrawn")
RUNNING: Final = tuple(state for state in STATES if state not in OVER)


# fmt: off
STEPS: Final = tabulate(
    Step("open", "开启", (), "open", "round.manage", "withdraw"),
    Step("cut_off", "截止数据", ("open",), "cut_off", "round.manage", "undo_cut_off"),
    Step("compute", "计分", ("cut_off", "computed"), "computed", "round.manage", "undo_compute"),
    Step("review", "审核通过", ("computed",), "reviewed", "round.review", "undo_review"),
    Step("publish", "公示", ("reviewed",), "published", "round.publish", "undo_publish"),
    Step("recompute", "异议成立后重新计分", ("published",), "published", "objection.decide"),
    Step("recount", "按放假安排重新计算公示期", ("published",), "published", "terms.write"),
    Step("review_again", "重新计分后审核通过", ("published",), "published", "round.review"),
    Step("review_late", "补充审核通过", ("reviewed",), "reviewed", "round.review"),
    Step("close", "办结", ("published",), "closed", "round.publish"),
    Step("withdraw", "作废", ("open",), "withdrawn", "round.manage"),
    Step("undo_cut_off", "撤回数据截止", ("cut_off",), "open", "round.manage",
         clears=("cut_off_at", "cut_off_instrument")),
    Step("undo_compute", "撤回计分", ("computed",), "cut_off", "round.manage", clears=("computation_id",)),
    Step("undo_review", "撤回审核", ("reviewed",), "computed", "round.review"),
    Step("undo_publish", "撤回公示", ("published",), "reviewed", "round.publish",
         clears=("public_from", "public_until", "public_days", "public_computation_id")),
)
# fmt: on
"""Every step. `open` makes the round and so leaves no state."""

UNDOING: Final = {step.enters: STEPS[step.undone_by] for step in STEPS.values() if step.undone_by is not None}
"""The step that takes the last one back, by the state the round is in."""


class Round(
    TenantRow,
    table="evaluation_round",
    refers={"opened_by": "person"},
    constraints=(one_of("state", STATES), UniqueConstraint("tenant_id", "name")),
    bound=Bound(state=True, thing="round"),
):
    """A round.

    `cut_off_at`: all that was reported by then counts, and nothing later; of terms, those up to the document
    `cut_off_instrument`. `public_computation_id`: whose results are public, which is not `computation_id`
    while a recomputation waits for its approval. `public_days`: for how many working days its grades are
    shown, up to `public_until`.
    """

    id: int
    name: str = text_column()
    edition: str = text_column()
    period_start: date = date_column()
    period_end: date = date_column()
    state: str = text_column(default="'open'")
    version: int = integer_column(default="1")
    cut_off_at: datetime | None = instant_column()
    cut_off_instrument: int | None = bigint_column()
    computation_id: int | None = bigint_column()
    public_computation_id: int | None = bigint_column()
    public_from: date | None = date_column()
    public_until: date | None = date_column()
    public_days: int | None = integer_column()
    opened_by: int
    opened_at: datetime = instant_column()


@dataclass(frozen=True, slots=True)
class StepDetail:
    """What a step needed saying, each where it did.

    Why and by which document one was taken back; a reviewer's opinion, the `step`-th `of` so many; under
    which edition and to which receipt's digest a computation led; how long results are public, until
    when that was announced before, and where; how many
    grades were given and what the ledger was told of since the computation.
    """

    reason: str | None = None
    document_no: str | None = None
    opinion: str | None = None
    step: int | None = None
    of: int | None = None
    edition: str | None = None
    digest: str | None = None
    working_days: int | None = None
    public_until: date | None = None
    announced_until: date | None = None
    published_in: str | None = None
    provisional: bool | None = None
    grades: int | None = None
    changed_since: tuple[str, ...] | None = None

    def items(self) -> dict[str, object]:
        """Give what was said, by name."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: value for name, value in values if value is not None}


class RoundStep(
    TenantRow,
    table="round_step",
    refers={"round_id": "evaluation_round", "taken_by": "person"},
    rights="SELECT, INSERT",
    constraints=(one_of("step", STEPS),),
    bound=Bound(),
):
    """A step that was taken."""

    id: int
    round_id: int
    step: str = text_column()
    entered: str = text_column()
    taken_by: int
    taken_at: datetime = instant_column()
    detail: StepDetail = json_column(StepDetail)


MACHINE: Final = Machine(
    Round, zh="评价周期", missing="round_not_found", changed="round_changed", states=STATES, steps=STEPS
)
_STEPS_OF: Final = (
    RoundStep.select().where(RoundStep.c.round_id == bindparam("round_id")).order_by(RoundStep.c.id)
)


def find_round(unit: Unit, round_id: int, *, version: int | None = None, lock: bool = True) -> Round:
    """Find a round, locked against other changes. Raises Missing, PreconditionFailed for another version."""
    return MACHINE.find(unit, round_id, version=version, lock=lock)


def check_step(round_: Round, name: str) -> Step:
    """Check that the round's state allows the step. Raises Conflict."""
    check_not_closed(round_)
    return MACHINE.check(round_, name)


def check_not_closed(round_: Round) -> None:
    """Raise Conflict for a closed round: it never changes."""
    if round_.state == "closed":
        message = "该评价周期已办结，不能再变更；如有错误，以新的决定处理。"
        raise Conflict("round_closed", message, state="closed")


def take_step(unit: Unit, round_: Round, name: str, *, detail: StepDetail | None = None) -> Round:
    """Enter the step's state, with whatever else is new in `round_`; leaves its history and its note."""
    step = check_step(round_, name)
    detail = detail or StepDetail()
    after = MACHINE.enter(unit, round_, name)
    unit.add(
        RoundStep,
        step=name,
        entered=step.enters,
        taken_by=unit.actor.person.id,
        taken_at=unit.now,
        detail=detail,
        round_id=round_.id,
    )
    unit.note(f"round.{name}", f"round/{round_.id}", {"state": step.enters, **detail.items()})
    return after


def store_round(unit: Unit, round_: Round) -> Round:
    """Store a round as it now is, as a new version: who had read the old one is told."""
    return MACHINE.store(unit, round_)


def list_steps(unit: Unit, round_id: int) -> list[RoundStep]:
    """List the steps taken, oldest first."""
    return unit.all(RoundStep, _STEPS_OF, round_id=round_id)
