"""A chain that takes longer to walk along than a transaction may be left alone."""

import json

import pytest
from click.testing import CliRunner

from banfa.cli.main import main
from banfa.settings import Settings
from banfa.trust.tenants import operator
from tests.trust.bureaus import found_bureau
from tests.trust.chains import limit_idling, long_walk
from tests.trust.test_audit import changed


@pytest.fixture
def bureau(engine, owner_engine):
    bureau = found_bureau(owner_engine)
    changed(engine, operator(bureau), times=3)
    return bureau


@pytest.fixture
def run(database, tmp_path):
    settings = Settings.from_env(
        {"DATABASE_URL": limit_idling(database.app_url), "BANFA_DATA": str(tmp_path / "data")}
    )

    def run(*words):
        with long_walk():
            return CliRunner().invoke(main, words, obj=settings)

    return run


def test_is_verified(run, bureau):
    answer = run("audit", "verify", bureau.slug)
    assert (answer.exit_code, "审计链完好：共3环" in answer.stdout) == (0, True), answer.output


def test_is_exported(run, bureau):
    answer = run("audit", "export", bureau.slug)
    assert answer.exit_code == 0, answer.output
    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [line["type"] for line in lines].count("link") == 3


def test_is_told_by_the_doctor(run, bureau):
    lines = [line.split("\t") for line in run("doctor").stdout.splitlines()]
    assert ["正常", f"审计链 {bureau.slug}", "3环完好"] in lines
