"""`banfa decision` by the commands themselves, in this process, on a real database."""

from __future__ import annotations

import importlib
import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from banfa.cities.loading.discovery import Cities, load_plugin
from banfa.cli import decision
from banfa.cli.main import main
from banfa.ledger.recording.record import record_entry
from banfa.settings import Settings
from banfa.trust import unit_of_work
from banfa.trust.tenants import operator
from tests.ledger.town import code
from tests.trust.bureaus import found_bureau

ROW = {"external_id": "2024-1", "provider": code(1), "kind": "warning", "decided_on": "2024-11-12"}


@pytest.fixture
def banfa(database, engine, owner_engine, monkeypatch):
    profile = load_plugin(importlib.import_module("banfa_xiamen"), "xiamen", check=False)
    bureau = found_bureau(owner_engine)
    with unit_of_work(engine, operator(bureau), now=datetime.now(UTC)) as unit:
        record_entry(unit, "provider", {"uscc": code(1), "name": "甲"}, source="test", profile=profile)
    monkeypatch.setattr(decision, "load_sound_cities", lambda: Cities({"xiamen": profile}, {}))

    def run(word, *words):
        settings = Settings.from_env({"DATABASE_URL": database.app_url})
        return CliRunner().invoke(main, ("decision", word, bureau.slug, *map(str, words)), obj=settings)

    return run


@pytest.fixture
def file(tmp_path):
    def write(rows):
        path = tmp_path / "decisions.json"
        path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        return path

    return write


class TestImport:
    def test_waits_for_the_day(self, banfa, file):
        done = banfa("import", file([ROW]))
        assert done.exit_code == 1
        assert "cut_over_unset" in done.stderr

    def test_stores_what_was_decided_up_to_it_and_says_what_it_left(self, banfa, file):
        assert "2024-12-31" in banfa("cut-over", "2024-12-31").stdout
        rows = [ROW, {**ROW, "external_id": "2025-1", "decided_on": "2025-01-01"}]
        done = banfa("import", file(rows))
        assert done.exit_code == 0
        assert done.stdout == "共2项，已存1项，未收1项。\n"
        assert "第2项未收" in done.stderr
        assert "after_cut_over" in done.stderr

    def test_takes_a_list_alone(self, banfa, file):
        done = banfa("import", file({"rows": []}))
        assert done.exit_code == 2
        assert "JSON 数组" in done.stderr


class TestCutOver:
    def test_is_set_once(self, banfa):
        banfa("cut-over", "2024-12-31")
        again = banfa("cut-over", "2025-12-31")
        assert again.exit_code == 1
        assert "cut_over_set" in again.stderr


class TestPending:
    def test_is_empty_where_nothing_waits(self, banfa):
        assert banfa("pending").stdout == ""
