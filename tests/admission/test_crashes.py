"""Telling the ledger of a list: all of it or nothing, at whatever statement it fails."""

from __future__ import annotations

from functools import partial
from itertools import count

import pytest

from tests.admission.steps import reach_list, record
from tests.casework.test_crashes import crash_at
from tests.casework.traces import read_rows_of_casework

pytestmark = pytest.mark.long


def test_memberships_are_recorded_whole_or_not_at_all(make_desk, engine, record_property):
    desk = make_desk("liuzhou")
    batch = reach_list(desk)
    before = read_rows_of_casework(desk)
    for n in count(1):
        if not crash_at(engine, n, partial(record, desk, batch)):
            break
        assert read_rows_of_casework(desk) == before, f"statement {n}"
    record_property("statements", n)
    assert n > 20
    assert desk.find("admission_batch", batch).state == "recorded"
    rows = desk.list("admission_application", admission_batch_id=batch)
    assert len({row.membership_id for row in rows}) == len(rows) == 2
    desk.verify()
