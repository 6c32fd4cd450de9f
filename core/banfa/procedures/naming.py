"""Whether two ways of writing name one person, or one body."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_BESIDE: Final = re.compile(r"[\W_]+")
_BRACKETED: Final = re.compile(r"[(\[【〔〈<][^)\]】〕〉>]*[)\]】〕〉>]?")
_BETWEEN: Final = re.compile(r"[\s,、;:/|]+")
_POST: Final = re.compile(r".*(?:[局处科股室所队组站院市县区长员师]|主任|书记|干部|专员|主办|同志|先生|女士)")
"""What stands beside a name: an office or a post."""
SHORTEST: Final = 2
"""Characters that a name has at least."""


def same_name(name: str, written: str) -> bool:
    """Whether two ways of writing name one person: with a post before it (局长 何平) or words behind it.

    Behind it: in brackets (林晓（监督科）), after a blank (林晓 监督科), or a post (林晓科员).
    """
    first, second = _read(name), _read(written)
    names = [(first[0], each) for each in second] + [(second[0], each) for each in first]
    return any(_ends_in(*two) for two in names)


def _read(name: str) -> list[str]:
    """A name without its post and what stands in brackets, then what of it stands before a blank."""
    plain = unicodedata.normalize("NFKC", name)
    parts = [part for part in _BETWEEN.split(_BRACKETED.sub(" ", plain)) if part]
    named = [part for part in parts if not _POST.fullmatch(part)] or parts or ["".join(plain.split())]
    first = named[:1] if len(named[0]) >= SHORTEST else []
    return ["".join(named), *first]


def _ends_in(name: str, written: str) -> bool:
    """Whether the longer is the shorter with something before it, or a post behind it."""
    shorter, longer = sorted((name, written), key=len)
    rest = longer.removeprefix(shorter)
    return longer.endswith(shorter) or (rest != longer and _POST.fullmatch(rest) is not None)


def names_in(name: str | None, written: str) -> bool:
    """Whether what was written names a body or person, alone or with words around (某公司客服部)."""
    plain, within = (_BESIDE.sub("", unicodedata.normalize("NFKC", each or "")) for each in (name, written))
    return len(plain) >= SHORTEST and plain in within
