"""What fails in the middle of a step leaves nothing of it, the chain holds, and doing it again completes."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import count

import pytest
from sqlalchemy import event

from tests.casework.desk import SECOND
from tests.casework.traces import read_rows_of_casework

pytestmark = pytest.mark.long

numbers = count(7)


class Crash(Exception):
    """What fails."""


def reach_lead(desk):
    lead = desk.act("register_lead", provider_id=desk.new_provider(), clause="12.2").id
    desk.act("verify_lead", lead)
    return lead


def confirm(desk):
    return partial(desk.act, "confirm_lead", reach_lead(desk), by=SECOND)


def open_case(desk):
    lead = reach_lead(desk)
    desk.check("confirm_lead", lead)
    return partial(desk.act, "open_case", lead)


def order(desk):
    case = desk.open_case(desk.new_provider(), "12.2")
    return desk.plan(case, "order", term=30, term_unit="日")


def check_last_approval(desk):
    approval = desk.sign_all(desk.draft(order(desk)), but_last=True)
    return partial(desk.act, "check_approval", approval, by=SECOND)


def issue(desk):
    paper = desk.draft(order(desk))
    desk.sign_all(paper)
    desk.scan("case_document", paper, "stamped_original")
    return partial(desk.act, "issue_paper", paper, document_no=f"柳工信函〔2026〕{next(numbers)}号")


def start_order(desk):
    paper = desk.draft(order(desk))
    desk.issue(paper)
    return partial(desk.act, "check_service", desk.enter_service(paper), by=SECOND)


def removal(desk):
    """A removal of which the party was told and heard, and its paper issued; the provider has a contract."""
    provider = desk.new_provider()
    desk.new_contract(provider)
    case = desk.open_case(provider, "14.9")
    remedy = desk.plan(case, "removal")
    desk.hear(remedy)
    paper = desk.draft(remedy)
    desk.issue(paper)
    return remedy, paper


def let_removal_work(desk):
    _, paper = removal(desk)
    return partial(desk.act, "check_service", desk.enter_service(paper), by=SECOND)


def let_withdrawal_work(desk):
    remedy, paper = removal(desk)
    desk.serve(paper)
    desk.day += timedelta(20)
    decision = desk.find("remedy", remedy).decision_id
    case = desk.act("open_correction", decision_id=decision).id
    paper = desk.draft(desk.plan(case, "withdrawal"))
    desk.issue(paper)
    return partial(desk.act, "check_service", desk.enter_service(paper), by=SECOND)


STEPS = {
    "confirming a lead": confirm,
    "opening a case": open_case,
    "checking the last approval": check_last_approval,
    "issuing a paper": issue,
    "letting an order run": start_order,
    "letting a removal work": let_removal_work,
    "letting a withdrawal work": let_withdrawal_work,
}


class CrashAt:
    """Fails at the n-th statement from now on, the commit counted as one."""

    def __init__(self, n):
        self.left = n

    def __call__(self, *_what):
        self.left -= 1
        if self.left == 0:
            raise Crash


def crash_at(engine, n, step):
    """Take a step that fails at its n-th statement; tells whether it was so long."""
    crash = CrashAt(n)
    places = ("before_cursor_execute", "commit")
    for place in places:
        event.listen(engine, place, crash)
    try:
        step()
    except Crash:
        return True
    finally:
        for place in places:
            event.remove(engine, place, crash)
    return False


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_taken_whole_or_not_at_all(make_desk, engine, name, record_property):
    desk = make_desk("liuzhou")
    step = STEPS[name](desk)
    before = read_rows_of_casework(desk)
    for n in count(1):
        if not crash_at(engine, n, step):
            break
        assert read_rows_of_casework(desk) == before, n
    assert n > 10
    assert read_rows_of_casework(desk) != before
    desk.verify()
    record_property("figures", f"{name}: failed at each of {n - 1} statements, then done")
