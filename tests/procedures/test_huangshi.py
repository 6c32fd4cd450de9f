"""A half-year of Huangshi's, computed by a worker in a process of its own, worked out by hand.

Under the example document a provider of which nothing is reported earns for empty denominators 4 + 3 + 3
(工作), 6 + 5 (如期验收、验收通过) and 3 + 4 + 3 (满意度): 31. Four products with four scenarios and four
enterprises that took them over earn 4 + 6 + 8 = 18 (产品); a fifth product makes it 20.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from banfa.jobs import dispatch_once
from banfa.procedures.receipts.replay import replay
from tests.jobs.queues import SECRET, work_queue

ROOT = Path(__file__).parents[2]
DAY = "2025-11-20"
BODIES = {
    "completion": {"planned_on": DAY, "completed_on": DAY},
    "exemplary": {"named_on": DAY, "named_by": "市局"},
    "replication": {"adopted_on": DAY, "product": "产品"},
}


@pytest.fixture
def worker(database, queue):
    """Run a worker in a process of its own until nothing is due."""

    def run():
        environ = {**os.environ, "DATABASE_URL": database.app_url, "REDIS_URL": queue, "BANFA_SECRET": SECRET}
        command = [sys.executable, "-c", "from banfa.cli.main import main; main()", "worker", "--burst"]
        return subprocess.run(command, cwd=ROOT, env=environ, timeout=120, check=True)

    return run


class Half:
    """Providers of a bureau of Huangshi and what they have done in the half-year."""

    def __init__(self, office):
        self.office = office
        self.ids = {}
        rows = [{"name": f"企业{n}", "industry": "special_steel", "size": "small"} for n in range(6)]
        self.enterprises = office.bulk("enterprise", rows)

    def add(self, name, *, contracts=0, products=0, rated=None, reviewed=None, **records):
        me = {"provider_id": self.office.provider(name, category="provider", industry="special_steel")}
        self.ids[name] = me["provider_id"]
        scenarios = [f"场景{n}" for n in range(4)]
        products = [
            {**me, "name": f"产品{n}", "published_on": "2025-03-01", "scenarios": scenarios}
            for n in range(products)
        ]
        surveys = [
            {**me, "enterprise_id": self.enterprises[n], "topic": topic, "score": score, "answered_on": DAY}
            for topic, scores in (rated or {}).items()
            for n, score in enumerate(scores)
        ]
        reviews = [
            {**me, "topic": topic, "score": score, "reviewed_on": DAY}
            for topic, score in (reviewed or {}).items()
        ]
        done = [
            {**me, "kind": kind, "item": f"企业{n}", "occurred_on": DAY, "body": BODIES[kind]}
            for kind, number in records.items()
            for n in range(number)
        ]
        signed = [
            {**me, "enterprise_id": self.enterprises[n], "signed_on": "2025-08-01", "amount": 50_000_00}
            for n in range(contracts)
        ]
        for kind, rows in (("product", products), ("survey", surveys), ("review", reviews), ("record", done)):
            self.office.bulk(kind, rows)
        return self.office.bulk("contract", signed)

    def accept(self, contract_id, *, planned, accepted, level):
        row = {"contract_id": contract_id, "planned_on": planned, "accepted_on": accepted}
        self.office.bulk("acceptance", [{**row, "outcome": "passed", "level_after": level}])


def four_grades(office):
    """甲: work 10; five contracts 10, four completed 8, in time 6, level two 10, two exemplary 6: 40;
    products 20; satisfaction 10. In all 80, the line of A.

    乙: cooperation 85 earns (85 - 60) / 40 × 8 = 5 instead of 4: work 11; three contracts 7, completed 8,
    nothing due 6, nothing examined 5, one exemplary 3: 29; products 20; satisfaction 10. In all 70, the
    line of B.

    丙: work 10; two contracts 4, completed 8, one of two due in time (50 %, below 60 %) 0, one of two at
    level two (50 %, below 80 %) 0, one exemplary 3: 15; products 20; fit (70 + 70 + 71) / 3 = 70⅓ earns
    (70⅓ - 60) / 40 × 8 = 2.0666…, so 2.07: 3 + 2.07 + 3 = 8.07. In all 53.07: D.

    丁: work 10; three contracts 7, completed 8, in time 6, nothing examined 5, no exemplary 0: 26; products
    18 (four); satisfaction: attitude 80 earns 3, fit 4, training 80 earns 3: 10. In all 64: C.

    戊: 31, D.
    """
    half = Half(office)
    wide = {"completion": 4, "replication": 4}
    first = half.add("甲", contracts=5, products=5, exemplary=2, **wide)
    for contract_id in first[:2]:
        half.accept(contract_id, planned="2025-12-01", accepted="2025-11-28", level=2)
    half.add("乙", contracts=3, products=5, exemplary=1, reviewed={"cooperation": 85}, **wide)
    third = half.add("丙", contracts=2, products=5, exemplary=1, rated={"fit": (70, 70, 71)}, **wide)
    half.accept(third[0], planned="2025-12-01", accepted="2025-12-01", level=2)
    half.accept(third[1], planned="2025-12-01", accepted="2025-12-02", level=1)
    half.add("丁", contracts=3, products=4, rated={"attitude": (80,), "training": (80,)}, **wide)
    half.add("戊")
    return half


class TestAHalfYear:
    def test_goes_from_facts_to_grades(self, huangshi, worker, refused):
        half = four_grades(huangshi)
        huangshi.set_all(objections=False)
        huangshi.complete()
        round_id = huangshi.open("2025年下半年")
        huangshi.cut_off(round_id)

        work_id = huangshi.ask(round_id)
        assert dispatch_once(huangshi.engine, work_queue(huangshi.redis)) == 1
        worker()

        status = huangshi.status(work_id)
        assert (status.state, status.steps_done, status.steps_total) == ("done", 4, 4)
        assert huangshi.results(round_id) == {
            "甲": ("80", 1, "A"),
            "乙": ("70", 2, "B"),
            "丁": ("64", 3, "C"),
            "丙": ("53.07", 4, "D"),
            "戊": ("31", 5, "D"),
        }
        huangshi.approve(round_id)
        huangshi.go_to("2026-02-12")
        found = huangshi.publish(round_id)
        # Thursday the 12th; worked: Fri 13, Sat 14 (调休); Spring Festival 15 to 23; Tue 24, Wed 25, Thu 26
        assert found["public_until"] == "2026-02-26"
        with refused(huangshi, "objections_off"):
            huangshi.object(round_id, half.ids["戊"])
        huangshi.go_to("2026-02-26", 23)
        with refused(huangshi, "publicity_running"):
            huangshi.close(round_id)
        huangshi.go_to("2026-02-27", 0)
        assert huangshi.close(round_id)["state"] == "closed"
        assert replay(huangshi.receipt(round_id)).same
        self.decisions(huangshi, half)

    def decisions(self, office, half):
        with office.owner_engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT provider_id, kind, label, decided_on::text, cite FROM decision WHERE tenant_id = %s",
                (office.tenant.id,),
            ).all()
        labels = {"甲": "A", "乙": "B", "丙": "D", "丁": "C", "戊": "D"}
        assert sorted(rows) == sorted(
            (half.ids[name], "grade", label, "2026-02-27", "11") for name, label in labels.items()
        )
