"""Files through the front: as large as the operator says, given back in pieces; beyond that not read."""

from __future__ import annotations

import asyncio
import json
from hashlib import sha256
from pathlib import Path

import pytest

from banfa.front.app import Front
from banfa.settings import Settings
from banfa.web.app import create_app
from tests.front.serving import issue
from tests.strong_secret import SECRET
from tests.web.conftest import cities  # noqa: F401 - a fixture

MEBIBYTE = 1 << 20
PIECE = 1 << 16
FORM = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
    b"Content-Type: text/plain\r\n\r\n%s\r\n--b--\r\n"
)


@pytest.fixture(scope="module")
def front(engine, cities, tmp_path_factory):  # noqa: F811 - the fixture above
    folder = tmp_path_factory.mktemp("files")
    settings = Settings(
        data_dir=Path("/nowhere"),
        files_dir=folder,
        secret=SECRET,
        file_megabytes=3,
        limit_address=0,
        limit_credential=0,
    )
    front = Front(create_app(settings, engine, cities))
    yield front
    front._threads.shutdown()


@pytest.fixture(scope="module")
def officer(engine, owner_engine):
    return issue(engine, owner_engine)


def ask(front, officer, method, path, *, pieces=(), length=None, query=b"", pause_s=0.0):
    """Ask the front; gives status, headers, the pieces of the answer, and how many pieces it has taken."""
    slug, token = officer
    headers = [(b"authorization", f"Bearer {token}".encode())]
    if method == "POST":
        headers.append((b"content-type", b"multipart/form-data; boundary=b"))
        headers.append(
            (b"transfer-encoding", b"chunked") if length is None else (b"content-length", b"%d" % length)
        )
    scope = {
        "type": "http",
        "method": method,
        "path": f"/api/v1/{slug}{path}",
        "query_string": query,
        "headers": headers,
        "http_version": "1.1",
        "client": ("10.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    messages, taken, source = [], 0, iter(pieces)

    async def receive():
        nonlocal taken
        await asyncio.sleep(pause_s)
        piece = next(source, None)
        taken += piece is not None
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    async def send(message):
        messages.append(message)

    asyncio.run(front(scope, receive, send))
    head, *bodies = messages
    return head["status"], dict(head["headers"]), [m["body"] for m in bodies], taken


def cut(content):
    return [content[at : at + PIECE] for at in range(0, len(content), PIECE)]


def test_a_large_file_goes_in_and_comes_out_in_pieces(front, officer):
    content = b"x" * (3 * MEBIBYTE)
    form = FORM % content
    status, _, told, _ = ask(
        front, officer, "POST", "/files", pieces=cut(form), length=len(form), query=b"kind=other"
    )
    stored = json.loads(b"".join(told))
    assert (status, stored["sha256"]) == (201, sha256(content).hexdigest())
    status, headers, pieces, _ = ask(front, officer, "GET", f"/files/{stored['id']}/content")
    assert (status, b"".join(pieces)) == (200, content)
    assert len(pieces) > 30
    assert headers[b"content-length"] == str(len(content)).encode()


def test_a_file_beyond_the_operators_limit_is_refused_with_that_limit(front, officer):
    form = FORM % (b"x" * (3 * MEBIBYTE + 1))
    status, _, told, _ = ask(
        front, officer, "POST", "/files", pieces=cut(form), length=len(form), query=b"kind=other"
    )
    problem = json.loads(b"".join(told))
    assert (status, problem["code"], "3 MB" in problem["detail"]) == (422, "file_too_large", True)


@pytest.mark.parametrize("says_its_length", [True, False])
def test_a_hundred_megabytes_are_refused_without_being_read_whole(front, officer, says_its_length):
    pieces = 100 * MEBIBYTE // PIECE
    length = pieces * PIECE if says_its_length else None
    status, _, told, taken = ask(
        front,
        officer,
        "POST",
        "/files",
        pieces=(bytes(PIECE) for _ in range(pieces)),
        length=length,
        query=b"kind=other",
        pause_s=0.01,
    )
    assert (status, json.loads(b"".join(told))["code"]) == (413, "body_too_large")
    assert taken < pieces / 2
