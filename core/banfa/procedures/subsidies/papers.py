"""What is read off papers about money: amounts in whole 分, and never anybody's account.

Experts' and enterprises' account numbers are finance's business: a text that holds what
looks like one, or like an identity number, is rejected before anything is stored.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Self

from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import text
from banfa.ledger.entries.values import is_standard_uscc
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banfa.ledger.entries.fields import ReadingContext

READ: Final = "subsidy.read"
MANAGE: Final = "subsidy.manage"
CHECK: Final = "subsidy.check"
"""Actions: reading the money's records, entering them, and checking as another what one has entered."""

LEVELS: Final = {"central": "中央", "province": "省级", "city": "市级", "county": "县级"}
"""From whose budget money comes (资金级次)."""

_LONG: Final = re.compile(r"(?<!\d)\d(?:[ 　-]?\d){14,}", re.ASCII)
"""Fifteen digits or more, in groups or not: accounts have so many, document and voucher numbers fewer."""
_CODE: Final = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])", re.ASCII)


def looks_like_account(text: str) -> bool:
    """Whether a text holds what looks like an account or identity number; credit codes are none."""
    rest = _CODE.sub(lambda code: "" if is_standard_uscc(code[0]) else code[0], text)
    return _LONG.search(rest) is not None


def _list_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _list_texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _list_texts(part)


class Paper(Inputs):
    """What is read off a paper about money."""

    @classmethod
    def read(cls, data: Mapping[str, Any], context: ReadingContext) -> Self:
        """Read it. Raises Malformed, with `account_number` where a text holds what looks like one."""
        paper = super().read(data, context)
        for name in cls.fields:
            if any(looks_like_account(part) for part in _list_texts(getattr(paper, name))):
                zh = cls.fields[name].zh
                message = f"{zh}（{name}）疑似含有银行账号或身份证号：不予保存，请删去后再登记。"
                raise Malformed("account_number", message, field=name)
        return paper


class SayWhy(Paper, example={"reason": "与所附材料不一致。"}):
    """Why."""

    reason: str = text("理由", max_length=1000)


def format_yuan(fen: int) -> str:
    """An amount in 分 as 元, exactly."""
    return f"{fen // 100}.{fen % 100:02}"
