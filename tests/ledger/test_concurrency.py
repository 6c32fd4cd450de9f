import threading

import pytest

from banfa.errors import Conflict
from banfa.ledger.recording.correct import correct_entry, void_entry
from banfa.ledger.recording.doubles import list_doubles
from banfa.ledger.recording.record import record_entries
from banfa.trust.sources import register_source
from tests.ledger.town import TOWN, code


def rows(many, start=0):
    return [
        {"external_id": f"P{n}", "uscc": code(n), "name": f"服务商{n}"} for n in range(start, start + many)
    ]


class TestRecording:
    def test_takes_as_many_statements_for_a_thousand_rows_as_for_ten(self, desk, statements):
        taken = []
        desk.bulk("provider", rows(1, 2000))  # the first link binds what the bureau was founded with
        for many, start in ((10, 0), (1000, 10)):
            statements.clear()
            desk.bulk("provider", rows(many, start))
            taken.append(len(statements))
        assert taken[0] == taken[1]

    def test_is_refused_when_somebody_was_faster(self, desk):
        with desk.unit() as first:
            record_entries(first, "provider", rows(1), source="platform", profile=TOWN)
            refused = in_background(lambda: desk.bulk("provider", rows(1)), waits_for=first)
        assert refused().code == "changed_meanwhile"
        assert [r.outcome for r in desk.bulk("provider", rows(1))] == ["unchanged"]

    def test_does_not_refer_to_what_is_being_voided(self, desk):
        provider = desk.provider()
        member = {"provider_id": provider, "category": "integrator", "from_on": "2025-06-01"}
        with desk.unit() as first:
            void_entry(first, "provider", provider, "重复登记")
            refused = in_background(lambda: desk.record("membership", **member), waits_for=first)
        assert refused().code == "changed_meanwhile"

    def test_keeps_from_voiding_what_is_being_referred_to(self, desk):
        provider = desk.provider()
        member = {
            "provider_id": provider,
            "category": "integrator",
            "from_on": "2025-06-01",
            "external_id": "M1",
        }

        def voiding():
            with desk.unit() as unit:
                void_entry(unit, "provider", provider, "重复登记")

        with desk.unit() as first:
            record_entries(first, "membership", [member], source="platform", profile=TOWN)
            refused = in_background(voiding, waits_for=first)
        assert refused().code == "has_dependents"


class TestADouble:
    def test_that_comes_in_at_the_same_moment_is_seen(self, desk):
        desk.provider()
        desk.enterprise(uscc=code(50))
        with desk.unit() as unit:
            register_source(unit, key="second", name="第二平台", kind="platform")
        contract = {"provider": code(1), "enterprise": code(50), "signed_on": "2026-01-05", "amount": 1}
        row = {**contract, "external_id": "1"}
        with desk.unit() as first:
            record_entries(first, "contract", [row], source="platform", profile=TOWN)
            second = threading.Thread(target=lambda: desk.bulk("contract", [row], source="second"))
            second.start()
            wait_until_blocked(first)
        second.join(30)
        with desk.unit() as unit:
            assert len(list_doubles(unit)) == 1


class TestARuling:
    def test_that_is_made_meanwhile_holds_against_the_feed(self, desk):
        row = {"external_id": "P1", "uscc": code(1), "name": "服务商", "contact": "甲"}
        (report,) = desk.bulk("provider", [row])
        with desk.unit() as first:
            correct_entry(first, "provider", report.id, {"contact": "乙"}, "经核对", profile=TOWN)
            late = in_background(lambda: desk.bulk("provider", [{**row, "name": "新名"}]), waits_for=first)
        assert late().code == "changed_meanwhile"
        assert desk.bulk("provider", [{**row, "name": "新名"}])[0].code == "overruled"


def in_background(work, *, waits_for):
    """Start work that has to wait for another unit; gives a function that tells how it was refused."""
    caught: list[Conflict] = []

    def run():
        with pytest.raises(Conflict) as refusal:
            work()
        caught.append(refusal.value)

    thread = threading.Thread(target=run)
    thread.start()
    wait_until_blocked(waits_for)

    def refusal():
        thread.join(30)
        return caught[0]

    return refusal


def wait_until_blocked(unit):
    mine = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    for _ in range(300):
        if unit.connection.exec_driver_sql(mine).scalar():
            return
        threading.Event().wait(0.05)
    raise AssertionError("nobody waits")
