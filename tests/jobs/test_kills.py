"""Under load, what works is killed, its connections cut, the queue emptied: nothing is lost or done twice."""

import os
import random
import signal
from collections import Counter
from time import sleep

import pytest
from sqlalchemy import text

from banfa.database.engine import make_engine
from banfa.embedded.postgres import SUPERUSER
from banfa.trust import unit_of_work
from banfa.trust.audit_rows import AuditLink
from banfa.trust.chain import verify_chain
from banfa.trust.work import Work
from tests.trust.bureaus import NOW, read_rows

BLOWS = 100 if os.environ.get("BANFA_SOAK") else 6
AT_A_TIME = 3
LENGTHS_MS = (0, 300, 900)
CUT = text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE datname = :name AND application_name LIKE 'banfa-worker%'"
)


@pytest.fixture
def crew(worker):
    """Two workers and a scheduler; whoever is killed is started anew."""

    class Crew:
        def __init__(self):
            self.calls = [["--stubborn"], ["--stubborn"], ["--scheduler"]]
            self.members = [worker(*call) for call in self.calls]

        def kill(self, number):
            self.members[number].send_signal(signal.SIGKILL)
            self.members[number].wait()
            self.members[number] = worker(*self.calls[number])

    return Crew()


@pytest.fixture
def blows(crew, redis, postgres, database):
    superuser = make_engine(postgres.url(SUPERUSER))

    def cut():
        with superuser.begin() as connection:
            connection.execute(CUT, {"name": database.name})

    yield {
        "first worker killed": lambda: crew.kill(0),
        "second worker killed": lambda: crew.kill(1),
        "scheduler killed": lambda: crew.kill(2),
        "connections cut": cut,
        "queue emptied": redis.flushall,
    }
    superuser.dispose()


@pytest.mark.long
@pytest.mark.timeout(300 + 20 * BLOWS)
def test_lose_no_work_and_do_none_twice(*, engine, admin, ask, status, wait_for, blows, record_property):
    rng, ids, dealt = random.Random(BLOWS), [ask()], Counter[str]()  # noqa: S311 - not a secret

    def count_states():
        return Counter(status(work_id).state for work_id in ids)

    def is_at_work():
        return count_states()["running"] > 0

    wait_for(lambda: status(ids[0]).ended, seconds=120)
    for _ in range(BLOWS):
        ids += [ask(mark=len(ids) + n, milliseconds=rng.choice(LENGTHS_MS)) for n in range(AT_A_TIME)]
        wait_for(is_at_work, seconds=60)
        sleep(rng.uniform(0, 0.3))
        name = rng.choice(sorted(blows))
        blows[name]()
        dealt[name] += 1
    wait_for(lambda: all(status(work_id).ended for work_id in ids), seconds=120)
    assert count_states() == {"done": len(ids)}
    notes = Counter(link.action for link in read_rows(engine, admin, AuditLink))
    assert (notes["mark.begun"], notes["mark.ended"], notes["work.done"]) == (len(ids),) * 3
    works = read_rows(engine, admin, Work)
    follow_ups = [work.data["mark"] for work in works if work.kind == "test.follow_up"]
    assert len(follow_ups) == len(ids)
    with unit_of_work(engine, admin, now=NOW, read_only=True, isolation="REPEATABLE READ") as unit:
        assert verify_chain(unit).broken is None
    again = sum(status(work_id).attempts > 1 for work_id in ids)
    told = ", ".join(f"{name} {count}" for name, count in sorted(dealt.items()))
    figures = f"kills: {BLOWS} blows ({told}), {len(ids)} jobs, {again} begun again, 0 lost, 0 done twice"
    record_property("figures", figures)
    print(figures)  # noqa: T201 - the figures of `make soak`
