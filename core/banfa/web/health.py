"""/readyz: the process may serve tenants. That it lives, `/healthz`, is told by the front."""

from __future__ import annotations

import math
import threading
import time
from typing import TYPE_CHECKING, Final

from flask import Response, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from banfa.database import migrations
from banfa.database.security import weaknesses
from banfa.database.transient import OUTAGE
from banfa.errors import Unavailable
from banfa.failures import describe_failure
from banfa.jobs.queue import examine_queue
from banfa.logs import get_logger
from banfa.procedures.instruments.locked import find_changed_editions
from banfa.trust.instants import find_skew
from banfa.web.context import get_context
from banfa.web.responses import JSON, encode_json

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine

    from banfa.cities.loading.discovery import Cities

_READ_ONLY: Final = "25006"
_ONLY_READS: Final = text("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean")

API: Final = "/api/"
PAGES: Final = ("console", "login", "sso", "party", "public", "letterbox")
"""The blueprints of the pages, of the bureau, of parties and of everybody: each reads tenants."""
CHECK_EVERY_S: Final = 60.0
"""Seconds after which the guard looks again; until then an unsafe database stays so for everybody."""
LOOK_WAIT_S: Final = 5.0
"""Seconds for which a request waits for the first look."""

log = get_logger("banfa.web")


def init_app(app: Flask) -> None:
    """Add the address; it needs no token and tells nothing of any tenant."""
    app.add_url_rule("/readyz", "readyz", _readyz)
    guard = Guard()
    app.before_request(lambda: guard.check(get_context().engine) if _reads_tenants() else None)


def _reads_tenants() -> bool:
    return request.path.startswith(API) or request.blueprint in PAGES


class Guard:
    """Looks now and then whether the database keeps tenants apart; where it does not, nobody is served.

    The commands look before they start as well. But an address can come to mean another server meanwhile.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._checked_at = -math.inf
        self._safe = False

    def check(self, engine: Engine) -> None:
        """Raise Unavailable (`database_not_safe`) where it does not; what is wrong is logged, not told.

        One request looks; the others go on meanwhile, unless nobody has looked before.
        """
        if self._is_due() and self._lock.acquire(timeout=0 if self._safe else LOOK_WAIT_S):
            try:
                if self._is_due():
                    self._look(engine)
            finally:
                self._lock.release()
        if not self._safe:
            raise Unavailable("database_not_safe", "系统尚未就绪，请联系运维人员。")

    def _is_due(self) -> bool:
        return time.monotonic() - self._checked_at > CHECK_EVERY_S

    def _look(self, engine: Engine) -> None:
        with engine.connect() as connection:
            problems = weaknesses(connection)
        for problem in problems:
            log.critical("serving_nobody", problem=problem)
        self._safe, self._checked_at = not problems, time.monotonic()


def _readyz() -> Response:
    """Whether the database is there, of this version and of our time, and its role bound by row security.

    What was changed in a promulgated edition is named as well; it keeps no other city from being served. So
    is what is wrong with the queue: jobs are rows and wait, all else is served without it.
    """
    problems = _find_obstacles()
    changed = [] if problems else list_changed_editions(get_context().engine, get_context().cities)
    status = "not ready" if problems else "ready"
    return _answer(
        503 if problems else 200,
        {"status": status, "problems": problems, "degraded": _find_degraded(), "changed_editions": changed},
    )


def _find_degraded() -> list[str]:
    redis = get_context().redis
    return [] if redis is None else [problem for problem in examine_queue(redis).values() if problem]


def list_changed_editions(engine: Engine, cities: Cities) -> list[str]:
    """Say which editions were changed after they had been promulgated: their cities compute nothing more."""
    with engine.connect() as connection:
        return [f"{changed.city}：{changed}。" for changed in find_changed_editions(connection, cities)]


def _find_obstacles() -> list[str]:
    """Why this process must not serve, in Chinese; an empty list when it may."""
    try:
        with get_context().engine.connect() as connection:
            problems = weaknesses(connection)
            present = migrations.current(connection)
            wanted = get_context().revision
            if present != wanted:
                need = f"数据库结构为{present or '空'}，本版本需要{wanted}，请执行 banfa db upgrade。"
                problems.append(need)
            elif (skew := find_skew(connection)) is not None:  # by a function of this version's
                problems.append(skew)
            if connection.scalar(_ONLY_READS):
                problems.append(f"{OUTAGE[_READ_ONLY]}。")
    except SQLAlchemyError as error:
        log.error("database_silent", failure=describe_failure(error))  # noqa: TRY400 - one line
        return ["数据库不能访问，请检查 DATABASE_URL 和数据库服务。"]
    problems += [outage for outage in get_context().outages.current() if outage not in problems]
    return problems


def _answer(status: int, data: object) -> Response:
    return Response(encode_json(data), status=status, content_type=JSON)
