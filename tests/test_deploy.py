"""The samples of `deploy/`: who is given which file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from banfa.errors import Malformed
from banfa.front.heads import OPERATING
from banfa.settings import Settings

DEPLOY = Path(__file__).parent.parent / "deploy"
SERVICES = ("banfa-serve", "banfa-worker", "banfa-scheduler")


def read_unit(name):
    """The settings of a unit, the last of each name; ExecStart and EnvironmentFile stand there once."""
    lines = (DEPLOY / f"{name}.service").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def read_environment(name):
    lines = (DEPLOY / name).read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@pytest.mark.parametrize("name", SERVICES)
def test_services_have_not_the_owners_file(name):
    unit = read_unit(name)
    assert unit["EnvironmentFile"] == "/etc/banfa.env"
    assert unit["User"] == "banfa"


def test_the_migration_alone_has_it():
    units = {path.stem for path in DEPLOY.glob("*.service")} - set(SERVICES)
    assert units == {"banfa-migrate"}
    unit = read_unit("banfa-migrate")
    assert unit["EnvironmentFile"] == "/etc/banfa-owner.env"
    assert unit["ExecStart"].endswith("banfa db upgrade")


def test_the_services_file_names_no_owner_and_starts_nothing_as_it_is():
    settings = Settings.from_env(read_environment("banfa.env.example"))
    settings.check_no_owner()
    assert settings.database_url
    assert settings.redis_url
    with pytest.raises(Malformed, match="openssl rand"):
        settings.required_secret()


def test_the_owners_file_names_the_owner_alone():
    assert list(read_environment("banfa-owner.env.example")) == ["BANFA_OWNER_URL"]


def test_the_proxy_takes_tls_alone_and_says_so():
    sample = (DEPLOY / "nginx.conf.example").read_text("utf-8")
    assert re.search(r"^\s*ssl_protocols TLSv1\.2 TLSv1\.3;", sample, re.MULTILINE)
    seconds = re.search(r'Strict-Transport-Security "max-age=(\d+); includeSubDomains" always;', sample)
    assert seconds is not None
    assert int(seconds[1]) >= 365 * 24 * 3600


def test_the_proxy_keeps_the_operators_addresses_to_itself():
    sample = (DEPLOY / "nginx.conf.example").read_text("utf-8")
    closed = re.findall(r"^ *location = (\S+) \{ return 404; \}", sample, re.MULTILINE)
    assert set(closed) == OPERATING
