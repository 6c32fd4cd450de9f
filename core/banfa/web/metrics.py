"""/metrics: figures for the operator's Prometheus, which has a token of its own; without one it is not there.

No label names a person, a provider or a record. Which bureau a figure is about is told by setting alone.
"""

from __future__ import annotations

import hmac
import os
import time
from collections import defaultdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from banfa.errors import Unauthorised
from banfa.jobs.standing import count_standing
from banfa.logs import get_logger
from banfa.settings import SHARED_METRICS
from banfa.web.context import RECEIVED_AT, get_context
from banfa.web.request_log import describe_request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask
    from sqlalchemy import Engine, QueuePool

    from banfa.jobs.standing import Count

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

REQUESTS: Final = Counter(
    "banfa_requests_total", "Requests answered", ("method", "route", "status"), registry=None
)
SECONDS: Final = Histogram(
    "banfa_request_seconds",
    "From when a request was whole to its answer",
    ("method", "route"),
    buckets=BUCKETS,
    registry=None,
)
TURNED_AWAY: Final = Counter(
    "banfa_requests_turned_away_total", "Requests that the front answered itself", ("code",), registry=None
)
OWN: Final = (REQUESTS, SECONDS, TURNED_AWAY)

GAUGES: Final = {
    "tenant": ("banfa_tenants", "Bureaus", None),
    "jobs": ("banfa_jobs", "Jobs that have not ended", "state"),
    "overdue": ("banfa_jobs_overdue", "Jobs that nobody has taken up though they are due", None),
    "failed": ("banfa_jobs_failed_last_day", "Jobs that failed for good in the last 24 hours", "kind"),
    "failed_ever": ("banfa_jobs_failed", "Jobs that failed for good and were not tried again", "code"),
    "rounds": ("banfa_rounds", "Evaluation rounds", "state"),
    "watch": ("banfa_watch_runs", "Runs of the watch", None),
    "chain": ("banfa_chain_links", "Links of the audit chain", None),
}
AGES: Final = {
    "jobs": ("banfa_job_oldest_seconds", "Age of the oldest job that has not ended", "state"),
    "overdue": ("banfa_job_overdue_seconds", "How long the longest overdue job has been due", None),
    "watch": ("banfa_watch_age_seconds", "Time since the last run of the watch", None),
    "chain": ("banfa_chain_age_seconds", "Time since the last link of the audit chain", None),
    "checkpoint": ("banfa_checkpoint_age_seconds", "Time since the last checkpoint of the chain", None),
}
"""By topic of `Count`: name, help, and what the label is called. Of several bureaus the oldest counts."""

log = get_logger("banfa.front")


def init_app(app: Flask, *, token: bytes | None, by_tenant: bool) -> None:
    """Count every request; give the figures to who has the token."""
    app.before_request(_begin)
    app.after_request(_count_request)
    if token is not None:
        app.add_url_rule("/metrics", "metrics", lambda: _answer(token, by_tenant=by_tenant))


def count_turned_away(code: str, request_id: str) -> None:
    """Count a request that has not come to the application, and log it."""
    TURNED_AWAY.labels(code).inc()
    log.warning("turned_away", code=code, request_id=request_id)


def _begin() -> None:
    g.received_at = request.environ.get(RECEIVED_AT) or time.monotonic()


def _count_request(response: Response) -> Response:
    described = describe_request()
    REQUESTS.labels(**described, status=response.status_code).inc()
    SECONDS.labels(**described).observe(time.monotonic() - g.get("received_at", time.monotonic()))
    return response


def _answer(token: bytes, *, by_tenant: bool) -> Response:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token):
        raise Unauthorised("token_unknown", "接口密钥无效：此处须用 BANFA_METRICS_TOKEN。")
    registry = CollectorRegistry()
    if os.environ.get(SHARED_METRICS):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        for metric in OWN:
            registry.register(metric)
    registry.register(_Standing(get_context().engine, by_tenant=by_tenant))
    return Response(generate_latest(registry), HTTPStatus.OK, content_type=CONTENT_TYPE_LATEST)


class _Standing(Collector):
    """What the database says, asked anew each time, and the connections of the process that answers."""

    def __init__(self, engine: Engine, *, by_tenant: bool) -> None:
        self._engine = engine
        self._by_tenant = by_tenant

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give the figures."""
        with self._engine.connect() as connection:
            counts = count_standing(connection)
        for topic, (name, about, label) in GAUGES.items():
            amounts = [(count, float(count.amount)) for count in counts if count.topic == topic]
            yield self._gauge(name, about, label, amounts, total=True)
        for topic, (name, about, label) in AGES.items():
            ages = [
                (count, count.age.total_seconds())
                for count in counts
                if count.topic == topic and count.age is not None and count.amount
            ]
            yield self._gauge(name, about, label, ages, total=False)
        pool: QueuePool = self._engine.pool  # type: ignore[assignment]
        connections = GaugeMetricFamily(
            "banfa_pool_connections", "Connections of the process that answers", labels=("state",)
        )
        connections.add_metric(("used",), pool.checkedout())
        connections.add_metric(("idle",), pool.checkedin())
        yield connections

    def _gauge(
        self, name: str, about: str, label: str | None, values: Iterable[tuple[Count, float]], *, total: bool
    ) -> GaugeMetricFamily:
        """One metric: by bureau where that is set, else the total of all or the greatest."""
        keys = (["tenant"] if self._by_tenant else []) + ([label] if label else [])
        grouped: dict[tuple[str, ...], list[float]] = defaultdict(list)
        for count, value in values:
            own = ([count.slug] if self._by_tenant else []) + ([count.label] if label else [])
            grouped[tuple(own)].append(value)
        family = GaugeMetricFamily(name, about, labels=keys)
        for labels, of_group in grouped.items():
            family.add_metric(labels, sum(of_group) if total else max(of_group))
        return family
