"""The providers of this installation's bureaus, as the application knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from flask import current_app

from banfa.errors import Missing
from banfa.web.sso.client import Client
from banfa.web.sso.sign_ons import read_sign_ons

if TYPE_CHECKING:
    from flask import Flask

    from banfa.settings import Settings
    from banfa.trust.sessions import Login
    from banfa.web.sso.sign_ons import SignOn

_KEY: Final = "banfa.sign_ons"


def init_app(app: Flask, settings: Settings) -> None:
    """Read the operator's file. Raises Malformed as `read_sign_ons`."""
    sign_ons = read_sign_ons(settings.sso_file)
    app.extensions[_KEY] = {bureau: Client(sign_on) for bureau, sign_on in sign_ons.items()}


def list_sign_ons() -> list[SignOn]:
    """List them, in the order of the file."""
    return [client.sign_on for client in _get_clients().values()]


def find_client(bureau: str) -> Client:
    """Give the client of a bureau's provider. Raises Missing."""
    client = _get_clients().get(bureau)
    if client is None:
        raise Missing("sso_missing", "这里没有设置统一身份认证，请用账号和密码登录。")
    return client


def find_sign_on(bureau: str) -> SignOn | None:
    """Find the provider of a bureau, None where it has none."""
    client = _get_clients().get(bureau)
    return None if client is None else client.sign_on


def lets_in(bureau: str, *, login: str, issuer: str | None) -> bool:
    """Whether a bureau takes who was recognised by a provider, or by the password of the account `login`."""
    sign_on = find_sign_on(bureau)
    if issuer is not None:
        return sign_on is not None and sign_on.issuer == issuer
    return sign_on is None or sign_on.takes_password_of(login)


def is_let_in(login: Login) -> bool:
    """Whether the bureau of a session still takes who was recognised as he was."""
    return lets_in(login.actor.tenant, login=login.login, issuer=login.issuer)


def count_seats(login: Login) -> int:
    """Count the bureaus and roles among which a session can be switched."""
    return sum(lets_in(bureau, login=login.login, issuer=login.issuer) for bureau in login.seats)


def _get_clients() -> dict[str, Client]:
    return cast("dict[str, Client]", current_app.extensions[_KEY])
