"""What a process keeps for ever, made before its first request and never looked through again.

Python's collector stops every thread while it looks through all that is there: several hundred thousand
objects of libraries, cities and dictionaries. A bulk report makes it do so again and again, 0.3 s and more.
"""

from __future__ import annotations

import gc
from typing import Final

from banfa.ledger.entries.pinyin import make_sort_key

THRESHOLDS: Final = (5_000, 10, 100)
"""A bulk report ends before its rows have been looked through as old ones; the young are few at a time."""


def settle() -> None:
    """Load what the first request would, and take all that is there for what stays."""
    make_sort_key("长")  # loads the dictionaries
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
