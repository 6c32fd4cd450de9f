"""What an operator sets, read once from the environment."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from dataclasses import dataclass
from math import log2
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
    "checkpoint_dir": "BANFA_CHECKPOINTS",
    "secret": "BANFA_SECRET",
    "host": "BANFA_HOST",
    "port": "BANFA_PORT",
    "metrics_token": "BANFA_METRICS_TOKEN",
    "metrics_by_tenant": "BANFA_METRICS_BY_TENANT",
    "limit_credential": "BANFA_LIMIT_CREDENTIAL",
    "limit_address": "BANFA_LIMIT_ADDRESS",
    "proxies": "BANFA_PROXIES",
    "offer": "BANFA_OFFER",
    "sso_file": "BANFA_SSO",
    "files_dir": "BANFA_FILES",
    "file_megabytes": "BANFA_FILE_MB",
    "scanner": "BANFA_SCANNER",
    "public_pages": "BANFA_PUBLIC_PAGES",
}
SHARED_METRICS: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus-client is told, as it is imported, where processes count together."""
LAST_PORT: Final = 65535
SECRET_LENGTH, SECRET_BITS = 32, 80
"""What a secret has at least: characters, and bits as its own characters tell (a random one has more)."""
NUMBERS: Final = {"limit_credential": 3000, "limit_address": 300, "proxies": 0}
"""Settings that are numbers, and what they are where nothing is set."""
FILE_MEGABYTES, MAX_FILE_MEGABYTES = 20, 30
"""How large a file may be where nothing is set, and at most.

A body is held whole, and of all that a process holds one credential has an eighth (`banfa.front.limits`).
"""
MAX_NUMBER: Final = 1_000_000
OFFERS: Final = ("both", "console", "api")
"""What a server may offer: pages for people, the API for programs, or both."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """All settings; `required` fetches those that a command cannot do without.

    `database_url` connects as banfa_app (bound by row security), `owner_url` as banfa_owner (migrations,
    tenants, backups). `checkpoint_dir` takes each night's signed checkpoints, by default within `data_dir`;
    better where the database's masters do not write. `secret` signs cursors and what goes through the queue;
    it has to be the same in all processes. `metrics_token` opens /metrics, which is not there without one;
    `metrics_by_tenant` names bureaus there. `limit_credential` and `limit_address` are the points
    (`banfa.web.limits`) that one credential, and one address without a credential that is taken, has in a
    minute; 0: any number. `proxies` is how many proxies of the operator's stand in front, each of which
    appends to X-Forwarded-For. `offer` is one of `OFFERS`: pages and API can stand on different networks.
    `sso_file` says by which provider each bureau has single sign-on (`banfa.web.sso.sign_ons`).
    `files_dir` keeps the content of files (案卷材料), by default within `data_dir`; `file_megabytes` is how
    large one may be, `scanner` the command, and its arguments, that looks for viruses in each.
    `public_pages` lets bureaus that have opened one show strangers a notice board (`banfa.web.public`).
    """

    database_url: str | None = None
    owner_url: str | None = None
    redis_url: str | None = None
    data_dir: Path
    checkpoint_dir: Path | None = None
    secret: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    metrics_token: str | None = None
    metrics_by_tenant: bool = False
    limit_credential: int = 0
    limit_address: int = 0
    proxies: int = 0
    offer: str = "both"
    sso_file: Path | None = None
    files_dir: Path | None = None
    file_megabytes: int = FILE_MEGABYTES
    scanner: tuple[str, ...] = ()
    public_pages: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings; an empty variable counts as not set. Raises Malformed for a wrong port."""
        given = {name: environ.get(variable) or None for name, variable in VARIABLES.items()}
        return cls(
            database_url=given["database_url"],
            owner_url=given["owner_url"],
            redis_url=given["redis_url"],
            data_dir=Path(given["data_dir"] or _default_data_dir(environ)),
            checkpoint_dir=Path(given["checkpoint_dir"]) if given["checkpoint_dir"] else None,
            secret=given["secret"],
            host=given["host"] or "127.0.0.1",
            port=_port(given["port"] or "8000"),
            metrics_token=given["metrics_token"],
            metrics_by_tenant=given["metrics_by_tenant"] == "1",
            offer=_offer(given["offer"] or "both"),
            sso_file=Path(given["sso_file"]) if given["sso_file"] else None,
            files_dir=Path(given["files_dir"]) if given["files_dir"] else None,
            file_megabytes=_megabytes(given["file_megabytes"] or str(FILE_MEGABYTES)),
            scanner=_command(given["scanner"] or ""),
            public_pages=given["public_pages"] == "1",
            **{name: _number(VARIABLES[name], given[name] or str(usual)) for name, usual in NUMBERS.items()},
        )

    @property
    def audit_key(self) -> Path:
        """The file with the key that signs checkpoints."""
        return self.data_dir / "audit-key.pem"

    @property
    def checkpoints(self) -> Path:
        """The folder with each night's checkpoints."""
        return self.checkpoint_dir or self.data_dir / "checkpoints"

    @property
    def files(self) -> Path:
        """The folder with the content of files."""
        return self.files_dir or self.data_dir / "files"

    def required_secret(self) -> bytes:
        """Return the secret. Raises Malformed (`setting_missing`, `secret_weak`)."""
        return _check_secret("secret", self.required("secret"))

    def optional_metrics_token(self) -> bytes | None:
        """Return what opens /metrics, None where nothing does. Raises Malformed (`secret_weak`)."""
        return None if self.metrics_token is None else _check_secret("metrics_token", self.metrics_token)

    def check_no_owner(self) -> None:
        """Raise Malformed (`owner_url_given`) where a service has been given the owner's address as well.

        Whoever bypasses row security is for migrations: no process that answers strangers or runs plugins
        may know the way.
        """
        if self.owner_url is not None:
            variable = VARIABLES["owner_url"]
            raise Malformed(
                "owner_url_given",
                f"服务不得持有数据库所有者的地址：请从服务的环境（如 /etc/banfa.env）中删去 {variable}，"
                "只在升级数据库和新建租户时给出（/etc/banfa-owner.env）。",
                variable=variable,
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


def _check_secret(name: str, secret: str) -> bytes:
    """Give a secret's bytes. Raises Malformed (`secret_weak`) for one that can be guessed."""
    counts = Counter(secret)
    bits = sum(count * log2(len(secret) / count) for count in counts.values())
    repeats = secret in (secret * 2)[1:-1]
    if len(secret) >= SECRET_LENGTH and bits >= SECRET_BITS and not repeats:
        return secret.encode()
    variable = VARIABLES[name]
    raise Malformed(
        "secret_weak",
        f"{variable} 太短或太有规律，容易被猜出。请用 openssl rand -hex 32 生成一个，各进程相同。",
        variable=variable,
    )


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= LAST_PORT:
        return int(text)
    raise Malformed("setting_malformed", f"环境变量 BANFA_PORT 应为 1 至 65535 的整数，现为 {text!r}。")


def _megabytes(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:8]) <= MAX_FILE_MEGABYTES:
        return int(text)
    raise Malformed(
        "setting_malformed",
        f"环境变量 BANFA_FILE_MB 应为 1 至 {MAX_FILE_MEGABYTES} 的整数，现为 {text!r}。",
        variable="BANFA_FILE_MB",
    )


def _command(text: str) -> tuple[str, ...]:
    """A command and its arguments, as a shell divides them; none is run by a shell."""
    try:
        return tuple(shlex.split(text))
    except ValueError:
        raise Malformed(
            "setting_malformed",
            "环境变量 BANFA_SCANNER 应为命令及其参数，引号须成对。",
            variable="BANFA_SCANNER",
        ) from None


def _offer(text: str) -> str:
    if text in OFFERS:
        return text
    raise Malformed(
        "setting_malformed", f"环境变量 BANFA_OFFER 应为 {'、'.join(OFFERS)} 之一，现为 {text!r}。"
    )


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
