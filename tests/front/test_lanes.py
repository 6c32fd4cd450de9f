"""Lanes: who waits behind whom. Nothing here looks at a clock but for what must not wait at all."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from banfa.front.heads import RequestHead
from banfa.front.lanes import PRESENT_S, Lanes, Present, leave
from banfa.front.limits import USUAL
from banfa.front.shares import FullError
from banfa.web.callers import Caller

SMALL = replace(USUAL, share=2, credential_share=2, strangers=2, room=64, stranger_room=4)
SOON = 0.05


def ask(credential="", bureau="", address="10.0.0.1", *, dear=False, operating=False):
    caller = Caller(credential, address, bureau)
    return RequestHead(caller=caller, dear=dear, operating=operating, problem=None)


def try_in_turn(*requests, limits=SMALL, free=()):
    """Which of these may begin while none of those before has ended, except for the `free`d ones."""

    async def run():
        lanes, begun = Lanes(limits), []
        held = []
        for number, asked in enumerate(requests):
            mine = lanes.find(asked)
            held.append(mine)
            try:
                await lanes.enter(mine, asyncio.get_running_loop().time() + SOON)
            except TimeoutError:
                continue
            begun.append(number)
            if number in free:
                leave(mine)
        return begun

    return asyncio.run(run())


class TestABureau:
    def test_leaves_threads_to_another(self):
        one, other = (ask(f"c{n}", "one") for n in range(3)), ask("x", "other")
        assert try_in_turn(*one, other) == [0, 1, 3]
        assert USUAL.share < USUAL.threads

    def test_is_that_of_the_credential_wherever_it_asks(self):
        """What stands in the address is nobody's lane: a caller is found by headers alone."""
        assert {*ask("c", "one").caller.__slots__} == {"credential", "address", "bureau"}

    def test_of_many_officers_is_not_one_officers(self):
        limits = replace(SMALL, credential_share=1)
        assert try_in_turn(ask("a", "one"), ask("a", "one"), ask("b", "one"), limits=limits) == [0, 2]

    def test_may_come_again_when_it_has_left(self):
        assert try_in_turn(*(ask("a", "one") for _ in range(4)), free={0, 1, 2, 3}) == [0, 1, 2, 3]


class TestWhatComputesForLong:
    def test_is_one_at_a_time(self):
        assert try_in_turn(ask("a", "one", dear=True), ask("b", "other", dear=True)) == [0]

    @pytest.mark.parametrize("bureau", ["other", "one"])
    def test_that_one_credential_asks_for_closes_it_to_nobody(self, bureau):
        """As many as have room, and more: another's first still comes in, even an officer's of its bureau."""

        async def run():
            lanes, until = Lanes(USUAL), asyncio.get_running_loop().time() + 5
            flood = [lanes.find(ask("a", "one", dear=True)) for _ in range(2 * USUAL.room)]
            tasks = [asyncio.create_task(lanes.enter(found, until)) for found in flood]
            await asyncio.sleep(0)
            other = asyncio.create_task(lanes.enter(lanes.find(ask("x", bureau, dear=True)), until))
            await asyncio.wait({other}, timeout=SOON)
            waits = not other.done()
            for task in (*tasks, other):
                task.cancel()
            await asyncio.gather(*tasks, other, return_exceptions=True)
            return waits

        assert asyncio.run(run()) is True

    def test_that_strangers_ask_for_closes_it_to_nobody(self):
        crowd = [ask("nonsense", address=f"10.0.0.{n}", dear=True) for n in range(4 * USUAL.room)]

        async def run():
            lanes, until = Lanes(USUAL), asyncio.get_running_loop().time() + 5
            tasks = [asyncio.create_task(lanes.enter(lanes.find(asked), until)) for asked in crowd]
            await asyncio.sleep(SOON)
            inside = lanes.find(ask("x", "other", dear=True))[2].inside
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            return inside

        assert asyncio.run(run()) == 1

    def test_holds_up_nothing_that_is_quick(self):
        dear = [ask("a", "one", dear=True) for _ in range(2)]
        assert try_in_turn(*dear, ask("b", "one"), ask("x", "other")) == [0, 2, 3]

    def test_of_one_bureau_is_one_before_anothers(self):
        """However many a bureau asks for at once, another's waits for one of them."""

        async def run():
            lanes, order, tasks, all_asked = Lanes(SMALL), [], [], asyncio.Event()

            async def carry_out(asked):
                mine = lanes.find(asked)
                await lanes.enter(mine, asyncio.get_running_loop().time() + 5)
                order.append(asked.caller.bureau)
                await all_asked.wait()
                leave(mine)

            for asked in (*(ask("a", "one", dear=True) for _ in range(4)), ask("x", "other", dear=True)):
                tasks.append(asyncio.create_task(carry_out(asked)))
                await asyncio.sleep(0)
            all_asked.set()
            await asyncio.gather(*tasks)
            return order

        assert asyncio.run(run()).index("other") <= 2


class TestStrangers:
    def test_of_one_address_are_one_at_a_time(self):
        assert try_in_turn(ask(), ask("nonsense"), ask(address="10.0.0.2")) == [0, 2]

    def test_leave_threads_to_those_who_are_known(self):
        many = [ask(address=f"10.0.0.{n}") for n in range(5)]
        assert try_in_turn(*many, ask("a", "one")) == [0, 1, 5]

    def test_hold_up_no_probe(self):
        many = [ask(address=f"10.0.0.{n}") for n in range(3)]
        assert try_in_turn(*many, ask(address="10.1.1.1", operating=True)) == [0, 1, 3]

    def test_are_in_no_bureaus_lane_of_what_computes_for_long(self):
        lanes = Lanes(SMALL)
        mine, theirs = lanes.find(ask("a", "one", dear=True)), lanes.find(ask("nonsense", dear=True))
        assert [lane for lane in theirs if lane in mine] == [mine[2]], "the process's alone"


class TestALane:
    def test_has_room_for_so_many(self):
        """What one address fills is its own: another's requests still come in."""

        async def run():
            lanes = Lanes(SMALL)
            mine = [lanes.find(ask()) for _ in range(5)]
            until = asyncio.get_running_loop().time() + 5
            tasks = [asyncio.create_task(lanes.enter(found, until)) for found in mine[:4]]
            await asyncio.sleep(0)
            with pytest.raises(FullError):
                await lanes.enter(mine[4], until)
            other = lanes.find(ask(address="10.0.0.2"))
            await lanes.enter(other, until)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            leave(mine[0])
            leave(other)
            await lanes.enter(lanes.find(ask()), until)
            return [lane.inside for lane in (*mine[0], *other)]

        assert asyncio.run(run()) == [1, 1, 0, 1], "who has gone has left room"

    def test_that_is_full_keeps_nothing_of_another(self):
        async def run():
            lanes = Lanes(replace(SMALL, room=1))
            first = lanes.find(ask("a", "one"))
            await lanes.enter(first, asyncio.get_running_loop().time() + 5)
            turned_away = lanes.find(ask("b", "one"))
            with pytest.raises(FullError):
                await lanes.enter(turned_away, asyncio.get_running_loop().time() + 5)
            return [lane.inside for lane in turned_away]

        assert asyncio.run(run()) == [0, 1]


class TestARest:
    """What computes for long leaves its place empty for a while; other lanes are free at once."""

    @staticmethod
    def leave_and_ask(after, *, rest_s):
        async def run():
            lanes, until = Lanes(USUAL), asyncio.get_running_loop().time() + 5
            mine = lanes.find(ask("a", "one", dear=True))
            await lanes.enter(mine, until)
            leave(mine, rest_s=rest_s)
            task = asyncio.create_task(lanes.enter(lanes.find(after), until))
            await asyncio.sleep(SOON)
            at_once = task.done()
            await task
            return at_once

        return asyncio.run(run())

    def test_is_kept_before_the_next_one(self):
        assert self.leave_and_ask(ask("b", "other", dear=True), rest_s=4 * SOON) is False

    def test_keeps_nobody_else(self):
        assert self.leave_and_ask(ask("b", "other"), rest_s=4 * SOON) is True

    def test_is_none_where_nobody_else_is_about(self):
        assert self.leave_and_ask(ask("b", "other", dear=True), rest_s=0) is True

    @pytest.mark.parametrize(
        ("groups", "others"),
        [(["one"], False), (["one", "one"], False), (["other", "one"], True), (["one", "strangers"], True)],
    )
    def test_is_for_others(self, groups, others):
        present = Present()
        for group in groups:
            present.note(group, 10.0)
        assert present.has_others("one", 10.0 + PRESENT_S) is others
        assert present.has_others("one", 10.1 + PRESENT_S) is False
