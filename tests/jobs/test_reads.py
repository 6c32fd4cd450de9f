"""Every night the traces of reading are bound to the chain: what is done to them afterwards is seen."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import text

from banfa.jobs.reads import seal_nights_reads
from banfa.trust.audit_rows import AuditData
from banfa.trust.instants import read_clock
from banfa.trust.read_seals import find_read_faults, seal_reads
from banfa.trust.reads import Reading, trace_read
from banfa.trust.unit import SHANGHAI, unit_of_work
from tests.trust.bureaus import NOW, read_rows
from tests.trust.clocks import shifted_clock
from tests.trust.test_audit import verified

DAY = NOW.astimezone(SHANGHAI).date() + timedelta(days=1)


@pytest.fixture
def read(engine, admin):
    """Leave some traces at a moment."""

    def read(*, at=NOW, times=3):
        for number in range(times):
            reading = Reading(way="get_complaint", kind="complaint", shown=[number + 1], filters={"q": "…"})
            trace_read(engine, admin, reading, now=at)

    return read


@pytest.fixture
def faults(engine, admin):
    def found():
        with unit_of_work(engine, admin, read_only=True) as unit:
            return [str(fault) for fault in find_read_faults(unit)]

    return found


def seals_of(engine, admin):
    return [row.data for row in read_rows(engine, admin, AuditData) if "digest" in row.data]


class TestANight:
    def test_binds_what_was_read_before_it(self, engine, admin, read, faults):
        read()
        read(at=datetime.combine(DAY, time(), SHANGHAI), times=1)
        assert seal_nights_reads(engine, day=DAY) >= 1
        (seal,) = seals_of(engine, admin)
        assert (seal["count"], len(seal["digest"])) == (3, 64)
        assert faults() == []
        assert verified(engine, admin).broken is None

    def test_is_sealed_once(self, engine, admin, read):
        read()
        seal_nights_reads(engine, day=DAY)
        assert seal_nights_reads(engine, day=DAY) == 0
        assert len(seals_of(engine, admin)) == 1

    def test_without_reading_leaves_no_link_and_the_next_goes_on_from_the_last(
        self, engine, admin, read, faults
    ):
        read()
        for days in range(3):
            seal_nights_reads(engine, day=DAY + timedelta(days=days))
        read(at=NOW + timedelta(days=2, hours=20), times=2)
        seal_nights_reads(engine, day=DAY + timedelta(days=4))
        first, second = seals_of(engine, admin)
        assert second["since"] == first["until"]
        assert second["count"] == 2
        assert faults() == []


CHANGES = {
    "changed": "UPDATE read_trace SET shown = '{9}' WHERE tenant_id = :tenant AND id = :first",
    "given to another": "UPDATE read_trace SET person_id = :clock WHERE tenant_id = :tenant AND id = :first",
    "moved": "UPDATE read_trace SET at = at - interval '1 s' WHERE tenant_id = :tenant AND id = :first",
    "taken away": "DELETE FROM read_trace WHERE tenant_id = :tenant AND id = :first",
    "all taken away": "DELETE FROM read_trace WHERE tenant_id = :tenant",
    "added": (
        "INSERT INTO read_trace (tenant_id, at, person_id, role, way, kind, shown, filters)"
        " SELECT tenant_id, at, person_id, role, way, kind, shown, filters FROM read_trace"
        " WHERE tenant_id = :tenant AND id = :first"
    ),
}


class TestASealedTrace:
    @pytest.mark.parametrize("change", CHANGES)
    def test_that_was_tampered_with_is_found(self, *, engine, owner_engine, admin, read, faults, change):
        read()
        seal_nights_reads(engine, day=DAY)
        with owner_engine.begin() as connection:
            first = connection.scalar(
                text("SELECT min(id) FROM read_trace WHERE tenant_id = :tenant"), {"tenant": admin.tenant_id}
            )
            values = {"tenant": admin.tenant_id, "first": first, "clock": admin.bureau.clock.id}
            connection.execute(text(CHANGES[change]), values)
        (fault,) = faults()
        assert "查阅痕迹与封记不符" in fault


class TestAClockThatStepsBackBehindASeal:
    def test_dates_no_read_within_what_is_sealed(self, engine, owner_engine, admin, faults):
        with engine.connect() as connection:
            present = read_clock(connection)
        midnight = datetime.combine(present.astimezone(SHANGHAI).date() + timedelta(days=1), time(), SHANGHAI)

        def clock_says(moment):
            return shifted_clock(owner_engine, moment - present)

        def read_something():
            with unit_of_work(engine, admin, read_only=True) as unit:
                moment = unit.now
            trace_read(engine, admin, Reading(way="get_complaint", kind="complaint", shown=[1]), now=moment)

        with clock_says(midnight - timedelta(hours=1)):
            read_something()
        with clock_says(midnight + timedelta(minutes=11)):
            assert seal_nights_reads(engine) >= 1
        with clock_says(midnight - timedelta(minutes=4)):
            read_something()
            assert faults() == []
        with clock_says(midnight + timedelta(days=1, minutes=11)):
            assert seal_nights_reads(engine) >= 1
        first, second = seals_of(engine, admin)
        assert (first["count"], second["count"], second["since"]) == (1, 1, first["until"])
        assert faults() == []

    def test_lets_nothing_be_sealed_that_is_not_over(self, engine, admin, read):
        read()
        with unit_of_work(engine, admin, read_only=True) as unit, pytest.raises(ValueError, match="over"):
            seal_reads(unit, until=unit.now + timedelta(minutes=1))


EDIT = "UPDATE audit_data SET data = CAST(:data AS jsonb) WHERE tenant_id = :tenant AND seq = :seq"
LAST_TRACE = "(SELECT max(id) FROM read_trace WHERE tenant_id = :tenant)"
UNREADABLE = (
    "{}",
    "[]",
    "null",
    "1.5",
    '"x"',
    "[" * 3000 + "]" * 3000,
    '{"since": "x", "until": "y", "count": 3, "digest": ""}',
    '{"since": 1, "until": 2, "count": 3, "digest": ""}',
    '{"since": "2026-03-01", "until": "2026-04-01", "count": 3, "digest": ""}',
    '{"since": "2026-03-01T00:00:00Z", "until": "9999-12-31T23:59:59-12:00", "count": 3, "digest": ""}',
    '{"since": "2026-03-01T00:00:00Z", "until": "2026-04-01T00:00:00Z", "count": 1e999, "digest": ""}',
)
"""What somebody could put in place of a seal's data: nothing that any program of ours has written."""


def read_seal(owner_engine, admin, seq):
    statement = text("SELECT data::text FROM audit_data WHERE tenant_id = :tenant AND seq = :seq")
    with owner_engine.connect() as connection:
        return json.loads(connection.scalar(statement, {"tenant": admin.tenant_id, "seq": seq}))


class TestASealThatNobodyCanRead:
    @pytest.mark.parametrize("data", UNREADABLE)
    def test_is_located_along_with_everything_else(self, *, engine, owner_engine, admin, read, data):
        for days in range(3):
            read(at=NOW + timedelta(days=days))
            seal_nights_reads(engine, day=DAY + timedelta(days=days))
        with owner_engine.begin() as connection:
            mine = {"tenant": admin.tenant_id, "data": data}
            connection.execute(text(EDIT), {**mine, "seq": 2})
            connection.execute(text(CHANGES["added"].replace(":first", LAST_TRACE)), mine)
        found = {(fault.seq, fault.subject) for fault in verified(engine, admin).faults}
        assert found == {(2, ""), (2, "read_trace"), (3, "read_trace")}

    @pytest.mark.parametrize("data", UNREADABLE)
    def test_does_not_keep_the_next_night_from_its_own(self, *, engine, owner_engine, admin, read, data):
        for days in range(2):
            read(at=NOW + timedelta(days=days))
            seal_nights_reads(engine, day=DAY + timedelta(days=days))
        with owner_engine.begin() as connection:
            connection.execute(text(EDIT), {"tenant": admin.tenant_id, "data": data, "seq": 2})
        read(at=NOW + timedelta(days=2))
        assert seal_nights_reads(engine, day=DAY + timedelta(days=2)) >= 1
        first, last = (read_seal(owner_engine, admin, seq) for seq in (1, 3))
        assert (last["since"], last["count"]) == (first["until"], 6), "its period is bound anew"
        found = {(fault.seq, fault.subject) for fault in verified(engine, admin).faults}
        assert found == {(2, ""), (2, "read_trace")}
