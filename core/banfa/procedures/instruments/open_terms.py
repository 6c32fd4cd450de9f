"""Open terms and readings as a bureau sees them: what its measure leaves open, which document set what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.law import (
    Choice,
    Cite,
    Criterion,
    Dimension,
    OpenCriteria,
    OpenNumber,
    OpenScale,
    Scale,
    Share,
    Stage,
    openings,
    unset,
    walk,
)
from banfa.procedures.instruments import issue
from banfa.procedures.instruments.bodies import merged

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.law.settle import Opening
    from banfa.trust.unit import Unit


def terms(unit: Unit, profile: Profile, *, edition: str) -> dict[str, Any]:
    """Every opening of an edition with citation, kind, bounds or options, and which document set what."""
    law = issue.known_edition(profile, edition)
    standing = issue.of_edition(unit, edition)
    settings = merged(standing)
    source = {
        k: one["document_no"] for one in standing if one["kind"] == "terms" for k in one["body"]["settings"]
    }
    force = issue.in_force(unit, edition=edition)
    return {
        "edition": edition,
        "in_force": None
        if force is None
        else {
            "document_no": force.document_no,
            "commencement": force.since.isoformat(),
            "end": force.until.isoformat() if force.until else None,
        },
        "terms": [
            described(law, o) | {"set": k in settings, "value": settings.get(k), "document_no": source.get(k)}
            for k, o in openings(law).items()
        ],
    }


def described(law: Edition, opening: Opening) -> dict[str, Any]:
    """One opening as data a form could be made from."""
    known = {"key": opening.key, "zh": name_of(law, opening), "cite": list(cite_of(law, opening).numbers)}
    match opening:
        case OpenNumber():
            near = str(opening.near) if opening.near else None
            more = {
                "kind": "number",
                "unit": opening.unit,
                "low": opening.low,
                "high": opening.high,
                "near": near,
            }
        case Choice():
            options = [{"key": o.key, "zh": o.zh} for o in opening.options]
            more = {"kind": "reading" if opening.reading else "choice", "options": options}
        case OpenScale():
            more = {"kind": "scale", "measures": str(opening.of), "full": criterion_of(law, opening).full}
        case OpenCriteria():
            more = {"kind": "criteria", "menu": [{"key": m.key, "zh": m.zh} for m in opening.menu]}
    return known | more


def criterion_of(law: Edition, scale: OpenScale) -> Criterion:
    """The criterion whose scale is open."""
    return next(v for v in walk(law) if isinstance(v, Criterion) and v.scale == scale)


def dimension_of(law: Edition, criteria: OpenCriteria) -> Dimension:
    """The dimension whose criteria are open."""
    return next(v for v in walk(law) if isinstance(v, Dimension) and v.open == criteria)


def name_of(law: Edition, opening: Opening) -> str:
    """What an opening is called in Chinese."""
    match opening:
        case OpenScale():
            return f"{criterion_of(law, opening).zh}的评分标准"
        case OpenCriteria():
            return f"{dimension_of(law, opening).zh}的评价指标"
    return opening.zh


def cite_of(law: Edition, opening: Opening) -> Cite:
    """The provision that leaves it open."""
    match opening:
        case OpenScale():
            return criterion_of(law, opening).cite
        case OpenCriteria():
            return dimension_of(law, opening).cite
    return opening.cite


def unset_for_round(law: Edition) -> list[dict[str, str]]:
    """The openings that a published result depends on and that no instrument has set.

    What a share without a denominator earns is one of them.
    """
    whole = unset(law)
    parts = (law.rubric, law.grading, law.publicity, law.at(Stage.EVALUATION))
    mine = {opening.key for opening in openings(parts).values()}
    return [
        {"key": o.key, "zh": name_of(law, o), "cite": str(cite_of(law, o))} for o in whole if o.key in mine
    ] + [
        {"key": c.key, "zh": f"{c.zh}：{c.scale}", "cite": str(c.cite)}
        for c in (law.rubric.criteria if law.rubric else ())
        if isinstance(c.scale, Scale) and isinstance(c.scale.of, Share) and c.scale.empty is None
    ]
