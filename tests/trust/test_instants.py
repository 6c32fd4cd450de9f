"""One clock, the database's; what it told a tenant is never taken back, though it steps."""

from datetime import UTC, datetime, timedelta

import pytest

from banfa.trust import unit_of_work
from banfa.trust.instants import read_clock, read_present
from banfa.trust.tenants import operator
from banfa.trust.unit import SHANGHAI
from tests.trust.bureaus import NOW, found_bureau
from tests.trust.clocks import shifted_clock

SOON = timedelta(minutes=1)
TEN_MINUTES = timedelta(minutes=10)


def record(engine, actor, **options):
    """Record something and say so, as every door of the ledger does."""
    with unit_of_work(engine, actor, **options) as unit:
        moment = unit.recorded_at
        unit.note("thing.recorded", "thing/1", {}, event=False)
    return moment


def take_watermark(engine, actor, **options):
    with unit_of_work(engine, actor, **options) as unit:
        return unit.watermark()


class TestThePresent:
    def test_is_the_databases(self, engine, owner_engine, admin):
        with shifted_clock(owner_engine, timedelta(days=3)), unit_of_work(engine, admin) as unit:
            ahead = unit.now - datetime.now(UTC)
            assert abs(ahead - timedelta(days=3)) < SOON
            assert unit.today == unit.now.astimezone(SHANGHAI).date()
        with unit_of_work(engine, admin, read_only=True) as unit:
            assert abs(unit.now - datetime.now(UTC)) < SOON

    def test_is_what_was_passed_in_where_something_was(self, engine, admin):
        with unit_of_work(engine, admin, now=NOW) as unit:
            assert unit.now == NOW

    def test_costs_no_round_trip(self, engine, admin):
        """It comes with the row that binds the transaction: nothing else has been asked."""
        with unit_of_work(engine, admin) as unit:
            assert unit.connection.exec_driver_sql("SELECT now()").scalar_one() <= unit.now

    @pytest.mark.parametrize("tell", [record, take_watermark])
    def test_lies_after_what_was_told_before_the_clock_stepped_back(self, engine, owner_engine, tell):
        bureau = operator(found_bureau(owner_engine))
        told = tell(engine, bureau)
        with shifted_clock(owner_engine, -TEN_MINUTES):
            for read_only in (True, False):
                with unit_of_work(engine, bureau, read_only=read_only) as unit:
                    assert unit.now > told
            with engine.connect() as connection:
                assert read_present(connection, bureau.tenant_id) > told > read_clock(connection)

    def test_of_a_neighbour_does_not_count(self, engine, owner_engine):
        one, other = (operator(found_bureau(owner_engine)) for _ in range(2))
        with shifted_clock(owner_engine, TEN_MINUTES):
            ahead = record(engine, one)
        with unit_of_work(engine, other) as unit:
            assert unit.now < ahead


class TestAClockThatSteppedBack:
    def test_leaves_nothing_out_that_was_acknowledged(self, engine, owner_engine):
        bureau = operator(found_bureau(owner_engine))
        recorded = [record(engine, bureau)]
        with shifted_clock(owner_engine, -TEN_MINUTES):
            recorded += [record(engine, bureau) for _ in range(3)]
            known_at = take_watermark(engine, bureau)
            later = record(engine, bureau)
        assert recorded == sorted(set(recorded))
        assert recorded[-1] <= known_at < later

    def test_puts_nothing_before_a_watermark(self, engine, owner_engine):
        bureau = operator(found_bureau(owner_engine))
        marks = [take_watermark(engine, bureau)]
        with shifted_clock(owner_engine, -TEN_MINUTES):
            recorded = record(engine, bureau)
            marks.append(take_watermark(engine, bureau))
        assert marks[0] < recorded < marks[1]

    def test_holds_for_a_watermark_of_who_only_reads(self, engine, owner_engine):
        bureau = operator(found_bureau(owner_engine))
        recorded = record(engine, bureau)
        with shifted_clock(owner_engine, -TEN_MINUTES):
            assert take_watermark(engine, bureau, read_only=True) > recorded


class TestAMomentThatWasPassedIn:
    def test_counts_for_the_watermark_and_lasts(self, engine, owner_engine):
        bureau = operator(found_bureau(owner_engine))
        later = datetime.now(UTC) + timedelta(days=30)
        assert take_watermark(engine, bureau, now=later) == later
        assert record(engine, bureau) > later
