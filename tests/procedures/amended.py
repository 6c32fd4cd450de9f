"""A made-up amendment of Huangshi's measure. It is no law, nobody has proposed it: it lives in these tests.

Against the text it is made from: three C in all instead of two (14(7)), three months without progress
instead of two (15(3)), and no 14(8).
"""

from __future__ import annotations

from dataclasses import replace

from banfa.law import Compare, Months, since
from banfa.law import facts as f
from banfa.law.values import rewrite
from tests.procedures.watching import city

TEXT = city("huangshi")
FIRST = TEXT.latest
SINCE = "2026-07-01"
"""From when the tests put the amendment in force."""
GONE = (14, 8)


def three_for_two(value):
    """累计三次 where the text says 两次."""
    return replace(value, right=3) if isinstance(value, Compare) and value.right == 2 else value


def amended(clause):
    """A clause as the amendment says it."""
    match clause.cite.key:
        case "14.7后段":
            return rewrite(clause, three_for_two)
        case "15.3":
            return replace(clause, when=since(f.idle_since).reaches(Months(3)))
    return clause


AMENDED = replace(
    FIRST,
    key="made-up",
    title="黄石市服务商管理办法（虚构的修订，仅供测试）",
    clauses=tuple(amended(clause) for clause in FIRST.clauses if clause.cite.numbers != GONE),
    outline=tuple(provision for provision in FIRST.outline if provision.cite.numbers != GONE),
)
TOWN = replace(TEXT, editions=(FIRST, AMENDED), cases=())
