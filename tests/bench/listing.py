"""A list of fifty over HTTP, beside flask-smorest and FastAPI with mapped classes: the same rows.

The rivals look the token up as well, and read as a role that row security does not bind: they do less. One
connection asks, one request after the other; the servers take turns, and the median turn counts.
"""

from __future__ import annotations

import json
import os
import secrets
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

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
from tests.bench.line import Line
from tests.bench.wire import Wire, serving

SPAN = Span(date(2025, 1, 1), date(2025, 3, 31), date(2023, 10, 1))
CITY = "xiamen"
PATH = f"/api/v1/{CITY}/acceptances?limit=50"
TURNS, REQUESTS, WARM = 60, 25, 200
SERVERS = {
    "banfa": ("asginl", "banfa.front.app:front_from_environment"),
    "flask-smorest, ORM, marshmallow": ("asginl", "tests.bench.listing_smorest:make_front"),
    "FastAPI, ORM, pydantic": ("asgi", "tests.bench.listing_fastapi:make_app"),
}
GOALS = {"flask-smorest, ORM, marshmallow": "≥ 2", "FastAPI, ORM, pydantic": "≥ 1.5"}


def prepared(owner_url: str, app_url: str, *, role: str = "officer", city: str = CITY) -> str:
    """A tenant with a quarter's story; returns a token of that role."""
    owner, engine, now = make_engine(owner_url), make_engine(app_url), datetime.now(UTC)
    profile = load_cities().profile(city)
    with owner.begin() as connection:
        tenant = create_tenant(connection, slug=city, city=city, name=profile.city.bureau, now=now)
    with unit_of_work(engine, operator(tenant), now=now) as unit:
        register_source(unit, key=SOURCE, name="公共服务平台", kind="platform")
        person = add_person(unit, name="甲", roles=[role])
        set_cut_over(unit, until_on=SPAN.start)
        tellers = find_tellers(unit, act_as(tenant, person.identity, role))
        until = now + timedelta(days=1)
        issued = issue_token(unit, name="甲", role=role, person_id=person.id, expires_at=until)
    load_story(engine, tellers, tell_story(profile, seed=7, span=SPAN), now=now)
    owner.dispose()
    engine.dispose()
    return issued.secret


def check(wires: dict[str, Wire]) -> int:
    """See that all give the same fields of the same rows; returns how many bytes ours are.

    Ids are numbers there and text here, and a moment's zone is written in another way.
    """
    pages: dict[str, Any] = {name: json.loads(wire.ask())["items"] for name, wire in wires.items()}
    ours = pages["banfa"]
    alike = [name for name in ours[0] if name != "id" and not name.endswith(("_id", "_at"))] + ["external_id"]
    for name, rows in pages.items():
        same = [row[n] for row in rows for n in alike] == [row[n] for row in ours for n in alike]
        if not same or {*rows[0]} != {*ours[0]}:
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
            "BANFA_LIMIT_CREDENTIAL": "0",
        }
        wires = {n: stack.enter_context(serving(*how, token, PATH))[0] for n, how in SERVERS.items()}
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
