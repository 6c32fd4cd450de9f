"""Who waits for a thread behind whom: nobody behind more than a few of anybody else's.

A request goes through several lanes, one after another, each of which lets a few through at a time: that of
its credential, or of its address if it is a stranger's; for what computes for long, its bureau's (or that of
all strangers) and that of the whole process; then its bureau's, or that of all strangers. In a lane are only
those who have come through the ones before: however many wait in their own, no more than its places let
through stand in another's way.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from banfa.front.shares import FullError

if TYPE_CHECKING:
    from banfa.front.heads import RequestHead
    from banfa.front.limits import Limits


@dataclass(slots=True, weakref_slot=True)
class Lane:
    """A lane: its free places, how many have room in it, and how many are in it, those who wait included."""

    places: asyncio.Semaphore
    room: int
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
            lanes.append(self._find("dear", limits.dear, limits.room))
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

    def _find(self, name: str, size: int, room: int) -> Lane:
        lane = self._lanes.get(name)
        if lane is None:
            lane = self._lanes[name] = Lane(asyncio.Semaphore(size), room)
        return lane


def leave(lanes: list[Lane]) -> None:
    """Give the places back."""
    for lane in lanes:
        lane.inside -= 1
        lane.places.release()
