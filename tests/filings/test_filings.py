"""材料报送: received with its files, one reminder, and nothing marks itself late."""

from __future__ import annotations

from datetime import date, timedelta

from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.watch.hits import Hit
from banfa.procedures.watch.runs import store_run
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work
from tests.casework.test_guards_of_cases import refuse
from tests.filings.calling import (
    DUE_ON,
    LATE,
    call_pool,
    mark_late,
    receive,
)


class TestAFiling:
    def test_is_received_with_its_files_and_found_complete_by_another(self, called):
        office, _, (filing, _) = called
        path = f"/material-filings/{filing}"
        body = {"handed_on": "2026-04-01", "received_on": "2026-04-01"}
        refuse(office, f"{path}/receipt", body, (409, "paper_missing"), "报送的材料")
        receive(office, filing)
        refuse(office, f"{path}/completion", None, (403, "same_person"), "请由另一人办理")
        assert office.post(f"{path}/completion", by=office.second)["state"] == "complete"

    def test_is_returned_for_completion_and_received_again_with_new_papers(self, called):
        office, _, (filing, _) = called
        path = f"/material-filings/{filing}"
        receive(office, filing)
        office.go_to(date(2026, 4, 2))
        gap = {"deficiency": "未盖章。", "complete_by": "2026-04-03"}
        office.post(f"{path}/return", gap, by=office.second)
        office.go_to(date(2026, 4, 3))
        body = {"handed_on": "2026-04-03", "received_on": "2026-04-03"}
        refuse(office, f"{path}/receipt", body, (409, "paper_missing"), "报送的材料")
        again = receive(office, filing)
        assert (again["state"], again["handed_on"], again["received_on"]) == (
            "received",
            "2026-04-01",
            "2026-04-03",
        )

    def test_has_its_day_put_right_by_two(self, called):
        """Typed as two days late; the postmark says otherwise: another returns it, it is entered anew."""
        office, _, (filing, _) = called
        path = f"/material-filings/{filing}"
        office.go_to(DUE_ON + timedelta(2))
        receive(office, filing, office.today.isoformat(), office.today.isoformat())
        mark = mark_late(office, filing)
        wrong = {"deficiency": "邮戳是截止日。", "wrong_day": True}
        back = office.post(f"{path}/return", wrong, by=office.second)
        assert (back["state"], back["handed_on"]) == ("returned", None)
        why = {"remarks": "仍缺盖章页。"}
        refuse(office, f"{path}/giving-up", why, (409, "day_not_entered"), "请先登记收到", by=office.second)
        body = {"handed_on": DUE_ON.isoformat(), "received_on": office.today.isoformat()}
        refuse(office, f"{path}/receipt", body, (409, "late_marked"), "请先撤销")
        office.post(f"/late-marks/{mark}/revocation", {"revoked_why": "邮戳在截止日。"}, by=office.second)
        refuse(office, f"{path}/late-marks", LATE, (409, "day_not_entered"), "请先登记收到")
        again = office.post(f"{path}/receipt", body)
        assert (again["state"], again["handed_on"]) == ("received", DUE_ON.isoformat())
        assert office.post(f"{path}/completion", by=office.second)["state"] == "complete"

    def test_that_is_not_completed_is_given_up_by_a_person_once_the_days_are_over(self, called):
        office, _, (filing, _) = called
        path = f"/material-filings/{filing}"
        receive(office, filing)
        gap = {"deficiency": "未盖章。", "complete_by": "2026-04-03"}
        office.post(f"{path}/return", gap, by=office.second)
        office.go_to(date(2026, 4, 3))
        why = {"remarks": "仍缺盖章页。"}
        refuse(office, f"{path}/giving-up", why, (409, "term_running"), "次日起", by=office.second)
        office.go_to(date(2026, 4, 4))
        assert office.post(f"{path}/giving-up", why, by=office.second)["state"] == "incomplete"

    def test_is_completed_by_a_day_that_is_worked(self, called):
        office, _, (filing, _) = called
        path = f"/material-filings/{filing}"
        receive(office, filing)
        saturday = {"deficiency": "未盖章。", "complete_by": "2026-04-11"}
        returned = office.post(f"{path}/return", saturday, by=office.second)
        assert returned["complete_by"] == "2026-04-13"
        why = {"remarks": "仍缺盖章页。"}
        office.go_to(date(2026, 4, 12))
        refuse(office, f"{path}/giving-up", why, (409, "term_running"), "2026-04-13", by=office.second)

    def test_is_extended_to_a_day_that_is_worked(self, called):
        office, _, (filing, _) = called
        path = f"/material-filings/{filing}"
        saturday = {"due_on": "2026-04-11", "remarks": "台风停工。"}
        assert office.post(f"{path}/extension", saturday, by=office.second)["due_on"] == "2026-04-13"
        office.go_to(date(2026, 4, 12))
        refuse(office, f"{path}/late-marks", LATE, (409, "term_running"), "2026-04-13")

    def test_has_one_reminder(self, called):
        office, _, (filing, _) = called
        path = f"/material-filings/{filing}/reminder"
        body = {"reminded_on": "2026-04-01", "channel": "电话"}
        done = office.post(path, body)
        assert (done["reminded_on"], done["channel"], done["state"]) == ("2026-04-01", "电话", "waiting")
        refuse(office, path, {**body, "channel": "短信"}, (409, "reminded_already"), "只提醒一次")
        receive(office, filing)
        gap = {"deficiency": "未盖章。"}
        office.post(f"/material-filings/{filing}/return", gap, by=office.second)
        refuse(office, path, body, (409, "reminded_already"), "只提醒一次")

    def test_is_extended_or_exempted_with_a_reason(self, called):
        office, call, (first, second) = called
        body = {"due_on": DUE_ON.isoformat(), "remarks": "台风停工。"}
        path = f"/material-filings/{first}/extension"
        refuse(office, path, body, (422, "days_reversed"), "须晚于", by=office.second)
        later = office.post(path, {**body, "due_on": "2026-04-20"}, by=office.second)
        assert (later["state"], later["due_on"]) == ("waiting", "2026-04-20")
        office.post(f"/material-filings/{second}/exemption", {"remarks": "没有在建项目。"}, by=office.second)
        office.go_to(DUE_ON + timedelta(1))
        refuse(office, f"/material-filings/{first}/late-marks", LATE, (409, "term_running"), "2026-04-20")
        refuse(office, f"/material-filings/{second}/late-marks", LATE, (409, "wrong_state"), "免报")
        items = office.list_waiting("material_filing")
        assert [(item.step, item.due_on) for item in items] == [("待报送", date(2026, 4, 20))]
        assert call


class TestALateMark:
    def test_is_made_by_an_officer_after_the_last_day_and_checked_by_another(self, called):
        office, _, (filing, other) = called
        path = f"/material-filings/{filing}/late-marks"
        office.go_to(DUE_ON)
        refuse(office, path, LATE, (409, "term_running"), "当日在内")
        office.go_to(DUE_ON + timedelta(1))
        assert office.get("/late-marks")["items"] == []
        mark = office.post(path, LATE)
        assert (mark["state"], mark["due_on"]) == ("entered", DUE_ON.isoformat())
        refuse(office, path, LATE, (409, "late_marked"), "不必再登记")
        checking = f"/late-marks/{mark['id']}/confirmation"
        refuse(office, checking, None, (403, "same_person"), "请由另一人办理")
        assert office.post(checking, by=office.second)["state"] == "checked"
        assert office.get(f"/material-filings/{other}")["state"] == "waiting"

    def test_is_not_made_of_what_was_handed_in_on_the_last_day(self, called):
        office, _, (filing, other) = called
        office.go_to(DUE_ON)
        receive(office, filing)
        office.go_to(DUE_ON + timedelta(2))
        receive(office, other, DUE_ON.isoformat(), office.today.isoformat())  # posted on the last day
        for each in (filing, other):
            path = f"/material-filings/{each}/late-marks"
            refuse(office, path, LATE, (409, "handed_in_time"), "没有逾期")

    def test_is_not_checked_of_what_turns_out_to_be_in_time(self, called):
        office, _, (filing, _) = called
        office.go_to(DUE_ON + timedelta(1))
        mark = office.post(f"/material-filings/{filing}/late-marks", LATE)["id"]
        receive(office, filing, DUE_ON.isoformat(), office.today.isoformat())
        path = f"/late-marks/{mark}/confirmation"
        refuse(office, path, None, (409, "handed_in_time"), "没有逾期", by=office.second)
        assert office.post(f"/late-marks/{mark}/return", by=office.second)["state"] == "returned"

    def test_is_taken_back_before_what_was_posted_in_time_is_entered_or_excused(self, called):
        office, _, (filing, other) = called
        office.go_to(DUE_ON + timedelta(1))
        mark = mark_late(office, filing)
        path = f"/material-filings/{filing}"
        office.attach(path, "filed_material")
        body = {"handed_on": DUE_ON.isoformat(), "received_on": office.today.isoformat()}
        refuse(office, f"{path}/receipt", body, (409, "late_marked"), "请先撤销")
        why = {"remarks": "台风停工。"}
        refuse(office, f"{path}/exemption", why, (409, "late_marked"), "请先退回或者撤销", by=office.second)
        later = {**why, "due_on": "2026-04-20"}
        refuse(office, f"{path}/extension", later, (409, "late_marked"), "请先退回或者撤销", by=office.second)
        office.post(f"/late-marks/{mark}/revocation", {"revoked_why": "收发延误。"}, by=office.second)
        assert office.post(f"{path}/receipt", body)["state"] == "received"
        assert receive(office, other)["state"] == "received"  # a late one is entered all the same

    def test_is_revoked_by_another_and_the_filing_waits_again_though_its_call_has_ended(self, called):
        office, call, (filing, other) = called
        office.go_to(DUE_ON + timedelta(1))
        marks = [mark_late(office, each) for each in (filing, other)]
        office.post(f"/filing-calls/{call}/completion")
        assert office.list_waiting("material_filing") == []
        why = {"revoked_why": "收发延误。"}
        for mark in marks:
            path = f"/late-marks/{mark}/revocation"
            refuse(office, path, why, (403, "same_person"), "请由另一人办理")
            office.post(path, why, by=office.second)
        items = office.list_waiting("material_filing")
        assert [(item.step, item.due_on) for item in items] == [("待报送", DUE_ON)] * 2
        later = {"due_on": "2026-04-20", "remarks": "台风停工。"}
        extended = office.post(f"/material-filings/{filing}/extension", later, by=office.second)
        assert extended["due_on"] == "2026-04-20"
        spared = {"remarks": "没有在建项目。"}
        path = f"/material-filings/{other}/exemption"
        assert office.post(path, spared, by=office.second)["state"] == "exempt"
        (item,) = office.list_waiting("material_filing")
        assert item.due_on == date(2026, 4, 20)

    def test_leads_to_no_lead_no_case_no_hit_and_no_entry_of_the_ledger(self, called):
        """However many a provider has: what Xiamen 11(6) says of late papers an officer finds, or nobody."""
        office, _, (filing, _) = called
        others = [call_pool(office, document_no=f"厦工信企业函〔2026〕{n}号")[1][0] for n in range(16, 20)]
        office.go_to(DUE_ON + timedelta(1))
        before = watch(office)
        for each in (filing, *others):
            mark_late(office, each)
        assert len(office.get("/late-marks", state="checked")["items"]) == 5
        assert watch(office) == before


def watch(office):
    """What the watch has found once it has run today, all leads, and lists of cases and of the ledger."""
    bureau = office.bureau
    with unit_of_work(bureau.engine, operator(bureau.tenant), now=office.clock.now) as unit:
        store_run(unit, office.profile, as_of=office.today)
        hits = sorted(
            (hit.clause, hit.provider_id, hit.state, hit.explanation) for hit in list_rows(unit, Hit)
        )
        leads = list_rows(unit, Lead)
    assert hits  # of what it does not know: it has looked
    lists = [office.get(path)["items"] for path in ("/cases", "/findings", "/filings", "/complaints")]
    return hits, leads, lists
