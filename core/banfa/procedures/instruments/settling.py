"""An edition as a bureau's instruments settle it, worked out once in a process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.law import settle
from banfa.trust.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.law import Edition

MAX_EDITIONS: Final = 64
"""What is kept: an edition for each bureau and each change of its terms, some 100 kB each."""

_settled: dict[tuple[int, bytes], tuple[Edition, Edition]] = {}


def settle_once(edition: Edition, settings: Mapping[str, object]) -> Edition:
    """Settle an edition as `banfa.law.settle` does, or give what it gave for the same before.

    Raises SettingError.
    """
    # What follows depends on the edition and the settings alone, so these are the key: no document recorded
    # anywhere makes an answer old. Editions are compared by identity, since hashing one takes as long as
    # settling it; the entry holds its edition, so no other can come to stand at the same address.
    key = (id(edition), canonical(settings))
    cached = _settled.get(key)
    if cached is None:
        if len(_settled) >= MAX_EDITIONS:
            _settled.clear()
        cached = _settled[key] = (edition, settle(edition, settings))
    return cached[1]
