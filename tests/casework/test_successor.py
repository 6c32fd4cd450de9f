"""Changsha 13: 相关工作由其他能力强的行业推进机构来组织: work goes to another promoter, to nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.casework.office import Office

MISMATCH = (422, "successor_mismatch")
ANSWERS = [{"point": "已整改", "answer": "未见。", "adopted": "不采纳"}]


@pytest.fixture
def office(make_office):
    made = make_office("changsha", Office)
    made.go_to(date(2026, 6, 15))
    return made


@pytest.fixture
def lapsed(office):
    """A promoter that has not mended things in time, and the case on it."""
    promoter = office.new_provider("甲研究院")
    office.join(promoter, "promoter")
    return promoter, office.find_case(promoter, "13后段")


def plan(office, case, successor, **more):
    body = {"kind": "reassignment", "successor_id": successor}
    return office.post(f"/cases/{case}/remedies", body, **more)


class TestWork:
    def test_goes_to_another_promoter(self, office, lapsed):
        _, case = lapsed
        other = office.new_provider("乙研究院")
        office.join(other, "promoter")
        assert plan(office, case, other)["successor_id"] == other

    def test_is_left_to_nobody_in_words(self, office, lapsed):
        _, case = lapsed
        path, body = f"/cases/{case}/remedies", {"kind": "reassignment"}
        office.post(path, body, expect=(422, "field_missing"))
        office.post(path, {**body, "taker": "丙公司"}, expect=(422, "field_unknown"))

    def test_goes_to_nobody_who_is_no_promoter(self, office, lapsed):
        promoter, case = lapsed
        integrator, outside = office.new_provider("乙集成"), office.new_provider("丙研究院")
        office.join(integrator, "integrator")
        assert "入库类别是集成服务商" in plan(office, case, integrator, expect=MISMATCH)["detail"]
        assert "目前不在库" in plan(office, case, outside, expect=MISMATCH)["detail"]
        assert "就是当事单位" in plan(office, case, promoter, expect=MISMATCH)["detail"]
        assert office.get("/remedies", case_id=case)["items"] == []

    def test_goes_to_nobody_who_has_left_before_it_was_decided(self, office, lapsed):
        promoter, case = lapsed
        other = office.new_provider("乙研究院")
        body = {
            "provider_id": other,
            "category": "promoter",
            "from_on": "2026-01-05",
            "basis": "局〔2026〕1号",
        }
        body |= {"until_on": (office.today + timedelta(3)).isoformat(), "ended_why": "自愿退出"}
        office.post("/memberships", body)
        remedy = plan(office, case, other)["id"]
        office.tell_and_hear(remedy, promoter, ANSWERS)
        office.go_to(office.today + timedelta(4))
        paper = office.draft(remedy, title="关于调整行业推进工作组织单位的通知")
        office.approve(paper)
        office.attach(f"/case-documents/{paper}", "stamped_original")
        number = {"document_no": f"长工信函〔{office.today.year}〕88号"}
        issued = {**number, "issued_on": office.today.isoformat()}
        rejected = office.post(f"/case-documents/{paper}/issue", issued, expect=MISMATCH)
        assert "目前不在库" in rejected["detail"]


def test_no_other_remedy_names_who_goes_on(make_office):
    office = make_office("xiamen", Office)
    case = office.find_case(office.new_provider(), "11.6")
    body = {"kind": "warning", "successor_id": office.new_provider("乙公司")}
    office.post(f"/cases/{case}/remedies", body, expect=(422, "field_unknown"))
