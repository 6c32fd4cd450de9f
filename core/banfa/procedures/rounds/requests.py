"""Asking for a round to be computed: the work that a job carries out, and what it leads to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import String, bindparam

from banfa.trust.work import Work

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

COMPUTE: Final = "round.compute"
"""The kind of work that computes a round."""


@dataclass(frozen=True, slots=True)
class ComputationRequest:
    """Which round to compute, under which city's plugin, and for which upheld objection, if for one."""

    round_id: int
    city: str
    objection_id: int | None = None


@dataclass(frozen=True, slots=True)
class ComputationDone:
    """What a computation led to; `moved` counts the providers whom an upheld objection moved."""

    computation_id: int
    providers: int
    digest: str
    moved: int


_LAST: Final = (
    Work.select()
    .where(Work.c.kind == COMPUTE, Work.c.data["round_id"].astext == bindparam("round_id", type_=String))
    .order_by(Work.c.id.desc())
    .limit(1)
)


def find_computation_work(unit: Unit, round_id: int) -> Work | None:
    """Find the work by which the round was computed last, or is; None where that was never asked for."""
    return unit.one_or_none(Work, _LAST, round_id=str(round_id))


def request_computation_work(
    unit: Unit, profile: Profile, *, round_id: int, objection_id: int | None = None
) -> int:
    """Ask for a round to be computed once this unit has committed; returns the work's id."""
    return unit.work(
        COMPUTE, asdict(ComputationRequest(round_id, profile.city.key, objection_id)), merge=True
    )
