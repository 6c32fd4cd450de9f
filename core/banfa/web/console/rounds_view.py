"""What every page about one round shows above its own content: state, steps, what to do now, tabs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from flask import url_for

from banfa.procedures.rounds.awaited import Awaited, find_awaited
from banfa.procedures.rounds.exclusions import list_standing
from banfa.procedures.rounds.lifecycle import RoundDetails, get_round
from banfa.procedures.rounds.objection_rows import list_objections
from banfa.procedures.rounds.publication import foresee_publicity
from banfa.procedures.rounds.requests import find_computation_work
from banfa.procedures.rounds.transitions import OVER, STATES
from banfa.trust.persons import name_persons
from banfa.trust.work import OPEN_STATES, Work
from banfa.web.console.rounds_forms import ApprovalForm, PublicationForm

if TYPE_CHECKING:
    from datetime import date, datetime

    from banfa.procedures.rounds.transitions import Round, RoundStep
    from banfa.web.console.frame.calls import PageCall, Result

WAY: Final = {
    "open": "启动",
    "cut_off": "数据截止",
    "computed": "计分",
    "reviewed": "审核",
    "published": "公示",
    "closed": "定级办结",
}
"""The states of a round in their order, by the step that leads there, in officials' words."""
LOOKS: Final = {"closed": "done", "withdrawn": "stop", "published": "soon"}


@dataclass(frozen=True, slots=True)
class StepOfWay:
    """A step of the way: `done`, `at` or `todo`; when and by whom it was taken."""

    zh: str
    look: str
    taken_at: datetime | None = None
    taken_by: int | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """Another page about the same round."""

    zh: str
    address: str
    here: bool
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """A round as its pages show it. `work` computes it now, or has failed to."""

    id: str
    details: RoundDetails
    awaited: Awaited
    way: list[StepOfWay]
    tabs: list[Tab]
    names: dict[int | None, str | None]
    work: Work | None
    foreseen: tuple[int, date, bool] | None
    has_points: bool
    has_grades: bool
    approval: ApprovalForm = field(repr=False)
    publication: PublicationForm = field(repr=False)

    @property
    def round(self) -> Round:
        """The round."""
        return self.details.round

    @property
    def state(self) -> tuple[str, str]:
        """How its state looks, and its word."""
        return LOOKS.get(self.round.state, "run"), STATES[self.round.state]

    @property
    def running(self) -> Work | None:
        """The work that computes it now."""
        return self.work if self.work is not None and self.work.state in OPEN_STATES else None


def show_round(call: PageCall, template: str, round_id: int, **values: Any) -> Result:
    """Show a page about a round."""
    return call.render(template, view=view_round(call, round_id), **values)


def view_round(call: PageCall, round_id: int) -> RoundView:
    """Look at a round. Raises Missing."""
    unit = call.unit
    details = get_round(unit, round_id=round_id)
    round_ = details.round
    computation = details.computation.computation if details.computation else None
    history = details.history or ()
    law = next((e for e in call.profile.editions if e.key == round_.edition), call.profile.latest)
    return RoundView(
        id=call.outward("round", round_id),
        details=details,
        awaited=find_awaited(unit, call.profile, details),
        way=_list_way(round_, history),
        tabs=_list_tabs(call, round_id),
        names=name_persons(
            unit,
            [
                round_.opened_by,
                *(s.taken_by for s in history),
                computation.computed_by if computation else None,
            ],
        ),
        work=find_computation_work(unit, round_id) if round_.state not in OVER else None,
        foreseen=foresee_publicity(unit, call.profile, round_) if round_.state == "reviewed" else None,
        has_points=law.rubric is not None,
        has_grades=law.grading is not None,
        approval=call.form(ApprovalForm),
        publication=call.form(PublicationForm),
    )


def _list_way(round_: Round, history: tuple[RoundStep, ...]) -> list[StepOfWay]:
    """The steps of the way in order; of those taken, the last time."""
    states = [*WAY]
    reached = states.index(round_.state) if round_.state in WAY else -1
    taken = {"open": (round_.opened_at, round_.opened_by)}
    taken |= {step.entered: (step.taken_at, step.taken_by) for step in history if step.entered != "open"}
    looks = ["done" if at <= reached else "at" if at == reached + 1 else "todo" for at in range(len(states))]
    return [
        StepOfWay(WAY[state], look, *(taken.get(state, ()) if look == "done" else ()))
        for state, look in zip(states, looks, strict=True)
    ]


def _list_tabs(call: PageCall, round_id: int) -> list[Tab]:
    outward = call.outward("round", round_id)
    objections = len(list_objections(call.unit, round_id=round_id))
    counts = {"objections": objections, "exclusions": len(list_standing(call.unit, round_id))}
    names = {
        "round_page": "办理",
        "round_results": "得分汇总表",
        "objections": "异议",
        "exclusions": "暂不评价",
        "round_receipt": "计分底稿",
    }
    here = call.page.name
    return [
        Tab(zh, url_for(f"console.{name}", round_id=outward), name == here, counts.get(name))
        for name, zh in names.items()
    ]
