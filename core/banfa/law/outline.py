"""The outline: every provision of a measure, in our own words, and what answers it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from banfa.law.cite import Cite, cite
from banfa.law.values import vocabulary, word


@vocabulary
class Disposition(StrEnum):
    """How a provision is dealt with (落实方式). All but the last three name what answers them."""

    ENCODED = "encoded"
    PROCEDURE = "procedure"
    RECORD = "record"
    DISCRETION = "discretion"
    OPEN = "open"
    DEFINITION = "definition"
    DECLARATORY = "declaratory"
    MISSING = "missing"


DISPOSITION_ZH: Final[Mapping[Disposition, str]] = MappingProxyType(
    {
        Disposition.ENCODED: "规则",
        Disposition.PROCEDURE: "程序",
        Disposition.RECORD: "记录",
        Disposition.DISCRETION: "裁量",
        Disposition.OPEN: "待定",
        Disposition.DEFINITION: "定义",
        Disposition.DECLARATORY: "宣示",
        Disposition.MISSING: "副本缺失",
    }
)
"""What an official calls each way of dealing with a provision."""

ANSWERED: Final = frozenset(
    {Disposition.ENCODED, Disposition.PROCEDURE, Disposition.RECORD, Disposition.DISCRETION, Disposition.OPEN}
)


@word
class Provision:
    """One provision and what answers it.

    `answered_by` names rules, record kinds, findings, transitions and terms, e.g. `record:honour`,
    `finding:disclosure`, `term:quota.excellent`, `transition:round.publish`, `fact:products`; encoded ones
    are found by their citation as well.
    """

    cite: Cite
    dispositions: tuple[Disposition, ...]
    zh: str
    answered_by: tuple[str, ...] = ()


def outline(text: str) -> tuple[Provision, ...]:
    """Read an outline, one line a provision: path, dispositions joined by +, summary, | what answers it.

        12.5 encoded 超过三成企业不满意 | fact:dissatisfied_enterprises
        9 procedure+record 公布优秀名单并推送平台
          | transition:round.publish record:annual_list

    A line that begins with | belongs to the one above. Raises ValueError naming the line.
    """
    joined = re.sub(r"\s*\n\s*\|", " |", text)
    return tuple(_parse_line(line) for line in joined.strip().splitlines() if line.strip())


def _parse_line(line: str) -> Provision:
    """Read one provision from its line. Raises ValueError naming the line."""
    try:
        head, *answers = line.split("|")
        path, kinds, zh = head.split(None, 2)
        dispositions = tuple(Disposition(k) for k in kinds.split("+"))
        return Provision(cite(path), dispositions, zh.strip(), tuple(" ".join(answers).split()))
    except ValueError as error:
        raise ValueError(
            f"大纲中这一行不合格式（编号 落实方式 摘要 | 由什么落实）：{line.strip()}：{error}"
        ) from error
