"""Open terms and readings as a bureau sees them: what its measure leaves open, which document set what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from banfa.law import (
    Cite,
    Criterion,
    Dimension,
    OpenCriteria,
    OpenScale,
    Scale,
    Share,
    Stage,
    open_terms,
    unset_terms,
    walk,
)
from banfa.procedures.instruments.bodies import Terms
from banfa.procedures.instruments.editions import find_edition
from banfa.procedures.instruments.instrument import list_of_edition, list_promulgations, merge_settings

if TYPE_CHECKING:
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.law.settle import OpenTerm
    from banfa.procedures.instruments.instrument import InForce
    from banfa.trust.unit import Unit

    Parts = tuple[Criterion | Dimension, ...]


UNSET: Final = (None, None)
"""By which document and from when, of a term that none has set."""


@dataclass(frozen=True, slots=True)
class TermState:
    """An open term with the provision that leaves it open, and what set it to which value.

    `full` is the most points of the criterion whose scale is open. `document_no` and `applies_from`, the day
    from which the value holds, are None while it is unset.
    """

    term: OpenTerm
    zh: str
    cite: Cite
    value: object
    document_no: str | None
    applies_from: date | None
    full: int | None


@dataclass(frozen=True, slots=True)
class TermStates:
    """Every open term of an edition, and the document that put the edition in force."""

    edition: str
    in_force: InForce | None
    terms: tuple[TermState, ...]


@dataclass(frozen=True, slots=True)
class UnsetTerm:
    """An open term that a published result depends on and that no instrument has set. `cite` is a key."""

    key: str
    zh: str
    cite: str


def list_terms(unit: Unit, profile: Profile, *, edition: str) -> TermStates:
    """List every open term of an edition, and which document set what. Raises Malformed for the edition."""
    law = find_edition(profile, edition)
    instruments = list_of_edition(unit, edition)
    settings = merge_settings(instruments)
    set_by = {
        key: (instrument.document_no, instrument.body.applies_from)
        for instrument in instruments
        if isinstance(instrument.body, Terms)
        for key in instrument.body.settings
    }
    parts = _list_parts(law)
    states = (
        TermState(
            term=term,
            zh=_name_term(parts, term),
            cite=_cite_term(parts, term),
            value=settings.get(key),
            document_no=set_by.get(key, UNSET)[0],
            applies_from=set_by.get(key, UNSET)[1],
            full=_criterion_of(parts, term).full if isinstance(term, OpenScale) else None,
        )
        for key, term in open_terms(law).items()
    )
    return TermStates(edition, list_promulgations(unit).get(edition), tuple(states))


def unset_for_round(law: Edition) -> tuple[UnsetTerm, ...]:
    """List what a published result depends on and no instrument has set.

    What a share without a denominator earns is one of them.
    """
    needed = (law.rubric, law.grading, law.publicity, law.at(Stage.EVALUATION))
    keys, parts = open_terms(needed).keys(), _list_parts(law)
    terms = [
        UnsetTerm(term.key, _name_term(parts, term), _cite_term(parts, term).key)
        for term in unset_terms(law)
        if term.key in keys
    ]
    empty_shares = [
        UnsetTerm(criterion.key, f"{criterion.zh}：{criterion.scale}", criterion.cite.key)
        for criterion in (law.rubric.criteria if law.rubric else ())
        if isinstance(criterion.scale, Scale)
        and isinstance(criterion.scale.of, Share)
        and criterion.scale.empty is None
    ]
    return (*terms, *empty_shares)


def _list_parts(law: Edition) -> Parts:
    """List the parts that open terms are named after: once for all terms, for the law is large."""
    return tuple(value for value in walk(law) if isinstance(value, Criterion | Dimension))


def _criterion_of(parts: Parts, scale: OpenScale) -> Criterion:
    return next(part for part in parts if isinstance(part, Criterion) and part.scale == scale)


def _dimension_of(parts: Parts, criteria: OpenCriteria) -> Dimension:
    return next(part for part in parts if isinstance(part, Dimension) and part.open == criteria)


def _name_term(parts: Parts, term: OpenTerm) -> str:
    match term:
        case OpenScale():
            return f"{_criterion_of(parts, term).zh}的评分标准"
        case OpenCriteria():
            return f"{_dimension_of(parts, term).zh}的评价指标"
    return term.zh


def _cite_term(parts: Parts, term: OpenTerm) -> Cite:
    match term:
        case OpenScale():
            return _criterion_of(parts, term).cite
        case OpenCriteria():
            return _dimension_of(parts, term).cite
    return term.cite
