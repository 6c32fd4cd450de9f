"""A city compiled once: frozen, shared by all its tenants, never changed while the service runs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from banfa.errors import Missing
from banfa.law import (
    AdmissionRoute,
    Category,
    City,
    Edition,
    Fact,
    Industry,
    Notice,
    RecordKind,
    TaskBookDuty,
    facts_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, eq=False)
class Profile:
    """What a plugin says, and the vocabulary that follows from it; each equals itself alone.

    `cases` are the files of worked cases. The mappings below (kind or topic to its Chinese name) are read off
    the law itself, readings included: what an officer can record is what some rule reads.
    """

    city: City
    editions: tuple[Edition, ...]
    categories: tuple[Category, ...] = ()
    industries: tuple[Industry, ...] = ()
    record_kinds: tuple[RecordKind, ...] = ()
    notices: tuple[Notice, ...] = ()
    admission_routes: tuple[AdmissionRoute, ...] = ()
    task_books: tuple[TaskBookDuty, ...] = ()
    cases: tuple[Path, ...] = ()

    def edition(self, key: str) -> Edition:
        """The edition of that key. Raises Missing."""
        for edition in self.editions:
            if edition.key == key:
                return edition
        offered = "、".join(e.key for e in self.editions)
        raise Missing("edition_missing", f"{self.city.zh}没有版本“{key}”；现有：{offered}。", edition=key)

    def find_route(self, edition: str, category: str) -> AdmissionRoute | None:
        """Find how a category comes into the pool under an edition; None where the city has no word."""
        return next((r for r in self.admission_routes if r.covers(edition, category)), None)

    def find_task_book(self, edition: str, category: str) -> TaskBookDuty | None:
        """Find by what a category signs a task book under an edition; None where the city has no word."""
        return next((duty for duty in self.task_books if duty.covers(edition, category)), None)

    @property
    def latest(self) -> Edition:
        """The last edition the plugin lists."""
        return self.editions[-1]

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that any edition may read."""
        return tuple(dict.fromkeys(f for e in self.editions for f in law_facts(e)))

    @cached_property
    def finding_kinds(self) -> Mapping[str, str]:
        """Findings (认定) about a provider that some rule asks for."""
        return names_by_argument(self.facts, "finding")

    @cached_property
    def finding_elements(self) -> Mapping[str, Mapping[str, str]]:
        """What a finding of each kind must establish: Chinese words by element, in the text's order."""
        kinds = {f.args[0]: f.elements for f in self.facts if f.name == "finding" and f.elements}
        return {str(kind): {e.key: e.zh for e in elements} for kind, elements in kinds.items()}

    @cached_property
    def contract_finding_kinds(self) -> Mapping[str, str]:
        """Findings about a contract."""
        return names_by_argument(self.facts, "contract_finding")

    @cached_property
    def verification_kinds(self) -> Mapping[str, str]:
        """Requirements that an officer checks (核验)."""
        return verification_names(self.facts)

    @cached_property
    def rating_topics(self) -> Mapping[str, str]:
        """Topics on which enterprises give points."""
        return MappingProxyType(
            {
                **_topics(self.facts, "rating"),
                **names_by_argument(self.facts, "voice_sum", "各企业最近一次评分合计"),
            }
        )

    @cached_property
    def review_topics(self) -> Mapping[str, str]:
        """Topics on which experts or officers give points."""
        return _topics(self.facts, "review")


def law_facts(edition: Edition) -> Iterator[Fact]:
    """Every fact of an edition's rules, whatever is chosen."""
    parts = (edition.clauses, edition.rules, edition.rubric, edition.grading, edition.support)
    yield from dict.fromkeys(f for part in parts for f in facts_of(part))


def _topics(facts: Iterable[Fact], voice: str) -> Mapping[str, str]:
    """Topics of the points that somebody gives: they stand in sums and in counts."""
    facts = tuple(facts)
    sums, counts = (
        names_by_argument(facts, f"{voice}_sum", "评分合计"),
        names_by_argument(facts, f"{voice}_count", "评分次数"),
    )
    return MappingProxyType({**sums, **counts})


def verification_names(facts: Iterable[Fact]) -> Mapping[str, str]:
    """Requirements that an officer checks, once or for each period: Chinese names by kind."""
    facts = tuple(facts)
    checked, checked_anew = (names_by_argument(facts, name) for name in ("verified", "period_verified"))
    return MappingProxyType({**checked, **checked_anew})


def names_by_argument(facts: Iterable[Fact], name: str, suffix: str = "") -> Mapping[str, str]:
    """Chinese names by first argument, of the facts called `name`."""
    names = {str(f.args[0]): f.zh.removesuffix(suffix) for f in facts if f.name == name and f.args}
    return MappingProxyType(names)
