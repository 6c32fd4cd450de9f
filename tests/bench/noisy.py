"""One bureau reads while another, or a stranger, makes noise: what the reader waits for its answers.

The server is one process of `banfa serve` with its queue, under the limits of its defaults. `REQUESTS` a
side, one after the other without a pause: more than a credential has in a minute, so the reader's come from
several tokens, and each side has its own.

    python -m tests.bench.noisy bulk        those loads alone whose names have the word
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
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
from tests.bench.noise import LOADS, NEIGHBOURS, noise
from tests.bench.wire import Wire, connected, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = "xiamen"
ADDRESS = "127.0.0.2"
PATH = f"/api/v1/{READER}/acceptances?limit=50"
REQUESTS, OF_A_TOKEN, WARM = 2000, 1000, 100
P95_MS, MAX_MS = 50.0, 300.0
CALM_S = 60.0
"""Until what the load before has asked for is done or given up."""
FRONT = ("asginl", "banfa.front.app:front_from_environment")


class Reader:
    """A bureau's officer, whose tokens have each enough for their part."""

    def __init__(self, app_url: str, port: int) -> None:
        self.app_url, self.port = app_url, port

    def make_wires(self) -> Iterator[Wire]:
        """A connection, since one that is idle is not kept for long, and a new token every time."""
        connection = connected(self.port, ADDRESS)
        while True:
            token = issue(self.app_url, READER, "officer")
            head = f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"
            yield Wire(connection, head.encode())

    def measure(self) -> list[float]:
        """How many milliseconds each request waits, in order of length."""
        waits = []
        for wire in list(islice(self.make_wires(), REQUESTS // OF_A_TOKEN)):
            for _ in range(OF_A_TOKEN):
                began = time.perf_counter()
                wire.ask()
                waits.append((time.perf_counter() - began) * 1000)
        return sorted(waits)


def issue(app_url: str, slug: str, role: str) -> str:
    """A token of a bureau."""
    engine, now = make_engine(app_url), datetime.now(UTC)
    until = now + timedelta(days=1)
    with unit_of_work(engine, operator(find_tenant(engine, slug)), now=now) as unit:
        if role == "platform":
            register_source(unit, key="bench", name="bench", kind="platform")
            issued = issue_token(unit, name="甲", role=role, source="bench", expires_at=until)
        else:
            person = add_person(unit, name="乙", roles=[role])
            issued = issue_token(unit, name="乙", role=role, person_id=person.id, expires_at=until)
    engine.dispose()
    return issued.secret


def run(word: str = "") -> Iterator[str]:
    with start_postgres(durable=False) as server, start_queue() as queue:
        migrations.upgrade(server.owner_url)
        for city in (READER, *NEIGHBOURS):
            prepared(server.owner_url, server.app_url, city=city)
        tokens = {
            f"{bureau}:{role}": issue(server.app_url, bureau, role)
            for bureau in NEIGHBOURS
            for role in ("officer", "platform")
        }
        os.environ |= {
            "DATABASE_URL": server.app_url,
            "REDIS_URL": queue.redis_url,
            "BANFA_SECRET": secrets.token_hex(),
        }
        with serving(*FRONT, issue(server.app_url, READER, "officer"), PATH) as (first,):
            first.seconds(WARM)
            port = first.connection.getpeername()[1]
            reader = Reader(server.app_url, port)
            usual = reader.measure()
            limit = max(2 * find_p95(usual), P95_MS)
            yield describe("quiet", usual)
            for load in (load for load in LOADS if word in load.name):
                time.sleep(CALM_S)
                with noise(load, port, tokens) as statuses:
                    waits = reader.measure()
                answers = ", ".join(f"{number:,} × {status}" for status, number in sorted(statuses.items()))
                goal = f"goal p95 ≤ {limit:.0f}, max ≤ {MAX_MS:.0f}"
                yield f"{describe(load.name, waits)}; {goal}; noise {answers}"


def find_p95(waits: list[float]) -> float:
    return waits[len(waits) * 95 // 100]


def describe(load: str, waits: list[float]) -> str:
    p50, p95, longest = waits[len(waits) // 2], find_p95(waits), waits[-1]
    return f"{load}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, max {longest:.0f} ms of {len(waits):,} requests"


if __name__ == "__main__":
    for line in run(*sys.argv[1:]):
        print(line, flush=True)  # noqa: T201 - printing is what it is for
