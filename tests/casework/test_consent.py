"""A promoter's seat in Changsha: the city government consents to who holds it, before it goes to another.

Written from the articles. 3: 经市工业和信息化局报请市人民政府同意，…分别确定一家…行业推进机构.
13: 相关工作由其他能力强的行业推进机构来组织, which is work and no seat. So another holder needs the
consent that the first one had.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.following import OFFICE, Following

CONSENT = {
    "consent_name": "关于同意调整工程机械行业推进机构的批复",
    "consent_no": "市政函〔2026〕31号",
    "consented_on": "2026-06-12",
    "moves_on": "2026-07-01",
}
BASIS = "关于同意调整工程机械行业推进机构的批复（市政函〔2026〕31号），市人民政府2026-06-12同意"
MISSING = (409, "consent_missing")


@pytest.fixture
def office(make_office):
    made = make_office("changsha", Following)
    made.go_to(date(2026, 6, 15))
    return made


@pytest.fixture
def seated(office):
    """A promoter whose work went to another; gives it, the effect about its seat, and another provider."""
    promoter, other = office.new_provider("甲研究院"), office.new_provider("乙研究院")
    seat = {"provider_id": promoter, "category": "promoter", "industry": "machinery", "from_on": "2026-01-05"}
    office.post("/memberships", {**seat, "basis": "市政函〔2025〕3号"})
    case = office.find_case(promoter, "13后段")
    taker = office.new_provider("丙研究院")
    office.join(taker, "promoter")
    remedy = office.plan(case, "reassignment", successor_id=taker)
    office.tell_and_hear(remedy, promoter, [{"point": "已整改", "answer": "未见。", "adopted": "不采纳"}])
    office.decide(remedy, promoter, title="关于调整行业推进工作组织单位的通知")
    assert office.follow(case) == [("seat", None, OFFICE)]
    (effect,) = office.effects(case)
    return promoter, effect["id"], other


def seats(office, provider):
    """A provider's seats: category, industry, first and last day, and the document."""
    rows = office.get("/memberships", provider_id=provider)["items"]
    names = ("category", "industry", "from_on", "until_on", "basis")
    return [tuple(row.get(name) for name in names) for row in rows]


def consent(office, effect, other, **changes):
    return office.post(f"/case-effects/{effect}/consent", {"successor_id": other, **CONSENT, **changes})


def check(office, effect, **more):
    return office.post(f"/case-effects/{effect}/consent-confirmation", **{"by": office.second, **more})


def move(office, effect, **more):
    return office.post(f"/case-effects/{effect}/completion", {"words": "已调整，通知各方。"}, **more)


class TestASeat:
    def test_stays_where_it_is_when_work_goes_to_another(self, office, seated):
        promoter, effect, _ = seated
        what = office.get(f"/case-effects/{effect}")["what"]
        assert [word for word in ("工程机械", "第三条", "市人民政府同意") if word not in what] == []
        assert seats(office, promoter) == [("promoter", "machinery", "2026-01-05", None, "市政函〔2025〕3号")]

    def test_goes_to_another_by_the_governments_consent_and_says_so(self, office, seated):
        promoter, effect, other = seated
        refusal = move(office, effect, expect=MISSING)
        assert "第三条" in refusal["detail"]
        consent(office, effect, other)
        assert [item.step for item in office.list_waiting("case_effect")] == ["已登记政府同意，待复核"]
        move(office, effect, expect=(409, "wrong_state"))
        check(office, effect, by=office.officer, expect=(403, "same_person"))
        check(office, effect, expect=(409, "paper_missing"))
        office.attach(f"/case-effects/{effect}", "official_text")
        check(office, effect)
        done = move(office, effect)
        assert seats(office, promoter) == [
            ("promoter", "machinery", "2026-01-05", "2026-06-30", "市政函〔2025〕3号")
        ]
        assert seats(office, other) == [("promoter", "machinery", "2026-07-01", None, BASIS)]
        (entered,) = office.get("/memberships", provider_id=other)["items"]
        assert (done["state"], done["membership_id"]) == ("done", entered["id"])

    def test_that_is_sent_back_has_no_consent(self, office, seated):
        _, effect, other = seated
        consent(office, effect, other)
        back = office.post(f"/case-effects/{effect}/consent-return", by=office.second)
        assert (back["state"], back.get("consent_no"), back.get("successor_id")) == ("proposed", None, None)
        move(office, effect, expect=MISSING)

    def test_can_be_left_where_it_is(self, office, seated):
        promoter, effect, _ = seated
        office.post(f"/case-effects/{effect}/declining", {"words": "经研究不调整。"})
        assert [seat[3] for seat in seats(office, promoter)] == [None]

    def test_does_not_go_to_who_holds_it_nor_before_the_consent(self, office, seated):
        promoter, effect, other = seated
        path = f"/case-effects/{effect}/consent"
        same = {"successor_id": promoter, **CONSENT}
        office.post(path, same, expect=(422, "successor_mismatch"))
        early = {"successor_id": other, **CONSENT, "moves_on": "2026-06-11"}
        office.post(path, early, expect=(422, "days_reversed"))


class TestAMembership:
    def test_of_a_promoter_names_the_document_that_has_the_consent(self, office):
        row = {"provider_id": office.new_provider(), "category": "promoter", "from_on": "2026-01-05"}
        refusal = office.post("/memberships", row, expect=(422, "field_missing"))
        assert "第三条" in refusal["detail"]
        office.post("/memberships", {**row, "basis": "市政函〔2025〕3号"})

    @pytest.mark.parametrize("category", ["integrator", "ecosystem"])
    def test_of_any_other_category_need_not(self, office, category):
        row = {"provider_id": office.new_provider(), "category": category, "from_on": "2026-01-05"}
        assert office.post("/memberships", row).get("basis") is None


def test_no_other_effect_takes_a_consent(make_office):
    office = make_office("liuzhou", Following)
    office.go_to(date(2026, 6, 15))
    provider = office.new_provider()
    case, _ = office.remove(provider, "14.9")
    (effect, *_) = office.effects(case)
    body = {"successor_id": office.new_provider("乙公司"), **CONSENT}
    office.post(f"/case-effects/{effect['id']}/consent", body, expect=(409, "no_seat"))
