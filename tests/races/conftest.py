from __future__ import annotations

from pathlib import Path

import pytest

from banfa.database.engine import make_engine
from banfa.settings import Settings
from banfa.web.app import create_app
from tests.races.town import Town
from tests.strong_secret import SECRET
from tests.web.clients import Clock
from tests.web.conftest import NOW, _cities_of_the_worker, cities  # noqa: F401 - fixtures


@pytest.fixture(scope="module")
def engine(database):
    """Connections enough for all who call at once."""
    engine = make_engine(database.app_url, pool_size=40)
    yield engine
    engine.dispose()


@pytest.fixture
def make_town(engine, owner_engine, cities):  # noqa: F811 - the fixture above
    """Make bureaus of one application; their clock begins anew with each."""
    clock = Clock(NOW)
    settings = Settings(data_dir=Path("/nowhere"), secret=SECRET)
    app = create_app(settings, engine, cities, clock=clock)

    def make():
        clock.now = NOW
        return Town(app, engine, owner_engine, clock)

    return make
