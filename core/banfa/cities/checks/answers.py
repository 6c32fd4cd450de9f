"""Answers to a provision: the rules of an edition by name and citation, and what `answered_by` may name.

Rules are called `clause:12.5`, `criterion:6.1.2`, `dimension:6.1`, `rubric`, `rule:8.1`, `grading`,
`publicity`, `support:19`. What is kept or done has its kind in front: `record:`, `finding:`,
`contract_finding:`, `verification:`, `term:`, `transition:`, `fact:`, `notice:`, `route:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.cities.builtins import RECORDS, TRANSITIONS
from banfa.cities.catalogue import CATALOGUE
from banfa.cities.profile import Profile, law_facts, names_by_argument, verification_names
from banfa.law import Cite, Edition, OpenDate, Provision, open_terms, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banfa.law import AdmissionRoute


def list_rules(edition: Edition) -> Iterator[tuple[str, Cite, Any]]:
    """List every rule of an edition: its name, where it stands, and itself, in reading order."""
    for clause in edition.clauses:
        yield f"clause:{clause.cite.key}", clause.cite, clause
    for rule in edition.rules:
        yield f"rule:{rule.cite.key}", rule.cite, rule
    if edition.rubric:
        yield "rubric", edition.rubric.cite, edition.rubric
        for dimension in edition.rubric.dimensions:
            yield f"dimension:{dimension.cite.key}", dimension.cite, dimension
            for criterion in dimension.criteria:
                yield f"criterion:{criterion.key}", criterion.cite, criterion
    if edition.grading:
        yield "grading", edition.grading.cite, edition.grading
    if edition.publicity:
        yield "publicity", edition.publicity.cite, edition.publicity
    for support in edition.support:
        yield f"support:{support.cite.key}", support.cite, support


def list_routes(profile: Profile, edition: Edition) -> list[AdmissionRoute]:
    """List the routes of admission under an edition."""
    return [r for r in profile.admission_routes if not r.editions or edition.key in r.editions]


def is_under(cite: Cite, above: tuple[int, ...]) -> bool:
    """Whether the citation stands in, or below, the provision of these numbers."""
    return cite.numbers[: len(above)] == above


def names_by_provision(
    edition: Edition, profile: Profile | None = None
) -> Mapping[tuple[int, ...], list[str]]:
    """Names of what stands in each provision by its own citation: rules, open terms, record kinds."""
    names: dict[tuple[int, ...], list[str]] = {p.cite.numbers: [] for p in edition.outline}
    named_here = [(name, cite) for name, cite, _ in list_rules(edition)]
    for key, open_term in open_terms(edition).items():
        cite = getattr(open_term, "cite", None)
        if isinstance(cite, Cite):
            named_here.append((f"term:{key}", cite))
    named_here += [(f"term:{v.key}", v.cite) for v in walk(edition) if isinstance(v, OpenDate)]
    if profile:
        named_here += [(f"record:{k.key}", k.cite) for k in profile.record_kinds]
        named_here += [(f"route:{r.cite.key}", r.cite) for r in list_routes(profile, edition)]
    for name, cite in named_here:
        here = names.setdefault(cite.numbers, [])
        if name not in here:
            here.append(name)
    return names


def find_answers(
    edition: Edition,
    provision: Provision,
    profile: Profile | None = None,
    *,
    names: Mapping[tuple[int, ...], list[str]] | None = None,
) -> tuple[str, ...]:
    """Find what answers a provision: what cites it or is named by hand, else what answers its items.

    `names` are those of `names_by_provision`: whoever asks of every provision walks the law for them once.
    """
    by_provision = names_by_provision(edition, profile) if names is None else names
    here = provision.cite.numbers
    named = [*by_provision[here], *provision.answered_by]
    if not named:
        items = (p for p in edition.outline if is_under(p.cite, here))
        named = [name for p in items for name in (*by_provision[p.cite.numbers], *p.answered_by)]
    return tuple(dict.fromkeys(named))


def known_names(edition: Edition, profile: Profile | None) -> dict[str, frozenset[str]]:
    """Names that each kind in `answered_by` may have.

    Without a profile the edition may be a settled one: terms that were set and facts of readings not chosen
    are gone from it, so their kinds are left out, as are records and notices.
    """
    known: dict[str, frozenset[str]] = {"transition": frozenset(TRANSITIONS), "fact": frozenset(CATALOGUE)}
    for name, _, _ in list_rules(edition):
        kind, _, key = name.partition(":")
        known[kind] = known.get(kind, frozenset()) | {key}
    if profile:
        facts = tuple(law_facts(edition))
        dates = {v.key for v in walk(edition) if isinstance(v, OpenDate)}
        known["finding"] = frozenset(names_by_argument(facts, "finding"))
        known["contract_finding"] = frozenset(names_by_argument(facts, "contract_finding"))
        known["verification"] = frozenset(verification_names(facts))
        known["term"] = frozenset({*open_terms(edition), *dates})
        known["record"] = frozenset(RECORDS) | {k.key for k in profile.record_kinds}
        known["route"] = frozenset(r.cite.key for r in list_routes(profile, edition))
        known["notice"] = frozenset(n.key for n in profile.notices)
    return known
