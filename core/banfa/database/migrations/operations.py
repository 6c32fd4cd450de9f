"""What revisions do besides making tables. A revision names tables, rights and SQL itself: it is history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import op

from banfa.database.security import guard_door, guard_table

if TYPE_CHECKING:
    from collections.abc import Iterable


def guard(table: str, rights: str, *, tenant: bool = True) -> None:
    """Put row security on a tenant table, and grant the app's role its rights on it."""
    _run(guard_table(table, rights, tenant=tenant))


def make_door(name: str, sql: str) -> None:
    """Make a door and let the app's role through."""
    _run(guard_door(name, sql))


def drop_door(name: str) -> None:
    """Remove a door."""
    _run([f"DROP FUNCTION {name}"])


def _run(statements: Iterable[str]) -> None:
    # As it stands: a colon or a per cent sign in the body of a function is not a parameter.
    connection = op.get_bind().execution_options(no_parameters=True)
    for statement in statements:
        connection.exec_driver_sql(statement)
