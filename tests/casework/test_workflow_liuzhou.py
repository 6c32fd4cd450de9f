"""Liuzhou, articles 12 to 14, to the day: a sixth 不满意, 约谈 and an order, not done; 清退, 公示, 灰名单.

Whether a term that ends on the National Day goes on to the first working day after is a reading: both are
settled by a document and asserted. An enterprise's application to change its provider (13), its new contract
and the platform's account are recorded as what followed; filings of projects and money are no part of cases.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.casework.reading import new_party
from tests.casework.workflow import LAW, OFFICE, TEXT, Workflow

LATE = "14.4第三种情形"
ANSWERS = [{"point": "已安排整改", "answer": "至期满未报送整改报告，走访未见整改。", "adopted": "不采纳"}]
LAST_DAYS = {"kept": date(2026, 10, 1), "moved": date(2026, 10, 8)}
"""Thirty days from 2 September end on 1 October; the first working day after the holiday is the 8th."""


@pytest.fixture
def make_liuzhou(make_office):
    def make(rest_day):
        office = make_office("liuzhou", Workflow)
        settings = {"orders.rest_day": rest_day, "late": "alone", "publication.time": "after"}
        office.settle(settings)
        office.go_to(date(2026, 8, 10))
        return office

    return make


def dissatisfy(office, provider, n):
    """An enterprise that has a contract with a provider, and is not satisfied; gives the contract."""
    enterprise = office.new_enterprise(n)
    contract = office.enter(
        "contracts", provider_id=provider, enterprise_id=enterprise, number=f"HT-{n}", signed_on="2026-02-10"
    )
    survey = office.enter(
        "surveys",
        contract_id=contract,
        provider_id=provider,
        enterprise_id=enterprise,
        answer="不满意",
        answered_on="2026-08-10",
    )
    return contract, survey


def verify_sixth(office, provider):
    """No lead that rests on six enterprises is verified before the sixth was called back too."""
    surveys = [dissatisfy(office, provider, n)[1] for n in range(1, 7)]
    lead = office.register(provider, "12.6", "own")
    # five working days of the bureau's own to verify it
    assert office.get(f"/leads/{lead}")["verify_by"] == "2026-08-17"
    said = {
        "verified_on": "2026-08-10",
        "verifiers": ["林晓", "周宁"],
        "finding": "六家企业不满意。",
        "evidence": ["回访记录"],
    }
    for left, survey in zip(range(6, 0, -1), surveys, strict=True):
        version = office.get(f"/leads/{lead}")["version"]
        refused = office.officer.post(f"/leads/{lead}/verification", said, version=version).json
        assert (refused["code"], f"还有{left}条" in refused["detail"]) == ("not_called_back", True)
        office.call_back(survey)
    office.verify(lead)
    return office.open_case(lead, "六家企业不满意")


def order(office, provider):
    """约谈 and an order in one paper, served on the first of September."""
    case = verify_sixth(office, provider)
    interview = office.plan(case, "interview")
    longer = {"kind": "order", "term": 45, "term_unit": "日"}
    office.post(f"/cases/{case}/remedies", longer, expect=(422, "term_reason_missing"))
    remedy = office.plan(case, "order", term=30, term_unit="日")
    office.go_to(date(2026, 8, 28))
    document = office.issue_together([interview, remedy], title="约谈和限期整改通知书")
    office.go_to(date(2026, 9, 1))
    office.serve(document, provider)
    office.finish(interview)
    return case, remedy


def let_lapse(office, case, remedy, last_day):
    """Nobody is late before the last day is over."""
    assert office.get(f"/remedies/{remedy}")["due_on"] == last_day.isoformat()
    office.go_to(last_day)
    words = {"words": "至期满未收到整改报告。"}
    office.post(f"/remedies/{remedy}/lapse", words, expect=(409, "term_runs"))
    office.go_to(last_day + timedelta(1))
    office.post(f"/remedies/{remedy}/lapse", words)
    # an enterprise's change of provider (13) is no remedy of the bureau's
    office.post(f"/cases/{case}/remedies", {"kind": "replacement"}, expect=(422, "field_out_of_range"))


class TestLiuzhou:
    @pytest.mark.parametrize("rest_day", LAST_DAYS)
    def test_an_order_ends_by_the_reading(self, make_liuzhou, rest_day):
        office = make_liuzhou(rest_day)
        case, remedy = order(office, new_party(office))
        let_lapse(office, case, remedy, LAST_DAYS[rest_day])

    def test_from_the_sixth_enterprise_to_the_grey_list(self, make_liuzhou):
        office = make_liuzhou("moved")
        provider = new_party(office)
        case, remedy = order(office, provider)
        let_lapse(office, case, remedy, LAST_DAYS["moved"])
        office.post(f"/cases/{case}/closing", {"result": "办结。"}, expect=(409, "remedies_running"))
        office.go_to(date(2026, 10, 12))
        assert office.recheck(remedy, "failed")["state"] == "failed"
        # what was not done in its term opens 13 to the six enterprises
        assert office.follow(case) == [("replacement", "13")] * 6
        office.close(case)
        heavy, removal, grey = self.remove(office, provider)
        self.show(office, removal)
        effects = office.follow(heavy)
        assert effects == [("contract_check", None)] * 6 + [("publication", LATE), ("account", None)]
        office.finish(removal)
        office.finish(grey)
        office.close(heavy)
        self.read(office, provider, (case, remedy), (heavy, removal, grey))

    def remove(self, office, provider):
        """14(4): both remedies told in one paper, heard, discussed, decided in one, served."""
        case = office.find_case(provider, LATE)
        removal, grey = office.plan(case, "removal"), office.plan(case, "grey_list")
        draft = {"kind": "act", "remedy_id": removal, "title": "关于清退的决定", "publicity": "public"}
        office.post(f"/cases/{case}/documents", draft, expect=(409, "hearing_first"))
        assert office.tell([removal, grey], provider) == date(2026, 10, 19)
        office.go_to(date(2026, 10, 15))
        office.hear([removal, grey], ANSWERS)
        office.go_to(date(2026, 10, 20))
        document = office.issue_together([removal, grey], title="关于清退有关服务商的决定")
        office.go_to(date(2026, 10, 22))
        left = {"manner": "left", "receiver": None, "witness": "社区工作人员韦某", "note": "前台拒收"}
        office.serve(document, provider, **{k: v for k, v in left.items() if v})
        return case, removal, grey

    def show(self, office, removal):
        """On the bureau's own site for as long as it set; then taken down."""
        shown = office.show(removal, "after", until="2026-10-29")
        office.go_to(date(2026, 10, 30))
        down = {"down_on": "2026-10-30", "reason": "公示期满"}
        assert office.post(f"/publications/{shown}/taking-down", down)["state"] == "down"
        assert office.steps(f"/publications/{shown}") == [
            ("draft", TEXT), ("review", LAW), ("hand_over", OFFICE), ("post", TEXT), ("take_down", LAW),
        ]  # fmt: skip

    def read(self, office, provider, light, heavy):
        assert office.tell_decisions(provider) == [
            ("interview", None, "12.6", "2026-08-28", "2026-09-01", None, None),
            ("order", None, "12.6", "2026-08-28", "2026-09-01", "2026-10-08", None),
            ("order_outcome", "recheck_failed", "12.6", "2026-10-12", None, None, None),
            ("grey_list", None, LATE, "2026-10-20", "2026-10-22", None, None),
            ("removal", None, LATE, "2026-10-20", "2026-10-22", None, "2026-10-22"),
        ]
        case, remedy = light
        assert office.hold_file(case) == ["act"]
        assert office.steps(f"/remedies/{remedy}") == [
            ("plan", OFFICE), ("issue", TEXT), ("start_term", TEXT), ("lapse", TEXT), ("fail", TEXT),
        ]  # fmt: skip
        case, removal, grey = heavy
        assert office.hold_file(case) == ["advance", "act"]
        for each in (removal, grey):
            assert office.steps(f"/remedies/{each}") == [
                ("plan", OFFICE), ("tell", LAW), ("hear", LAW), ("issue", TEXT), ("take_effect", LAW),
                ("finish", OFFICE),
            ]  # fmt: skip
        # what is shown is the removal: the list is managed inside
        assert [p["remedy_id"] for p in office.get("/publications", case_id=case)["items"]] == [removal]
