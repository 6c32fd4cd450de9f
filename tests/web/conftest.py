from __future__ import annotations

import importlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from banfa.cities.loading.discovery import Cities, load_plugin
from banfa.cities.problems import Problem
from banfa.demo.story import Span
from banfa.demo.telling import tell_story
from banfa.ledger.kinds.registry import KINDS
from banfa.procedures.rounds import computing
from banfa.settings import Settings
from banfa.trust.rights import DECIDED, VERIFIED
from banfa.web.app import create_app
from tests.console.quarter import settled, unreported  # noqa: F401 - fixtures
from tests.strong_secret import SECRET
from tests.web.clients import Bureau, Clock
from tests.web.document import PATHS
from tests.web.papers import Shelf

NOW = datetime(2026, 4, 8, 1, 30, tzinfo=UTC)
SPAN = Span(date(2026, 1, 1), date(2026, 3, 31), date(2024, 10, 1))


@pytest.fixture(scope="session")
def cities():
    """Two cities that load and one that does not."""
    names = ("xiamen", "huangshi")
    profiles = {n: load_plugin(importlib.import_module(f"banfa_{n}"), n, check=False) for n in names}
    return Cities(profiles, {"broken": (Problem("broken", "import-fails", "装载时出错", "改正它"),)})


@pytest.fixture(scope="module", autouse=True)
def _cities_of_the_worker(cities):
    """Jobs that the tests carry out see the same cities; a module may have others than the one before it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(computing, "cities", lambda: cities)
        yield


@pytest.fixture(scope="module")
def clock():
    return Clock(NOW)


@pytest.fixture(scope="module")
def files_dir(tmp_path_factory):
    """Where the application keeps the content of files."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def app(engine, cities, clock, files_dir):
    settings = Settings(data_dir=Path("/nowhere"), files_dir=files_dir, secret=SECRET, public_pages=True)
    return create_app(settings, engine, cities, clock=clock)


@pytest.fixture
def bureau(app, engine, owner_engine, clock):
    return Bureau(app, engine, owner_engine, clock)


@pytest.fixture
def shelf(files_dir, bureau):
    return Shelf(files_dir, bureau)


@pytest.fixture
def officer(bureau):
    return bureau.client("officer")


@pytest.fixture(scope="module")
def storied(app, engine, owner_engine, clock, cities):
    """A bureau with a quarter's story, each part of it told by whom it is for."""
    made = Bureau(app, engine, owner_engine, clock)
    told = tell_story(cities.profile("xiamen"), seed=7, span=SPAN, scale=1)
    set_up = made.client("admin").post("/cut-over", {"until_on": "2025-12-31"})
    made.answers["set_cut_over"] = set_up
    for kind in (kind for name, kind in KINDS.items() if told.rows.get(name)):
        role = "admin" if kind.rights is DECIDED else "officer" if kind.rights is VERIFIED else "platform"
        path = "/decision-imports" if kind.rights is DECIDED else f"{PATHS[f'record_{kind.name}']}/bulk"
        report = made.client(role).post(path, {"rows": told.rows[kind.name]}).json
        assert report["rejected"] == 0, [row for row in report["rows"] if row["outcome"] == "rejected"][:3]
    return made
