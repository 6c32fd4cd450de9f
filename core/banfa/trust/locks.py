"""Locks that end with the transaction, for things of a tenant that must not be decided twice at once.

Who takes one and then reads sees what those before have committed.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from banfa.trust.unit import Unit


class Lock(IntEnum):
    """What is locked; the value is the lock's number in the database."""

    TOKENS = 0x0BA0F1  # who is let in
    INSTRUMENTS = 0x0BA101  # the order of a bureau's documents
    ROUNDS = 0x0BA102  # which rounds there are
    CASES = 0x0BA104  # the numbers of cases and papers
    ADMISSION = 0x0BA105  # seats, lists and numbers of admission
    VISITS = 0x0BA106  # the numbers of mandates and of third parties' reports
    EXPERTS = 0x0BA107  # who is in the pool of experts
    SUBSIDIES = 0x0BA108  # sums of money that bound one another
    HISTORY = 0x0BA109  # which spellings there are, and whose they are
    LINKS = 0x0BA10A  # which one-time links of a party are open
    LETTERBOX = 0x0BA151  # the numbers of what was sent on the web, and in whose name
    PUBLICATION = 0x0BA103  # whose period is spoken for
    WATCH = 0x0BA111  # one run of the watch after the other
    DOUBLES = 0x0BA121  # what sources report alike
    FILES = 0x0BA131  # which contents there are, and which rows name them


_TAKE: Final = text("SELECT pg_advisory_xact_lock(:lock, hashint8(:tenant))")


def take_lock(unit: Unit, lock: Lock) -> None:
    """Wait until nobody else of this tenant holds the lock, and hold it until the unit ends."""
    unit.execute(_TAKE, lock=int(lock))
