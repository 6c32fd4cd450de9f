"""Every night the traces of reading are bound to the chain: what is done to them afterwards is seen."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from banfa.jobs.reads import seal_nights_reads
from banfa.trust.audit_rows import AuditData
from banfa.trust.read_seals import find_read_faults
from banfa.trust.reads import Reading, trace_read
from banfa.trust.unit import SHANGHAI, unit_of_work
from tests.trust.bureaus import NOW, read_rows
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
        read(at=datetime.combine(DAY, datetime.min.time(), SHANGHAI), times=1)
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
