"""Every night what is past keeping is deleted, in a bureau where nothing happens too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from banfa.jobs.sweeping import sweep_bureaus
from banfa.procedures.imports.erasing import sweep_imports
from banfa.trust.tenants import operator
from banfa.trust.unit import SHANGHAI, unit_of_work
from banfa.web.idempotency import RETENTION, StoredAnswer, sweep_answers
from tests.trust.bureaus import NOW, found_bureau, read_rows

DAY = NOW.astimezone(SHANGHAI).date() + timedelta(days=1)


@pytest.fixture
def store(engine):
    def store(admin, *, stored_at, times):
        with unit_of_work(engine, admin) as unit:
            unit.unaudited("answers as the tests want them")
            for number in range(times):
                values = {
                    "credential": "token/1",
                    "key": f"key number {number}",
                    "payload": b"",
                    "status": 200,
                }
                answer = {"headers": {}, "body": b"{}", "stored_at": stored_at}
                unit.connection.execute(unit.insert(StoredAnswer.table).values(**values, **answer))

    return store


def test_deletes_all_that_is_past_keeping_once(engine, admin, store):
    store(admin, stored_at=NOW - RETENTION - timedelta(days=400), times=45)
    sweeps = (sweep_imports, sweep_answers)
    assert sweep_bureaus(engine, sweeps, day=DAY) >= 1
    assert read_rows(engine, admin, StoredAnswer) == []
    assert sweep_bureaus(engine, sweeps, day=DAY) == 0


def test_leaves_what_is_still_kept(engine, admin, store):
    with unit_of_work(engine, admin, read_only=True) as unit:
        now = unit.now
    store(admin, stored_at=now - RETENTION + timedelta(hours=1), times=3)
    sweep_bureaus(engine, [sweep_answers], day=DAY)
    assert len(read_rows(engine, admin, StoredAnswer)) == 3


def test_of_one_bureau_keeps_no_other_from_its_own(engine, owner_engine, admin, store, caplog):
    other = operator(found_bureau(owner_engine))
    for actor in (admin, other):
        store(actor, stored_at=NOW - RETENTION - timedelta(days=400), times=1)

    def fail_for_one(unit):
        if unit.tenant_id == admin.tenant_id:
            raise RuntimeError("cannot be deleted")
        return sweep_answers(unit)

    sweep_bureaus(engine, [fail_for_one], day=DAY)
    assert [len(read_rows(engine, actor, StoredAnswer)) for actor in (admin, other)] == [1, 0]
    assert "not_swept" in caplog.text
