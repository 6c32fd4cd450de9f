"""上报报表: frozen as drafted, confirmed by another, sent with its file; worked out anew months later."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.web.console.reports import format_percent
from tests.reports.month import (
    AS_OF,
    DRAFT,
    accept,
    by_name,
    compare,
    confirm,
    declare,
    draft,
    fund,
    run_pilot,
    send,
)

NOVEMBER = date(2026, 11, 20)


@pytest.fixture
def drafted(pilot):
    """A report of the districts as of 31 March, drafted on 2 April; gives its number."""
    pilot.contracts = run_pilot(pilot)
    declare(pilot, "contract", "progress", "acceptance")
    return draft(pilot)["id"]


def correct(office, path, **data):
    office.post(f"{path}/correction", {"data": data, "reason": "录入有误。"})


class TestSteps:
    def test_go_from_the_draft_by_another_to_what_was_sent(self, pilot, drafted):
        report = pilot.get(f"/reports/{drafted}")
        assert (report["state"], report["drafted_by"]) == ("drafted", "林晓")
        pilot.post(f"/reports/{drafted}/confirmation", expect=(403, "same_person"))
        confirmed = confirm(pilot, drafted)
        assert (confirmed["state"], confirmed["confirmed_by"]) == ("confirmed", "郑文")
        sent = send(pilot, drafted)
        assert (sent["state"], sent["sent_on"], sent["channel"]) == ("sent", "2026-04-02", "省厅系统")
        steps = [step["step"] for step in pilot.get(f"/reports/{drafted}/steps")["items"]]
        assert steps == ["draft", "confirm", "send"]

    def test_send_nothing_without_its_file_or_before_it_was_confirmed(self, pilot, drafted):
        out = {"sent_on": "2026-04-02", "channel": "省厅系统"}
        address = f"/reports/{drafted}/sending"
        pilot.post(address, out, expect=(409, "wrong_state"))
        confirm(pilot, drafted)
        pilot.post(address, out, expect=(409, "paper_missing"))
        pilot.attach(f"/reports/{drafted}", "sent_report")
        pilot.post(address, out | {"sent_on": "2026-04-01"}, expect=(422, "days_reversed"))
        pilot.post(address, out)
        pilot.post(f"/reports/{drafted}/dropping", {"reason": "有误"}, expect=(409, "wrong_state"))

    def test_drop_what_has_not_gone_out(self, pilot, drafted):
        confirm(pilot, drafted)
        dropped = pilot.post(f"/reports/{drafted}/dropping", {"reason": "改按行业分列。"})
        assert (dropped["state"], dropped["reason"]) == ("dropped", "改按行业分列。")

    def test_draft_nothing_of_an_empty_ledger_or_of_a_day_to_come(self, pilot):
        pilot.post("/reports", DRAFT, expect=(409, "nothing_to_report"))
        pilot.post("/reports", DRAFT | {"as_of": "2026-04-03"}, expect=(422, "day_in_future"))


class TestNumbersSent:
    def test_come_out_the_same_in_november_whatever_was_recorded_since(self, pilot, drafted):
        before = pilot.get(f"/reports/{drafted}")["lines"]
        confirm(pilot, drafted)
        send(pilot, drafted)
        pilot.go_to(NOVEMBER)
        accept(pilot, pilot.contracts["c"], "2026-03-25")  # held in March, reported in November
        correct(pilot, f"/contracts/{pilot.contracts['a']}", amount=1)
        compared = compare(pilot, drafted)
        assert compared["reproduced"] is True
        assert compared["again"]["lines"] == before == pilot.get(f"/reports/{drafted}")["lines"]
        now = by_name(compared["now"]["lines"])["下陆区"]
        assert (now["accepted"], now["rate"], now["amount"]) == (3, 10_000, 60_500_001)
        assert by_name(before)["下陆区"]["accepted"] == 2

    def test_know_of_no_name_or_declaration_that_came_later(self, pilot):
        contracts = run_pilot(pilot)
        report = draft(pilot, breakdown="provider")["id"]
        pilot.go_to(NOVEMBER)
        correct(pilot, f"/providers/{contracts['first']}", name="丙公司")
        declare(pilot, "contract", "progress", "acceptance")
        compared = compare(pilot, report)
        assert compared["reproduced"] is True
        now = by_name(compared["now"]["lines"])
        assert set(now) == {"丙公司", "乙公司", "合计"}
        again = by_name(compared["again"]["lines"])
        assert (now["乙公司"]["accepted"], again["乙公司"]["accepted"]) == (0, None)

    def test_know_of_no_payment_checked_or_put_right_later(self, pilot):
        claim = fund(pilot)
        as_of = pilot.today.isoformat()
        first = f"/subsidy-payments/{pilot.pay(claim, 10_000_000)['id']}"
        report = draft(pilot, as_of=as_of)["id"]
        pilot.pay(claim, 500)
        for amount in (9_000_000, 8_000_000):
            pilot.post(f"{first}/correction", {"reason": "登记有误。", "amount": amount})
            pilot.post(f"{first}/correction-confirmation", by=pilot.second)
        compared = compare(pilot, report)
        assert compared["reproduced"] is True
        paid = [by_name(compared[which]["lines"])["合计"]["paid"] for which in ("again", "now")]
        assert paid == [10_000_000, 8_000_500]
        allocation = f"/subsidy-allocations/{pilot.allocation}"
        pilot.post(f"{allocation}/correction", {"reason": "登记有误。", "amount": 17_000_000})
        pilot.post(f"{allocation}/correction-confirmation", by=pilot.second)
        compared = compare(pilot, report)
        made = [by_name(compared[which]["lines"])["合计"]["allocated"] for which in ("again", "now")]
        assert (compared["reproduced"], made) == (True, [18_000_000, 17_000_000])
        later = draft(pilot, as_of=as_of)["id"]
        pilot.post(f"{first}/correction", {"reason": "登记有误。", "void": True})
        pilot.post(f"{first}/correction-confirmation", by=pilot.second)
        compared = compare(pilot, later)
        paid = [by_name(compared[which]["lines"])["合计"]["paid"] for which in ("again", "now")]
        assert (compared["reproduced"], paid) == (True, [8_000_500, 500])


@pytest.mark.parametrize(
    ("hundredths", "words"), [(None, ""), (6667, "66.67"), (-5, "-0.05"), (10_000, "100.00"), (0, "0.00")]
)
def test_a_rate_is_written_with_two_decimals(hundredths, words):
    assert format_percent(hundredths) == words


def test_a_report_says_as_of_which_day_and_of_what_was_known(pilot, drafted):
    report = pilot.get(f"/reports/{drafted}")
    assert (report["as_of"], report["breakdown"]) == (AS_OF, "district")
    assert report["recipient"] == "省工业和信息化厅"
    assert report["known_at"]
    assert "last_step" not in report
