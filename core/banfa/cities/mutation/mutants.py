"""Mutants: the law with one thing changed, one mutant for each place and operator.

Whether the worked cases kill them is for `banfa.cities.mutation.run`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.checks.answers import list_rules
from banfa.cities.mutation.operators import apply_operators
from banfa.law import (
    Cite,
    Dimension,
    Edition,
    OpenScale,
    Rubric,
    facts_of,
)
from banfa.law.values import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Where a value stands inside a rule: names of parts and places in tuples."""

UNCHANGED_PARTS: Final = frozenset({"zh", "cite", "anew", "near", "unit", "key"})
"""Parts that no worked case speaks of: names, citations, what opens a clause anew (the watch's business)."""


@dataclass(frozen=True)
class Mutant:
    """A rule with one thing changed. `name` is the rule's, `made` what the rule has become."""

    name: str
    cite: Cite
    kind: str
    change: str
    made: Any

    @property
    def id(self) -> str:
        """The name by which a list of survivors calls it."""
        return f"{self.name} {self.kind} {self.change}"


def list_mutants(edition: Edition) -> Iterator[Mutant]:
    """List every mutant of every rule, in reading order; of two that are called the same, the first."""
    seen: set[str] = set()
    kinds = tuple(dict.fromkeys(f for f in facts_of(edition) if f.args))
    for name, cite, rule in list_rules(edition):
        for path, value in _list_sites(_own_parts(rule)):
            for kind, change, new in apply_operators(value if path else rule, kinds):
                try:
                    mutant = Mutant(name, cite, kind, change, _put(rule, path, new))
                except ValueError:
                    continue  # the law cannot be written so
                if mutant.made != rule and mutant.id not in seen:
                    seen.add(mutant.id)
                    yield mutant


def _own_parts(rule: Any) -> Any:
    """The rule without the rules inside it, which are changed under their own names."""
    match rule:
        case Rubric():
            return replace(rule, dimensions=())
        case Dimension():
            return replace(rule, criteria=())
    return rule


def _list_sites(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """List every value inside a rule with its place."""
    yield path, value
    if isinstance(value, tuple):
        for n, part in enumerate(value):
            yield from _list_sites(part, (*path, n))
        return
    kind: Any = type(value)
    unread = {"of"} if isinstance(value, OpenScale) and value.menu else set()  # the menu says it again
    for name in parts_of(kind):
        if name not in UNCHANGED_PARTS | unread:
            yield from _list_sites(getattr(value, name), (*path, name))


def _put(value: Any, path: Path, new: Any) -> Any:
    """Replace what stands at a place."""
    if not path:
        return new
    at, *rest = path
    if isinstance(at, int):
        return (*value[:at], _put(value[at], tuple(rest), new), *value[at + 1 :])
    return replace(value, **{at: _put(getattr(value, at), tuple(rest), new)})
