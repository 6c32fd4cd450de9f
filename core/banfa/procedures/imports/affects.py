"""Which criteria and clauses a field can move: read off the facts that they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.law import facts_of
from banfa.ledger.facts.columns_read import list_columns_read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banfa.cities.profile import Profile
    from banfa.law import Edition, Fact
    from banfa.ledger.sheets.forms import SheetForm


def list_affected(profile: Profile, form: SheetForm) -> dict[str, list[str]]:
    """List what each column of a form can move in the city's latest edition, in Chinese."""
    affected: dict[str, dict[str, None]] = {}
    for zh, facts in _list_readers(profile.latest):
        columns = {
            column
            for fact in facts
            if _is_about(fact, form.fixed)
            for kind, column in list_columns_read(fact)
            if kind == form.kind.name
        }
        for column in columns:
            affected.setdefault(column, {})[zh] = None
    return {column: list(names) for column, names in affected.items()}


def _list_readers(edition: Edition) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """List criteria, clauses and rules, each by its words, with the facts that it reads."""
    for dimension in edition.rubric.dimensions if edition.rubric else ():
        for criterion in dimension.criteria:
            yield f"指标：{criterion.zh}", tuple(facts_of(criterion))
    for clause in edition.clauses:
        yield f"情形：{clause.cite}{clause.zh}", tuple(facts_of(clause.when))
    for rule in edition.rules:
        yield f"规则：{rule.cite}{rule.zh}", tuple(facts_of(rule))


def _is_about(fact: Fact, fixed: Mapping[str, object]) -> bool:
    """Whether a fact can be about rows that all say this: one of another kind of record is not."""
    return not fixed or not fact.args or fact.args[0] in fixed.values()
