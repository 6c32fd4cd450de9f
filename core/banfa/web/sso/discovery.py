"""What a provider says of itself: its addresses and its keys (OpenID Connect Discovery 1.0)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from authlib.oidc.discovery import get_well_known_url
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, import_key

from banfa.errors import Unavailable
from banfa.web.sso.sign_ons import is_secure_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from authlib.integrations.requests_client import OAuth2Session
    from joserfc.jwk import Key

ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
BASIC, POST = "client_secret_basic", "client_secret_post"


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """What is used of a provider's document. `names_itself`: its answers say who answers (RFC 9207)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None
    token_method: str
    names_itself: bool


def fetch_metadata(session: OAuth2Session, issuer: str) -> Metadata:
    """Ask for the document. Raises Unavailable (`sso_malformed`), and what requests raises."""
    document = _fetch_object(session, get_well_known_url(issuer, external=True))
    if document.get("issuer") != issuer:
        raise make_malformed_problem()
    addresses: dict[str, Any] = {name: document.get(name) for name in ENDPOINTS}
    end = document.get("end_session_endpoint")
    given = [*addresses.values(), *([] if end is None else [end])]
    if not all(_is_as_secure(address, issuer) for address in given):
        raise make_malformed_problem()
    methods = document.get("token_endpoint_auth_methods_supported") or [BASIC]
    return Metadata(
        issuer=issuer,
        **addresses,
        end_session_endpoint=end,
        token_method=POST if POST in methods and BASIC not in methods else BASIC,
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )


def fetch_keys(session: OAuth2Session, metadata: Metadata) -> KeySet:
    """Ask for the keys by which tokens are signed. Raises as `fetch_metadata`."""
    listed = _fetch_object(session, metadata.jwks_uri).get("keys")
    keys = [key for key in map(_read_key, listed if isinstance(listed, list) else []) if key is not None]
    if not keys:
        raise make_malformed_problem()
    return KeySet(keys)


def _read_key(document: Any) -> Key | None:
    """Read one key; None of a kind or a curve that we do not know, which is passed over (RFC 7517, 5)."""
    try:
        return import_key(document)
    except (JoseError, ValueError, KeyError, TypeError, AttributeError):
        return None


def make_malformed_problem() -> Unavailable:
    """Say that the provider's answer cannot be used."""
    message = "统一身份认证的应答不合规范，没有登录；请用账号和密码登录，并告知运维人员。"
    return Unavailable("sso_malformed", message)


def _fetch_object(session: OAuth2Session, address: str) -> Mapping[str, Any]:
    response = session.get(address, withhold_token=True)
    response.raise_for_status()
    try:
        document = response.json()
    except (ValueError, RecursionError) as error:
        raise make_malformed_problem() from error
    if not isinstance(document, dict):
        raise make_malformed_problem()
    return document


def _is_as_secure(address: Any, issuer: str) -> bool:
    """Whether an address of the document is as well protected as the issuer that the operator has set."""
    if not isinstance(address, str) or not is_secure_address(address):
        return False
    return urlsplit(address).scheme == urlsplit(issuer).scheme
