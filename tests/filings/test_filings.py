"""材料报送: only a named 通知 calls for anything, one reminder, and nothing marks itself late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from banfa.errors import Malformed
from banfa.law import cite
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.instruments.issue import issue_instrument
from banfa.procedures.watch.hits import Hit
from banfa.procedures.watch.runs import store_run
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work
from tests.casework.test_guards_of_cases import refuse
from tests.filings.calling import (
    CALL,
    DUE_ON,
    SENT_ON,
    call_pool,
    draft,
    issue,
    list_filings,
    mark_late,
    receive,
)

LATE = {"reason": "截止日次日仍未报送。"}


@pytest.fixture
def pool(xiamen):
    """Two providers in the pool, on 1 April."""
    providers = [xiamen.new_provider(name) for name in ("鹭江软件有限公司", "筼筜智能有限公司")]
    for provider in providers:
        xiamen.join(provider, "product")
    xiamen.go_to(SENT_ON)
    return xiamen, providers


@pytest.fixture
def called(pool):
    """A call that is out: the office, the call, its two filings."""
    office, _ = pool
    return office, *call_pool(office)


class TestACall:
    def test_asks_all_in_the_pool_by_its_notice_and_one_issues_what_another_drafted(self, pool):
        office, providers = pool
        outside = office.new_provider("不在库有限公司")
        call = draft(office)
        path = f"/filing-calls/{call}"
        assert office.post(f"{path}/pool", {})["state"] == "drafted"
        assert [filing["provider_id"] for filing in list_filings(office, call)] == providers
        body = {"sent_on": "2026-04-01", "manner": "送交联络员"}
        refuse(office, f"{path}/issue", body, (403, "same_person"), "请由另一人办理")
        refuse(office, f"{path}/issue", body, (409, "paper_missing"), "报送通知", by=office.second)
        issued = issue(office, call)
        assert (issued["state"], issued["due_on"]) == ("issued", DUE_ON.isoformat())
        filings = list_filings(office, call)
        assert {(filing["state"], filing["due_on"]) for filing in filings} == {
            ("waiting", DUE_ON.isoformat())
        }
        assert outside not in {filing["provider_id"] for filing in filings}

    def test_names_providers_one_by_one_and_leaves_some_out(self, pool):
        office, providers = pool
        call = draft(office)
        path = f"/filing-calls/{call}"
        filing = office.post(f"{path}/material-filings", {"provider_id": providers[1]})["id"]
        body = {"provider_id": providers[1]}
        refuse(office, f"{path}/material-filings", body, (409, "provider_listed"), "已经列入")
        office.post(f"{path}/pool", {})
        assert len(list_filings(office, call)) == 2
        office.post(f"/material-filings/{filing}/leaving-out")
        issue(office, call)
        states = [each["state"] for each in list_filings(office, call)]
        assert states == ["left_out", "waiting"]

    def test_asks_a_category_alone(self, pool):
        office, _ = pool
        call = draft(office)
        path = f"/filing-calls/{call}/pool"
        refuse(office, path, {"category": "diagnosis"}, (422, "unknown_category"), "diagnosis")
        assert office.post(path, {"category": "product"})["state"] == "drafted"
        refuse(office, path, {}, (409, "nobody_to_file"), "没有可以再列入")

    def test_goes_out_to_somebody(self, pool):
        office, _ = pool
        call = draft(office)
        office.attach(f"/filing-calls/{call}", "filing_notice")
        body = {"sent_on": "2026-04-01", "manner": "送交联络员"}
        refuse(
            office,
            f"/filing-calls/{call}/issue",
            body,
            (409, "nobody_to_file"),
            "还没有列入服务商",
            by=office.second,
        )

    @pytest.mark.parametrize(
        ("term", "due_on"),
        [
            ({"term": 3, "term_unit": "自然日"}, "2026-04-07"),  # 4 April is of the 清明节 days of rest
            ({"term": 8, "term_unit": "自然日"}, "2026-04-09"),
            ({"term": None, "term_unit": None, "last_on": "2026-04-05"}, "2026-04-07"),
            ({"term": None, "term_unit": None, "last_on": "2026-04-10"}, "2026-04-10"),
        ],
    )
    def test_is_due_on_a_day_that_is_worked(self, pool, term, due_on):
        office, _ = pool
        call, _ = call_pool(office, **term)
        assert office.get(f"/filing-calls/{call}")["due_on"] == due_on

    def test_does_not_go_out_after_the_last_day_that_it_names(self, pool):
        office, _ = pool
        call = draft(office, term=None, term_unit=None, last_on="2026-04-11")  # a Saturday
        path = f"/filing-calls/{call}"
        office.post(f"{path}/pool", {})
        office.attach(path, "filing_notice")
        office.go_to(date(2026, 4, 12))
        body = {"sent_on": "2026-04-12", "manner": "送交联络员"}
        refuse(office, f"{path}/issue", body, (422, "days_reversed"), "2026-04-11已过", by=office.second)
        issued = office.post(f"{path}/issue", {**body, "sent_on": "2026-04-11"}, by=office.second)
        assert issued["due_on"] == "2026-04-13"

    def test_says_its_last_day_one_way(self, pool):
        office, _ = pool
        for changes in (
            {"last_on": "2026-04-10"},
            {"term": None, "term_unit": None},
            {"term_unit": None},
            {"term": None},
        ):
            refuse(office, "/filing-calls", {**CALL, **changes}, (422, "term_unclear"), "只填通知写明的一种")
        body = {**CALL, "term": None, "term_unit": None, "last_on": "2026-03-31"}
        refuse(office, "/filing-calls", body, (422, "days_reversed"), "不能早于")

    def test_names_provisions_that_there_are(self, pool):
        office, _ = pool
        for path in ("99", "总则"):
            body = {**CALL, "materials": [{"name": "进度表", "provision": path}]}
            refuse(office, "/filing-calls", body, (422, "provision_unknown"), "办法没有条款")
        draft(office, materials=[{"name": "进度表", "provision": "11.6"}])

    def test_names_provisions_of_the_edition_of_its_day(self, make_desk):
        """A made-up second edition, in force from 1 March 2026, has no 11(6) any more."""
        desk = make_desk("xiamen")
        first = desk.profile.latest
        outline = tuple(each for each in first.outline if each.cite != cite("11.6"))
        desk.profile = replace(desk.profile, editions=(first, replace(first, key="made-up", outline=outline)))
        with desk.unit_of(operator(desk.tenant)) as unit:
            issue_instrument(
                unit,
                desk.profile,
                kind="promulgation",
                edition="made-up",
                document_no="局〔2026〕1号",
                issuer=desk.profile.city.bureau,
                issued_on=date(2026, 2, 27),
                document_class="normative",
                published_on=date(2026, 2, 27),
                published_in="局网站",
                body={"commencement": "2026-03-01"},
            )
        materials = [{"name": "进度表", "provision": "11.6"}]
        old = desk.act("draft_filing_call", issued_on=date(2026, 2, 28), materials=materials)
        assert old.edition == first.key
        with pytest.raises(Malformed) as raised:
            desk.act("draft_filing_call", issued_on=date(2026, 3, 1), materials=materials)
        assert raised.value.code == "provision_unknown"

    def test_that_is_withdrawn_leaves_nothing_due(self, called):
        office, call, (first, second) = called
        receive(office, first)
        office.post(f"/material-filings/{first}/completion", by=office.second)
        office.post(f"/filing-calls/{call}/withdrawal", {"reason": "与省厅报表重复。"}, by=office.second)
        assert [filing["state"] for filing in list_filings(office, call)] == ["complete", "withdrawn"]
        office.go_to(DUE_ON + timedelta(1))
        refuse(office, f"/material-filings/{second}/late-marks", LATE, (409, "call_not_out"), "已撤回")
        assert office.list_waiting("filing_call") == []

    def test_is_not_withdrawn_over_late_marks(self, called):
        office, call, (first, _) = called
        office.go_to(DUE_ON + timedelta(1))
        mark = mark_late(office, first)
        body = {"reason": "重复。"}
        path = f"/filing-calls/{call}/withdrawal"
        refuse(office, path, body, (409, "late_marks_open"), "请先退回或者撤销", by=office.second)
        office.post(f"/late-marks/{mark}/revocation", {"revoked_why": "通知有误。"}, by=office.second)
        assert office.post(path, body, by=office.second)["state"] == "withdrawn"

    def test_ends_once_all_is_settled(self, called):
        office, call, (first, second) = called
        path = f"/filing-calls/{call}/completion"
        refuse(office, path, None, (409, "filings_open"), "待报送2家")
        receive(office, first)
        office.post(f"/material-filings/{first}/completion", by=office.second)
        office.go_to(DUE_ON + timedelta(1))
        mark = office.post(f"/material-filings/{second}/late-marks", LATE)["id"]
        refuse(office, path, None, (409, "late_marks_open"), "待复核")
        office.post(f"/late-marks/{mark}/confirmation", by=office.second)
        assert office.post(path)["state"] == "finished"
        assert receive(office, second)["state"] == "received"

    def test_that_never_goes_out_is_dropped(self, pool):
        office, _ = pool
        call = draft(office)
        done = office.post(f"/filing-calls/{call}/dropping", {"reason": "改由平台取数。"})
        assert done["state"] == "dropped"


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
        gap = {"deficiency": "未盖章。", "complete_by": "2026-04-03"}
        office.post(f"{path}/return", gap, by=office.second)
        office.go_to(date(2026, 4, 3))
        body = {"handed_on": "2026-04-03", "received_on": "2026-04-03"}
        refuse(office, f"{path}/receipt", body, (409, "paper_missing"), "还没有附上补正的材料")
        again = receive(office, filing)
        assert (again["state"], again["handed_on"], again["received_on"]) == (
            "received",
            "2026-04-01",
            "2026-04-03",
        )

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
