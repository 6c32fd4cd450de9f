"""The rooms of filings and of task books, carried out by the examples of the document."""

from __future__ import annotations

from datetime import timedelta

from tests.web.clients import credit_code

FILED = {
    "filing_calls": "filing_call",
    "material_filings": "material_filing",
    "late_marks": "late_mark",
}
SIGNED = {
    "task_books": "task_book",
    "task_book_changes": "task_book_change",
    "task_book_plans": "task_book_plan",
}
"""Every kind of thing of the rooms, by what its list is called."""


def run_filings(work):
    """A call to three: one completes its filing, one is exempt, one late; others that come to nothing."""
    today = _today(work)
    call = _draft(work, today)
    one, two, three = (_list(work, call, name) for name in ("壬公司", "癸公司", "子公司"))
    out = _list(work, call, "丑公司")
    work.act("leave_provider_out", out)
    work.act("list_pool_for_filing", call)
    work.scan(call, "filing_notice", "filing_call")
    work.act("issue_filing_call", call, by=work.second, sent_on=today.isoformat())
    _file(work, one, today)
    work.act("exempt_filing", two, by=work.second)
    work.act("remind_filing", three, reminded_on=today.isoformat())
    until = (today + timedelta(20)).isoformat()
    work.act("extend_filing", three, by=work.second, due_on=until)
    work.scenario.bureau.clock.forward(days=40)
    _mark(work, three)
    work.act("withdraw_filing_call", call, by=work.second)
    work.act("drop_filing_call", _draft(work, _today(work)))
    _finish(work)


def _file(work, filing, today):
    """Filed, returned to be completed, filed again and complete."""
    days = {"handed_on": today.isoformat(), "received_on": today.isoformat()}
    work.scan(filing, "filed_material", "material_filing")
    work.act("receive_filing", filing, **days)
    work.act("return_filing", filing, by=work.second, complete_by=today.isoformat())
    work.scenario.bureau.clock.forward(minutes=1)
    work.scan(filing, "filed_material", "material_filing")
    work.act("receive_filing", filing, **days)
    work.press("complete_filing", filing, "completion")


def _mark(work, filing):
    """A late mark that is not taken, one that is checked and taken back."""
    for name, path in (("return", "return"), ("check", "confirmation")):
        mark = "/late-marks/" + work.act("mark_filing_late", filing)["id"]
        if path == "confirmation":
            work.scan(mark, "other", "late_mark")
        work.press(f"{name}_late_mark", mark, path)
    work.act("revoke_late_mark", mark, by=work.second)


def _finish(work):
    """A call that ends once its one filing was given up."""
    today = _today(work)
    call = _draft(work, today)
    filing = _list(work, call, "寅公司")
    work.scan(call, "filing_notice", "filing_call")
    work.act("issue_filing_call", call, by=work.second, sent_on=today.isoformat())
    work.scan(filing, "filed_material", "material_filing")
    work.act("receive_filing", filing, handed_on=today.isoformat(), received_on=today.isoformat())
    work.act("return_filing", filing, by=work.second, complete_by=today.isoformat())
    work.scenario.bureau.clock.forward(days=12)
    work.act("give_filing_up", filing, by=work.second)
    work.act("finish_filing_call", call)


def run_task_books(work):
    """A task book sent back; one that is changed, planned and ended."""
    today = _today(work)
    work.press("return_task_book", _enter(work, today), "return")
    book = _enter(work, today)
    work.scan(book, "task_book", "task_book")
    work.press("check_task_book", book, "confirmation")
    days = {"signed_on": today.isoformat(), "effective_on": today.isoformat()}
    for name, path in (("return", "return"), ("check", "confirmation")):
        change = "/task-book-changes/" + work.act("change_task_book", book, **days)["id"]
        if path == "confirmation":
            work.scan(change, "agreement", "task_book_change")
        work.press(f"{name}_task_book_change", change, path)
    work.scenario.send("get_task_book_targets", ids=[book.rpartition("/")[2]])
    received = {"received_on": today.isoformat()}
    month = f"{today:%Y-%m}"
    plan = "/task-book-plans/" + work.act("enter_task_book_plan", book, period=month, **received)["id"]
    work.act("revise_task_book_plan", plan, **received)
    work.scan(plan, "work_plan", "task_book_plan")
    stated = {"stated_on": today.isoformat()}
    work.act("state_plan_done", plan, by=work.second, **stated)
    work.act("reopen_task_book_plan", plan, by=work.second)
    work.scenario.bureau.clock.forward(days=40)
    stated = {"stated_on": _today(work).isoformat()}
    work.act("state_plan_not_done", plan, by=work.second, **stated)
    work.act("end_task_book", book, by=work.second, ended_on=today.isoformat())


def _today(work):
    return work.scenario.bureau.clock.now.date()


def _draft(work, today):
    return "/filing-calls/" + work.scenario.send("draft_filing_call", issued_on=today.isoformat())["id"]


def _list(work, call, name):
    """List a new provider under a call."""
    provider = work.officer.post("/providers", {"uscc": credit_code(), "name": name}).json["id"]
    made = work.act("list_provider_for_filing", call, provider_id=provider)
    return f"/material-filings/{made['id']}"


def _enter(work, today):
    days = {"signed_on": today.isoformat(), "from_on": today.isoformat()}
    until = (today + timedelta(300)).isoformat()
    made = work.scenario.send("enter_task_book", provider_id=work.provider, until_on=until, **days)
    return f"/task-books/{made['id']}"
