"""What a case knows fills its papers: parties, sums, days, hearings, what is corrected."""

from __future__ import annotations

import pytest

from tests.casework.reading import (
    new_party,
    plan_order,
    read_text,
    write,
)

CORRECTED = "《全面推进依法行政实施纲要》（国发〔2004〕10号）关于撤销、变更行政决定的规定"


class TestWhatACaseKnows:
    def test_goes_to_the_enterprise_with_the_sum(self, open_in):
        office = open_in("huangshi")
        industry = office.profile.industries[0].key
        enterprise = {
            "name": "第一家企业",
            "uscc": "914200007071177717",
            "industry": industry,
            "size": "small",
        }
        enterprise = office.post("/enterprises", {**enterprise, "licence_seen": True})["id"]
        case = office.find_case(new_party(office), "16后段")
        recovery = office.plan(case, "recovery", enterprise_id=enterprise, amount=10_000_000)
        document = office.draft(recovery, kind="advance", title="拟追回告知书")
        assert "第一家企业：" in read_text(office, document).split("\n")
        office.post(f"/case-documents/{document}/voiding", {"reason": "不经告知"})
        waiver = {"waived_by": "局长 何平", "waived_document": "纪要4号"}
        office.attach(f"/remedies/{recovery}", "minutes")
        office.post(f"/remedies/{recovery}/hearing-waiver", waiver, by=office.second)
        document = office.draft(recovery, title="追回奖补款项通知书")
        write(office, document, term="30日（自然日）")
        text = read_text(office, document)
        assert "第一家企业：" in text.split("\n")
        assert "请自收到本通知书次日起30日（自然日）内退回。" in text

    def test_goes_to_the_body_that_takes_the_case(self, open_in):
        office = open_in("huangshi")
        case = office.find_case(new_party(office, "某某科技有限公司"), "18后段")
        by = {"officers": ["王工", "赵工"], "investigated_on": office.today.isoformat()}
        referral = office.plan(case, "referral", body_kind="police", body="某市公安局", **by)
        text = read_text(office, office.draft(referral, title="移送书", publicity="internal"))
        assert "某市公安局：" in text.split("\n")
        assert "某某科技有限公司（统一社会信用代码：" in text
        assert "（此件不予公开）" in text

    def test_says_from_when_and_who_takes_the_work(self, open_in):
        office = open_in("changsha")
        promoter = new_party(office, "某某研究院有限公司")
        other = new_party(office, "另一研究院")
        remedy = office.plan(office.find_case(promoter, "13后段"), "reassignment", successor_id=other)
        office.tell_and_hear(remedy, promoter)
        text = read_text(office, office.draft(remedy, title="关于调整有关工作组织单位的通知"))
        assert "我局已告知其陈述和申辩的权利，该单位在规定期限内未提出陈述申辩。" in text
        assert "自送达之日起作如下调整：相关工作改由另一研究院组织。" in text

    @pytest.mark.parametrize(
        ("city", "clause"), [("xiamen", "12.1"), ("liuzhou", "15"), ("changsha", "13.1")]
    )
    def test_tells_of_the_hearing_and_of_remedies_in_a_circular(self, open_in, city, clause):
        office = open_in(city)
        provider = new_party(office, "某某科技有限公司")
        case = office.find_case(provider, clause)
        circular = office.plan(case, "circular")
        if city == "xiamen":
            office.plan(case, "removal")
        office.tell_and_hear(circular, provider)
        text = read_text(office, office.draft(circular, title="关于有关情况的通报"))
        assert "我局已告知其陈述和申辩的权利，该单位在规定期限内未提出陈述申辩。" in text
        assert "某某科技有限公司如不服上述处理，可以自收到本文书之日起六十日内向" in text
        if city == "xiamen":
            assert "对其作出以下处理：取消试点工作资格（第十二条第（一）项）。" in text

    def test_has_its_number_and_day_once_it_is_issued(self, xiamen):
        document = xiamen.draft(plan_order(xiamen, new_party(xiamen)))
        xiamen.approve(document)
        assert read_text(xiamen, document).startswith("________")
        number = xiamen.issue(document)["document_no"]
        text = read_text(xiamen, document)
        assert text.startswith(f"{number}\n关于有关事项的通知\n")
        assert "2026年3月2日" in text


class TestACorrection:
    def correct(self, office, manner):
        provider = new_party(office, "甲数字科技有限公司")
        remedy = office.plan(office.find_case(provider, "11.6"), "warning")
        office.decide(remedy, provider, title="关于提醒的通知")
        decision = office.get(f"/remedies/{remedy}")["decision_id"]
        number = office.get(f"/decisions/{decision}")["document_no"]
        body = {"decision_id": decision, "manner": manner, "title": "更正"}
        case = office.post("/cases", body)["id"]
        document = office.draft(office.plan(case, "withdrawal"), title="关于撤销有关文书的决定")
        write(office, document, reasons="事实属另一名称相近的公司")
        return number, read_text(office, document)

    def test_rests_on_general_law_and_says_on_what_the_annulled_act_did(self, open_in):
        number, text = self.correct(open_in("xiamen"), "annul")
        act = "《厦门市中小企业数字化转型试点城市数字化服务商服务能力评价指引》（局〔2025〕1号）"
        assert f"我局2026年4月20日依据{act}第十一条第（六）项作出的《关于提醒的通知》（{number}）存在" in text
        assert f"根据{CORRECTED}，现决定撤销上述文书。本决定自送达之日起生效。" in text

    def test_of_words_names_the_paper(self, open_in):
        number, text = self.correct(open_in("xiamen"), "rectify")
        assert f"作出的《关于提醒的通知》（{number}）文字表述有误" in text
