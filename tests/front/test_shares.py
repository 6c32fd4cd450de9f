"""What one caller may take of a process: another bureau's requests are answered beside it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from banfa.front.app import Front
from banfa.front.limits import USUAL
from banfa.settings import Settings
from banfa.web.app import create_app
from tests.front.asking import ask_front
from tests.front.serving import issue
from tests.strong_secret import SECRET
from tests.web.conftest import cities

__all__ = ["cities"]

SLOW_S = 2.0
"""In which a slow body has not come yet."""


@pytest.fixture(scope="module")
def front(engine, cities):
    settings = Settings(data_dir=Path("/nowhere"), secret=SECRET, limit_address=0, limit_credential=0)
    front = Front(create_app(settings, engine, cities))
    yield front
    front._threads.shutdown()


@pytest.fixture(scope="module")
def one(engine, owner_engine):
    return issue(engine, owner_engine, role="admin")


@pytest.fixture(scope="module")
def other(engine, owner_engine):
    return issue(engine, owner_engine, role="admin")


async def ask(front, bureau, path="/providers", method="GET", **options):
    slug, token = bureau
    return await ask_front(front, method, f"/api/v1/{slug}{path}", token=token, **options)


async def become_known(front, *bureaus):
    for bureau in bureaus:
        assert (await ask(front, bureau)).status == 200


class TestWhatComputesForLong:
    def test_of_one_credential_keeps_no_other_bureau_from_it(self, front, one, other):
        async def run():
            await become_known(front, one, other)
            flood = [asyncio.create_task(ask(front, one, "/audit/verification")) for _ in range(100)]
            await asyncio.sleep(0)
            told = await ask(front, other, "/audit/verification")
            await asyncio.gather(*flood)
            return told

        assert asyncio.run(run()).status == 200


class TestSlowBodies:
    """More of them than are read at a time, and not a byte of any."""

    def test_of_a_stranger_keep_no_bureau_from_sending(self, front, other):
        async def run():
            await become_known(front, other)
            strangers = [
                asyncio.create_task(ask_front(front, "POST", "/api/v1/nowhere", body=b"{}", pause_s=SLOW_S))
                for _ in range(USUAL.bodies)
            ]
            await asyncio.sleep(0)
            told = await ask(front, other, "/rounds", "POST", body=b"{}")
            answers = await asyncio.gather(*strangers)
            return told.status, {answer.code for answer in answers}

        assert asyncio.run(run()) == (422, {"busy", "route_missing"})

    def test_of_a_bureau_keep_no_other_from_sending(self, front, one, other):
        async def run():
            await become_known(front, one, other)
            slow = [
                asyncio.create_task(ask(front, one, "/rounds", "POST", body=b"{}", pause_s=SLOW_S))
                for _ in range(USUAL.bodies)
            ]
            await asyncio.sleep(0)
            told = await ask(front, other, "/rounds", "POST", body=b"{}")
            await asyncio.gather(*slow)
            return told.status

        assert asyncio.run(run()) == 422


class TestWaitingRequests:
    def test_of_strangers_leave_room_for_a_bureaus(self, front, other):
        """From so many addresses that, by lanes alone, they would fill the process."""

        async def run():
            await become_known(front, other)
            strangers = [
                asyncio.create_task(ask(front, ("x", "nonsense"), address=f"10.0.{n}.1"))
                for n in range(60)
                for _ in range(USUAL.stranger_room)
            ]
            await asyncio.sleep(0)
            told = await ask(front, other)
            await asyncio.gather(*strangers)
            return told.status

        assert asyncio.run(run()) == 200
