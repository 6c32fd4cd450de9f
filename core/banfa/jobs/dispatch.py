"""The dispatcher: hands the ids of due work to the queue, as often as it takes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from banfa.jobs.queue import ENTRY, work_queue
from banfa.jobs.timing import USUAL, Terms

if TYPE_CHECKING:
    from redis import Redis
    from sqlalchemy import Engine

BATCH: Final = 50
"""How many rows of one tenant are handed out at a time."""

_DUE: Final = text("SELECT tenant_id, work_id, fence FROM banfa_door_work(:batch, :redispatch_after)")
_KEPT_AFTER_FAILURE: Final = timedelta(hours=1)


def dispatch_once(engine: Engine, redis: Redis, *, terms: Terms = USUAL) -> int:
    """Put the ids of all rows that are due into the queue; return how many.

    Any number of dispatchers may run: none hands out a row that another one has just handed out. An id
    that is still waiting in the queue is not put there again. Losing the queue, or dying between the two
    steps, only delays the rows by `terms.redispatch_after`.
    """
    with engine.begin() as connection:
        due = connection.execute(_DUE, {"batch": BATCH, "redispatch_after": terms.redispatch_after}).all()
    if not due:
        return 0
    queue = work_queue(redis)
    waiting = set(queue.get_job_ids())
    # The fence tells the tries apart: what rq still remembers of an earlier one cannot swallow this one.
    ids = {f"{row.tenant_id}-{row.work_id}-{row.fence}": (row.tenant_id, row.work_id) for row in due}
    missing = {job_id: key for job_id, key in ids.items() if job_id not in waiting}
    for job_id, key in missing.items():
        queue.enqueue_call(
            ENTRY,
            args=key,
            job_id=job_id,
            timeout=int(terms.limit.total_seconds()),
            result_ttl=0,
            failure_ttl=int(_KEPT_AFTER_FAILURE.total_seconds()),
        )
    return len(missing)
