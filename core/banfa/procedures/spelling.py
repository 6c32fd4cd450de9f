"""Spellings of names: what is the same but for how it is typed, and what only looks alike."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from banfa.ledger.entries.values import INVISIBLES

_UNSEEN: Final = re.compile(rf"[{INVISIBLES}\s]+")
_AROUND: Final = re.compile(r"[〔〕\[\]()【】]")
"""Typed in many ways around the year of a number."""
_BESIDE: Final = re.compile(r"[\W_]+")
_FORM: Final = re.compile(r"(?:集团)?(?:股份|有限责任|有限)*公司$|集团$")
"""What a company's name ends with, and lists leave out."""
ALIKE: Final = 60
"""Hundredths of the pairs of characters that two names have in common, from which on they look alike."""
SHORTEST: Final = 2
"""Characters of a name that another is looked for by what it contains."""


def spell(text: str) -> str:
    """Give a name its one spelling: NFKC, without blanks and what is invisible, letters in capitals."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).upper()


def spell_number(text: str) -> str:
    """Give the number of a document, contract or voucher its one spelling: without brackets."""
    return _AROUND.sub("", spell(text))


def squeeze(text: str) -> str:
    """Give a name without signs, brackets and the form of the company (有限公司 and the like)."""
    bare = _BESIDE.sub("", spell(text))
    return _FORM.sub("", bare) or bare


def measure_likeness(first: str, second: str) -> int:
    """How much two squeezed names have in common, in hundredths; 100 where one contains the other."""
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= SHORTEST and shorter in longer:
        return 100
    pairs, others = _list_pairs(first), _list_pairs(second)
    return 200 * len(pairs & others) // (len(pairs) + len(others)) if pairs and others else 0


def _list_pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
