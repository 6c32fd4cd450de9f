"""The operator's file of providers (`BANFA_SSO`): for each bureau at most one, by its identifier.

    [xiamen]
    issuer = "https://id.example.gov.cn"
    client_id = "banfa"
    client_secret = "…"
    address = "https://banfa.example.gov.cn"        # of our pages, as browsers see it
    label = "厦门市统一身份认证"                       # optional, on the login page
    ca_file = "/etc/ssl/certs/bureau-ca.pem"        # optional, for a certificate of the bureau's own
    passwords = "off"                               # optional: nobody of the bureau logs in by a password
    emergency_login = "yingji01"                    # optional: but by this account, for the worst day

The secret stands in a file and not in the database: a dump, a replica or whoever reads a row has not got it.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from banfa.errors import Malformed
from banfa.trust.accounts import normalise_login

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LABEL: Final = "统一身份认证"
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
REQUIRED: Final = frozenset({"issuer", "client_id", "client_secret", "address"})
OPTIONAL: Final = frozenset({"label", "ca_file", "passwords", "emergency_login"})
ON, OFF = "on", "off"
_OTHERS: Final = 0o007
"""What everybody else on the machine may do with the file: nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SignOn:
    """One bureau's single sign-on; with `passwords` off nobody logs in there otherwise.

    Nobody but the holder of `emergency_login`: a provider that is away, or set wrongly, would else shut a
    bureau out of its own work until the operator has changed the file. He is named by the operator and not by
    a role, so that no administrator can make himself one.
    """

    bureau: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    address: str
    label: str = LABEL
    ca_file: str | None = None
    passwords: str = ON
    emergency_login: str | None = None

    @property
    def redirect_uri(self) -> str:
        """Where people are sent back to: one address a bureau, so that no provider answers for another."""
        return f"{self.address}/sso/{self.bureau}/callback"

    def takes_password_of(self, login: str) -> bool:
        """Whether who is recognised by the password of an account may work in the bureau."""
        return self.passwords == ON or login == self.emergency_login


def is_secure_address(address: str) -> bool:
    """Whether an address is https, or http on this machine; never one with a name and password in it."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or "@" in parts.netloc:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)


def read_sign_ons(path: Path | None) -> dict[str, SignOn]:
    """Read the file; without one there is no single sign-on.

    Raises Malformed: `sso_file_unreadable`, `sso_file_open` where others on the machine can read the secret,
    `sso_file_malformed`.
    """
    if path is None:
        return {}
    try:
        if path.stat().st_mode & _OTHERS:
            message = f"{path} 中有密钥，其他用户不得读取：请 chmod o= {path}。"
            raise Malformed("sso_file_open", message)
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        message = f"读不到 {path}（{error.strerror}），请核对 BANFA_SSO。"
        raise Malformed("sso_file_unreadable", message) from error
    except ValueError as error:
        raise Malformed("sso_file_malformed", f"{path} 不是TOML文件，请核对格式。") from error
    return {bureau: _read_sign_on(path, bureau, table) for bureau, table in tables.items()}


def _read_sign_on(path: Path, bureau: str, table: Any) -> SignOn:
    problem = _find_problem(table)
    if problem:
        raise Malformed("sso_file_malformed", f"{path} 的 [{bureau}]：{problem}。")
    if "emergency_login" in table:
        table = {**table, "emergency_login": normalise_login(table["emergency_login"])}
    return SignOn(bureau=bureau, **table)


def _find_problem(table: Any) -> str:
    if not isinstance(table, dict) or not all(isinstance(v, str) and v for v in table.values()):
        return "各项都应为不空的文本"
    if not REQUIRED <= set(table) <= REQUIRED | OPTIONAL:
        return f"须有 {'、'.join(sorted(REQUIRED))}，可有 {'、'.join(sorted(OPTIONAL))}，不得有其他项"
    if "ca_file" in table and not os.access(table["ca_file"], os.R_OK):
        return f"读不到 ca_file {table['ca_file']}"
    if table.get("passwords", ON) not in {ON, OFF}:
        return "passwords 应为 on 或 off"
    if "emergency_login" in table and table.get("passwords") != OFF:
        return "emergency_login 只在 passwords 为 off 时才有用，请一并设置或删去"
    return _find_wrong_address(table)


def _find_wrong_address(table: Mapping[str, str]) -> str:
    for name in ("issuer", "address"):
        if not is_secure_address(table[name]) or set(table[name]) & set("?#"):
            return f"{name} 应为 https 开头的地址（本机可用 http），不带 ? 和 #"
    if table["address"].endswith("/"):
        return "address 末尾不要 /"
    return ""
