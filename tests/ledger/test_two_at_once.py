"""Two at once, by real connections: of what excludes each other one is done, in every round."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from banfa.database.engine import make_engine
from banfa.errors import BanfaError
from banfa.ledger.recording.correct import correct_entry, void_entry
from banfa.ledger.recording.doubles import rule_double
from banfa.ledger.recording.record import record_entry
from banfa.trust.unit import unit_of_work
from tests.ledger.test_doubles import Two
from tests.ledger.town import TOWN

ROUNDS = 20
MEMBER = {"category": "integrator", "from_on": "2025-06-01"}


@pytest.fixture(scope="module")
def wide_engine(database):
    """Connections enough for all who act at once."""
    engine = make_engine(database.app_url, pool_size=10)
    yield engine
    engine.dispose()


@pytest.fixture
def at_once(wide_engine, admin, desk):
    """Let several do something at the same moment, each in a unit of his own; gives the codes of errors."""

    def run(*works):
        barrier = threading.Barrier(len(works))
        codes: list[str | None] = []

        def work_off(work):
            try:
                with unit_of_work(wide_engine, admin, now=desk.now) as unit:
                    unit.connection.exec_driver_sql("SELECT 1")
                    barrier.wait(20)
                    work(unit)
            except BanfaError as error:
                codes.append(error.code)
            else:
                codes.append(None)

        threads = [threading.Thread(target=work_off, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert len(codes) == len(works)
        return codes

    return run


class TestMemberships:
    def test_that_overlap_are_recorded_once(self, desk, at_once):
        def join(provider, day):
            return lambda unit: record_entry(
                unit,
                "membership",
                {**MEMBER, "provider_id": provider, "from_on": day},
                source="platform",
                profile=TOWN,
            )

        for number in range(1, ROUNDS + 1):
            provider = desk.provider(number)
            codes = at_once(join(provider, "2025-06-01"), join(provider, "2025-07-01"))
            assert sorted(codes, key=str) == [None, "membership_overlaps"], number

    def test_of_several_providers_wait_for_each_other_in_one_order(self, desk, at_once):
        """Two calls that take the same providers the other way round do not lock each other out."""
        providers = [desk.provider(number) for number in range(100, 104)]

        def join(order, since):
            def work(unit):
                for n in order:
                    record_entry(
                        unit,
                        "membership",
                        {**MEMBER, "provider_id": n, "from_on": since, "until_on": since},
                        source="platform",
                        profile=TOWN,
                    )

            return work

        codes = at_once(join(providers, "2024-01-01"), join(providers, "2024-02-01"))
        assert codes == [None, None]


class TestWithdrawals:
    def test_of_one_decision_are_recorded_once(self, desk, at_once):
        provider = desk.provider(200)

        def withdraw(decision):
            return lambda unit: record_entry(
                unit,
                "decision",
                {"kind": "withdrawal", "about_id": decision, "decided_on": "2026-02-01"},
                source="platform",
                profile=TOWN,
                act="decide",
            )

        for _ in range(ROUNDS):
            decision = desk.record("decision", provider_id=provider, kind="warning", decided_on="2026-01-05")
            codes = at_once(withdraw(decision), withdraw(decision))
            assert sorted(codes, key=str) == [None, "already_withdrawn"]

    def test_are_also_kept_apart_by_the_database(self, desk, owner_engine, admin):
        provider = desk.provider(201)
        decision = desk.record("decision", provider_id=provider, kind="warning", decided_on="2026-01-05")
        insert = text("""
            INSERT INTO decision (tenant_id, provider_id, kind, about_id, decided_on, source, imported,
                                  effect, recorded_at, recorded_by)
            SELECT :tenant, :provider, 'withdrawal', :about, date '2026-02-01', 'banfa', false, 'counted',
                   now(), :person FROM generate_series(1, 2)
        """)
        values = {"tenant": admin.tenant_id, "provider": provider, "about": decision}
        with pytest.raises(Exception, match="uq_decision_withdrawn"), owner_engine.begin() as connection:
            connection.execute(insert, {**values, "person": admin.person.id})


class TestAVersion:
    def test_is_corrected_once(self, desk, at_once):
        for number in range(300, 300 + ROUNDS):
            provider = desk.provider(number)

            def rename(name, provider=provider):
                return lambda unit: correct_entry(
                    unit, "provider", provider, {"name": name}, "更名", profile=TOWN, version=1
                )

            codes = at_once(*(rename(f"名{n}") for n in range(8)))
            assert codes.count(None) == 1, codes
            assert set(codes) <= {None, "changed_meanwhile", "entry_changed"}

    def test_is_not_both_corrected_and_voided(self, desk, at_once):
        for number in range(400, 400 + ROUNDS):
            provider = desk.provider(number)

            def rename(unit, provider=provider):
                correct_entry(unit, "provider", provider, {"name": "乙"}, "更名", profile=TOWN, version=1)

            def void(unit, provider=provider):
                void_entry(unit, "provider", provider, "误登", version=1)

            codes = at_once(rename, void)
            assert codes.count(None) == 1, codes


class TestDoubles:
    def test_are_ruled_on_by_one_and_the_other_is_told(self, desk, at_once):
        two = Two(desk)
        two.contract("1")
        two.contract("A", source=two.other)
        (double,) = two.doubles()

        def rule(*, is_double):
            return lambda unit: rule_double(unit, double.id, is_double=is_double, reason="经核对")

        for number in range(ROUNDS):
            codes = at_once(rule(is_double=True), rule(is_double=False))
            assert None in codes, number
            assert set(codes) <= {None, "changed_meanwhile"}, number
            assert len(two.doubles(waiting=False)) == 1
