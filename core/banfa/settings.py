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
    "limit_credential": "BANFA_LIMIT_CREDENTIAL",
    "limit_address": "BANFA_LIMIT_ADDRESS",
    "proxies": "BANFA_PROXIES",
}
LAST_PORT: Final = 65535
NUMBERS: Final = {"limit_credential": 3000, "limit_address": 300, "proxies": 0}
"""Settings that are numbers, and what they are where nothing is set."""
MAX_NUMBER: Final = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """All settings; `required` fetches those that a command cannot do without.

    `database_url` connects as banfa_app (bound by row security), `owner_url` as banfa_owner (migrations,
    tenants, backups). `secret` signs cursors and what goes through the queue; it has to be the same in all
    processes. `limit_credential` and `limit_address` are the points (`banfa.web.limits`) that one credential,
    and one address without a credential that is taken, has in a minute; 0: any number. `proxies` is how many
    proxies of the operator's stand in front, each of which appends to X-Forwarded-For.
    """

    database_url: str | None = None
    owner_url: str | None = None
    redis_url: str | None = None
    data_dir: Path
    secret: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    limit_credential: int = 0
    limit_address: int = 0
    proxies: int = 0

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
            **{name: _number(VARIABLES[name], given[name] or str(usual)) for name, usual in NUMBERS.items()},
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


def _number(variable: str, text: str) -> int:
    if (
        text.isascii()
        and text.isdigit()
        and int(text[:8]) <= MAX_NUMBER
        and len(text) <= len(str(MAX_NUMBER))
    ):
        return int(text)
    detail = f"环境变量 {variable} 应为 0 至 {MAX_NUMBER} 的整数，现为 {text!r}。"
    raise Malformed("setting_malformed", detail, variable=variable)
