"""Old sheets that several persons work on at the same moment."""

from __future__ import annotations

from tests.at_once import send_each
from tests.history.past import (
    DECISIONS,
    confirm,
    enter,
    find_name,
    keep_file,
    list_rows,
    match,
    new_company,
    prove,
    write_workbook,
)

NAME = "黄石磁湖软件有限公司"
HEADS = ["服务商", "发文日期", "文号"]


def make_body(office, number):
    """What brings in a page of its own with the name."""
    rows = [HEADS, [NAME, "2024.5.6", f"{number}号"]]
    return {**DECISIONS, "kind": "other", "file_id": keep_file(office, write_workbook({"Sheet1": rows}))}


def test_a_page_comes_in_once(office):
    body = make_body(office, 1)
    assert sorted(send_each(office, *[("/history-sheets", body)] * 4)) == [201, 409, 409, 409]


def test_a_match_serves_sheets_that_come_in_meanwhile(office):
    company, _ = new_company(office, NAME)
    enter(office, [HEADS, [NAME, "2024.5.6", "甲"]], kind="other")
    name = f"/history-names/{find_name(office, NAME)['id']}/match"
    bodies = [make_body(office, number) for number in range(3)]
    sent = [(name, {"provider_id": company}), *(("/history-sheets", body) for body in bodies)]
    assert send_each(office, *sent) == [200, 201, 201, 201]
    rows = office.get("/history-rows")["items"]
    assert [(row["state"], row["provider_id"]) for row in rows] == [("matched", company)] * 4
    assert len(office.get("/history-names")["items"]) == 1


def test_a_match_is_not_undone_under_a_row_that_is_confirmed_meanwhile(office):
    company, _ = new_company(office, NAME)
    sheet = enter(office, [HEADS, [NAME, "2024.5.6", "甲"]], kind="other")
    match(office, NAME, company)
    (row,) = list_rows(office, sheet)
    prove(office, row)
    confirmed: tuple[str, dict[str, str]] = (f"/history-rows/{row['id']}/confirmation", {})
    undone = (f"/history-names/{row['written_provider_id']}/undoing", {"reason": "同名。"})
    assert sorted(send_each(office, confirmed, undone)) in ([200, 409], [200, 412])
    state = list_rows(office, sheet)[0]["state"]
    name = office.get(f"/history-names/{row['written_provider_id']}")["state"]
    assert (state, name) in {("confirmed", "matched"), ("unmatched", "open")}


def test_a_sheet_is_not_finished_over_a_row_that_is_opened_meanwhile(office):
    company, _ = new_company(office, NAME)
    sheet = enter(office, [HEADS, [NAME, "2024.5.6", "甲"]], kind="other")
    match(office, NAME, company)
    (row,) = list_rows(office, sheet)
    prove(office, row)
    confirm(office, row)
    finished = (f"/history-sheets/{sheet['id']}/completion", None)
    taken_back = (f"/history-rows/{row['id']}/withdrawal", {"reason": "有误。"})
    assert sorted(send_each(office, finished, taken_back)) == [200, 409]
    found = office.get(f"/history-sheets/{sheet['id']}")["state"], list_rows(office, sheet)[0]["state"]
    assert found in {("finished", "confirmed"), ("open", "matched")}


def test_a_sheet_is_not_dropped_over_a_row_that_is_confirmed_meanwhile(office):
    company, _ = new_company(office, NAME)
    sheet = enter(office, [HEADS, [NAME, "2024.5.6", "甲"]], kind="other")
    match(office, NAME, company)
    (row,) = list_rows(office, sheet)
    prove(office, row)
    dropped = (f"/history-sheets/{sheet['id']}/dropping", {"reason": "期间填错。"})
    confirmed: tuple[str, dict[str, str]] = (f"/history-rows/{row['id']}/confirmation", {})
    assert sorted(send_each(office, dropped, confirmed)) == [200, 409]
    found = office.get(f"/history-sheets/{sheet['id']}")["state"], list_rows(office, sheet)[0]["state"]
    assert found in {("dropped", "left_out"), ("open", "confirmed")}


def test_a_name_is_settled_once(office):
    company, _ = new_company(office, NAME)
    sheet = enter(office, [HEADS, [NAME, "2024.5.6", "甲"]], kind="other")
    name = f"/history-names/{find_name(office, NAME)['id']}"
    matched, absent = (f"{name}/match", {"provider_id": company}), (f"{name}/absence", {"reason": "已注销。"})
    assert sorted(send_each(office, matched, absent)) == [200, 412]
    settled, state = office.get(name)["state"], list_rows(office, sheet)[0]["state"]
    assert (settled, state) in {("matched", "matched"), ("absent", "unmatched")}
