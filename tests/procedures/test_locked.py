"""What an edition said when it was promulgated stays said: a change on disk is found and named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from banfa.cities.loading.discovery import Cities
from banfa.cli import city as city_command
from banfa.cli import main
from banfa.cli._city_locked import locked_problems
from banfa.errors import Conflict, Unavailable
from banfa.procedures.instruments.editions import settle_edition
from banfa.procedures.instruments.locked import find_changed_editions
from banfa.procedures.rounds import computing
from banfa.web.app import create_app
from tests.web.test_health import SETTINGS

DAY = date(2026, 4, 1)
CHANGE = "第七条第（二）项（grading bands.0.floor）：80 → 79"


def lower_floor(profile):
    """The city's plugin with the best grade's floor changed on disk, under the same key."""
    law = profile.latest
    best, *rest = law.grading.bands
    bands = (replace(best, floor=79), *rest)
    return replace(profile, editions=(replace(law, grading=replace(law.grading, bands=bands)),))


@pytest.fixture
def promulgated(xiamen):
    """A bureau whose edition is in force."""
    xiamen.set_all()
    return xiamen


@pytest.fixture
def changed(promulgated, monkeypatch):
    """The same, after somebody has changed a floor."""
    promulgated.profile = lower_floor(promulgated.profile)
    changed_cities = Cities({"xiamen": promulgated.profile}, {})
    monkeypatch.setattr(computing, "cities", lambda: changed_cities)
    return promulgated


class TestAPromulgatedEdition:
    def test_is_settled_as_long_as_it_says_the_same(self, promulgated):
        reloaded = replace(promulgated.profile.latest, title="另一个标题")
        promulgated.profile = replace(promulgated.profile, editions=(reloaded,))
        with promulgated.unit() as unit:
            assert (
                settle_edition(unit, promulgated.profile, edition=reloaded.key, day=DAY).title == "另一个标题"
            )

    def test_stops_a_computation_once_changed(self, changed):
        round_id = changed.open()
        changed.cut_off(round_id)
        done = changed.work(changed.ask(round_id))
        assert (done.state, done.error_code) == ("failed", "edition_changed")
        assert CHANGE in done.error_detail
        assert "另立版本公布" in done.error_detail

    def test_goes_on_once_it_is_promulgated_anew(self, changed):
        with changed.unit() as unit, pytest.raises(Conflict, match="edition_changed"):
            settle_edition(unit, changed.profile, edition=changed.edition, day=DAY)
        changed.issue("promulgation", {"commencement": "2025-03-01"}, on="2025-03-01")
        with changed.unit() as unit:
            assert (
                settle_edition(unit, changed.profile, edition=changed.edition, day=DAY).key == changed.edition
            )

    def test_is_told_of_at_readyz(self, changed, engine):
        answer = create_app(SETTINGS, engine, computing.cities()).test_client().get("/readyz")
        assert answer.status_code == 200
        assert answer.json is not None
        assert any(CHANGE in sentence for sentence in answer.json["changed_editions"])

    def test_is_not_told_of_where_nothing_changed(self, xiamen, engine):
        cities = Cities({"xiamen": xiamen.profile}, {})
        with engine.connect() as connection:
            before = find_changed_editions(connection, cities)
            xiamen.set_all()
            assert find_changed_editions(connection, cities) == before

    def test_is_told_of_by_the_check(self, changed, database, monkeypatch):
        monkeypatch.setattr(city_command, "probe_cities", lambda names: dict.fromkeys(names, ()))
        monkeypatch.setattr(city_command, "_load_profile", lambda _: changed.profile)
        monkeypatch.setattr(city_command, "_failing_cases", lambda _: [])
        monkeypatch.setattr(city_command, "triple_problems", lambda _: [])
        environ = {"DATABASE_URL": database.app_url}
        done = CliRunner().invoke(main.main, ["city", "check", "xiamen"], env=environ)
        assert done.exit_code == 1
        assert CHANGE in done.output
        assert "grading.py:" in done.output

    def test_cannot_be_checked_without_the_database_that_is_named(self, xiamen):
        nowhere = "postgresql://banfa_app@127.0.0.1:9/nowhere?connect_timeout=2"
        with pytest.raises(Unavailable, match="DATABASE_URL"):
            locked_problems(nowhere, xiamen.profile, "banfa_xiamen")
