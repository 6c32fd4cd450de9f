"""Carrying out one row of work: take it, run its handler, and commit the effect together with `done`."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from rq.timeouts import JobTimeoutException
from sqlalchemy.exc import SQLAlchemyError

from banfa.errors import BanfaError, Unavailable
from banfa.failures import describe_failure
from banfa.jobs.heartbeat import heartbeat
from banfa.jobs.leases import Lease, LeaseLostError, fail, finish, give_back, report, take
from banfa.jobs.registry import find_handler
from banfa.jobs.timing import USUAL, Terms
from banfa.logs import bind, get_logger
from banfa.trust.authority import is_entitled
from banfa.trust.instants import read_present
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from banfa.trust.unit import Unit

Outcome = Literal["done", "again", "failed", "skipped", "lost"]

GONE: Final = "授权已被撤销、变更或到期，任务没有办理；请由现有权限的人员重新提出。"
"""What is said of work of whose askers none may still ask for it."""
LOST: Final = "处理该任务的后台程序多次中断，请联系运维人员。"

log = get_logger("banfa.jobs")


class AuthorityGoneError(Exception):
    """Who the work is being done for may no longer ask for it: nothing of it stays."""


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
    with bind(job=lease.outward_id, kind=lease.kind, tenant=lease.actor.tenant):
        try:
            outcome = _try_once(engine, lease, terms)
        except LeaseLostError:
            log.warning("job_lost")
            return "lost"
        if outcome == "done":
            log.info("job_done", attempts=lease.attempts)
    return outcome


def _try_once(engine: Engine, lease: Lease, terms: Terms) -> Outcome:
    """Try it once. Whoever made a worker crash in all tries before is not given another one to take down."""
    if not lease.entitled:
        return _fail_for_good(engine, lease, code="authority_gone", detail=GONE)
    if lease.attempts > terms.tries:
        return _fail_for_good(engine, lease, code="worker_lost", detail=LOST)
    try:
        return _carry_on(engine, lease, terms)
    except AuthorityGoneError:
        # Whoever takes it next finds another asker, or that there is none.
        give_back(engine, lease, after=timedelta(0))
        return "again"


def _carry_on(engine: Engine, lease: Lease, terms: Terms) -> Outcome:
    """Run the handler, and say what became of it."""
    try:
        with heartbeat(engine, lease, terms=terms):
            _run(engine, lease, terms)
    except (LeaseLostError, AuthorityGoneError):
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
        detail = f"处理时发生内部错误，请把任务编号{lease.outward_id}告诉运维人员。"
        failure = describe_failure(error)
        return _retry_later(engine, lease, terms, code="internal_error", detail=detail, failure=failure)
    except BaseException:
        # The worker is being stopped: whoever comes next need not wait for the lease to run out.
        with suppress(LeaseLostError, SQLAlchemyError):
            give_back(engine, lease, after=timedelta(0))
        raise
    return "done"


def _run(engine: Engine, lease: Lease, terms: Terms) -> None:
    def progress(done: int, total: int, step: str) -> None:
        report(engine, lease, term=terms.lease, done=done, total=total, step=step)

    def confirm() -> None:
        _confirm(unit, lease)

    with unit_of_work(engine, lease.actor, now=lease.now, before_commit=confirm) as unit:
        result = find_handler(lease.kind)(unit, lease.data, progress)
        finish(unit.connection, lease, result)
        unit.note("work.done", lease.subject, _describe(lease), event=False)


def _confirm(unit: Unit, lease: Lease) -> None:
    """Look at the asker's authority at the last moment before the effect is committed, as the web does.

    What others have committed meanwhile counts. Raises AuthorityGoneError.
    """
    now = lease.now or read_present(unit.connection, lease.tenant_id)
    if not is_entitled(unit.connection, lease.actor, now=now):
        raise AuthorityGoneError


def _describe(lease: Lease) -> dict[str, object]:
    """What the audit says of a piece of work: its kind, and where several have asked for it, who."""
    persons = sorted({str(asker.person.uuid) for asker in lease.askers})
    return {"kind": lease.kind, **({"askers": persons} if len(persons) > 1 else {})}


def _retry_later(
    engine: Engine, lease: Lease, terms: Terms, *, code: str, detail: str, **more: str
) -> Outcome:
    """Give it back to be tried again, or up; `more` is what the log says of it besides."""
    if lease.attempts >= terms.tries:
        return _fail_for_good(engine, lease, code=code, detail=detail, **more)
    log.error("job_again", code=code, attempts=lease.attempts, **more)
    give_back(engine, lease, after=terms.pause_after(lease.attempts))
    return "again"


def _fail_for_good(engine: Engine, lease: Lease, *, code: str, detail: str, **more: str) -> Outcome:
    with unit_of_work(engine, lease.actor, now=lease.now) as unit:
        fail(unit.connection, lease, code=code, detail=detail)
        unit.note("work.failed", lease.subject, {**_describe(lease), "code": code})
    log.error("job_failed", code=code, attempts=lease.attempts, **more)
    return "failed"
