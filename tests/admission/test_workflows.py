"""The five cities' ways into the pool, over the API; what each asks for by hand from its text."""

from __future__ import annotations

import pytest
from stdnum.cn.uscc import calc_check_digit


def say(lines):
    return [(line["cite"], line["what"], line["must"]) for line in lines]


class TestHuangshi:
    """6: four conditions at once; 7: experts or filing, allocation apart from an industry's own list."""

    def test_a_batch_by_experts_goes_to_the_ledger(self, make_batch):
        office = make_batch("huangshi")
        office.announce(["provider"], manner="专家评审")
        provider = office.new_provider()
        application = office.apply("provider", provider=provider, industry="special_steel")
        assert say(office.lines(application)) == [
            ("6.1", "境内依法注册的独立法人，或能独立承担民事责任的其他单位、组织", True),
            ("6.2", "经营和财务状况正常", True),
            ("6.2", "近三年没有安全事故和违法违规行为", True),
            ("6.2", "不在经营异常名录、严重失信名单之内", True),
            ("6.3", "具备在黄石开展服务的能力", True),
            ("6.3", "在黄石市注册，或者已组建本地服务团队", True),
            ("6.3", "能及时响应企业需求和市经信局工作安排", True),
            ("6.4", "不少于2个服务案例，对象为五大试点行业的中小企业，地域不限", True),
        ]
        office.close()
        office.prepare(application)
        office.propose(application, expect=(409, "step_missing"))
        office.note(application, "experts")
        office.propose(application, assigned_industry="special_steel", industry_list=True)
        office.list_all()
        batch = office.record()
        assert batch["state"] == "recorded"
        (membership,) = office.memberships(provider)
        assert membership["category"] == "provider"
        assert (membership["industry"], membership["industry_list"]) == ("special_steel", True)
        assert membership["selected_on"] == batch["listed_on"]
        assert membership["basis"] == "局企业函〔2026〕8号（第一批）"

    def test_by_filing_no_experts_are_asked_for(self, make_batch):
        office = make_batch("huangshi")
        office.announce(["provider"], manner="登记备案")
        application = office.apply("provider")
        office.close()
        office.prepare(application, "filing")
        assert office.propose(application)["state"] == "proposed"

    def test_the_call_says_which_way(self, make_batch):
        office = make_batch("huangshi")
        body = {
            "number": "第一批",
            "notice_no": "局函〔2026〕1号",
            "notice_title": "通知",
            "notice_in": "网站",
            "open_from": "2026-03-02",
            "open_until": "2026-03-12",
            "categories": ["provider"],
        }
        office.post("/admission-batches", body, expect=(422, "manner_missing"))


class TestChangsha:
    """3: consent, one an industry; 4: application, experts, defence, then 路演; 5: check and filing."""

    def test_a_promoter_needs_the_consent_and_a_free_seat(self, make_batch):
        office = make_batch("changsha")
        office.announce(["promoter"])
        first, second = (office.apply("promoter", industry="machinery") for _ in range(2))
        assert say(office.lines(first)) == []
        office.close()
        office.prepare(first)
        office.propose(first, assigned_industry="machinery", expect=(409, "step_missing"))
        body = {"kind": "consent", "held_on": "2026-03-13", "source": "市政府", "result": "passed"}
        path = f"/admission-applications/{first}/events"
        office.post(path, body, expect=(422, "consent_number_missing"))
        office.note(first, "consent", document_no="长政函〔2026〕9号")
        office.propose(first, expect=(422, "industry_missing"))
        office.propose(first, assigned_industry="machinery")
        office.prepare(second, "consent")
        office.propose(second, assigned_industry="machinery", expect=(409, "seat_taken"))
        assert office.propose(second, assigned_industry="computing")["state"] == "proposed"

    def test_a_seat_in_the_ledger_is_taken_for_the_next_batch(self, make_batch):
        office = make_batch("changsha")
        office.announce(["promoter"])
        provider = office.new_provider()
        application = office.apply("promoter", provider=provider)
        office.close()
        office.prepare(application, "consent")
        granted = office.today
        office.propose(application, assigned_industry="machinery")
        office.list_all()
        office.record()
        (membership,) = office.memberships(provider)
        consent = f"市人民政府{granted}同意（市政府办公会纪要〔2026〕9号）"
        assert membership["basis"] == f"局企业函〔2026〕8号（第一批）；{consent}"
        office.announce(["promoter"], number="第二批")
        other = office.apply("promoter")
        office.close()
        office.prepare(other, "consent")
        office.propose(other, assigned_industry="machinery", expect=(409, "seat_taken"))

    def test_an_integrator_is_reviewed_and_defends_and_then_shows(self, make_batch):
        office = make_batch("changsha")
        office.announce(["integrator"])
        application = office.apply("integrator", industry="computing")
        assert say(office.lines(application)) == [
            ("7", "诊断咨询能力强", False),
            ("7", "资源整合能力强", False),
            ("7", "集成服务能力强", False),
        ]
        office.close()
        office.prepare(application, "experts")
        office.propose(application, expect=(409, "step_missing"))
        office.note(application, "defence")
        office.propose(application, assigned_industry="computing")
        office.list_all()
        office.record()
        for kind in ("roadshow", "matching"):
            assert office.note(application, kind)["state"] == "checked"

    def test_an_ecosystem_provider_is_checked_and_filed(self, make_batch):
        office = make_batch("changsha")
        office.announce(["ecosystem"])
        application = office.apply("ecosystem")
        assert [line[0] for line in say(office.lines(application))] == ["8", "8"]
        office.close()
        office.prepare(application)
        office.propose(application, expect=(409, "step_missing"))
        office.note(application, "filing", document_no="备2026-1")
        assert office.propose(application)["state"] == "proposed"


class TestLiuzhou:
    """2: two kinds, selected by the bureau; no condition and no step in the text."""

    def test_both_kinds_are_admitted_by_what_the_call_asks(self, make_batch):
        office = make_batch("liuzhou")
        office.announce(["integrator", "product"], conditions=["有专业服务团队"], seats=2)
        parties = {kind: office.new_provider(kind) for kind in ("integrator", "product")}
        applications = {kind: office.apply(kind, provider=who) for kind, who in parties.items()}
        third = office.apply("product")
        assert say(office.lines(third)) == [(None, "有专业服务团队", True)]
        office.close()
        for application in (*applications.values(), third):
            office.prepare(application)
        for application in applications.values():
            office.propose(application)
        office.propose(third, expect=(409, "seats_full"))
        office.post(f"/admission-applications/{third}/withdrawal", {"reason": "来函撤回。"})
        office.list_all()
        office.record()
        for kind, provider in parties.items():
            assert [m["category"] for m in office.memberships(provider)] == [kind]
        assert office.state(third) == "withdrawn"


class TestChangchun:
    """2: 企事业单位; an institution's code begins 12."""

    @pytest.mark.parametrize(
        ("code", "answer"),
        [("12", None), ("91", None), ("51", (409, "applicant_not_of_kind"))],
    )
    def test_enterprises_and_institutions_apply(self, make_batch, code, answer):
        office = make_batch("changchun")
        office.announce(["provider"])
        body = office.new_body("某单位", find_code(code))
        office.apply("provider", provider=body, expect=answer)

    def test_an_institution_is_admitted(self, make_batch):
        office = make_batch("changchun")
        office.announce(["provider"])
        provider = office.new_body("某研究院", find_code("12"), form="institution")
        application = office.apply("provider", provider=provider)
        office.close()
        office.prepare(application)
        office.propose(application)
        office.list_all()
        office.record()
        assert len(office.memberships(provider)) == 1


class TestXiamen:
    """4: how to apply is said by another document, so the call's conditions are all there are."""

    def test_the_documents_conditions_are_the_form(self, make_batch):
        office = make_batch("xiamen")
        office.announce(["product"], notice_no="厦工信企业函〔2023〕134号", conditions=["有实际经营场地"])
        provider = office.new_provider()
        application = office.apply("product", provider=provider)
        assert say(office.lines(application)) == [(None, "有实际经营场地", True)]
        office.close()
        office.prepare(application)
        office.propose(application)
        office.list_all()
        office.record()
        assert office.memberships(provider)[0]["category"] == "product"


def find_code(start):
    """A code that begins so, with its check digit (GB 32100—2015)."""
    body = f"{start}220100MA0000001"
    return body + calc_check_digit(body)
