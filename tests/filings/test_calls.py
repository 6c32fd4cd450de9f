"""报送通知: nothing is due that none has called for; issued by another, ended once all is settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from banfa.errors import Malformed
from banfa.law import cite
from banfa.procedures.instruments.issue import issue_instrument
from banfa.trust.tenants import operator
from tests.casework.test_guards_of_cases import refuse
from tests.filings.calling import (
    CALL,
    DUE_ON,
    LATE,
    call_pool,
    draft,
    issue,
    list_filings,
    mark_late,
    receive,
)


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
