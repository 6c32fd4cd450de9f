"""Whether two ways of writing name one person, or one body."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_BESIDE: Final = re.compile(r"[\W_]+")
SHORTEST: Final = 2
"""Characters that a name has at least."""


def same_name(name: str, written: str) -> bool:
    """Whether two ways of writing name one person: before the name a post may stand (局长 何平)."""
    name, written = "".join(name.split()), "".join(written.split())
    return name.endswith(written) or written.endswith(name)


def names_in(name: str | None, written: str) -> bool:
    """Whether what was written names a body or person, alone or with words around (某公司客服部)."""
    plain, within = (_BESIDE.sub("", unicodedata.normalize("NFKC", each or "")) for each in (name, written))
    return len(plain) >= SHORTEST and plain in within
