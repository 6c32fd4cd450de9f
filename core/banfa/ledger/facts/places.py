"""Where in the ledger a fact is found, said for a page: kind of record, how it is added up, by which day."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import banfa
from banfa.ledger.facts import contract_sheet, contracts, decisions, records, surveys
from banfa.ledger.facts.aggregates import COUNT, FIRST, LARGEST, LAST, THE_ONE, TOTAL
from banfa.ledger.facts.catalogue import aggregate_of
from banfa.ledger.kinds.registry import KINDS

if TYPE_CHECKING:
    from banfa.law import Fact
    from banfa.ledger.facts.aggregates import Aggregate

FUNCTIONS: Final = {
    COUNT: "计数",
    TOTAL: "合计",
    LARGEST: "取最大值",
    FIRST: "取最早一日",
    LAST: "取最近一日",
    THE_ONE: "取所记的值",
}
DECLARATION: Final = re.compile(r'(?:\s+|CONTRACT_FINDING: Final = )"(\w+)"(?:: \w|$)')
"""An entry of a table of facts, or the name of the fact that has no entry of its own."""
DECLARED_IN: Final = (contracts, decisions, records, surveys, contract_sheet)
"""Modules of the ledger that say how facts are read."""


def locate_fact(fact: Fact) -> list[str]:
    """Say where a fact is found, in one or two Chinese lines; the second names file and line."""
    place = _declarations().get(fact.name)
    declared = [f"口径写在 {place}"] if place else []
    if fact.subject == "contract":
        return ["台账：逐份合同，截至签订之日", *declared]
    try:
        return [_describe(aggregate_of(fact), fact), *declared]
    except LookupError:
        return [f"台账没有“{fact.window.value}”这一时间范围的口径", *declared]


def _describe(aggregate: Aggregate, fact: Fact) -> str:
    """An aggregate in words: kind, function, column, day, and whose reports must be complete."""
    kind = KINDS[aggregate.source.kind]
    day = f"，日期取 {aggregate.on}" if aggregate.on else ""
    of = f" {aggregate.of}" if aggregate.of and aggregate.of != aggregate.on else ""
    needed = aggregate.name_reports((*aggregate.adds, *aggregate.undone_by), fact)
    names = (KINDS[name].zh if name in KINDS else name for name in dict.fromkeys(needed))
    complete = f"，以这些报送的数据截止为准：{'、'.join(names)}" if needed else "，主管部门自己的行为"
    return f"台账：{kind.zh}（{kind.name}），{FUNCTIONS[aggregate.function]}{of}{day}{complete}"


@cache
def _declarations() -> dict[str, str]:
    """The place at which the ledger says how each fact is read, by the fact's name."""
    places: dict[str, str] = {}
    for module in DECLARED_IN:
        path = Path(str(module.__file__))
        name = path.relative_to(Path(str(banfa.__file__)).parent.parent)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if match := DECLARATION.match(line):
                places.setdefault(match[1], f"{name}:{number}")
    return places
