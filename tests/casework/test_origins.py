"""What a lead comes from: a complaint, a finding, a grade; named with a link, and in the paper's facts."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.ledger.recording.record import record_entry
from tests.casework.reading import open_office, read_text


@pytest.fixture
def office(make_office):
    return open_office(make_office, "xiamen")


def register(office, provider, source, expect=None, **named):
    body = {
        "provider_id": provider, "source": source, "clause": "11.6", "found_on": "2026-04-20",
        "summary": "反映该情形。", **named,
    }  # fmt: skip
    return office.post("/leads", body, expect=expect)


def write_warning(office, lead):
    office.verify(lead)
    return read_text(office, office.draft(office.plan(office.open_case(lead), "warning")))


def find(office, provider, **changes):
    body = {"provider_id": provider, "kind": "unreported_change", "found_on": "2026-04-15", **changes}
    return office.post("/findings", body)["id"]


def complain(office, provider):
    body = {"provider_id": provider, "received_on": "2026-04-13", "content": "张三：项目负责人换了。"}
    return office.post("/complaints", body)["id"]


def grade_by_hand(office, provider, label):
    """A grade as a round gives it, of a quarter that ended in March."""
    data = {
        "provider_id": office.bureau.number("provider", provider), "kind": "grade", "label": label,
        "period_on": date(2026, 3, 31), "decided_on": date(2026, 4, 10), "cite": "8",
        "edition": office.profile.latest.key, "document_no": "厦工信〔2026〕9号",
        "authority": office.profile.city.bureau,
    }  # fmt: skip
    with office.bureau.unit() as unit:
        recorded = record_entry(unit, "decision", data, source="test", profile=office.profile, act="decide")
        return unit.ids.encode_one("decision", recorded.id)


class TestALead:
    def test_from_a_finding_names_it_and_so_does_its_paper(self, office):
        provider = office.new_provider()
        kind, zh = next(iter(office.profile.finding_kinds.items()))
        finding = find(office, provider, kind=kind)
        lead = register(office, provider, "finding", finding_id=finding)
        assert lead["finding_id"] == finding
        assert f"（2026年4月15日认定：{zh}）" in write_warning(office, lead["id"])

    def test_from_a_complaint_names_it_and_its_paper_does_not(self, office):
        provider = office.new_provider()
        complaint = complain(office, provider)
        lead = register(office, provider, "complaint", complaint_id=complaint)
        assert office.get(f"/leads/{lead['id']}")["complaint_id"] == complaint
        text = write_warning(office, lead["id"])
        assert "经核实，情形属实" in text
        assert "4月13日" not in text
        assert "投诉" not in text

    def test_is_of_its_source_and_about_its_provider(self, office):
        provider, other = office.new_provider(), office.new_provider("乙公司")
        kind = next(iter(office.profile.finding_kinds))
        finding, complaint = find(office, other, kind=kind), complain(office, provider)
        refused = (422, "origin_mismatch")
        register(office, provider, "finding", refused, finding_id=finding)
        register(office, provider, "visit", refused, complaint_id=complaint)

    def test_from_a_grade_names_its_round(self, office):
        provider = office.new_provider()
        label = "不合格"
        grade = grade_by_hand(office, provider, label)
        lead = register(office, provider, "grade", decision_id=grade)
        assert lead["decision_id"] == grade
        words = f"（截至2026年3月31日的评价周期评为{label}（2026年4月10日，厦工信〔2026〕9号））"
        assert words in write_warning(office, lead["id"])

    def test_from_another_decision_is_from_no_grade(self, office):
        provider = office.new_provider()
        warning = office.plan(office.find_case(provider, "11.6"), "warning")
        office.decide(warning, provider)
        (decision,) = office.decisions(provider)
        register(office, provider, "grade", (422, "origin_mismatch"), decision_id=decision["id"])
