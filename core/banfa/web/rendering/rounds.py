"""Rounds with their computation and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.law.cite import cite
from banfa.procedures.rounds.transitions import PUBLIC_STATES, STATES, STEPS
from banfa.web.rendering.values import render_cite

if TYPE_CHECKING:
    from banfa.procedures.instruments.open_terms import UnsetTerm
    from banfa.procedures.rounds.computations import FreshComputation
    from banfa.procedures.rounds.lifecycle import RoundDetails
    from banfa.procedures.rounds.transitions import Round, RoundStep

TRIAL_NOTICE: Final = "试算：评价周期终日施行的不是该版本，结果不得公示。"


def render_round_row(round_: Round) -> dict[str, Any]:
    """Give a round as it stands in a list."""
    return {
        "id": round_.id,
        "name": round_.name,
        "edition": round_.edition,
        "state": round_.state,
        "state_zh": STATES[round_.state],
        "version": round_.version,
        "opened_by": round_.opened_by,
        "opened_at": round_.opened_at,
        "period_start": round_.period_start,
        "period_end": round_.period_end,
        "cut_off_at": round_.cut_off_at,
        "public_from": round_.public_from,
        "public_until": round_.public_until,
    }


def find_public_state(round_: Round) -> str:
    """Give the state that outsiders are told: how far the bureau is before it publishes is its own affair."""
    return round_.state if round_.state in {*PUBLIC_STATES, "withdrawn"} else "open"


def render_public_round(round_: Round) -> dict[str, Any]:
    """Give a round as outsiders see it: which period, and when its results are public.

    Whatever changes before that, and whoever acts, would tell of entries and of persons.
    """
    state = find_public_state(round_)
    return {
        "id": round_.id,
        "name": round_.name,
        "edition": round_.edition,
        "state": state,
        "state_zh": STATES[state],
        "period_start": round_.period_start,
        "period_end": round_.period_end,
        "public_from": round_.public_from,
        "public_until": round_.public_until,
    }


def render_round(details: RoundDetails) -> dict[str, Any]:
    """Give a round with its computation, and its history where that was asked for."""
    rendered = {
        **render_round_row(details.round),
        "trial": details.trial,
        "notice": TRIAL_NOTICE if details.trial else "",
        "computation": _render_computation(details.computation) if details.computation else None,
    }
    if details.history is not None:
        rendered["history"] = [_render_step(step) for step in details.history]
    return rendered


def _render_computation(fresh: FreshComputation) -> dict[str, Any]:
    computation = fresh.computation
    return {
        "id": computation.id,
        "computed_at": computation.computed_at,
        "computed_by": computation.computed_by,
        "known_at": computation.known_at,
        "providers": computation.providers,
        "open_results": computation.open_results,
        "unset": [_render_unset(term) for term in computation.unset],
        "digest": computation.digest,
        "stale": fresh.stale,
        "late": fresh.late,
    }


def _render_unset(term: UnsetTerm) -> dict[str, str]:
    return {"key": term.key, "zh": term.zh, **render_cite(cite(term.cite))}


def _render_step(step: RoundStep) -> dict[str, Any]:
    return {
        "step": step.step,
        "zh": STEPS[step.step].zh,
        "entered": step.entered,
        "taken_by": step.taken_by,
        "taken_at": step.taken_at,
        "detail": step.detail.items(),
    }
