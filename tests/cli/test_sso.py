"""`banfa sso`: the operator's file is looked at, and people are bound at the console."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.cli.test_operator import banfa, environ, tenant  # noqa: F401 - fixtures
from tests.console.crooked_provider import run_crooked

FILE = """
[{slug}]
issuer = "{issuer}"
client_id = "banfa"
client_secret = "no secret"
address = "https://banfa.example.gov.cn"
"""


@pytest.fixture
def crooked():
    with run_crooked() as provider:
        yield provider


@pytest.fixture
def sso_file(tmp_path, tenant, crooked):  # noqa: F811 - a fixture
    path = tmp_path / "sso.toml"
    path.write_text(FILE.format(slug=tenant, issuer=crooked.issuer), "utf-8")
    path.chmod(0o600)
    return str(path)


def test_check_gives_the_address_to_be_registered(banfa, tenant, sso_file, crooked):  # noqa: F811
    checked = banfa("sso", "check", tenant, BANFA_SSO=sso_file)
    assert checked.exit_code == 0, checked.output
    assert checked.stdout.strip() == f"https://banfa.example.gov.cn/sso/{tenant}/callback"
    assert "可用" in checked.stderr
    crooked.document = {"issuer": "https://another.example"}
    wrong = banfa("sso", "check", tenant, BANFA_SSO=sso_file)
    assert (wrong.exit_code, "sso_malformed" in wrong.stderr) == (1, True)


def test_check_names_what_is_not_set(banfa, tenant):  # noqa: F811
    checked = banfa("sso", "check", tenant)
    assert (checked.exit_code, "BANFA_SSO" in checked.stderr) == (2, True)


def test_a_person_is_bound_and_released(banfa, tenant, sso_file, owner_engine):  # noqa: F811
    def read():
        with owner_engine.connect() as connection:
            statement = text(
                "SELECT p.subject FROM person p JOIN tenant t ON t.id = p.tenant_id "
                "WHERE t.slug = :slug AND p.name = '王敏'"
            )
            return connection.scalar(statement, {"slug": tenant})

    banfa("person", "add", tenant, "--name", "王敏", "--role", "officer")
    early = banfa("sso", "bind", tenant, "王敏", "4711", BANFA_SSO=sso_file)
    assert (early.exit_code, "account_missing" in early.stderr) == (2, True)
    banfa("person", "password", tenant, "王敏", "--login", f"wang@{tenant}")
    bound = banfa("sso", "bind", tenant, "王敏", "4711", BANFA_SSO=sso_file)
    assert (bound.exit_code, read()) == (0, "4711"), bound.output
    released = banfa("sso", "release", tenant, "王敏")
    assert (released.exit_code, read()) == (0, None), released.output


def test_a_service_does_not_start_with_a_file_that_others_read(banfa, sso_file, tmp_path):  # noqa: F811
    (tmp_path / "sso.toml").chmod(0o644)
    started = banfa("serve", without=("BANFA_OWNER_URL",), BANFA_SSO=sso_file)
    assert (started.exit_code, "sso_file_open" in started.stderr) == (2, True)
