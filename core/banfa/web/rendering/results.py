"""Results of a round: where a provider stands, and all the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.web.rendering.values import (
    format_points,
    render_cite,
    render_fact,
    render_points,
    render_range,
)

if TYPE_CHECKING:
    from banfa.procedures.rounds.diff import Move
    from banfa.procedures.rounds.explanation import (
        BandPlaces,
        ExplainedCriterion,
        ExplainedResult,
        ExplainedRule,
    )
    from banfa.procedures.rounds.results import RankedResult, Standing
    from banfa.reasoning.distance import Distance


def _render_standing(standing: Standing) -> dict[str, Any]:
    """Give whether a provider takes part, its total, rank and grade."""
    return {
        "taking_part": standing.taking_part,
        "total": render_points(standing.total) if standing.total else None,
        "rank": render_range(*standing.rank) if standing.rank else None,
        "grade": render_range(*standing.grade),
    }


def render_result(result: RankedResult) -> dict[str, Any]:
    """Give a result as it stands in the list."""
    return {
        "provider_id": result.provider_id,
        "provider_name": result.provider,
        **_render_standing(result.standing),
        "open": result.is_open,
    }


def render_explained(explained: ExplainedResult) -> dict[str, Any]:
    """Give a result with all its reasons."""
    return {
        **render_result(explained.result),
        "round_id": explained.round_id,
        "stale": explained.stale,
        "public_until": explained.public_until,
        "explanation": explained.explanation,
        "next": _render_distance(explained.next_grade) if explained.next_grade else None,
        "rules": [_render_rule(rule) for rule in explained.rules],
        "criteria": [_render_criterion(criterion) for criterion in explained.criteria],
        "facts": [render_fact(fact) for fact in explained.facts],
    }


def render_move(move: Move) -> dict[str, Any]:
    """Give a provider whom a recomputation moved."""
    return {
        "provider_id": move.provider_id,
        "before": _render_standing(move.before) if move.before else None,
        "after": _render_standing(move.after) if move.after else None,
    }


def render_band(band: BandPlaces) -> dict[str, Any]:
    """Give a grade with its floor in points and its places."""
    places = band.places
    return {
        "grade": band.band.label,
        "floor": band.band.floor,
        "places": None if places is None else render_range(*places.own),
        "last_place": None if places is None else render_range(*places.last),
    }


def _render_distance(distance: Distance) -> dict[str, Any]:
    to_floor = (format_points(units, distance.unit) for units in distance.to_floor)
    return {
        "grade": distance.band.label,
        "to_floor": render_range(*to_floor),
        "last_place": None if distance.last is None else render_range(*distance.last),
        "ranks_behind": render_range(*distance.ranks),
        "points": None if distance.points is None else format_points(distance.points, distance.unit),
    }


def _render_rule(explained: ExplainedRule) -> dict[str, Any]:
    rule = explained.rule
    return {**render_cite(rule.cite), "zh": rule.zh, "explanation": explained.explanation}


def _render_criterion(explained: ExplainedCriterion) -> dict[str, Any]:
    return {
        "key": explained.key,
        **render_cite(explained.criterion.cite),
        "zh": explained.criterion.zh,
        "full": render_points(explained.full),
        "points": None if explained.points is None else render_points(explained.points),
        "facts": [render_fact(fact) for fact in explained.facts],
        "explanation": explained.explanation,
        "missing": explained.missing,
    }
