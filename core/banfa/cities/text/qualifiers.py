"""Qualifiers of a provision (随意, 较大, 违法…) that no element of its rule says: then the law is another."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from banfa.cities.problems import Problem
from banfa.law import Edition, Option, elements_of, facts_of, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

QUALIFIERS: Final[Mapping[str, str]] = {
    "随意": "随意",
    "故意": "故意",
    "私自": "私自",
    "明显": "明显",
    "较大": "较大",
    "重大": "重大",
    "严重": "严重",
    "高于市场": "高于市场",
    "违法": "违法",
    "违规": "违规",
    "违纪": "违纪",
    "不及时|未及时": "及时",
    "骗补|骗取": "骗",
    "虚假|弄虚作假": "虚假|假",
    "投诉的": "投诉",
    "损害": "损害|受损",
    "不正当": "不正当",
    "不公平|公平竞争": "公平",
    "建而不用": "不用",
    "拒不": "拒",
    "之前已完成": "之前",
}
"""What a text says, and what the elements of its rule must say for it."""
CONDUCT: Final = "件"
"""The unit in which findings and complaints are counted."""


def qualifier_problems(edition: Edition, provisions: Mapping[str, str], city: str) -> Iterator[Problem]:
    """List the qualifiers of each provision with clauses that none of these has among its elements.

    Only conduct that an officer finds is asked: a count or a day has its qualifiers in numbers.
    """
    words: dict[str, list[str]] = defaultdict(list)
    for clause in edition.clauses:
        if all(fact.unit != CONDUCT for fact in facts_of(clause.when)):
            continue
        words[clause.cite.path] += [word for together in elements_of(clause.when) for word in together]
        words[clause.cite.path] += [v.zh for v in walk(clause.when) if isinstance(v, Option)]
    for path, element_words in words.items():
        text, elements = provisions.get(path, ""), "；".join(element_words)
        for qualifier, wanted in QUALIFIERS.items():
            match = re.search(qualifier, text)
            if match and not re.search(wanted, elements):
                mend = "把它写成认定的一个要件：finding(kind, zh, Element(key, …))"
                message = f"{path} 原文有“{match[0]}”，规则的要件没有说到"
                yield Problem(city, "qualifier-lost", message, mend)
