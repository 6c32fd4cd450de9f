"""The catalogue of facts by name, read off `banfa.law.facts`: what a plugin may ask the ledger."""

from __future__ import annotations

import inspect
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from banfa.law import Compare, Fact, facts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SAMPLE: Final[dict[str, Any]] = {"int": 1, "str": "x", "Window": facts.EVER}
NAMES_NO_FACT: Final = frozenset({"yes"})
"""Public functions of `facts` that take a fact and name none themselves."""


def _names_a_fact(function: str) -> bool:
    return not function.startswith("_") and function not in NAMES_NO_FACT


def _sample(make: Callable[..., Any]) -> Fact | None:
    """Find the fact that a function of the catalogue makes, for some arguments."""
    parameters = inspect.signature(make).parameters.values()
    required = [p for p in parameters if p.default is p.empty and p.kind is not p.VAR_POSITIONAL]
    fact = make(*(SAMPLE[str(p.annotation)] for p in required))
    fact = fact.left if isinstance(fact, Compare) else fact
    return fact if isinstance(fact, Fact) else None


def _read_catalogue() -> Mapping[str, Fact]:
    """Read every fact there is, by name. One with arguments stands there with arguments of no meaning."""
    facts_by_name: dict[str, Fact] = {}
    for name, value in vars(facts).items():
        fact: Fact | None = None
        if isinstance(value, Fact):
            fact = value
        elif inspect.isfunction(value) and value.__module__ == facts.__name__ and _names_a_fact(name):
            fact = _sample(value)
        if fact:
            facts_by_name.setdefault(fact.name, fact)
    return MappingProxyType(facts_by_name)


CATALOGUE: Final = _read_catalogue()
RECORD_FACTS: Final = frozenset({"records", "record_items", "record_sum"})
"""Facts over records of the kinds a city declares: their unit and name in Chinese are the plugin's."""
