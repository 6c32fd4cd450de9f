"""No bank or identity numbers: fees of experts are finance's business (个人信息保护法第二十八条)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.ledger.entries.fields import Field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from banfa.procedures.inputs import Inputs

_LONG: Final = re.compile(r"(?:\d[ -]?){14,}[\dXx]")
"""Fifteen digits and more, in groups or not: an identity card has 15 or 18, a bank card 16 to 19."""
_DAY: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


def check_no_numbers(data: Inputs, *, but: Collection[str] = ()) -> None:
    """Check that no text looks like a bank or identity number. Raises Malformed (`private_number`).

    `but`: fields that may, since a company's code is as long.
    """
    for name, value in vars(data).items():
        if name in but:
            continue
        for words in _list_texts(value):
            plain = _DAY.sub("日", unicodedata.normalize("NFKC", words))
            if _LONG.search(plain):
                declared = data.fields[name]
                zh = declared.zh if isinstance(declared, Field) else name
                message = (
                    f"{zh}（{name}）中有像身份证号或银行卡号的数字，本系统不登记此类号码，请删去后再填。"
                )
                raise Malformed("private_number", message, field=name)


def _list_texts(value: object) -> Iterator[str]:
    """List the texts in what was said."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (words for part in value.values() for words in _list_texts(part))
    elif isinstance(value, list):
        yield from (words for part in value for words in _list_texts(part))
