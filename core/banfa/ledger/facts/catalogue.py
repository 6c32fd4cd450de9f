"""The catalogue: every fact of the law about a provider, by name, and where in the ledger it is found.

`banfa.law.facts` names them; a test holds the two lists equal, arguments included. Facts about one contract
are in `contract_facts`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from banfa.ledger.facts.contracts import WORK
from banfa.ledger.facts.decisions import ACTS
from banfa.ledger.facts.records import RECORDS
from banfa.ledger.facts.surveys import VOICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.law import Fact
    from banfa.ledger.facts.aggregates import Aggregate, Source

CATALOGUE: Final = MappingProxyType({**ACTS, **WORK, **VOICES, **RECORDS})


def aggregate_of(fact: Fact) -> Aggregate:
    """How a fact is read. Raises LookupError for one that is not in the catalogue, or not over such days."""
    measure = CATALOGUE.get(fact.name)
    if measure is None or not measure.fits(fact) or fact.subject != "provider":
        raise LookupError(f"no measure for the fact {fact.key} of a {fact.subject}")
    return measure


def by_source(facts: Iterable[Fact]) -> dict[Source, list[Fact]]:
    """The facts by the source they are read off, in the order given."""
    groups: dict[Source, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(aggregate_of(fact).source, []).append(fact)
    return groups


def reports_needed(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Which kinds of report have to be declared complete before these facts are known."""
    needed: dict[str, None] = {}
    for fact in facts:
        measure = aggregate_of(fact)
        needed.update(dict.fromkeys(measure.reports((*measure.adds, *measure.undone_by), fact)))
    return tuple(needed)
