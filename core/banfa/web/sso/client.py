"""The two steps of a login at a provider: sending somebody there, and taking who comes back.

Authorization code with PKCE (RFC 7636, S256). Nonce and code verifier are made of `state` under our secret:
nothing but `state` has to be kept meanwhile, and that in the browser alone.
"""

from __future__ import annotations

import hmac
import time
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from authlib.common.urls import add_params_to_uri
from authlib.integrations.base_client import OAuthError

from banfa.errors import Malformed
from banfa.trust.identities import Identity
from banfa.web.sso.discovery import fetch_keys, fetch_metadata, make_malformed_problem
from banfa.web.sso.id_tokens import UnknownKey, check_id_token
from banfa.web.sso.lines import Line, make_session

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

    from banfa.web.sso.discovery import Metadata
    from banfa.web.sso.sign_ons import SignOn

Known = tuple["Metadata", "KeySet"]

FRESH_S: Final = 600.0
"""Seconds for which what a provider says of itself is not asked for again."""


class Ticket(NamedTuple):
    """What belongs to one login: what the answer has to bring back, and what only we can add."""

    state: str
    nonce: str
    verifier: str


def make_ticket(secret: bytes, state: str) -> Ticket:
    """Make the ticket of a `state` that nobody can guess."""

    def derive(purpose: str) -> str:
        digest = hmac.digest(secret, f"sso/{purpose}/{state}".encode(), "sha256")
        return urlsafe_b64encode(digest).decode().rstrip("=")

    return Ticket(state, derive("nonce"), derive("verifier"))


class Client:
    """What a process knows of one bureau's provider."""

    def __init__(self, sign_on: SignOn) -> None:
        self.sign_on = sign_on
        self._line = Line()
        self._known: Known | None = None
        self._known_at = 0.0

    def begin_login(self, ticket: Ticket) -> str:
        """Give the address where somebody says to the provider who he is. Raises Unavailable."""
        metadata = self._find_metadata()
        with make_session(self.sign_on) as session:
            address, _ = session.create_authorization_url(
                metadata.authorization_endpoint,
                state=ticket.state,
                nonce=ticket.nonce,
                code_verifier=ticket.verifier,
            )
        return str(address)

    def finish_login(self, ticket: Ticket, *, code: str, issuer: str | None) -> Identity:
        """Give who somebody is, for the code that he brings back; `issuer` is what the answer names.

        Raises Unavailable; Malformed: `sso_declined` where the provider does not take the code,
        `sso_answer_foreign`, `sso_token_…`.
        """
        return self._line.ask(lambda: self._exchange(ticket, code, issuer))

    def find_end_address(self) -> str | None:
        """Give the address where one logs out of the provider, None without one. Raises Unavailable."""
        metadata = self._find_metadata()
        if metadata.end_session_endpoint is None:
            return None
        back = {
            "client_id": self.sign_on.client_id,
            "post_logout_redirect_uri": f"{self.sign_on.address}/login",
        }
        return str(add_params_to_uri(metadata.end_session_endpoint, back.items()))

    def _exchange(self, ticket: Ticket, code: str, issuer: str | None) -> Identity:
        metadata, keys = self._find_fresh() or self._ask_anew()
        if issuer != metadata.issuer and (issuer is not None or metadata.names_itself):
            raise Malformed("sso_answer_foreign", "登录的应答不是由所设的认证方给出，没有登录；请重新登录。")
        tokens = self._fetch_tokens(metadata, ticket, code)
        values: dict[str, Any] = {"sign_on": self.sign_on, "nonce": ticket.nonce}
        values["access_token"] = tokens.get("access_token")
        try:
            subject = check_id_token(tokens.get("id_token"), keys, **values)
        except UnknownKey:  # the provider may have a new one by now
            _, keys = self._ask_anew()
            subject = check_id_token(tokens.get("id_token"), keys, **values)
        return Identity(metadata.issuer, subject)

    def _fetch_tokens(self, metadata: Metadata, ticket: Ticket, code: str) -> dict[str, Any]:
        method = metadata.token_method
        with make_session(self.sign_on, token_endpoint_auth_method=method) as session:
            try:
                return dict(
                    session.fetch_token(
                        metadata.token_endpoint,
                        grant_type="authorization_code",
                        code=code,
                        code_verifier=ticket.verifier,
                    )
                )
            except OAuthError as error:
                message = "统一身份认证没有完成这次登录，请重新登录；仍不行请告知运维人员。"
                raise Malformed("sso_declined", message) from error
            except (ValueError, RecursionError) as error:
                raise make_malformed_problem() from error

    def _find_metadata(self) -> Metadata:
        """Give what the provider has said of itself of late, or ask for it, in a place of one's own."""
        metadata, _ = self._find_fresh() or self._line.ask(self._ask_anew)
        return metadata

    def _find_fresh(self) -> Known | None:
        known = self._known
        return None if known is None or time.monotonic() - self._known_at > FRESH_S else known

    def _ask_anew(self) -> Known:
        with make_session(self.sign_on) as session:
            metadata = fetch_metadata(session, self.sign_on.issuer)
            self._known = metadata, fetch_keys(session, metadata)
        self._known_at = time.monotonic()
        return self._known
