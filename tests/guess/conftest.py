from __future__ import annotations

import os

import pytest
from sqlalchemy import Engine, event

from tests.database.bare_reads import refuse_bare_reads
from tests.guess.year import BATCH, Year
from tests.web.clients import Bureau
from tests.web.conftest import _cities_of_the_worker, app, cities, clock, files_dir  # noqa: F401

SEEDS = 200 if os.environ.get("BANFA_SOAK") else 20


@pytest.fixture(scope="module")
def years(app, engine, owner_engine, clock, cities):  # noqa: F811 - fixtures of tests.web
    """As many years as the seeds need, lived through."""
    # That every statement names its tenant is tried by all other tests; over a year it would take minutes.
    event.remove(Engine, "before_execute", refuse_bare_reads)
    yield [
        Year(
            Bureau(app, engine, owner_engine, clock),
            cities.profile("xiamen"),
            range(n, min(n + BATCH, SEEDS)),
        ).run()
        for n in range(0, SEEDS, BATCH)
    ]
    event.listen(Engine, "before_execute", refuse_bare_reads)
