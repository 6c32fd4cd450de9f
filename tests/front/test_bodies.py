"""A body is read at its sender's pace, but not at any pace, and not beyond its limit."""

from __future__ import annotations

import asyncio

import pytest

from banfa.front.bodies import Bodies, BodyError
from banfa.front.limits import Limits

QUICK = Limits(body_time=0.5, body_grace=0.2, body_rate=100, bodies=2, body_bytes=1000)
PATIENCE_S = 5
"""By then every limit has run out."""


def sender(pieces, *, pause_s=0.0):
    """Send pieces one after another, a pause before each; then nothing more comes."""
    left = iter(pieces)

    async def receive():
        await asyncio.sleep(pause_s)
        piece = next(left, None)
        if piece is None:
            await asyncio.sleep(PATIENCE_S * 2)
        return {"type": "http.request", "body": piece, "more_body": True}

    return receive


def refusal(receive, *, bodies=None, length=None, max_bytes=10_000):
    """With which code a body is turned away."""

    async def read():
        async with asyncio.timeout(PATIENCE_S):
            await (bodies or Bodies(QUICK)).read(receive, length=length, max_bytes=max_bytes)

    with pytest.raises(BodyError) as refused:
        asyncio.run(read())
    return refused.value.problem.code


def test_that_stops_is_given_up():
    assert refusal(sender([b"{"])) == "body_too_slow"


def test_that_is_slower_than_the_rate_is_given_up():
    """Fifty bytes a second, of which twice as many are asked for."""
    bodies = Bodies(Limits(body_time=60, body_grace=0.2, body_rate=100, bodies=2, body_bytes=1000))
    assert refusal(sender([b"x"] * 999, pause_s=0.02), bodies=bodies) == "body_too_slow"


def test_that_keeps_the_rate_has_an_end():
    endless = (b"x" * 10 for _ in range(10_000))
    bodies = Bodies(Limits(body_time=0.5, body_grace=0.2, body_rate=10, bodies=2, body_bytes=100_000))
    assert refusal(sender(endless, pause_s=0.02), bodies=bodies, max_bytes=100_000) == "body_too_slow"


def test_that_is_longer_than_it_says_is_too_large():
    assert refusal(sender([b"x" * 60] * 3), length=60, max_bytes=100) == "body_too_large"


def test_that_says_it_is_too_long_is_not_read():
    assert refusal(sender([]), length=101, max_bytes=100) == "body_too_large"


def test_of_too_many_at_a_time_is_not_taken():
    async def read():
        bodies = Bodies(QUICK)
        others = [asyncio.create_task(bodies.read(sender([]), length=9, max_bytes=9)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(BodyError) as refused:
            await bodies.read(sender([b"x"]), length=9, max_bytes=9)
        assert refused.value.problem.code == "busy"
        await asyncio.gather(*others, return_exceptions=True)

    asyncio.run(read())


def test_of_too_many_bytes_in_all_is_not_taken():
    assert refusal(sender([b"x" * 600] * 2)) == "busy"


def test_that_is_given_back_leaves_room():
    async def read():
        bodies = Bodies(QUICK)
        for _ in range(3):
            ends = iter([{"type": "http.request", "body": b"x" * 900}])

            async def receive(ends=ends):
                return next(ends)

            bodies.release(await bodies.read(receive, length=900, max_bytes=900))

    asyncio.run(read())
