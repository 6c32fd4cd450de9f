"""What an operator sets, read once from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from banfa.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLES: Final = {
    "database_url": "DATABASE_URL",
    "owner_url": "BANFA_OWNER_URL",
    "redis_url": "REDIS_URL",
    "data_dir": "BANFA_DATA",
    "secret": "BANFA_SECRET",
    "host": "BANFA_HOST",
    "port": "BANFA_PORT",
}
LAST_PORT: Final = 65535


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """All settings; `required` fetches those that a command cannot do without.

    `database_url` connects as banfa_app (bound by row security), `owner_url` as banfa_owner (migrations,
    tenants, backups). `secret` signs cursors and what goes through the queue; it has to be the same in all
    processes.
    """

    database_url: str | None = None
    owner_url: str | None = None
    redis_url: str | None = None
    data_dir: Path
    secret: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings; an empty variable counts as not set. Raises Malformed for a wrong port."""
        given = {name: environ.get(variable) or None for name, variable in VARIABLES.items()}
        return cls(
            database_url=given["database_url"],
            owner_url=given["owner_url"],
            redis_url=given["redis_url"],
            data_dir=Path(given["data_dir"] or _default_data_dir(environ)),
            secret=given["secret"],
            host=given["host"] or "127.0.0.1",
            port=_port(given["port"] or "8000"),
        )

    def required(self, name: str) -> str:
        """Return a setting that a command needs; raises Malformed (`setting_missing`) naming the variable."""
        value = getattr(self, name)
        if value is None:
            variable = VARIABLES[name]
            raise Malformed("setting_missing", f"请先设置环境变量 {variable}。", variable=variable)
        return str(value)


def _default_data_dir(environ: Mapping[str, str]) -> Path:
    """Where the embedded servers keep their data: never in root's home, which their user cannot enter."""
    if os.geteuid() == 0:
        return Path("/var/lib/banfa")
    base = environ.get("XDG_DATA_HOME")
    return Path(base) / "banfa" if base else Path.home() / ".local" / "share" / "banfa"


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= LAST_PORT:
        return int(text)
    raise Malformed("setting_malformed", f"环境变量 BANFA_PORT 应为 1 至 65535 的整数，现为 {text!r}。")
