"""A body is read at its sender's pace, but not at any pace, and not beyond its limit."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from fractions import Fraction

import pytest

from banfa.front.bodies import Bodies, BodyError
from banfa.front.limits import USUAL, Limits
from banfa.front.shares import FullError
from banfa.web.callers import Caller

QUICK = Limits(
    body_time=0.5,
    body_grace=0.2,
    body_rate=100,
    bodies=2,
    body_bytes=1000,
    strangers_part=Fraction(1),
    caller_part=Fraction(1),
)
STRANGER = Caller("", "10.0.0.1", "")
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
            await read_for(STRANGER, receive, bodies=bodies, length=length, max_bytes=max_bytes)

    with pytest.raises(BodyError) as refused:
        asyncio.run(read())
    return refused.value.problem.code


def read_for(caller, receive, *, bodies=None, length=9, max_bytes=10_000):
    return (bodies or Bodies(QUICK)).read(receive, caller=caller, length=length, max_bytes=max_bytes)


def test_that_stops_is_given_up():
    assert refusal(sender([b"{"])) == "body_too_slow"


def test_that_is_slower_than_the_rate_is_given_up():
    """Fifty bytes a second, of which twice as many are asked for."""
    bodies = Bodies(replace(QUICK, body_time=60))
    assert refusal(sender([b"x"] * 999, pause_s=0.02), bodies=bodies) == "body_too_slow"


def test_that_keeps_the_rate_has_an_end():
    endless = (b"x" * 10 for _ in range(10_000))
    bodies = Bodies(replace(QUICK, body_rate=10, body_bytes=100_000))
    assert refusal(sender(endless, pause_s=0.02), bodies=bodies, max_bytes=100_000) == "body_too_slow"


def test_that_is_longer_than_it_says_is_too_large():
    assert refusal(sender([b"x" * 60] * 3), length=60, max_bytes=100) == "body_too_large"


def test_that_says_it_is_too_long_is_not_read():
    assert refusal(sender([]), length=101, max_bytes=100) == "body_too_large"


def test_of_too_many_at_a_time_is_not_taken():
    async def read():
        bodies = Bodies(QUICK)
        others = [asyncio.create_task(read_for(STRANGER, sender([]), bodies=bodies)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(FullError):
            await read_for(STRANGER, sender([b"x"]), bodies=bodies)
        await asyncio.gather(*others, return_exceptions=True)

    asyncio.run(read())


def test_of_too_many_bytes_in_all_is_not_taken():
    with pytest.raises(FullError):
        asyncio.run(read_for(STRANGER, sender([b"x" * 600] * 2)))


def test_that_is_given_back_leaves_room():
    async def read():
        bodies = Bodies(QUICK)
        for _ in range(3):
            ends = iter([{"type": "http.request", "body": b"x" * 900}])

            async def receive(ends=ends):
                return next(ends)

            bodies.release(await read_for(STRANGER, receive, bodies=bodies), STRANGER)

    asyncio.run(read())


class TestOfAll:
    """Nobody holds all readers or all bytes; what is left is another's."""

    def count(self, callers, *, bytes_each=0):
        """How many of these may send a body at the same time that does not end."""

        async def run():
            bodies = Bodies(
                replace(USUAL, body_grace=60, body_bytes=64_000, bodies=1000 if bytes_each else 64)
            )
            tasks = [
                asyncio.create_task(read_for(caller, sender([b"x" * bytes_each]), bodies=bodies))
                for caller in callers
            ]
            _, held = await asyncio.wait(tasks, timeout=0.2)
            for task in held:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
            assert {type(result) for result in results} <= {FullError, asyncio.CancelledError}
            return len(held)

        return asyncio.run(run())

    @pytest.mark.parametrize("bytes_each", [0, 1000])
    def test_an_address_has_an_eighth_strangers_half_and_a_bureau_a_quarter(self, bytes_each):
        crowd = [Caller("", f"10.0.0.{n}", "") for n in range(64)]
        officers = [Caller(f"credential {n}", "10.0.0.1", "one") for n in range(64)]
        assert self.count([STRANGER] * 64, bytes_each=bytes_each) == 8
        assert self.count([Caller("nonsense", "10.0.0.1", "")] * 64, bytes_each=bytes_each) == 8
        assert self.count(crowd, bytes_each=bytes_each) == 32
        assert self.count(officers[:1] * 64, bytes_each=bytes_each) == 8
        assert self.count(officers, bytes_each=bytes_each) == 16
        assert self.count([*crowd, *officers], bytes_each=bytes_each) == 48

    def test_one_address_may_send_the_longest_body(self):
        assert USUAL.body_bytes * USUAL.caller_part >= 16 << 20
