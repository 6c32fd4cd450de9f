"""What carries the work on: the dispatcher, the workers, and the scheduler that keeps it going night and day.

A row of `work` in PostgreSQL is the truth; rq carries its id and may lose it. `Unit.work()` asks for work,
`work_status` tells how it stands, `dispatch_once` hands out what is due, `run_worker` carries it out.
"""

from banfa.jobs.dispatch import dispatch_once
from banfa.jobs.scheduler import run_scheduler
from banfa.jobs.status import work_status
from banfa.jobs.worker import run_worker

__all__ = ["dispatch_once", "run_scheduler", "run_worker", "work_status"]
