"""Fixtures: the two cities that give grades and one that gives none, and a bureau of each at work."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from datetime import date

import pytest
from redis import Redis

from banfa.cities.loading.discovery import Cities, load_plugin
from banfa.errors import BanfaError
from banfa.procedures.rounds import computing
from tests.procedures.office import Office, at

FIRST_QUARTER = (date(2026, 1, 1), date(2026, 3, 31))
SECOND_HALF = (date(2025, 7, 1), date(2025, 12, 31))
NAMES = ("xiamen", "huangshi", "liuzhou")


@pytest.fixture(scope="session")
def cities():
    profiles = {n: load_plugin(importlib.import_module(f"banfa_{n}"), n, check=False) for n in NAMES}
    return Cities(profiles, {})


@pytest.fixture
def redis(queue):
    with Redis.from_url(queue) as client:
        yield client


@pytest.fixture
def found(engine, owner_engine, cities, redis, monkeypatch):
    """Found a bureau that no other test knows."""
    monkeypatch.setattr(computing, "cities", lambda: cities)

    def make(city, period, now):
        return Office(engine, owner_engine, cities.profile(city), redis, at(now), period)

    return make


@pytest.fixture
def xiamen(found):
    """A bureau of Xiamen, a week after the first quarter of 2026."""
    return found("xiamen", FIRST_QUARTER, "2026-04-08")


@pytest.fixture
def huangshi(found):
    """A bureau of Huangshi, after the second half of 2025."""
    return found("huangshi", SECOND_HALF, "2026-01-20")


@pytest.fixture
def liuzhou(found):
    """A bureau of Liuzhou, whose measure gives no points."""
    return found("liuzhou", SECOND_HALF, "2026-01-20")


@pytest.fixture
def refused():
    """Expect a refusal with this code, and that it leaves nothing behind; gives the error."""

    @contextmanager
    def expect(office, code):
        before = office.stored()
        with pytest.raises(BanfaError) as refusal:
            yield refusal
        assert refusal.value.code == code, refusal.value.detail
        assert office.stored() == before

    return expect
