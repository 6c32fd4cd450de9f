"""What fails in the middle of a meeting's decision leaves nothing of it; the chain holds what was paid."""

from __future__ import annotations

from functools import partial
from itertools import count

import pytest

from tests.casework.desk import SECOND
from tests.casework.test_crashes import crash_at
from tests.casework.traces import read_rows_of_casework
from tests.subsidies.paid import hold_meeting, pay_and_recover, reach_meeting, weigh

pytestmark = pytest.mark.long


def test_a_meetings_decision_is_taken_whole_or_not_at_all(make_desk, engine):
    desk = make_desk("liuzhou")
    claim = reach_meeting(desk, desk.new_contract(desk.new_provider(), signed_on="2026-02-10"))
    weigh(desk, claim)
    step = partial(desk.act, "decide_subsidy", claim, by=SECOND, **hold_meeting(desk))
    before = read_rows_of_casework(desk)
    for n in count(1):
        if not crash_at(engine, n, step):
            break
        assert read_rows_of_casework(desk) == before, n
    assert n > 10
    assert desk.find("subsidy_claim", claim).state == "decided"
    desk.verify()


def test_the_chain_holds_what_was_paid_and_paid_back(make_desk):
    desk = make_desk("liuzhou")
    pay_and_recover(desk, desk.new_contract(desk.new_provider(), signed_on="2026-02-10"))
    desk.verify()
