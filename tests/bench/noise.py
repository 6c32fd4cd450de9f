"""What a noisy neighbour or a stranger sends, from a process of its own that heeds no 429.

    python -m tests.bench.noise NAME PORT TOKENS

It goes on until it is terminated, and prints then how many answers of which status it was given.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import count
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NEIGHBOURS = {"huangshi": "special_steel", "changsha": "machinery"}
"""The bureaus that make noise, and an industry of each."""
ADDRESS = "127.0.0.3"
"""Whence the noise comes: not whence the reader does."""
BEFORE_S = 2.0
ROWS = 5000
NONSENSE = (b'{"rows": [' + b"1.5," * 200_000 + b"1]}", b'{"rows": [' + b"1.5," * 4_000_000 + b"1]}")


def send_nothing(_number: int, _bureau: str) -> None:
    """No body."""


def make_nonsense(number: int, _bureau: str) -> bytes:
    """As many floats as may be counted, or sixteen megabytes of them."""
    return NONSENSE[number % 2]


def make_bulk(number: int, bureau: str) -> bytes:
    """New enterprises, as many as one request may have."""
    same = {"industry": NEIGHBOURS[bureau], "size": "small"}
    rows = [{"external_id": f"{number}-{n}", "name": f"企业{number}-{n}", **same} for n in range(ROWS)]
    return json.dumps({"rows": rows}).encode()


@dataclass(frozen=True)
class Load:
    """So many connections at a time on which this is asked for again and again.

    `tokens` are the keys of the tokens by which it is asked, in turn by connection; `{bureau}` in a path is
    the bureau of the token.
    """

    name: str
    loops: int
    tokens: tuple[str, ...]
    method: str
    path: str
    make_body: Callable[[int, str], bytes | None] = send_nothing


FRESH = "/api/v1/{bureau}/watch?fresh=true"
BULK = "/api/v1/{bureau}/enterprises/bulk"
ONE, OTHER = NEIGHBOURS
FIRST, SECOND = f"{ONE}:platform", f"{OTHER}:platform"
LOADS = (
    Load("16 loops on /watch?fresh", 16, (f"{ONE}:officer",), "GET", FRESH),
    Load("16 strangers on openapi.json", 16, (), "GET", "/api/v1/openapi.json"),
    Load("16 strangers with tokens of no use", 16, (f"{ONE}:nonsense",), "GET", FRESH),
    Load("4 loops of 16 MB of nonsense", 4, (FIRST,), "POST", BULK, make_nonsense),
    Load(f"2 loops of bulks of {ROWS:,} rows of one bureau", 2, (FIRST,), "POST", BULK, make_bulk),
    Load(f"2 loops of bulks of {ROWS:,} rows of two bureaus", 2, (FIRST, SECOND), "POST", BULK, make_bulk),
)


def make_noise(load: Load, port: int, secrets: dict[str, str]) -> None:
    """Send until terminated."""
    statuses: Counter[str] = Counter()

    def loop(first: int) -> None:
        key = load.tokens[first % len(load.tokens)] if load.tokens else ""
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        headers |= {"Authorization": f"Bearer {secrets.get(key, key)}"} if key else {}
        bureau = key.partition(":")[0]
        path = load.path.format(bureau=bureau)
        for number in count(first, load.loops):
            body = load.make_body(number, bureau)
            connection = HTTPConnection("127.0.0.1", port, timeout=60, source_address=(ADDRESS, 0))
            try:
                connection.request(load.method, path, body, headers)
                answer = connection.getresponse()
                answer.read()
                statuses[str(answer.status)] += 1
            except (OSError, HTTPException) as error:
                statuses[type(error).__name__] += 1
                time.sleep(0.01)
            finally:
                connection.close()

    def end(*_: object) -> None:
        os.write(1, json.dumps(dict(statuses)).encode())
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    for first in range(load.loops):
        Thread(target=loop, args=(first,), daemon=True).start()
    while True:
        signal.pause()


@contextmanager
def noise(load: Load, port: int, secrets: dict[str, str]) -> Iterator[dict[str, int]]:
    """Let somebody make noise while the block runs; afterwards the statuses of the answers are there."""
    words = [load.name, str(port), json.dumps(secrets)]
    command = [sys.executable, "-m", "tests.bench.noise", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    statuses: dict[str, int] = {}
    try:
        time.sleep(BEFORE_S)
        yield statuses
    finally:
        process.terminate()
        statuses |= json.loads(process.communicate()[0])


if __name__ == "__main__":
    (chosen,) = (load for load in LOADS if load.name == sys.argv[1])
    make_noise(chosen, int(sys.argv[2]), json.loads(sys.argv[3]))
