"""A list of fifty over HTTP, beside flask-smorest and FastAPI with mapped classes: the same rows.

The rivals look the token up as well, and read as a role that row security does not bind: they do less. One
connection asks, one request after the other; the servers take turns, and the median turn counts.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from banfa.cities.loading.discovery import load_cities
from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.demo.loading import SOURCE, find_tellers, load_story
from banfa.demo.story import Span
from banfa.demo.telling import tell_story
from banfa.embedded.postgres import start_postgres
from banfa.procedures.decisions.cut_over import set_cut_over
from banfa.trust.persons import add_person
from banfa.trust.sources import register_source
from banfa.trust.tenants import act_as, create_tenant, operator
from banfa.trust.tokens import issue_token
from banfa.trust.unit import unit_of_work

from .line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

SPAN = Span(date(2025, 1, 1), date(2025, 3, 31), date(2023, 10, 1))
CITY = "xiamen"
PATH = f"/api/v1/{CITY}/acceptances?limit=50"
TURNS, REQUESTS, WARM = 60, 25, 200
PATIENCE = 60.0
SERVERS = {
    "banfa": ("wsgi", "banfa.web.app:app_from_environment"),
    "flask-smorest, ORM, marshmallow": ("wsgi", "tests.bench.listing_smorest:make_app"),
    "FastAPI, ORM, pydantic": ("asgi", "tests.bench.listing_fastapi:make_app"),
}
GOALS = {"flask-smorest, ORM, marshmallow": "≥ 2", "FastAPI, ORM, pydantic": "≥ 1.5"}


@dataclass
class Wire:
    """One connection that is kept open, and the request that is sent over it again and again."""

    connection: socket.socket
    request: bytes

    def ask(self) -> bytes:
        """Send the request and read its answer's body."""
        self.connection.sendall(self.request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += self.connection.recv(1 << 18)
        head, _, body = data.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(data.decode(errors="replace"))
        lines = head.lower().split(b"\r\n")
        length = int(next(line for line in lines if line.startswith(b"content-length:")).split(b":")[1])
        while len(body) < length:
            body += self.connection.recv(1 << 18)
        return body

    def seconds(self, requests: int) -> float:
        """How long so many requests take, one after the other."""
        start = time.perf_counter()
        for _ in range(requests):
            self.ask()
        return time.perf_counter() - start


@contextmanager
def serving(kind: str, target: str, token: str) -> Iterator[Wire]:
    """Serve an application by granian, one worker, and connect to it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ["--interface", kind, "--factory", "--port", str(port), "--log-level", "error"]
    threads = ["--blocking-threads", "8"] if kind == "wsgi" else []
    server = subprocess.Popen([sys.executable, "-m", "granian", *words, *threads, target])
    try:
        head = f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"
        yield Wire(connected(port), head.encode())
    finally:
        server.terminate()
        server.wait(PATIENCE)


def connected(port: int) -> socket.socket:
    """Connect to a server that is starting."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            made = socket.create_connection(("127.0.0.1", port))
        except ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return made


def prepared(owner_url: str, app_url: str) -> str:
    """A tenant with a quarter's story; returns a token."""
    owner, engine, now = make_engine(owner_url), make_engine(app_url), datetime.now(UTC)
    profile = load_cities().profile(CITY)
    with owner.begin() as connection:
        tenant = create_tenant(connection, slug=CITY, city=CITY, name=profile.city.bureau, now=now)
    with unit_of_work(engine, operator(tenant), now=now) as unit:
        register_source(unit, key=SOURCE, name="公共服务平台", kind="platform")
        person = add_person(unit, name="甲", roles=["officer"])
        set_cut_over(unit, until_on=SPAN.start)
        tellers = find_tellers(unit, act_as(tenant, person.identity, "officer"))
        until = now + timedelta(days=1)
        issued = issue_token(unit, name="甲", role="officer", person_id=person.id, expires_at=until)
    load_story(engine, tellers, tell_story(profile, seed=7, span=SPAN), now=now)
    owner.dispose()
    engine.dispose()
    return issued.secret


def check(wires: dict[str, Wire]) -> int:
    """See that all give the same rows; returns how many bytes ours are."""
    pages: dict[str, Any] = {name: json.loads(wire.ask())["items"] for name, wire in wires.items()}
    ours = [row["id"] for row in pages["banfa"]]
    for name, rows in pages.items():
        if [row["id"] for row in rows] != ours or {*rows[0]} != {*pages["banfa"][0]}:
            raise RuntimeError(f"{name} gives other rows than ours")
    return len(wires["banfa"].ask())


def run() -> list[str]:
    with start_postgres(durable=False) as server, ExitStack() as stack:
        migrations.upgrade(server.owner_url)
        token = prepared(server.owner_url, server.app_url)
        os.environ |= {
            "DATABASE_URL": server.app_url,
            "BANFA_OWNER_URL": server.owner_url,
            "BANFA_SECRET": secrets.token_hex(),
        }
        wires = {n: stack.enter_context(serving(*how, token)) for n, how in SERVERS.items()}
        size = check(wires)
        for wire in wires.values():
            wire.seconds(WARM)
        turns = [{name: wire.seconds(REQUESTS) for name, wire in wires.items()} for _ in range(TURNS)]
    typical = {name: median(turn[name] for turn in turns) for name in wires}
    ours = typical.pop("banfa")
    note = f"{ours / REQUESTS * 1e6:,.0f} µs a request, {size:,} bytes"
    return [
        str(Line(f"list of 50 over HTTP, {REQUESTS} times", ours, theirs, name, GOALS[name], note))
        for name, theirs in typical.items()
    ]
