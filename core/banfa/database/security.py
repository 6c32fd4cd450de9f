"""Row security, the two roles, and the doors: what the database itself enforces.

banfa_owner owns the tables and bypasses row security (migrations, tenants, backups); banfa_app, by which the
Banfa works, owns nothing and cannot bypass. The doors are the few SECURITY DEFINER functions that look
something up before a tenant is known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

OWNER: Final = "banfa_owner"
APP: Final = "banfa_app"
POLICY: Final = "banfa_tenant"
CURRENT_TENANT: Final = "nullif(current_setting('banfa.tenant', true), '')::bigint"

ROLES: Final = (
    f"CREATE ROLE {OWNER} LOGIN BYPASSRLS",
    f"CREATE ROLE {APP} LOGIN NOBYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE",
)
"""What a superuser runs once for a server (see deploy/roles.sql); passwords are the operator's to add."""

_doors: dict[str, str] = {}


def door(name: str, sql: str) -> str:
    """Register a door: `sql` is one whole CREATE FUNCTION, emitted by the migrations. Returns the name.

    Raises ValueError when it is not SECURITY DEFINER or leaves its search_path to the caller, who could then
    put a table of his own in the way.
    """
    wanted = {
        f"CREATE FUNCTION {name}(": rf"^\s*CREATE (OR REPLACE )?FUNCTION {re.escape(name)}\s*\(",
        "SECURITY DEFINER": r"\bSECURITY DEFINER\b",
        "SET search_path = public, pg_temp": r"\bSET search_path = public, pg_temp\b",
    }
    for words, pattern in wanted.items():
        if not re.search(pattern, sql):
            message = f"door {name}: its SQL has to say {words!r}"
            raise ValueError(message)
    _doors[name] = sql.strip()
    return name


def doors() -> dict[str, str]:
    """Return the doors registered so far: name and SQL."""
    return dict(_doors)


def guard_table(table: str, rights: str, *, tenant: bool) -> Iterator[str]:
    """Give the statements that guard a table: row security for a tenant table, and what the app may do."""
    if tenant:
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        own = f"tenant_id = {CURRENT_TENANT}"
        yield f"CREATE POLICY {POLICY} ON {table} USING ({own}) WITH CHECK ({own})"
    if rights:
        yield f"GRANT {rights} ON {table} TO {APP}"


def guard_door(name: str, sql: str) -> Iterator[str]:
    """Give the statements that make a door which the app's role alone may use."""
    yield sql
    yield f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION {name} TO {APP}"


_POWERS: Final = text("""
    SELECT rolname, rolsuper OR rolbypassrls AS bypasses,
           EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
                   AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owns
    FROM pg_roles WHERE rolname = current_user
""")

_UNGUARDED: Final = text("""
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND a.attname = 'tenant_id' AND NOT a.attisdropped
      AND (has_any_column_privilege(:app, c.oid, 'SELECT, UPDATE')
           OR has_table_privilege(:app, c.oid, 'DELETE'))
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
          SELECT FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname
            AND p.policyname = :policy AND p.cmd = 'ALL' AND p.permissive = 'PERMISSIVE'
            AND strpos(p.qual, 'banfa.tenant') > 0 AND strpos(p.with_check, 'banfa.tenant') > 0)
          AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) = 1)
    ORDER BY 1
""")

_OPEN: Final = text("""
    SELECT current_database() AS name,
           has_database_privilege('public', current_database(), 'CONNECT, TEMPORARY') AS entered,
           has_schema_privilege('public', 'public', 'CREATE') AS built_in,
           ARRAY(SELECT c.relname::text FROM pg_class c
                 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
                   AND has_table_privilege('public', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
                 ORDER BY 1) AS tables
""")
"""What everybody may do who has any role on the server; `deploy/roles.sql` says: nothing."""


def weaknesses(connection: Connection) -> list[str]:
    """Say, in Chinese, why this connection must not serve tenants; an empty list when it may.

    A role that bypasses row security or owns a table; a table with `tenant_id` that the app may read or
    change and that is not guarded by exactly our policy; what is open to everybody (`_OPEN`).
    """
    role = connection.execute(_POWERS).one()
    problems = []
    if role.bypasses:
        problems.append(f"数据库角色 {role.rolname} 可以绕过行级安全，请改用 {APP}。")
    if role.owns:
        problems.append(f"数据库角色 {role.rolname} 拥有数据表，请改用 {APP}。")
    problems += [
        f"数据表 {row.relname} 没有受到行级安全保护，请执行 banfa db upgrade。"
        for row in connection.execute(_UNGUARDED, {"app": APP, "policy": POLICY})
    ]
    everybody = connection.execute(_OPEN).one()
    if everybody.entered:
        name = everybody.name
        problems.append(f"数据库 {name} 对所有角色开放，请执行 REVOKE ALL ON DATABASE {name} FROM PUBLIC。")
    if everybody.built_in:
        problems.append(
            "任何角色都可以在模式 public 中建表，请执行 REVOKE CREATE ON SCHEMA public FROM PUBLIC。"
        )
    problems += [f"数据表 {table} 对所有角色开放，请收回授予 PUBLIC 的权限。" for table in everybody.tables]
    return problems
