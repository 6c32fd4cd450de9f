"""Not taking a remedy: at once, or once another person agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.law import MAY
from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.documents import UNISSUED, list_papers_of
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


RESUMED: Final[Mapping[str | None, str]] = {"told": "refuse_drop_told", "heard": "refuse_drop_heard"}
"""By which step a remedy goes on that is not dropped after all, by the state it was in."""


class DropRemedy(Inputs, example={"reason": "陈述申辩成立，已补报变更事项，不再采取。"}):
    """Why it is not taken."""

    reason: str = text("理由", max_length=2000)


def drop_remedy(
    unit: Unit, _profile: Profile, remedy_id: int, data: DropRemedy, version: int | None = None
) -> CaseRemedy:
    """Not take a remedy: at once where the text says 可以, else once another person agrees.

    Raises Conflict (`remedy_has_paper`) while a paper that is not issued carries it.
    """
    remedy = REMEDIES.find(unit, remedy_id, version=version)
    step = "drop" if remedy.force in (MAY.value, "") else "propose_drop"
    REMEDIES.check(remedy, step)
    begin_in_case(unit, remedy.case_id)
    check_no_paper(unit, remedy_id)
    values = {"reason": data.reason, "ended_by": unit.actor.person.id, "dropped_from": remedy.state}
    return take(unit, REMEDIES, remedy, step, vars(data), **values)


def check_no_paper(unit: Unit, remedy_id: int) -> None:
    """Check that no paper that is not issued carries a remedy. Raises Conflict (`remedy_has_paper`)."""
    alive = [paper for paper in list_papers_of(unit, remedy_id) if paper.state in UNISSUED]
    if alive:
        message = f"文书{alive[0].register_no}还载有这项措施，请先作废该文书，再提出不采取。"
        raise Conflict("remedy_has_paper", message)


def confirm_drop(
    unit: Unit, _profile: Profile, remedy_id: int, _data: Nothing, version: int | None = None
) -> CaseRemedy:
    """Agree, as another person, that a remedy is not taken although the text says 应当."""
    remedy = REMEDIES.begin(unit, "confirm_drop", remedy_id, version=version)
    check_not_recused(unit, remedy.case_id)
    return take(unit, REMEDIES, remedy, "confirm_drop", {})


def reject_drop(
    unit: Unit, _profile: Profile, remedy_id: int, data: DropRemedy, version: int | None = None
) -> CaseRemedy:
    """Disagree: it goes on from where it was."""
    remedy = REMEDIES.find(unit, remedy_id, version=version)
    step = RESUMED.get(remedy.dropped_from, "refuse_drop")
    REMEDIES.check_taker(unit, remedy, REMEDIES.check(remedy, step))
    check_not_recused(unit, remedy.case_id)
    return take(unit, REMEDIES, remedy, step, vars(data))
