from __future__ import annotations

import os

import pytest

from tests.guess.year import Year
from tests.web.clients import Bureau
from tests.web.conftest import _cities_of_the_worker, app, cities, clock  # noqa: F401

SEEDS = 200 if os.environ.get("BANFA_SOAK") else 20
BATCH = 20
"""Providers of one bureau."""


@pytest.fixture(scope="module")
def years(app, engine, owner_engine, clock, cities):  # noqa: F811 - fixtures of tests.web
    """As many years as the seeds need, lived through."""
    return [
        Year(Bureau(app, engine, owner_engine, clock), cities.profile("xiamen"), range(n, n + BATCH)).run()
        for n in range(0, SEEDS, BATCH)
    ]
