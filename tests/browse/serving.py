"""An application served to a browser as over a slow line: a page comes in pieces.

Who reads a page before it is whole reads it so at every run, and not once in a hundred on a busy machine.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from time import sleep
from typing import TYPE_CHECKING

from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PAUSE = 0.03
"""Seconds before each half of a page."""


@contextmanager
def serve(app: WSGIApplication) -> Iterator[str]:
    """Serve the application on loopback, its pages in pieces; gives its address."""
    server = make_server("127.0.0.1", 0, _slow_down(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _slow_down(app: WSGIApplication) -> WSGIApplication:
    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = app(environ, start_response)
        if "text/html" not in environ.get("HTTP_ACCEPT", ""):
            return body
        return ClosingIterator(_halve(body), getattr(body, "close", None))

    return answer


def _halve(body: Iterable[bytes]) -> Iterator[bytes]:
    whole = b"".join(body)
    yield b""  # the headers alone: the old page goes, nothing stands in its place
    for half in (whole[: len(whole) // 2], whole[len(whole) // 2 :]):
        sleep(PAUSE)
        yield half
