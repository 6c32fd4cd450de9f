"""The catalogue of facts by name, read off `banfa.law.facts`: what a plugin may ask the ledger."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from banfa.law import Compare, Fact, facts

SAMPLE: dict[str, Any] = {"int": 1, "str": "x", "Window": facts.EVER}
HELPERS = frozenset({"count", "act", "day", "about_contract", "yes"})
"""Functions of `facts` that make facts of any name, or take one: they name none themselves."""


def sample(make: Callable[..., Any]) -> Fact | None:
    """The fact a function of the catalogue makes, for some arguments."""
    parameters = inspect.signature(make).parameters.values()
    required = [p for p in parameters if p.default is p.empty]
    made = make(*(SAMPLE[str(p.annotation)] for p in required))
    made = made.left if isinstance(made, Compare) else made
    return made if isinstance(made, Fact) else None


def catalogue() -> Mapping[str, Fact]:
    """Every fact there is, by name. One that takes arguments stands there with arguments of no meaning."""
    found: dict[str, Fact] = {}
    for name, value in vars(facts).items():
        fact: Fact | None = None
        if isinstance(value, Fact):
            fact = value
        elif inspect.isfunction(value) and value.__module__ == facts.__name__ and name not in HELPERS:
            fact = sample(value)
        if fact:
            found.setdefault(fact.name, fact)
    return MappingProxyType(found)


CATALOGUE = catalogue()
RECORD_FACTS = frozenset({"records", "record_items", "record_sum"})
"""Facts over records of the kinds a city declares: their unit and name in Chinese are the plugin's."""
