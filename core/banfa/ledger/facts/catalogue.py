"""The catalogue: every fact of the law about a provider, by name, and where in the ledger it is found.

`banfa.law.facts` names them; a test holds the two lists equal, arguments included. Facts about one contract
are in `contract_sheet`.
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
    aggregate = CATALOGUE.get(fact.name)
    if aggregate is None or not aggregate.fits(fact) or fact.subject != "provider":
        raise LookupError(f"no aggregate for the fact {fact.key} of a {fact.subject}")
    return aggregate


def group_by_source(facts: Iterable[Fact]) -> dict[Source, list[Fact]]:
    """The facts by the source they are read off, in the order given."""
    groups: dict[Source, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(aggregate_of(fact).source, []).append(fact)
    return groups


def reports_needed(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Which kinds of report have to be declared complete before these facts are known."""
    needed: dict[str, None] = {}
    for fact in facts:
        aggregate = aggregate_of(fact)
        needed.update(dict.fromkeys(aggregate.name_reports((*aggregate.adds, *aggregate.undone_by), fact)))
    return tuple(needed)
