"""An office that signs task books with providers: entered with their scan, checked, changed, planned."""

from __future__ import annotations

from datetime import date

SIGNED_ON = date(2026, 3, 2)
TARGETS = [
    {"item": "完成改造企业", "unit": "家", "quantity": "12", "due_on": "2026-06-30"},
    {"item": "改造投入", "unit": "万元", "quantity": "950.5", "due_on": "2026-12-31"},
]
BOOK = {
    "kind": "task_book",
    "title": "中小企业数字化转型试点任务书",
    "number": "2026-01",
    "party": "柳州市工业和信息化局",
    "signed_on": "2026-03-02",
    "from_on": "2026-03-02",
    "until_on": "2026-12-31",
    "targets": TARGETS,
}
CHANGE = {
    "number": "2026-01补1",
    "signed_on": "2026-05-06",
    "effective_on": "2026-05-08",
    "content": "两家企业退出试点，目标相应调整。",
    "targets": [{**TARGETS[0], "quantity": "10"}],
}
PLAN = {"kind": "monthly", "period": "2026-04", "content": "完成3家企业诊断。", "received_on": "2026-04-01"}


def enter(office, provider, **changes):
    return office.post("/task-books", {**BOOK, "provider_id": provider, **changes})["id"]


def put_in_force(office, provider, **changes):
    """A paper that was entered and checked against its scan."""
    book = enter(office, provider, **changes)
    office.attach(f"/task-books/{book}", "agreement" if changes.get("kind") == "agreement" else "task_book")
    office.post(f"/task-books/{book}/confirmation", by=office.second)
    return book


def change(office, book, **changes):
    """A change that was entered and checked against its scan."""
    made = office.post(f"/task-books/{book}/changes", {**CHANGE, **changes})["id"]
    office.attach(f"/task-book-changes/{made}", "agreement")
    return office.post(f"/task-book-changes/{made}/confirmation", by=office.second)


def plan(office, book, **changes):
    return office.post(f"/task-books/{book}/plans", {**PLAN, **changes})["id"]
