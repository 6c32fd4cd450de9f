"""A provider's time in the pool, beside its application to come in again or to leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.memberships import Membership
from banfa.procedures.admission.applications import AdmissionApplication
from banfa.procedures.admission.correction_rows import AdmissionCorrection
from banfa.procedures.admission.exit_rows import AdmissionExit
from banfa.procedures.admission.past_stays import list_past
from banfa.procedures.admission.readmission import BY_DAY, SILENT, Counting, list_countings
from banfa.procedures.admission.running import find_running
from banfa.procedures.subsidies.claim_rows import STATES as STATES_OF_CLAIM
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_addresses import address_of
from banfa.web.console.entries_lists import make_address
from banfa.web.console.entries_traces import trace_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.procedures.admission.past_stays import PastStay
    from banfa.procedures.admission.readmission import Counted
    from banfa.procedures.admission.running import Running, RunningClaim, RunningContract
    from banfa.web.console.frame.calls import PageCall


class CountedAlike(NamedTuple):
    """Clauses that count in one way, for which the same is noted."""

    way: str
    note: str
    clauses: Sequence[Counted]


class RunningView(NamedTuple):
    """What runs, and of it what has a page, each with its address; a claim with its state in words."""

    of: Running
    cases: Sequence[tuple[str, str]]
    contracts: Sequence[tuple[RunningContract, str]]
    claims: Sequence[tuple[RunningClaim, str, str]]


@dataclass(frozen=True, slots=True)
class PoolView:
    """What the page shows: `stays` are lines with their addresses.

    `running` only for who leaves, or whose name is to go from a list.
    """

    stays: Sequence[tuple[PastStay, str, str, Sequence[tuple[str, str]]]]
    counted: Sequence[CountedAlike]
    running: RunningView | None
    by_day: str = BY_DAY


def describe_pool(call: PageCall, row: Any) -> PoolView | None:
    """Describe the pool's past of a thing's provider; None where the thing has nothing to do with it."""
    if isinstance(row, (AdmissionExit, AdmissionCorrection)):
        return _describe(call, row.provider_id, (), leaving=True)
    if isinstance(row, AdmissionApplication):
        return _describe(call, row.provider_id, (row.category,), leaving=False)
    return None


def _describe(
    call: PageCall, provider_id: int, categories: Sequence[str], *, leaving: bool
) -> PoolView | None:
    past = list_past(call.unit, call.profile, provider_id)
    if not past and not leaving:
        return None
    trace_entries(call, Membership.declaration, [stay.membership.entry_id for stay in past])
    names = {category.key: category.zh for category in call.profile.categories}
    names |= {industry.key: industry.zh for industry in call.profile.industries}
    stays = [
        (
            stay,
            "、".join(
                names.get(key, key) for key in (stay.membership.category, stay.membership.industry) if key
            ),
            make_address(call, "membership", stay.membership.entry_id),
            [
                (each.words, make_address(call, "decision", each.decision_id) if each.decision_id else "")
                for each in stay.endings
            ],
        )
        for stay in past
    ]
    counted = [] if leaving else list_countings(call.unit, call.profile, categories)
    return PoolView(stays, _group(counted), _describe_running(call, provider_id) if leaving else None)


def _group(counted: Sequence[Counted]) -> list[CountedAlike]:
    groups = (
        CountedAlike(way.value, note, [each for each in counted if (each.counting, each.note) == (way, note)])
        for way in Counting
        for note in ("", SILENT)
    )
    return [group for group in groups if group.clauses]


def _describe_running(call: PageCall, provider_id: int) -> RunningView:
    running = find_running(call.unit, provider_id)
    call.shows("case", [case.id for case in running.cases])
    call.shows("subsidy_claim", [claim.id for claim in running.claims])
    trace_entries(call, Contract.declaration, [contract.id for contract in running.contracts])
    case, claim = RESOURCES["case"], RESOURCES["subsidy_claim"]
    return RunningView(
        running,
        [(each.number, address_of(case, each.id)) for each in running.cases],
        [(each, make_address(call, "contract", each.id)) for each in running.contracts],
        [(each, STATES_OF_CLAIM[each.state], address_of(claim, each.id)) for each in running.claims],
    )
