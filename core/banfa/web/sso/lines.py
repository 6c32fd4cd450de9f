"""Asking a bureau's provider: for how long, and that nobody else waits for it.

A request's thread waits `TOTAL_S` at most, however slowly an answer comes: the asking is done by a thread of
our own, which has the same end, however many requests it makes (`banfa.web.sso.bounds`). One request of a
bureau asks at a time, and where the provider gave no answer nobody asks again for a while. No redirect is
followed, no proxy and no password is taken from the environment.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, Final, TypeVar

import requests
from authlib.integrations.requests_client import OAuth2Session

from banfa.errors import Unavailable
from banfa.web.sso.bounds import BoundedAdapter, ask_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.web.sso.sign_ons import SignOn

T = TypeVar("T")

TOTAL_S: Final = 8.0
"""Seconds for all that one request of ours asks."""
PLACE_S: Final = 0.5
"""Seconds to wait while another request of the same bureau asks."""
AWAY_S: Final = 15.0
"""Seconds for which nobody asks again, where there was no answer."""

_threads: Final = ThreadPoolExecutor(8, thread_name_prefix="sso")


def make_session(sign_on: SignOn, **options: Any) -> OAuth2Session:
    """Make a client of the provider."""
    session = OAuth2Session(
        sign_on.client_id,
        sign_on.client_secret,
        scope="openid",
        redirect_uri=sign_on.redirect_uri,
        code_challenge_method="S256",
        **options,
    )
    session.trust_env = False
    session.max_redirects = 0
    session.verify = sign_on.ca_file or True
    for scheme in ("https://", "http://"):
        session.mount(scheme, BoundedAdapter())
    return session


class Line:
    """The way to one provider: one asks at a time, and nobody for a while after it gave no answer."""

    def __init__(self) -> None:
        self._place = BoundedSemaphore(1)
        self._away_until = 0.0

    def ask(self, function: Callable[[], T]) -> T:
        """Call what asks the provider. Raises Unavailable (`sso_busy`, `sso_away`), and what it raises."""
        if time.monotonic() < self._away_until:
            raise _make_away_problem()
        if not self._place.acquire(timeout=PLACE_S):
            raise Unavailable("sso_busy", "现在登录的人多，请稍等再试，或用账号和密码登录。")
        asking = _threads.submit(ask_until, time.monotonic() + TOTAL_S, function)
        asking.add_done_callback(lambda _: self._place.release())
        try:
            return asking.result(TOTAL_S)
        except (TimeoutError, requests.ConnectionError, requests.Timeout) as error:
            asking.cancel()  # where no thread had come to it
            self._away_until = time.monotonic() + AWAY_S
            raise _make_away_problem() from error
        except requests.RequestException as error:
            raise _make_away_problem() from error


def _make_away_problem() -> Unavailable:
    message = "统一身份认证暂时没有应答，没有登录；请稍后再试，或用账号和密码登录。"
    return Unavailable("sso_away", message)
