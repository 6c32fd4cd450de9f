"""Filings and task books under several hands and under a crash: all of a step or nothing, and once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import count

import pytest

from tests.at_once import call_at_once
from tests.casework.test_crashes import crash_at
from tests.casework.traces import read_rows_of_casework
from tests.filings.calling import DUE_ON, SENT_ON, call_pool, draft, list_filings
from tests.filings.filed import file_materials
from tests.task_books.booked import sign_books


def test_two_who_mark_a_filing_late_at_once_mark_it_once(xiamen):
    xiamen.join(xiamen.new_provider(), "product")
    xiamen.go_to(SENT_ON)
    _, (filing,) = call_pool(xiamen)
    xiamen.go_to(DUE_ON + timedelta(1))
    version = xiamen.get(f"/material-filings/{filing}")["version"]
    path = f"/material-filings/{filing}/late-marks"
    calls = (
        partial(client.post, path, {"reason": "未报送。"}, version=version)
        for client in (xiamen.officer, xiamen.second)
    )
    assert sorted(answer.status_code for answer in call_at_once(*calls)) == [201, 409]


def test_two_who_list_a_provider_at_once_list_it_once(xiamen):
    provider = xiamen.new_provider()
    xiamen.join(provider, "product")
    xiamen.go_to(SENT_ON)
    call = draft(xiamen)
    path = f"/filing-calls/{call}"
    version = xiamen.get(path)["version"]
    body = {"provider_id": provider}
    calls = (
        partial(xiamen.officer.post, f"{path}/material-filings", body, version=version),
        partial(xiamen.second.post, f"{path}/pool", {}, version=version),
    )
    statuses = sorted(answer.status_code for answer in call_at_once(*calls))
    assert statuses in ([200, 409], [200, 412], [201, 409])
    assert len(list_filings(xiamen, call)) == 1


@pytest.mark.long
@pytest.mark.parametrize(
    "act", ["list_pool_for_filing", "issue_filing_call", "withdraw_filing_call", "check_task_book_change"]
)
def test_a_crash_leaves_all_of_a_step_or_nothing(make_desk, engine, act):
    desk = make_desk("xiamen")
    providers = [desk.new_provider() for _ in range(2)]
    for provider in providers:
        desk.record(
            "membership", provider_id=provider, category="product", from_on=desk.day, basis="局〔2025〕1号"
        )
    step = SCENES[act](desk, providers)
    before = read_rows(desk)
    for n in count(1):
        if not crash_at(engine, n, step):
            break
        assert read_rows(desk) == before, n
    assert n > 3
    assert read_rows(desk) != before
    desk.verify()


def _list_pool(desk, _providers):
    call = desk.act("draft_filing_call", issued_on=desk.day).id
    return partial(desk.act, "list_pool_for_filing", call)


def _issue(desk, _providers):
    call = desk.act("draft_filing_call", issued_on=desk.day).id
    desk.act("list_pool_for_filing", call)
    desk.scan("filing_call", call, "filing_notice")
    return partial(desk.check, "issue_filing_call", call)


def _withdraw(desk, providers):
    things = file_materials(desk, *providers)
    for mark in desk.list("late_mark", state="entered"):
        desk.check("return_late_mark", mark.id)
    return partial(desk.check, "withdraw_filing_call", things["filing_call"])


def _change(desk, providers):
    book = sign_books(desk, *providers)["task_book"]
    change = desk.act("change_task_book", book).id
    desk.scan("task_book_change", change, "agreement")
    return partial(desk.check, "check_task_book_change", change)


SCENES = {
    "list_pool_for_filing": _list_pool,
    "issue_filing_call": _issue,
    "withdraw_filing_call": _withdraw,
    "check_task_book_change": _change,
}
"""What is done before each step, and the step."""


def read_rows(desk):
    """What stands, but for the moment up to which the ledger was read: that one stays whatever follows."""
    return {name: rows for name, rows in read_rows_of_casework(desk).items() if name != "latest_instant"}
