"""The history of the schema: alembic revisions in `versions/`, and running them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from banfa.database.engine import make_engine
from banfa.database.security import APP
from banfa.errors import Unavailable

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

HERE: Final = Path(__file__).parent
VERSIONS: Final = HERE / "versions"
ONE_AT_A_TIME: Final = text(
    "SELECT pg_advisory_xact_lock(4031172)"
)  # a number of our own, for two upgrades at once


def upgrade(owner_url: str | URL, *, versions: Path = VERSIONS) -> str:
    """Bring a database to the newest revision, in one transaction; returns that revision.

    Raises Unavailable when the app's role is missing (`deploy/roles.sql` makes it).
    """
    config = _config(versions)
    engine = make_engine(owner_url)
    try:
        with engine.begin() as connection:
            _require_app_role(connection)
            connection.execute(ONE_AT_A_TIME)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.execute(text(f"GRANT SELECT ON alembic_version TO {APP}"))  # for /readyz
    finally:
        engine.dispose()
    return newest(versions=versions)


def newest(*, versions: Path = VERSIONS) -> str:
    """Return the newest revision that this code knows."""
    head = ScriptDirectory.from_config(_config(versions)).get_current_head()
    if head is None:
        message = f"no revision in {versions}"
        raise LookupError(message)
    return head


def current(connection: Connection) -> str | None:
    """Return the revision a database is at; None for one that was never upgraded."""
    return MigrationContext.configure(connection).get_current_revision()


def _config(versions: Path) -> Config:
    config = Config()
    config.set_main_option("path_separator", "newline")
    for option, place in (("script_location", HERE), ("version_locations", versions)):
        config.set_main_option(option, str(place).replace("%", "%%"))
    return config


def _require_app_role(connection: Connection) -> None:
    known = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": APP})
    if known.first() is None:
        raise Unavailable("no_app_role", f"数据库中没有角色 {APP}，请以超级用户执行 deploy/roles.sql。")
