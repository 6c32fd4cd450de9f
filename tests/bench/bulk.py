"""Bulk with audit: contracts sent by a platform, beside COPY and INSERT … SELECT of the same rows.

The rival copies the rows into a temporary table and inserts from it what passes the same checks: keys
resolved, days in order, amounts in range, no external id twice nor known already. It works as the owner, whom
row security does not bind, and leaves neither audit link nor report.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from stdnum.cn.uscc import calc_check_digit

from banfa.cities.loading.discovery import load_cities
from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.embedded.postgres import start_postgres
from banfa.ledger.recording.record import record_entries
from banfa.trust.sources import register_source
from banfa.trust.tenants import create_tenant, operator
from banfa.trust.unit import unit_of_work
from tests.bench.line import Line, best_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CITY = "xiamen"
PROVIDERS, ENTERPRISES = 200, 2_000
BATCHES = ((5_000, 5_000), (50_000, 10_000))
"""Rows in all, and of one call."""
TURNS = 3
SIGNED, STEP = date(2025, 1, 5), 400
COLUMNS = (
    ("external_id", "text"),
    ("provider", "text"),
    ("enterprise", "text"),
    ("number", "text"),
    ("kind", "text"),
    ("signed_on", "date"),
    ("registered_on", "date"),
    ("amount", "bigint"),
    ("market_price", "bigint"),
    ("maintenance_months", "integer"),
    ("earlier_pilot", "boolean"),
    ("items", "jsonb"),
)
NAMES = ", ".join(name for name, _ in COLUMNS)
MOST = 10**15
CHECKED = f"""
    INSERT INTO contract (tenant_id, provider_id, enterprise_id, number, party, kind,
        signed_on, registered_on,
        amount, market_price, maintenance_months, earlier_pilot, items,
        source, external_id, recorded_at, recorded_by)
    SELECT p.tenant_id, p.entry_id, e.entry_id, s.number, 'enterprise', s.kind,
        s.signed_on, s.registered_on, s.amount,
        s.market_price, s.maintenance_months, s.earlier_pilot, s.items, 'rival', s.external_id, now(),
        %(person)s
    FROM (SELECT *, count(*) OVER (PARTITION BY external_id) AS times FROM sent) s
    JOIN provider p ON p.tenant_id = %(tenant)s AND p.uscc = s.provider AND p.superseded_at = 'infinity'
    JOIN enterprise e ON e.tenant_id = %(tenant)s AND e.source = 'platform' AND e.external_id = s.enterprise
        AND e.superseded_at = 'infinity'
    LEFT JOIN contract c ON c.tenant_id = %(tenant)s AND c.source = 'rival' AND c.external_id = s.external_id
        AND c.superseded_at = 'infinity'
    WHERE s.times = 1 AND c.id IS NULL AND s.signed_on BETWEEN '1949-10-01' AND now()
        AND (s.registered_on IS NULL OR s.registered_on BETWEEN s.signed_on AND now())
        AND s.amount BETWEEN 0 AND {MOST} AND (s.market_price IS NULL OR s.market_price BETWEEN 0 AND {MOST})
        AND s.kind IN ('transformation', 'diagnosis', 'maintenance', 'other') AND s.number <> ''
        AND s.maintenance_months BETWEEN 1 AND 600 AND jsonb_typeof(s.items) = 'array'
    RETURNING id, entry_id, external_id
"""


def uscc(number: int) -> str:
    body = f"91350200{number:09d}"
    return body + calc_check_digit(body)


def contracts(first: int, many: int) -> list[dict[str, Any]]:
    """Rows as a platform sends them."""
    return [
        {
            "external_id": f"C-{n}",
            "provider": uscc(n % PROVIDERS),
            "enterprise": f"E{n % ENTERPRISES}",
            "number": f"HT-2025-{n:07d}",
            "kind": "transformation",
            "signed_on": (SIGNED + timedelta(n % STEP)).isoformat(),
            "registered_on": (SIGNED + timedelta(n % STEP + 10)).isoformat(),
            "amount": 10_000_000 + n,
            "market_price": 11_000_000 + n,
            "maintenance_months": 1 + n % 36,
            "earlier_pilot": n % 2 == 0,
            "items": [{"name": "MES", "amount": 1_000_000 + n}, {"name": "设备联网"}],
        }
        for n in range(first, first + many)
    ]


class Bench:
    """A bureau with its providers and enterprises; both sides write into it."""

    def __init__(self, app_url: str, owner_url: str) -> None:
        self.engine, self.owner = make_engine(app_url), make_engine(owner_url)
        self.profile, self.now = load_cities().profile(CITY), datetime.now(UTC)
        with self.owner.begin() as connection:
            tenant = create_tenant(connection, slug=CITY, city=CITY, name="局", now=self.now)
        self.tenant_id, self.actor = tenant.id, operator(tenant)
        with unit_of_work(self.engine, self.actor, now=self.now) as unit:
            for key in ("platform", "rival"):
                register_source(unit, key=key, name=key, kind="platform")
        industry = self.profile.industries[0].key
        self.record(
            "provider",
            [{"external_id": f"P{n}", "uscc": uscc(n), "name": f"服务商{n}"} for n in range(PROVIDERS)],
        )
        self.record(
            "enterprise",
            [
                {"external_id": f"E{n}", "name": f"企业{n}", "industry": industry, "size": "small"}
                for n in range(ENTERPRISES)
            ],
        )

    def record(self, kind: str, rows: list[dict[str, Any]]) -> None:
        with unit_of_work(self.engine, self.actor, now=self.now) as unit:
            reports = record_entries(unit, kind, rows, source="platform", profile=self.profile)
        made = sum(report.outcome == "created" for report in reports)
        if made != len(rows):
            raise RuntimeError(next(report for report in reports if report.outcome != "created"))

    def copy(self, rows: list[dict[str, Any]]) -> None:
        """What the rival does with one batch, committed."""
        with self.owner.connect() as connection:
            cursor = connection.connection.cursor()
            columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS)
            cursor.execute(f"CREATE TEMP TABLE sent ({columns}) ON COMMIT DROP")
            with cursor.copy(f"COPY sent ({NAMES}) FROM STDIN") as into:
                for row in rows:
                    values = [row[name] for name, _ in COLUMNS]
                    values[-1] = json.dumps(values[-1], ensure_ascii=False)
                    into.write_row(values)
            cursor.execute("ANALYZE sent")
            made = cursor.execute(
                CHECKED, {"tenant": self.tenant_id, "person": self.actor.person.id}
            ).fetchall()
            connection.connection.commit()
            if len(made) != len(rows):
                raise RuntimeError(f"the rival inserted {len(made)} of {len(rows)} rows")

    def clear(self) -> None:
        """Take the contracts out again, so that each turn finds the same tables."""
        with self.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("TRUNCATE contract CASCADE")
            connection.exec_driver_sql("VACUUM ANALYZE")


def run() -> Iterator[Line]:
    with start_postgres(durable=False, settings={"shared_buffers": "512MB"}) as server:
        migrations.upgrade(server.owner_url)
        bench = Bench(server.app_url, server.owner_url)
        for total, size in BATCHES:
            batches = [contracts(first, size) for first in range(0, total, size)]
            ours, theirs = [], []
            for _ in range(TURNS):
                bench.clear()
                ours.append(sum(best_of(1, lambda: bench.record("contract", rows)) for rows in batches))  # noqa: B023
                bench.clear()
                theirs.append(sum(best_of(1, lambda: bench.copy(rows)) for rows in batches))  # noqa: B023
            rates = f"{total / min(ours):,.0f} rows/s, the rival {total / min(theirs):,.0f}"
            name = f"bulk of {total:,} contracts, {size:,} a call"
            yield Line(name, min(ours), min(theirs), "COPY and INSERT … SELECT", "at least 0.4", rates)
