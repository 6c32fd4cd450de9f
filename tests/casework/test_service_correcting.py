"""Services that were entered wrongly and are put right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.casework.test_guards_of_cases import SERVED, refuse


@pytest.fixture
def served(xiamen):
    """An order of a month that was served on the day after its issue: the office, the order, the service."""
    provider = xiamen.new_provider()
    order = xiamen.plan(xiamen.find_case(provider, "11.2"), "order", term=1, term_unit="个月")
    paper = xiamen.draft(order)
    xiamen.approve(paper)
    xiamen.issue(paper)
    xiamen.go_to(xiamen.today + timedelta(5))
    day = (xiamen.today - timedelta(4)).isoformat()
    xiamen.serve(paper, provider, served_on=day)
    (service,) = xiamen.get("/document-services", document_id=paper)["items"]
    return xiamen, order, service


def enter(office, service, day, **changes):
    body = {"served_on": day.isoformat(), "reason": "误读回证上的日期。", **SERVED, **changes}
    return f"/document-services/{service['id']}/correction", body


def correct(office, service, day):
    """Enter and check a correction; gives the service that then counts."""
    entered = office.post(*enter(office, service, day))["id"]
    office.attach(f"/document-services/{entered}", "service_receipt")
    return office.post(f"/document-services/{entered}/confirmation", by=office.second)


def reject(office, service, day, code, says):
    path, body = enter(office, service, day)
    refuse(office, path, body, (409, code), says)


def days_of(office, order):
    remedy = office.get(f"/remedies/{order}")
    decision = office.get(f"/decisions/{remedy['decision_id']}")
    assert [remedy[name] for name in ("served_on", "due_on")] == [
        decision[name] for name in ("served_on", "due_on")
    ]
    return remedy["served_on"], remedy["due_on"]


class TestPuttingRight:
    def test_moves_the_term_and_the_ledgers_days(self, served):
        office, order, service = served
        assert days_of(office, order) == ("2026-03-03", "2026-04-03")
        day = office.today
        after = correct(office, service, day)
        assert (after["state"], after["service_id"]) == ("checked", service["id"])
        assert office.get(f"/document-services/{service['id']}")["state"] == "corrected"
        assert days_of(office, order) == ("2026-03-07", "2026-04-07")
        reject(office, service, day, "wrong_state", "更正送达登记")

    def test_of_the_receiver_moves_no_day(self, served):
        office, order, service = served
        before = days_of(office, order)
        correct(office, service, office.today - timedelta(4))
        assert days_of(office, order) == before

    def test_works_once_another_has_checked_it(self, served):
        office, order, service = served
        before = days_of(office, order)
        path, body = enter(office, service, office.today)
        entered = office.post(path, body)["id"]
        refuse(office, path, body, (409, "served_before"), "待另一人复核")
        office.attach(f"/document-services/{entered}", "service_receipt")
        confirmation = f"/document-services/{entered}/confirmation"
        office.post(confirmation, expect=(403, "same_person"))
        office.post(f"/document-services/{entered}/return", by=office.second)
        assert days_of(office, order) == before
        assert office.get(f"/document-services/{service['id']}")["state"] == "checked"

    def test_leaves_a_day_on_which_a_report_rests(self, served):
        office, order, service = served
        office.attach(f"/remedies/{order}", "report")
        reported = office.today - timedelta(2)
        office.post(
            f"/remedies/{order}/report",
            {"reported_on": reported.isoformat(), "after_hours": False, "manner": "direct"},
        )
        path, body = enter(office, service, reported + timedelta(1))
        refuse(office, path, body, (409, "rests_on_service"), "整改报告已于")
        correct(office, service, reported)
        assert days_of(office, order)[0] == reported.isoformat()

    def test_leaves_a_term_alone_that_was_moved_by_a_decision(self, served):
        office, order, service = served
        office.attach(f"/remedies/{order}", "stamped_original")
        today = office.today.isoformat()
        decided = {"reason": "等待鉴定", "document_no": "局企业函〔2026〕151号"}
        office.post(f"/remedies/{order}/term-pause", {"paused_on": today, **decided})
        reject(office, service, office.today, "rests_on_service", "整改期限中止")
        office.post(f"/remedies/{order}/term-resumption", {"resumed_on": today, **decided})
        reject(office, service, office.today, "rests_on_service", "延长或者中止过")

    def test_moves_the_term_of_a_partys_statement(self, xiamen):
        provider = xiamen.new_provider()
        removal = xiamen.plan(xiamen.find_case(provider, "12.4"), "removal")
        paper = xiamen.draft(removal, kind="advance", title="拟取消试点工作资格告知书")
        xiamen.approve(paper)
        xiamen.issue(paper)
        xiamen.go_to(xiamen.today + timedelta(1))
        day = xiamen.today
        xiamen.serve(paper, provider, served_on=(day - timedelta(1)).isoformat())
        before = xiamen.get(f"/remedies/{removal}")["statement_until"]
        (service,) = xiamen.get("/document-services", document_id=paper)["items"]
        correct(xiamen, service, day)
        after = xiamen.get(f"/remedies/{removal}")
        assert after["served_on"] == day.isoformat()
        assert after["statement_until"] > before
        said = {"stated_on": day.isoformat(), "statement": "称已报告。"}
        said["answers"] = [{"point": "已报告", "answer": "无书面材料。", "adopted": "不采纳"}]
        xiamen.post(f"/remedies/{removal}/hearing", said)
        last = xiamen.get("/document-services", document_id=paper)["items"][-1]
        reject(xiamen, last, day - timedelta(1), "rests_on_service", "已听取陈述申辩")
