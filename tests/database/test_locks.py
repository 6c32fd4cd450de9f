"""Locks of the database that no other test tries by hand: see `make sabotage`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import banfa
from banfa.database import schema

ROLES = Path(__file__).parents[2] / "deploy" / "roles.sql"
CORE = Path(banfa.__file__).parent
ATTRIBUTES = "rolcanlogin, rolbypassrls, rolsuper, rolcreatedb, rolcreaterole, rolreplication"


def may_connect(connection, role, database):
    return connection.execute(
        "SELECT has_database_privilege(%s, %s, 'CONNECT')", (role, database)
    ).fetchone()[0]


def attributes(connection, role):
    return connection.execute(f"SELECT {ATTRIBUTES} FROM pg_roles WHERE rolname = %s", (role,)).fetchone()


class TestTheRolesFile:
    """Carried out as it stands, but under other names."""

    @pytest.fixture
    def carried_out(self, postgres):
        sql = re.sub(r"^--.*$", "", ROLES.read_text(), flags=re.MULTILINE)
        sql = sql.replace("banfa_owner", "file_owner").replace("banfa_app", "file_app")
        sql = re.sub(r"DATABASE banfa\b", "DATABASE of_the_file", re.sub(r":'\w+'", "'secret'", sql))
        with postgres.connect() as connection:
            connection.execute("CREATE ROLE passer_by LOGIN")
            for statement in filter(str.strip, sql.split(";")):
                connection.execute(statement)
            yield connection
            connection.execute("DROP DATABASE of_the_file")
            for role in ("file_owner", "file_app", "passer_by"):
                connection.execute(f"DROP ROLE {role}")

    def test_makes_the_roles_that_tests_and_embedded_servers_have(self, carried_out):
        for role in ("owner", "app"):
            assert attributes(carried_out, f"file_{role}") == attributes(carried_out, f"banfa_{role}")
        assert attributes(carried_out, "file_app") == (True, False, False, False, False, False)
        assert attributes(carried_out, "file_owner") == (True, True, False, False, False, False)

    def test_lets_nobody_else_in(self, carried_out):
        may = {r: may_connect(carried_out, r, "of_the_file") for r in ("file_owner", "file_app", "passer_by")}
        assert may == {"file_owner": True, "file_app": True, "passer_by": False}


def test_a_database_is_entered_by_the_two_roles_alone(postgres, database):
    with postgres.connect() as connection:
        connection.execute("CREATE ROLE passer_by LOGIN")
        try:
            may = {
                r: may_connect(connection, r, database.name)
                for r in ("banfa_owner", "banfa_app", "passer_by")
            }
        finally:
            connection.execute("DROP ROLE passer_by")
    assert may == {"banfa_owner": True, "banfa_app": True, "passer_by": False}


# Raw SQL: how often it reads or changes a tenant's table, against how often it names the tenant.

_TABLE = r"\b(?:FROM|JOIN|UPDATE|USING)\s+(\w+)\b"
_INSERT = r"\bINSERT INTO\s+(\w+)\s*\(\s*(\w+)"


def raw_statements(source):
    """Every text of SQL in a module that is handed to `text`; what is put into it stands there as `{}`."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "text"
            and node.args
        ):
            pieces = [
                n.value
                for n in ast.walk(node.args[0])
                if isinstance(n, ast.Constant) and isinstance(n.value, str)
            ]
            yield " {} ".join(pieces) if isinstance(node.args[0], ast.JoinedStr) else "".join(pieces)


def lacks_tenant(sql, tables):
    """Whether a raw statement touches tenants' rows more often than it names whose."""
    touched = [name for name in re.findall(_TABLE, sql) if name in tables]
    inserted = [(table, first) for table, first in re.findall(_INSERT, sql) if table in tables]
    named = len(re.findall(r"\btenant_id\s*=", sql))
    return len(touched) > named or any(first != "tenant_id" for _, first in inserted)


def test_raw_statements_name_the_tenant():
    declared = [table for tables in schema.load_rooms().values() for table in tables]
    tables = {table.name for table in declared if table.info.get("tenant")}
    assert {"hit", "token", "work"} <= tables
    offenders = [
        (str(path.relative_to(CORE)), sql)
        for path in CORE.rglob("*.py")
        if "migrations" not in path.parts
        for sql in raw_statements(path.read_text(encoding="utf-8"))
        if lacks_tenant(sql, tables)
    ]
    assert offenders == []


@pytest.mark.parametrize(
    ("sql", "lacks"),
    [
        ("SELECT 1 FROM hit WHERE tenant_id = :tenant", False),
        ("SELECT 1 FROM hit WHERE id = 1", True),
        ("SELECT 1 FROM hit h JOIN token t ON t.tenant_id = h.tenant_id WHERE t.id = 1", True),
        ("UPDATE hit SET state = 'x'", True),
        ("INSERT INTO hit (id) VALUES (1)", True),
        ("INSERT INTO hit (tenant_id, id) VALUES (:tenant, 1)", False),
        ("SELECT 1 FROM given", False),
    ],
)
def test_the_search_for_raw_statements_finds_what_it_looks_for(sql, lacks):
    assert lacks_tenant(sql, {"hit", "token"}) == lacks
