"""The dispatcher: hands the ids of due work to the queue, as often as it takes, to each bureau its share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from banfa.jobs.queue import Ticket
from banfa.jobs.timing import SHARES, USUAL, Shares, Terms

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from banfa.jobs.queue import WorkQueue

_DUE: Final = text(
    "SELECT tenant_id, work_id, fence"
    " FROM banfa_door_work(:per_tenant, :in_all, CAST(:of_kind AS jsonb), :redispatch_after)"
)


def dispatch_once(engine: Engine, queue: WorkQueue, *, terms: Terms = USUAL, shares: Shares = SHARES) -> int:
    """Put the ids of the rows whose turn it is into the queue; return how many.

    Any number of dispatchers may run: none hands out a row that another one has just handed out. An id
    that is still waiting in the queue is not put there again. Losing the queue, or dying between the two
    steps, only delays the rows by `terms.redispatch_after`.
    """
    values = {
        "per_tenant": shares.per_tenant,
        "in_all": shares.in_all,
        "of_kind": json.dumps(shares.of_kind),
        "redispatch_after": terms.redispatch_after,
    }
    with engine.begin() as connection:
        due = connection.execute(_DUE, values).all()
    return queue.put(Ticket(row.tenant_id, row.work_id, row.fence) for row in due) if due else 0
