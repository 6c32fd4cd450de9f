"""One bureau reads while another, or a stranger, makes noise: what the reader waits for its answers.

The server is one process of `banfa serve` with its queue, under the limits of its defaults. The noise comes
from a process of its own, which heeds no 429. `REQUESTS` a side; each side has a token of its own, since
they all are limited too.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from threading import Thread
from typing import TYPE_CHECKING

from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.embedded.postgres import start_postgres
from banfa.embedded.queue import start_queue
from banfa.trust.persons import add_person
from banfa.trust.sources import register_source
from banfa.trust.tenants import find_tenant, operator
from banfa.trust.tokens import issue_token
from banfa.trust.unit import unit_of_work
from tests.bench.listing import prepared
from tests.bench.wire import Wire, connected, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

READER, NEIGHBOUR = "xiamen", "huangshi"
PATH = f"/api/v1/{READER}/acceptances?limit=50"
REQUESTS, WARM = 2000, 100
P95_MS, MAX_MS = 50.0, 300.0
FRONT = ("asginl", "banfa.front.app:front_from_environment")

FRESH = f"/api/v1/{NEIGHBOUR}/watch?fresh=true"
BULK = f"/api/v1/{NEIGHBOUR}/enterprises/bulk"
NONSENSE = b'{"rows": [' + b"1.5," * 4_000_000 + b"1]}"
WIDE = b'{"rows": [' + b"1.5," * 200_000 + b"1]}"

LOADS: dict[str, tuple[int, str, str, str]] = {
    "16 loops on /watch?fresh": (16, "officer", "GET", FRESH),
    "16 strangers on openapi.json": (16, "", "GET", "/api/v1/openapi.json"),
    "16 strangers with tokens of no use": (16, "nonsense", "GET", FRESH),
    "4 loops of 16 MB of nonsense": (4, "platform", "POST", BULK),
    "2 loops of bulks of 2,000 rows": (2, "platform", "POST", BULK),
}


def make_body(load: str, number: int) -> bytes | None:
    """What a loop sends the `number`-th time."""
    if "nonsense" in load:
        return NONSENSE if number % 2 else WIDE
    if "bulks" not in load:
        return None
    rows = [
        {
            "external_id": f"{number}-{n}",
            "name": f"企业{number}-{n}",
            "industry": "special_steel",
            "size": "small",
        }
        for n in range(2000)
    ]
    return json.dumps({"rows": rows}).encode()


def make_noise(load: str, port: int, tokens: dict[str, str]) -> None:
    """Send without end; what this prints at its end is never seen: it is killed."""
    loops, role, method, path = LOADS[load]

    def loop(first: int) -> None:
        number = first
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        headers |= {"Authorization": f"Bearer {tokens.get(role, role)}"} if role else {}
        while True:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                while True:
                    connection.request(method, path, make_body(load, number), headers)
                    connection.getresponse().read()
                    number += loops
            except (OSError, HTTPException):
                time.sleep(0.01)

    for first in range(loops):
        Thread(target=loop, args=(first,), daemon=True).start()
    time.sleep(3600)


@contextmanager
def noise(load: str, port: int, tokens: dict[str, str]) -> Iterator[None]:
    """Let somebody make noise while the block runs."""
    words = [load, str(port), json.dumps(tokens)]
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.noisy", *words])
    try:
        time.sleep(2)
        yield
    finally:
        process.kill()
        process.wait()


def measure(wire: Wire) -> list[float]:
    """How many milliseconds each request waits, in order of length."""
    waits = []
    for _ in range(REQUESTS):
        began = time.perf_counter()
        wire.ask()
        waits.append((time.perf_counter() - began) * 1000)
    return sorted(waits)


def issue(app_url: str, slug: str, role: str, source: str | None = None) -> str:
    """A token of a bureau."""
    engine, now = make_engine(app_url), datetime.now(UTC)
    with unit_of_work(engine, operator(find_tenant(engine, slug)), now=now) as unit:
        if source is not None:
            register_source(unit, key=source, name=source, kind="platform")
            issued = issue_token(
                unit, name="甲", role=role, source=source, expires_at=now + timedelta(days=1)
            )
        else:
            person = add_person(unit, name="乙", roles=[role])
            until = now + timedelta(days=1)
            issued = issue_token(unit, name="乙", role=role, person_id=person.id, expires_at=until)
    engine.dispose()
    return issued.secret


def run() -> Iterator[str]:
    with start_postgres(durable=False) as server, start_queue() as queue:
        migrations.upgrade(server.owner_url)
        for city in (READER, NEIGHBOUR):
            prepared(server.owner_url, server.app_url, city=city)
        tokens = {
            "officer": issue(server.app_url, NEIGHBOUR, "officer"),
            "platform": issue(server.app_url, NEIGHBOUR, "platform", source="bench"),
        }
        readers = {load: issue(server.app_url, READER, "officer") for load in ("quiet", *LOADS)}
        os.environ |= {
            "DATABASE_URL": server.app_url,
            "REDIS_URL": queue.redis_url,
            "BANFA_SECRET": secrets.token_hex(),
        }
        with serving(*FRONT, readers["quiet"], PATH) as (quiet,):
            port = quiet.connection.getpeername()[1]
            quiet.seconds(WARM)
            usual = measure(quiet)
            limit = max(2 * find_p95(usual), P95_MS)
            yield describe("quiet", usual)
            for load in LOADS:
                request = quiet.request.replace(readers["quiet"].encode(), readers[load].encode())
                with noise(load, port, tokens):
                    waits = measure(Wire(connected(port), request))
                yield f"{describe(load, waits)}; goal p95 ≤ {limit:.0f}, max ≤ {MAX_MS:.0f}"


def find_p95(waits: list[float]) -> float:
    return waits[len(waits) * 95 // 100]


def describe(load: str, waits: list[float]) -> str:
    p50, p95, longest = waits[len(waits) // 2], find_p95(waits), waits[-1]
    return f"{load}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, max {longest:.0f} ms of {len(waits):,} requests"


if __name__ == "__main__":
    make_noise(sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3]))
