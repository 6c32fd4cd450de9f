"""What a process has for everybody, and how much of it each may hold: nobody has all of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from banfa.front.limits import Limits
    from banfa.web.callers import Caller


class FullError(Exception):
    """There is no room for one more."""


class Shares:
    """So much of one thing (requests, readers, bytes), and who holds how much of it."""

    def __init__(self, whole: int, limits: Limits) -> None:
        self._whole, self._limits = whole, limits
        self._held: Counter[str] = Counter()

    def take(self, caller: Caller, amount: int = 1) -> None:
        """Hold so much for a caller, to be given back. Raises FullError, and then nothing is held."""
        if any(self._held[name] + amount > room for name, room in self._list_rooms(caller)):
            raise FullError
        for name, _ in self._list_rooms(caller):
            self._held[name] += amount

    def give_back(self, caller: Caller, amount: int = 1) -> None:
        """Hold so much less."""
        for name, _ in self._list_rooms(caller):
            self._held[name] -= amount
            if not self._held[name]:
                del self._held[name]

    def _list_rooms(self, caller: Caller) -> Iterator[tuple[str, int]]:
        """What a caller's share is counted under, and how much has room there."""
        limits = self._limits
        yield "all", self._whole
        yield caller.group, self._measure(limits.bureau_part if caller.bureau else limits.strangers_part)
        yield caller.key, self._measure(limits.caller_part)

    def _measure(self, part: Fraction) -> int:
        return int(self._whole * part)
