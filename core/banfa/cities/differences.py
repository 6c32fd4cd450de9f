"""What two versions of a law say differently, rule by rule: two editions, or one edition then and now.

The outline is left out: it summarises the text for readers, and nothing follows from it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.checks.answers import list_rules
from banfa.law import Dimension, Edition, Rubric, from_data, to_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOTHING: Final = "无"
RuleData = dict[str, Any]
"""Rules by name (`clause:12.5`), each as `to_data` writes it."""

_digests: dict[int, tuple[Edition, str]] = {}


@dataclass(frozen=True)
class Difference:
    """A rule, where in it (`bands.1.floor`; empty for the whole rule), what stood there and what stands."""

    rule: str
    cite: str
    part: str
    old: str
    new: str

    def __str__(self) -> str:
        where = f"{self.cite}（{self.rule}{' ' if self.part else ''}{self.part}）"
        return f"{where}：{self.old} → {self.new}"


def rules_as_data(edition: Edition) -> RuleData:
    """Every rule of an edition by name, without the rules inside it, which have names of their own."""
    rules: RuleData = {"sums": to_data(edition.sums), "valid_to": to_data(edition.valid_to)}
    if edition.readings:
        rules["readings"] = to_data(edition.readings)
    for name, _, rule in list_rules(edition):
        alone = rule
        if isinstance(rule, Rubric):
            alone = replace(rule, dimensions=())
        elif isinstance(rule, Dimension):
            alone = replace(rule, criteria=())
        times = sum(known.partition("+")[0] == name for known in rules)
        rules[f"{name}+{times}" if times else name] = to_data(alone)
    return rules


def digest_rules(edition: Edition) -> str:
    """The SHA-256 of all rules of an edition, worked out once in a process for each."""
    # By identity, as settling is: hashing an edition takes as long, and the entry holds its edition.
    entry = _digests.get(id(edition))
    if entry is None:
        written = json.dumps(rules_as_data(edition), ensure_ascii=False, sort_keys=True).encode()
        entry = _digests[id(edition)] = (edition, hashlib.sha256(written).hexdigest())
    return entry[1]


def find_differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """What the rules of one version say that those of the other do not, in the order of the new one."""
    for name in dict.fromkeys((*new, *old)):
        cite = _cite_of(new.get(name, old.get(name)))
        if name not in old:
            yield Difference(name, cite, "", NOTHING, _write(new[name]))
        elif name not in new:
            yield Difference(name, cite, "", _write(old[name]), NOTHING)
        else:
            for part, before, after in _find_leaves(old[name], new[name], ""):
                yield Difference(name, cite, part, _write(before), _write(after))


def _find_leaves(old: Any, new: Any, part: str) -> Iterator[tuple[str, Any, Any]]:
    """The smallest parts that differ, by their path."""
    if old == new:
        return
    match old, new:
        case {"$": str(a)}, {"$": str(b)} if a == b and "is" not in old:
            for key in dict.fromkeys((*old, *new)):
                yield from _find_leaves(old.get(key), new.get(key), f"{part}.{key}".lstrip("."))
        case list(), list() if len(old) == len(new):
            for n, (before, after) in enumerate(zip(old, new, strict=True)):
                yield from _find_leaves(before, after, f"{part}.{n}".lstrip("."))
        case _:
            yield part, old, new


def _cite_of(data: Any) -> str:
    """Where a rule stands, as a text cites it; nothing for what has no place of its own."""
    return str(from_data(data["cite"])) if isinstance(data, dict) and "cite" in data else ""


def _write(data: Any) -> str:
    """A part of the law in words: by its Chinese name where it has one."""
    match data:
        case None:
            return NOTHING
        case {"is": value} | {"zh": value}:
            return str(value)
        case {"$": "Compare", "left": left, "op": op, "right": right}:
            return f"{_write(left)}{_write(op)}{_write(right)}"
        case {"$": _}:
            return str(from_data(data))
        case list():
            return "、".join(map(_write, data)) or NOTHING
    return str(data)
