"""Carrying out one row of work: take it, run its handler, and commit the effect together with `done`."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from rq.timeouts import JobTimeoutException
from sqlalchemy.exc import SQLAlchemyError

from banfa.errors import BanfaError, Unavailable
from banfa.failures import describe_failure
from banfa.jobs.heartbeat import heartbeat
from banfa.jobs.leases import Lease, LeaseLostError, fail, finish, give_back, report, take
from banfa.jobs.registry import find_handler
from banfa.jobs.timing import USUAL, Terms
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

Outcome = Literal["done", "again", "failed", "skipped", "lost"]

log = logging.getLogger(__name__)


def carry_out(
    engine: Engine, *, tenant_id: int, work_id: int, terms: Terms = USUAL, now: datetime | None = None
) -> Outcome:
    """Carry out one row and say what became of it; `now` is for tests, see `unit_of_work`.

    `skipped`: it was not to be had (an id that the queue held twice). `lost`: this worker was taken for
    dead, so nothing of what it did stays. `again`: it will be tried again. Errors of the handler end in
    the row, not here.
    """
    lease = take(engine, tenant_id=tenant_id, work_id=work_id, term=terms.lease, now=now)
    if lease is None:
        return "skipped"
    try:
        return _try_once(engine, lease, terms)
    except LeaseLostError:
        log.warning("%s of tenant %s: taken over by another worker", lease.subject, tenant_id)
        return "lost"


def _try_once(engine: Engine, lease: Lease, terms: Terms) -> Outcome:
    """Try it once. Whoever made a worker crash in all tries before is not given another one to take down."""
    if lease.attempts > terms.tries:
        return _fail_for_good(
            engine, lease, code="worker_lost", detail="处理该任务的后台程序多次中断，请联系运维人员。"
        )
    try:
        with heartbeat(engine, lease, terms=terms):
            _run(engine, lease, terms)
    except LeaseLostError:
        raise
    except Unavailable as error:
        return _retry_later(engine, lease, terms, code=error.code, detail=error.detail)
    except BanfaError as error:
        return _fail_for_good(engine, lease, code=error.code, detail=error.detail)
    except JobTimeoutException:
        return _fail_for_good(
            engine, lease, code="work_timed_out", detail="任务超过处理时限，已停止。请联系运维人员。"
        )
    except Exception as error:  # noqa: BLE001 - named in the log, in one line
        names = (lease.outward_id, lease.kind, lease.actor.tenant, describe_failure(error))
        log.error("job %s (%s) of %s raised %s", *names)  # noqa: TRY400
        detail = f"处理时发生内部错误，请把任务编号{lease.outward_id}告诉运维人员。"
        return _retry_later(engine, lease, terms, code="internal_error", detail=detail)
    except BaseException:
        # The worker is being stopped: whoever comes next need not wait for the lease to run out.
        with suppress(LeaseLostError, SQLAlchemyError):
            give_back(engine, lease, after=timedelta(0))
        raise
    return "done"


def _run(engine: Engine, lease: Lease, terms: Terms) -> None:
    def progress(done: int, total: int, step: str) -> None:
        report(engine, lease, term=terms.lease, done=done, total=total, step=step)

    with unit_of_work(engine, lease.actor, now=lease.now) as unit:
        result = find_handler(lease.kind)(unit, lease.data, progress)
        finish(unit.connection, lease, result)
        unit.note("work.done", lease.subject, {"kind": lease.kind}, event=False)


def _retry_later(engine: Engine, lease: Lease, terms: Terms, *, code: str, detail: str) -> Outcome:
    if lease.attempts >= terms.tries:
        return _fail_for_good(engine, lease, code=code, detail=detail)
    give_back(engine, lease, after=terms.pause_after(lease.attempts))
    return "again"


def _fail_for_good(engine: Engine, lease: Lease, *, code: str, detail: str) -> Outcome:
    with unit_of_work(engine, lease.actor, now=lease.now) as unit:
        fail(unit.connection, lease, code=code, detail=detail)
        unit.note("work.failed", lease.subject, {"kind": lease.kind, "code": code})
    log.error("%s (%s) of tenant %s failed for good: %s", lease.subject, lease.kind, lease.tenant_id, code)
    return "failed"
