"""Lists of what is stored, over HTTP.

The watch as the last run left it, beside the same worked out afresh; the audit list, beside as much of it as
anybody would read by hand-written SQL and write as JSON.
"""

from __future__ import annotations

import json
import os
import secrets
from datetime import UTC, datetime
from statistics import median

import psycopg

from banfa.cities.loading.discovery import load_cities
from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.embedded.postgres import start_postgres
from banfa.procedures.watch.runs import store_run
from banfa.trust.tenants import find_tenant, operator
from banfa.trust.unit import unit_of_work
from tests.bench.line import Line, side_by_side
from tests.bench.listing import CITY, SERVERS, prepared
from tests.bench.wire import serving

WATCH, AUDIT = f"/api/v1/{CITY}/watch?limit=50", f"/api/v1/{CITY}/audit?limit=50"
TURNS, REQUESTS = 15, 5
LINKS = """
    SELECT l.seq, l.at, l.action, l.subject, l.person, p.name, l.role, l.token,
           encode(l.data_hash, 'hex'), encode(l.previous, 'hex'), encode(l.hash, 'hex')
    FROM audit_link l LEFT JOIN person p ON p.tenant_id = l.tenant_id AND p.uuid = l.person
    WHERE l.tenant_id = %s ORDER BY l.seq LIMIT 51
"""


def store_watch(app_url: str) -> int:
    """Run the watch once, as a night does; the tenant's number."""
    engine = make_engine(app_url)
    tenant, now = find_tenant(engine, CITY), datetime.now(UTC)
    with unit_of_work(engine, operator(tenant), now=now) as unit:
        store_run(unit, load_cities().profile(CITY), as_of=unit.today)
    engine.dispose()
    return tenant.id


def run() -> list[str]:
    """Compare both lists."""
    with start_postgres(durable=False) as server:
        migrations.upgrade(server.owner_url)
        token = prepared(server.owner_url, server.app_url, role="admin")
        tenant = store_watch(server.app_url)
        os.environ |= {"DATABASE_URL": server.app_url, "BANFA_SECRET": secrets.token_hex()}
        plain = psycopg.connect(server.owner_url.replace("+psycopg", ""), autocommit=True)
        with serving(*SERVERS["banfa"], token, WATCH, f"{WATCH}&fresh=true", AUDIT) as wires, plain:

            def by_hand() -> None:
                for _ in range(REQUESTS):
                    json.dumps(plain.execute(LINKS, [tenant]).fetchall(), default=str, ensure_ascii=False)

            stored, fresh, audit = wires
            count = len(json.loads(stored.ask())["items"])
            pairs = [(stored.seconds(REQUESTS), fresh.seconds(REQUESTS)) for _ in range(TURNS)]
            ours, theirs = median(one for one, _ in pairs), median(other for _, other in pairs)
            watch = Line(f"watch as stored, {count} items", ours, theirs, "afresh", "≥ 2")
            size = len(audit.ask())
            ours, theirs = side_by_side(TURNS, lambda: audit.seconds(REQUESTS), by_hand)
            links = len(json.loads(audit.ask())["items"])
            note = f"{ours / REQUESTS * 1e6:,.0f} µs a request, {size:,} bytes"
            return [str(watch), str(Line(f"audit list of {links} links", ours, theirs, "SQL", "", note))]
