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
    open_terms,
    unset,
    walk,
)
from banfa.procedures.instruments import issue
from banfa.procedures.instruments.bodies import merged

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.law.settle import OpenTerm
    from banfa.trust.unit import Unit


def terms(unit: Unit, profile: Profile, *, edition: str) -> dict[str, Any]:
    """Every open term of an edition with citation, kind, bounds or options, and which document set what."""
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
            for k, o in open_terms(law).items()
        ],
    }


def described(law: Edition, open_term: OpenTerm) -> dict[str, Any]:
    """One open term as data a form could be made from."""
    known = {
        "key": open_term.key,
        "zh": name_of(law, open_term),
        **_both_spellings(cite_of(law, open_term)),
    }
    match open_term:
        case OpenNumber():
            near = str(open_term.near) if open_term.near else None
            more = {
                "kind": "number",
                "unit": open_term.unit,
                "low": open_term.low,
                "high": open_term.high,
                "near": near,
            }
        case Choice():
            options = [{"key": o.key, "zh": o.zh} for o in open_term.options]
            more = {"kind": "reading" if open_term.reading else "choice", "options": options}
        case OpenScale():
            more = {"kind": "scale", "measures": str(open_term.of), "full": criterion_of(law, open_term).full}
        case OpenCriteria():
            more = {"kind": "criteria", "menu": [{"key": m.key, "zh": m.zh} for m in open_term.menu]}
    return known | more


def criterion_of(law: Edition, scale: OpenScale) -> Criterion:
    """The criterion whose scale is open."""
    return next(v for v in walk(law) if isinstance(v, Criterion) and v.scale == scale)


def dimension_of(law: Edition, criteria: OpenCriteria) -> Dimension:
    """The dimension whose criteria are open."""
    return next(v for v in walk(law) if isinstance(v, Dimension) and v.open == criteria)


def name_of(law: Edition, open_term: OpenTerm) -> str:
    """What an open term is called in Chinese."""
    match open_term:
        case OpenScale():
            return f"{criterion_of(law, open_term).zh}的评分标准"
        case OpenCriteria():
            return f"{dimension_of(law, open_term).zh}的评价指标"
    return open_term.zh


def cite_of(law: Edition, open_term: OpenTerm) -> Cite:
    """The provision that leaves it open."""
    match open_term:
        case OpenScale():
            return criterion_of(law, open_term).cite
        case OpenCriteria():
            return dimension_of(law, open_term).cite
    return open_term.cite


def unset_for_round(law: Edition) -> list[dict[str, str]]:
    """The open terms that a published result depends on and that no instrument has set.

    What a share without a denominator earns is one of them.
    """
    whole = unset(law)
    parts = (law.rubric, law.grading, law.publicity, law.at(Stage.EVALUATION))
    mine = {open_term.key for open_term in open_terms(parts).values()}
    return [
        {"key": o.key, "zh": name_of(law, o), **_both_spellings(cite_of(law, o))}
        for o in whole
        if o.key in mine
    ] + [
        {"key": c.key, "zh": f"{c.zh}：{c.scale}", **_both_spellings(c.cite)}
        for c in (law.rubric.criteria if law.rubric else ())
        if isinstance(c.scale, Scale) and isinstance(c.scale.of, Share) and c.scale.empty is None
    ]


def _both_spellings(cite: Cite) -> dict[str, str]:
    """A provision for programs and for people."""
    return {"cite": cite.key, "cite_zh": str(cite)}
