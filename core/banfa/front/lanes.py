"""Who waits for a thread behind whom: nobody behind more than a few of anybody else's.

A request goes through several lanes, one after another, each of which lets a few through at a time: that of
its credential, or of its address if it is a stranger's; for what computes for long, its bureau's and that of
the whole process; then its bureau's, or that of all strangers.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from banfa.front.heads import RequestHead
    from banfa.front.limits import Limits


class FullError(Exception):
    """There are as many in a lane as have room there."""


@dataclass(slots=True, weakref_slot=True)
class Lane:
    """A lane: its free places, how many have room in it, and how many are in it, those who wait included."""

    places: asyncio.Semaphore
    room: int
    inside: int = 0


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
        if head.dear and caller.bureau:
            lanes.append(self._find(f"dear {caller.bureau}", limits.dear_share, limits.room))
        if head.dear:
            lanes.append(self._find("dear", limits.dear, limits.room))
        if head.operating:
            return [*lanes, self._find("operating", limits.strangers, limits.room)]
        if caller.bureau:
            return [*lanes, self._find(f"bureau {caller.bureau}", limits.share, limits.room)]
        return [*lanes, self._find("strangers", limits.strangers, limits.room)]

    async def enter(self, lanes: list[Lane], deadline: float) -> None:
        """Take a place in every lane. Raises FullError, and TimeoutError at the deadline."""
        if any(lane.inside >= lane.room for lane in lanes):
            raise FullError
        for lane in lanes:
            lane.inside += 1
        taken: list[Lane] = []
        try:
            async with asyncio.timeout_at(deadline):
                for lane in lanes:
                    await lane.places.acquire()
                    taken.append(lane)
        except BaseException:
            for lane in lanes:
                lane.inside -= 1
            for lane in taken:
                lane.places.release()
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
