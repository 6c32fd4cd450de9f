"""Not taking a measure, and recording that one was carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.law import MAY
from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.measures import MEASURES, Measure
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


RESUMED: Final[Mapping[str | None, str]] = {"told": "refuse_drop_told", "heard": "refuse_drop_heard"}
"""By which step a measure goes on that is not dropped after all, by the state it was in."""


class DropMeasure(Inputs, example={"reason": "陈述申辩成立，已补报变更事项，不再采取。"}):
    """Why it is not taken."""

    reason: str = text("理由", max_length=2000)


def drop_measure(
    unit: Unit, _profile: Profile, measure_id: int, data: DropMeasure, version: int | None = None
) -> Measure:
    """Not take a measure: at once where the text says 可以, else once another person agrees."""
    measure = MEASURES.find(unit, measure_id, version=version)
    step = "drop" if measure.force in (MAY.value, "") else "propose_drop"
    MEASURES.check(measure, step)
    begin_in_case(unit, measure.case_id)
    values = {"reason": data.reason, "ended_by": unit.actor.person.id, "dropped_from": measure.state}
    return take(unit, MEASURES, measure, step, vars(data), **values)


def confirm_drop(
    unit: Unit, _profile: Profile, measure_id: int, _data: Nothing, version: int | None = None
) -> Measure:
    """Agree, as another person, that a measure is not taken although the text says 应当."""
    measure = MEASURES.begin(unit, "confirm_drop", measure_id, version=version)
    check_not_recused(unit, measure.case_id)
    return take(unit, MEASURES, measure, "confirm_drop", {})


def reject_drop(
    unit: Unit, _profile: Profile, measure_id: int, data: DropMeasure, version: int | None = None
) -> Measure:
    """Disagree: it goes on from where it was."""
    measure = MEASURES.find(unit, measure_id, version=version)
    step = RESUMED.get(measure.dropped_from, "refuse_drop")
    MEASURES.check_taker(unit, measure, MEASURES.check(measure, step))
    check_not_recused(unit, measure.case_id)
    return take(unit, MEASURES, measure, step, vars(data))


def finish_measure(
    unit: Unit, _profile: Profile, measure_id: int, data: DropMeasure, version: int | None = None
) -> Measure:
    """Record that a measure that works has been carried out, and how."""
    measure = MEASURES.begin(unit, "finish", measure_id, version=version)
    begin_in_case(unit, measure.case_id)
    return take(unit, MEASURES, measure, "finish", vars(data))
