"""What comes in about a matter that had no case: received with its clock, listed, answered by a paper."""

from __future__ import annotations

from datetime import date

import pytest

CAME = {"body": "市人民政府", "number": "府行复〔2026〕21号", "subject": "不予入库的决定"}
LAST_DAYS = {
    # 行政复议法第四十八条: ten working days from the day after receipt, 3 to 16 March
    "review": "2026-03-16",
    # five by 行政复议法第五十四条
    "review_simple": "2026-03-09",
    # 行政诉讼法第六十七条: fifteen days, 3 to 17 March
    "suit": "2026-03-17",
    # 政府信息公开条例第三十三条: twenty working days, 3 to 30 March
    "disclosure": "2026-03-30",
}


@pytest.fixture
def office(xiamen):
    assert xiamen.today == date(2026, 3, 2)
    return xiamen


def receive(office, kind="review", **more):
    body = {**CAME, "kind": kind, "received_on": office.today.isoformat(), **more}
    return office.post("/proceedings", body)


@pytest.mark.parametrize("kind", LAST_DAYS)
def test_has_the_clock_of_its_law(office, kind):
    came = receive(office, kind)
    assert (came["due_on"], came["case_id"], came["subject"]) == (LAST_DAYS[kind], None, CAME["subject"])


@pytest.mark.parametrize("kind", ["audit", "discipline"])
def test_of_audit_and_discipline_has_the_day_that_the_paper_names(office, kind):
    body = {**CAME, "kind": kind, "received_on": office.today.isoformat()}
    office.post("/proceedings", body, expect=(422, "field_missing"))
    assert receive(office, kind, due_on="2026-03-06")["due_on"] == "2026-03-06"


def test_waits_with_who_received_it_until_it_is_answered_by_a_paper_and_ends(office):
    came = receive(office)
    address = f"/proceedings/{came['id']}"
    (item,) = office.list_waiting("proceeding")
    assert (item.what, item.step, item.due_on, item.person) == (
        "行政复议：不予入库的决定", "待答复", date(2026, 3, 16), "林晓",
    )  # fmt: skip
    said = {"answered_on": office.today.isoformat(), "words": "已提交答复书。"}
    office.post(f"{address}/answer", said, expect=(409, "paper_missing"))
    office.attach(address, "stamped_original")
    assert office.post(f"{address}/answer", said)["state"] == "answered"
    (item,) = office.list_waiting("proceeding")
    assert (item.step, item.due_on) == ("已答复，待终结", None)
    ended = {"ended_on": office.today.isoformat(), "result": "upheld", "words": "驳回复议请求。"}
    assert office.post(f"{address}/end", ended)["state"] == "ended"
    assert office.list_waiting("proceeding") == []


def test_is_answered_and_ended_no_earlier_than_it_came(office):
    office.clock.forward(days=1)
    address = f"/proceedings/{receive(office)['id']}"
    office.attach(address, "stamped_original")
    said = {"answered_on": "2026-03-02", "words": "已提交答复书。"}
    office.post(f"{address}/answer", said, expect=(422, "days_reversed"))
    ended = {"ended_on": "2026-03-02", "result": "upheld", "words": "驳回复议请求。"}
    office.post(f"{address}/end", ended, expect=(422, "days_reversed"))


def test_is_received_once_whether_a_case_or_none_has_it(office):
    came = receive(office)
    again = {**CAME, "kind": "review", "received_on": office.today.isoformat()}
    rejected = office.post("/proceedings", again, expect=(409, "received_before"))
    assert "市人民政府的府行复〔2026〕21号（行政复议）2026-03-02收到" in rejected["detail"]
    case = office.find_case(office.new_provider(), "11.6")
    of_case = {name: value for name, value in again.items() if name != "subject"}
    office.post(f"/cases/{case}/proceedings", of_case, expect=(409, "received_before"))
    assert [row["id"] for row in office.get("/proceedings")["items"]] == [came["id"]]
    # another body's paper of the same number, or this body's of another kind, is another
    office.post("/proceedings", {**again, "body": "省工业和信息化厅"})
    office.post(f"/cases/{case}/proceedings", {**of_case, "number": "府行复〔2026〕22号"})
    other = {**again, "number": "府行复〔2026〕22号"}
    rejected = office.post("/proceedings", other, expect=(409, "received_before"))
    assert f"在案件{office.get(f'/cases/{case}')['number']}中登记" in rejected["detail"]


def overturn(office, came, result="annulled"):
    """Enter what became of it, with the paper that says so."""
    address = f"/proceedings/{came['id']}"
    body = {"ended_on": office.today.isoformat(), "result": result, "words": "事实不清。"}
    office.post(f"{address}/end", body, expect=(422, "field_missing"))
    after = office.post(f"{address}/end", {**body, "result_no": "厦府行复决〔2026〕3号"})
    assert after["state"] == "overturned"
    office.attach(address, "official_text")
    return f"{address}/confirmation"


def test_that_annuls_what_the_ledger_does_not_have_ends_once_another_has_checked_it(office):
    path = overturn(office, receive(office, kind="review"))
    assert [item.step for item in office.list_waiting("proceeding")] == ["决定被撤销或变更，待复核执行"]
    office.post(path, expect=(403, "same_person"))
    assert office.post(path, by=office.second)["state"] == "ended"


def test_about_a_decision_that_a_case_led_to_belongs_to_that_case(office):
    provider = office.new_provider()
    decided = office.decide(office.plan(office.find_case(provider, "11.6"), "warning"), provider)
    body = {**CAME, "kind": "review", "received_on": office.today.isoformat()}
    body["decision_id"] = decided["decision_id"]
    refused = office.post("/proceedings", body, expect=(409, "decision_has_case"))
    assert "案〔2026〕1号" in refused["detail"]


def decide_without_case(office):
    """A warning that the ledger has and no case led to."""
    provider = office.new_provider()
    decision = {
        "provider_id": provider,
        "kind": "warning",
        "edition": office.profile.latest.key,
        "cite": "11.6",
        "authority": "厦门市工业和信息化局",
        "decided_on": office.today.isoformat(),
        "document_no": "厦工信警〔2026〕1号",
    }
    proposed = office.post("/decision-proposals", decision)["id"]
    office.post(f"/decision-proposals/{proposed}/confirmation", by=office.second)
    (known,) = office.decisions(provider)
    return known


def test_about_a_decision_without_a_case_names_it(office):
    known = decide_without_case(office)
    assert receive(office, decision_id=known["id"])["decision_id"] == known["id"]


def test_that_annuls_a_decision_without_a_case_has_it_corrected(office):
    known = decide_without_case(office)
    path = overturn(office, receive(office, kind="review", decision_id=known["id"]))
    office.post(path, by=office.second, expect=(409, "correction_missing"))
    office.post("/cases", {"decision_id": known["id"], "manner": "annul", "title": "关于撤销警告决定"})
    assert office.post(path, by=office.second)["state"] == "ended"
