"""The five cities' ways into the pool, over the API; what each asks for by hand from its text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stdnum.cn.uscc import calc_check_digit


def say(lines):
    return [(line["cite"], line["what"], line["must"]) for line in lines]


class TestHuangshi:
    """6: four conditions at once; 7: experts or filing, allocation apart from an industry's own list."""

    def test_a_batch_by_experts_goes_to_the_ledger(self, make_batch):
        office = make_batch("huangshi")
        office.announce(["provider"], manner="专家评审", conditions=[])
        provider = office.new_provider()
        application = office.apply("provider", provider=provider, industry="special_steel", wants_list=True)
        assert say(office.lines(application)) == [
            ("6.1", "境内依法注册的独立法人，或能独立承担民事责任的其他单位、组织", True),
            ("6.2", "经营和财务状况正常", True),
            ("6.2", "近三年没有安全事故和违法违规行为", True),
            ("6.2", "不在经营异常名录、严重失信名单之内", True),
            ("6.3", "具备在黄石开展服务的能力", True),
            ("6.3", "在黄石市注册，或者已组建本地服务团队", True),
            ("6.3", "能及时响应企业需求和市经信局工作安排", True),
            ("6.4", "不少于2个服务案例，对象为五大试点行业的中小企业，地域不限", True),
            ("7", "具有明确行业属性", False),
            ("7", "有明确的试点企业合作意向", False),
        ]
        office.close()
        office.prepare(application)
        office.propose(application, expect=(409, "step_missing"))
        office.note(application, "experts")
        office.propose(application, expect=(422, "industry_missing"))
        asked = {"assigned_industry": "special_steel", "industry_list": True}
        office.propose(application, **asked, expect=(409, "own_list_not_met"))
        office.note(application, "own_list", result="not_passed")
        office.propose(application, **asked, expect=(409, "own_list_not_met"))
        office.note(application, "own_list")
        office.propose(application, **asked)
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
        office.prepare(application)
        office.propose(application, assigned_industry="special_steel")
        office.list_all(expect=(409, "step_missing"))
        office.note(application, "filing")
        assert office.publish_list()["state"] == "listed"

    def test_by_another_way_is_what_the_call_says_it_is(self, make_batch):
        office = make_batch("huangshi")
        for manner in ("备案制", "现场答辩"):
            office.announce(["provider"], manner=manner, expect=(422, "unknown_manner"))
        office.announce(["provider"], manner="其他方式", expect=(422, "manner_missing"))
        office.announce(["provider"], manner="其他方式", manner_words="由局专题会议比选")
        application = office.apply("provider")
        office.close()
        office.prepare(application)
        office.propose(application, assigned_industry="special_steel", expect=(409, "step_missing"))
        office.note(application, "other")
        assert office.propose(application, assigned_industry="special_steel")["state"] == "proposed"

    def test_an_industrys_own_list_is_for_who_asks_for_it_and_is_what_it_asks(self, make_batch):
        office = make_batch("huangshi")
        office.announce(["provider"], manner="专家评审")
        other, lacking = office.apply("provider"), office.apply("provider", wants_list=True)
        office.close()
        for application in (other, lacking):
            for line in office.lines(application):
                kept = (
                    {}
                    if not line["for_list"] or line["what"] == "具有明确行业属性"
                    else {"result": "not_met"}
                )
                office.check_line(line["id"], **kept)
            office.prepare(application, "experts", "own_list")
        listed = {"assigned_industry": "special_steel", "industry_list": True}
        for application in (other, lacking):
            office.propose(application, **listed, expect=(409, "own_list_not_met"))
            office.propose(application, assigned_industry="special_steel")

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
        office = make_batch("changsha")
        office.announce(["integrator"], manner="专家评审", expect=(422, "unknown_manner"))


class TestChangsha:
    """3: consent, one an industry; 4: application, experts, defence, then 路演; 5: check and filing."""

    def test_a_promoter_needs_the_consent_and_a_free_seat(self, make_batch):
        office = make_batch("changsha")
        office.announce(["promoter"], conditions=[])
        first, second = (office.apply("promoter", industry="machinery") for _ in range(2))
        assert say(office.lines(first)) == []
        office.close()
        office.prepare(first)
        office.propose(first, expect=(422, "industry_missing"))
        office.propose(first, assigned_industry="machinery")
        office.prepare(second)
        office.propose(second, assigned_industry="machinery", expect=(409, "seat_taken"))
        assert office.propose(second, assigned_industry="computing")["state"] == "proposed"

    def test_the_consent_is_for_the_proposed_list_and_of_its_industry(self, make_batch):
        office = make_batch("changsha")
        office.announce(["promoter"])
        application = office.apply("promoter")
        office.close()
        office.prepare(application)
        office.propose(application, assigned_industry="machinery")
        office.list_all(expect=(409, "step_missing"))
        today = office.today.isoformat()
        body = {"kind": "consent", "held_on": today, "source": "市政府", "result": "agreed"}
        path = f"/admission-applications/{application}/events"
        office.post(path, body, expect=(422, "consent_number_missing"))
        body["document_no"] = "长政函〔2026〕9号"
        office.post(path, body, expect=(422, "industry_missing"))
        office.post(path, {**body, "result": "passed"}, expect=(422, "result_mismatch"))
        other = {**body, "kind": "filing", "result": "filed", "industry": "machinery"}
        office.post(path, other, expect=(422, "field_unknown"))
        office.consent(application, "computing")
        office.publish_list(expect=(409, "step_missing"))
        office.consent(application, "machinery")
        office.consent(application, "machinery", result="not_agreed")
        office.publish_list(expect=(409, "step_missing"))
        office.consent(application, "machinery")
        assert office.publish_list()["state"] == "listed"
        listed = office.today.isoformat()
        office.consent(application, "machinery", result="not_agreed")
        office.record(expect=(409, "step_missing"))
        office.consent(application, "machinery")
        office.go_to(office.today + timedelta(1))
        office.consent(application, "machinery", result="not_agreed")
        office.record(from_on=listed)
        (membership,) = office.memberships(
            office.get(f"/admission-applications/{application}")["provider_id"]
        )
        assert f"市人民政府{listed}同意" in membership["basis"]

    def test_a_seat_in_the_ledger_is_taken_for_the_next_batch(self, make_batch):
        office = make_batch("changsha")
        office.announce(["promoter"])
        provider = office.new_provider()
        application = office.apply("promoter", provider=provider)
        office.close()
        office.prepare(application)
        granted = office.today
        office.propose(application, assigned_industry="machinery")
        office.consent(application, "machinery")
        office.list_all()
        office.record()
        (membership,) = office.memberships(provider)
        consent = f"市人民政府{granted}同意（市政府办公会纪要〔2026〕9号）"
        assert membership["basis"] == f"局企业函〔2026〕8号（第一批）；{consent}"
        office.announce(["promoter"], number="第二批")
        other = office.apply("promoter")
        office.close()
        office.prepare(other)
        office.propose(other, assigned_industry="machinery", expect=(409, "seat_taken"))

    def test_an_integrator_is_reviewed_and_defends_and_then_shows(self, make_batch):
        office = make_batch("changsha")
        office.announce(["integrator"], conditions=[])
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
        for kind, left in (("roadshow", ["供需对接"]), ("matching", [])):
            waiting = [item.step for item in office.list_waiting("admission_application")]
            assert len(waiting) == 1
            assert "供需对接" in waiting[0]
            assert office.note(application, kind)["state"] == "checked"
            assert office.get(f"/admission-applications/{application}")["awaits"] == left
        assert office.list_waiting("admission_application") == []

    def test_what_is_asked_and_not_met_is_decided_by_name(self, make_batch):
        office = make_batch("changsha")
        office.announce(["ecosystem"], conditions=[])
        application = office.apply("ecosystem")
        office.close()
        mature, _past = office.lines(application)
        office.check_line(mature["id"], result="not_met", paper="没有成熟产品的材料")
        office.prepare(application)
        office.propose(application, expect=(409, "requirement_not_met"))
        office.propose(application, exception_by="局长 何平", expect=(409, "requirement_not_met"))
        named = {"exception_by": "局长 何平", "exception_why": "产品已通过省级测试。"}
        office.propose(application, **named | {"exception_by": "科员林晓"}, expect=(403, "same_person"))
        assert office.propose(application, **named)["exception_by"] == "局长 何平"

    def test_an_ecosystem_provider_is_checked_and_filed(self, make_batch):
        office = make_batch("changsha")
        office.announce(["ecosystem"], conditions=[])
        application = office.apply("ecosystem")
        assert [line[0] for line in say(office.lines(application))] == ["8", "8"]
        office.close()
        office.prepare(application)
        office.propose(application, exception_by="何平", exception_why="无", expect=(422, "field_unknown"))
        office.propose(application)
        office.list_all(expect=(409, "step_missing"))
        office.note(application, "filing", document_no="备2026-1", result="not_filed")
        office.publish_list(expect=(409, "step_missing"))
        office.note(application, "filing", document_no="备2026-2")
        assert office.publish_list()["state"] == "listed"


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
        office.withdraw(third)
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

    def test_the_documents_conditions_are_the_form_and_it_is_there_to_be_read(self, make_batch):
        office = make_batch("xiamen")
        office.announce(["product"], notice_no="厦工信企业函〔2023〕134号", conditions=["有实际经营场地"])
        provider = office.new_provider()
        application = office.apply("product", provider=provider)
        assert say(office.lines(application)) == [(None, "有实际经营场地", True)]
        office.go_to(office.today + timedelta(11))
        path = f"/admission-batches/{office.batch}/closing"
        office.post(path, expect=(409, "paper_missing"))
        office.attach(f"/admission-batches/{office.batch}", "official_text")
        office.post(path)
        office.prepare(application)
        office.propose(application)
        office.list_all()
        office.record()
        assert office.memberships(provider)[0]["category"] == "product"

    def test_that_document_governs_while_the_measure_is_a_draft(self, make_draft):
        office = make_draft("xiamen")
        office.announce(["product"], notice_no="厦工信企业函〔2023〕134号", conditions=["有实际经营场地"])
        application = office.apply("product")
        assert say(office.lines(application)) == [(None, "有实际经营场地", True)]
        make_draft("liuzhou").announce(["product"], expect=(409, "edition_not_in_force"))


def find_code(start):
    """A code that begins so, with its check digit (GB 32100—2015)."""
    body = f"{start}220100MA0000001"
    return body + calc_check_digit(body)
