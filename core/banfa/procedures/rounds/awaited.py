"""What a round waits for: the next step, from which day, what is missing for it, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from banfa.law import Stage
from banfa.law.cite import cite
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.facts.catalogue import reports_needed
from banfa.ledger.kinds.completeness import list_declared, reports_of
from banfa.procedures.confirmations.gate import find_confirmation_lacking
from banfa.procedures.instruments.open_terms import unset_for_round
from banfa.procedures.receipts.evaluation_input import wanted_facts
from banfa.procedures.rounds.approvals import approvals_needed, list_approvals
from banfa.procedures.rounds.computations import CHANGES
from banfa.procedures.rounds.documents import settle_round_law
from banfa.procedures.rounds.objection_rows import UNDECIDED, list_ids_in
from banfa.procedures.rounds.publication import find_end_of_publicity
from banfa.trust.sources import list_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.procedures.instruments.open_terms import UnsetTerm
    from banfa.procedures.rounds.lifecycle import RoundDetails
    from banfa.trust.unit import Unit

BUREAU_SETS: Final = "由本局以公布的文件确定"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing, and whom to ask for it, or what to do."""

    zh: str
    whom: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """The step that a round waits for; none once it is over.

    `since`: the first day on which it can be taken, None for any. `changed`: what has changed since the
    computation, which must be done again. `is_own`: who asks had a hand in it, and somebody else must take
    it; `has_approved`: by an approval.
    """

    step: str | None
    since: date | None = None
    lacking: tuple[Lack, ...] = ()
    changed: tuple[str, ...] = ()
    approvals: int = 0
    needed: int = 0
    is_own: bool = False
    has_approved: bool = False
    undecided: int = 0


def find_awaited(unit: Unit, profile: Profile, details: RoundDetails) -> Awaited:
    """Find what a round waits for; statements do not grow with what the bureau has."""
    match details.round.state:
        case "open":
            law = settle_round_law(unit, profile, details.round)
            first = details.round.period_end + timedelta(1)
            reports = _list_incomplete(unit, profile, law, details.round.period_end)
            confirmed = _list_unconfirmed(unit, details)
            unset = _list_unset(unset_for_round(law))
            return Awaited("cut_off", first, (*reports, *confirmed, *unset))
        case "cut_off":
            return Awaited("compute")
        case "computed" | "reviewed":
            return _await_publication(unit, details)
        case "published":
            return _await_close(unit, details)
    return Awaited(None)


def _await_publication(unit: Unit, details: RoundDetails) -> Awaited:
    """Of a round that is computed: another computation, an approval, or publication."""
    fresh = details.computation
    if fresh is None:
        raise LookupError(f"round {details.round.id} is computed without a computation")
    lacking = [*_list_unset(fresh.computation.unset)]
    if details.trial:
        lacking.append(Lack("评价周期终日施行的不是该版本，只能试算", "先登记公布施行的文件"))
    changed = tuple(CHANGES[name] for name in fresh.stale)
    awaited = _await_approval(unit, details)
    step = awaited.step or "publish"
    if changed:
        step = "compute" if details.round.state == "computed" else "undo_review"
    return replace(awaited, step=step, lacking=tuple(lacking), changed=changed)


def _await_close(unit: Unit, details: RoundDetails) -> Awaited:
    """Of a round that is public: a decision on an objection, an approval, or the end of publicity."""
    round_ = details.round
    until, sure = find_end_of_publicity(unit, round_)
    undecided = len(list_ids_in(unit, round_.id, *UNDECIDED))
    awaited = _await_approval(unit, details)
    lack = Lack(f"尚没有{until.year}年的放假安排，不能确定公示何时届满", "登记当年的放假安排")
    return replace(
        awaited,
        step=awaited.step or "close",
        since=until + timedelta(1),
        lacking=() if sure else (lack,),
        undecided=undecided,
    )


def _await_approval(unit: Unit, details: RoundDetails) -> Awaited:
    """Whether approvals are missing of the computation, and whether who asks may give one."""
    fresh = details.computation
    if fresh is None:
        raise LookupError(f"round {details.round.id} waits for approvals of no computation")
    needed = approvals_needed(unit, details.round)
    given = list_approvals(unit, fresh.computation.id)
    person = unit.actor.person.id
    has_approved = person in {approval.approved_by for approval in given}
    return Awaited(
        "review" if len(given) < needed else None,
        approvals=len(given),
        needed=needed,
        is_own=has_approved or person == fresh.computation.computed_by,
        has_approved=has_approved,
    )


def _list_unconfirmed(unit: Unit, details: RoundDetails) -> Iterator[Lack]:
    """What the confirmation of the round's data lacks, where there is to be one."""
    if lacking := find_confirmation_lacking(unit, details.round.id):
        yield Lack(lacking[1].partition("，")[0], "经办人员办理数据核对")


def _list_unset(terms: Iterable[UnsetTerm]) -> Iterator[Lack]:
    for term in terms:
        yield Lack(f"{cite(term.cite)}“{term.zh}”尚未确定", BUREAU_SETS)


def _list_incomplete(unit: Unit, profile: Profile, law: Edition, until: date) -> Iterator[Lack]:
    """What has not been declared complete up to the period's last day, and who reports it."""
    read = (law.at(Stage.EVALUATION), law.rubric, law.grading)
    wanted = reports_needed(wanted_facts(law)) if any(read) else ()
    names = reports_of(ReadingContext(profile, unit.today))
    sources = {source.key: source.name for source in list_sources(unit)}
    declared = list_declared(unit)
    for reports in wanted:
        zh = names.get(reports, reports)
        of_kind = [each for each in declared if each.reports == reports]
        if not of_kind:
            yield Lack(f"{zh}：没有申明数据报送截止", "报送该类数据的单位")
        for each in of_kind:
            if each.until_on is None or each.until_on < until:
                so_far = "没有申明" if each.until_on is None else f"只申明到{each.until_on}"
                yield Lack(f"{zh}：{so_far}", sources.get(each.source, each.source))
