"""Who waits for a thread behind whom: nobody behind more than a few of anybody else's.

A request goes through several lanes, one after another, each of which lets a few through at a time: that of
its credential, or of its address if it is a stranger's; for what computes for long, its bureau's (or that of
all strangers) and that of the whole process; then its bureau's, or that of all strangers. In a lane are only
those who have come through the ones before: however many wait in their own, no more than its places let
through stand in another's way. While others are about, what computes for long rests after each for
a multiple of what it took: meanwhile the processor is theirs.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

from banfa.front.shares import FullError

if TYPE_CHECKING:
    from banfa.front.heads import RequestHead
    from banfa.front.limits import Limits

PRESENT_S: Final = 2.0


@dataclass(slots=True, weakref_slot=True)
class Lane:
    """A lane: its free places, how many have room in it, and how many are in it, those who wait included.

    In one that `rests` a place may stay empty for a while before the next one has it.
    """

    places: asyncio.Semaphore
    room: int
    rests: bool = False
    inside: int = 0

    async def enter(self) -> None:
        """Wait for a place. Raises FullError."""
        if self.inside >= self.room:
            raise FullError
        self.inside += 1
        try:
            await self.places.acquire()
        except BaseException:
            self.inside -= 1
            raise

    def leave(self) -> None:
        """Give the place back."""
        self.inside -= 1
        self.places.release()


class Lanes:
    """The lanes of one process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        # One is there as long as a request is in it.
        self._lanes: WeakValueDictionary[str, Lane] = WeakValueDictionary()

    def find(self, head: RequestHead) -> list[Lane]:
        """The lanes of a request in their order: the narrow first, so that who waits there holds no other."""
        limits, caller = self._limits, head.caller
        if caller.bureau:
            lanes = [self._find(caller.key, limits.credential_share, limits.room)]
        else:
            lanes = [self._find(caller.key, limits.stranger_share, limits.stranger_room)]
        if head.dear:
            lanes.append(self._find(f"dear {caller.group}", limits.dear_share, limits.room))
            lanes.append(self._find("dear", limits.dear, limits.room, rests=True))
        if head.operating:
            return [*lanes, self._find("operating", limits.strangers, limits.room)]
        share = limits.share if caller.bureau else limits.strangers
        return [*lanes, self._find(caller.group, share, limits.room)]

    async def enter(self, lanes: list[Lane], deadline: float) -> None:
        """Take a place in every lane. Raises FullError, and TimeoutError at the deadline."""
        taken: list[Lane] = []
        try:
            async with asyncio.timeout_at(deadline):
                for lane in lanes:
                    await lane.enter()
                    taken.append(lane)
        except BaseException:
            leave(taken)
            raise

    def _find(self, name: str, size: int, room: int, *, rests: bool = False) -> Lane:
        lane = self._lanes.get(name)
        if lane is None:
            lane = self._lanes[name] = Lane(asyncio.Semaphore(size), room, rests)
        return lane


def leave(lanes: list[Lane], *, rest_s: float = 0) -> None:
    """Give the places back, those of a lane that rests so many seconds later."""
    for lane in lanes:
        if rest_s and lane.rests:
            asyncio.get_running_loop().call_later(rest_s, lane.leave)
        else:
            lane.leave()


class Present:
    """Which bureaus, and whether strangers, have asked for something within the last seconds."""

    def __init__(self) -> None:
        self._latest: dict[str, float] = {}

    def note(self, group: str, at: float) -> None:
        """Note that one of a group asks for something."""
        self._latest.pop(group, None)
        self._latest[group] = at

    def has_others(self, group: str, at: float) -> bool:
        """Whether one of another group has asked within `PRESENT_S`."""
        while self._latest and at - next(iter(self._latest.values())) > PRESENT_S:
            del self._latest[next(iter(self._latest))]
        return any(other != group for other in self._latest)
