"""Papers and forms of cases: the city's words with what the case knows, the rest a visible blank.

What is expected was written by hand from the five texts.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.casework.office import CITIES
from tests.casework.reading import draft_together, open_office, read_form, read_text, write

CLAUSES = {"xiamen": "11.6", "huangshi": "14.1", "liuzhou": "12.2", "changsha": "13.1", "changchun": "7.2"}
ARTICLES = {
    "xiamen": "第十一条第（六）项",
    "huangshi": "第十四条第（一）项",
    "liuzhou": "第十二条第（二）项",
    "changsha": "第十三条第（一）项",
    "changchun": "第七条第（二）项",
}
TERMS = {"liuzhou": (30, "日"), "changsha": (30, "日"), "changchun": (30, "日")}
IN_WORDS = {"日": "30日（自然日）", "个月": "1个月"}
HEARD = {
    "xiamen": ("12.1", "removal"),
    "huangshi": ("15.4", "removal"),
    "liuzhou": ("14.9", "removal"),
    "changsha": ("13.1", "circular"),
    "changchun": ("9.4", "removal"),
}
"""A situation of each city in which the party is heard first."""
ANSWERS = [{"point": "已口头报告", "answer": "办法要求书面报告。", "adopted": "不采纳"}]
CORRECTED = "《全面推进依法行政实施纲要》（国发〔2004〕10号）关于撤销、变更行政决定的规定"


@pytest.fixture(params=CITIES)
def office(request, make_office):
    return open_office(make_office, request.param)


@pytest.fixture
def open_in(make_office):
    return lambda city, **more: open_office(make_office, city, **more)


def plan_order(office, provider, clause=None):
    city = office.profile.city.key
    term, unit = TERMS.get(city, (1, "个月"))
    return office.plan(
        office.find_case(provider, clause or CLAUSES[city]), "order", term=term, term_unit=unit
    )


class TestAPaperOfEveryCity:
    def test_says_whom_it_is_to_by_which_article_and_what_was_found(self, office):
        order = plan_order(office, office.new_provider("明远数字科技有限公司"))
        document = office.draft(order, title="关于限期整改的通知")
        write(office, document)
        text = read_text(office, document)
        assert "明远数字科技有限公司" in text
        assert "经核实，情形属实" in text
        assert office.profile.city.bureau in text
        assert "林晓 0000-0000000" in text
        assert "（此件依申请公开）" in text
        for word in ("行政处罚", "除名", "出库", "征求意见稿"):
            assert word not in text
        # the measure by the number of the document that promulgated it
        assert f"》（局〔2025〕1号）{ARTICLES[office.profile.city.key]}，" in text

    def test_states_the_term_of_an_order_from_its_receipt(self, office):
        document = office.draft(plan_order(office, office.new_provider()))
        text = read_text(office, document)
        unit = TERMS.get(office.profile.city.key, (1, "个月"))[1]
        assert f"请你单位自收到本通知书次日起{IN_WORDS[unit]}内完成以下整改：" in text
        assert "前（含当日）" not in text

    def test_states_until_when_the_party_may_answer(self, office):
        clause, kind = HEARD[office.profile.city.key]
        case = office.find_case(office.new_provider(), clause)
        document = office.draft(office.plan(case, kind), kind="advance", title="拟作处理告知书")
        assert "请自收到本告知书次日起5个工作日内书面提出" in read_text(office, document)
        office.set_internal(days={"statement": 3})
        assert "请自收到本告知书次日起3个工作日内书面提出" in read_text(office, document)

    def test_has_forms_to_be_printed(self, office):
        case = office.find_case(office.new_provider("明远数字科技有限公司"), CLAUSES[office.profile.city.key])
        text = read_form(office, case, "service_receipt")
        assert "送达回证" in text
        assert office.get(f"/cases/{case}")["number"] in text


class TestARemedyIsSaidInTheWordsOfItsClause:
    def read_removal(self, office, clause, kind="removal", **more):
        provider = office.new_provider()
        remedy = office.plan(office.find_case(provider, clause), kind, **more)
        office.tell_and_hear(remedy, provider)
        return read_text(office, office.draft(remedy, title="通知书"))

    def test_liuzhou_14_removes_and_shows(self, open_in):
        text = self.read_removal(open_in("liuzhou"), "14.9")
        assert "第十四条第（九）项，自送达之日起将你单位从服务商资源池清退，并向社会公示。" in text
        for word in ("取消", "通报"):
            assert word not in text

    def test_liuzhou_15_takes_the_qualification_and_makes_it_public(self, open_in):
        text = self.read_removal(open_in("liuzhou"), "15")
        assert "第十五条，自送达之日起取消你单位的服务资格，并予以公开通报。" in text
        assert "清退" not in text

    def test_huangshi_15_does_both(self, open_in):
        text = self.read_removal(open_in("huangshi"), "15.4")
        assert "自送达之日起取消你单位的服务资格，并将你单位从服务商库清退。" in text

    def test_xiamen_12_takes_what_it_names(self, open_in):
        office = open_in("xiamen")
        text = self.read_removal(office, "12.1")
        words = "取消你单位关于厦门市中小企业数字化转型试点城市服务试点工作资格，并进行通报。"
        assert words in text
        case = office.find_case(office.new_provider(), "12.1")
        assert office.get(f"/remedies/{office.plan(case, 'removal')}")["scope"] == "取消试点工作资格"

    def test_from_the_later_day_that_the_paper_names(self, open_in):
        office = open_in("liuzhou")
        remedy = office.plan(office.find_case(office.new_provider(), "14.9"), "removal")
        office.post(f"/remedies/{remedy}/hearing-waiver", {"waived_by": "何平", "waived_document": "纪要4号"})
        document = office.draft(remedy, effective_on="2026-05-01")
        text = read_text(office, document)
        assert "自2026年5月1日（送达晚于该日的，为送达之日）起将你单位从服务商资源池清退" in text
        assert "陈述和申辩的权利" not in text  # nobody was told: it does not say so


class TestSeveralRemediesInOnePaper:
    def test_are_the_city_s_own_text_where_it_has_both(self, open_in):
        office = open_in("xiamen")
        case = office.find_case(office.new_provider(), "11.6")
        warning = office.plan(case, "warning")
        order = office.plan(case, "order", term=1, term_unit="个月")
        both = read_text(office, draft_together(office, [warning, order]))
        assert "现对你单位予以警告。请你单位自收到本通知书次日起1个月内完成以下整改：" in both

    def test_of_which_one_is_ordered_apart_say_no_more_than_it_imposes(self, open_in):
        office = open_in("xiamen")
        case = office.find_case(office.new_provider(), "11.6")
        text = read_text(office, office.draft(office.plan(case, "warning")))
        assert "警告（第十一条第（六）项）：予以警告。" in text
        assert "限期" not in text.replace("规定期限", "")
        assert "完成以下整改" not in text

    def test_liuzhou_12_calls_and_orders(self, open_in):
        office = open_in("liuzhou")
        case = office.find_case(office.new_provider(), "12.2")
        remedies = [office.plan(case, "interview"), office.plan(case, "order", term=30, term_unit="日")]
        document = draft_together(office, remedies, title="约谈和限期整改通知书")
        write(office, document, time="2026年4月27日9时", place="市工信局三楼", remedies="补报变更事项")
        text = read_text(office, document)
        assert "（一）约谈（第十二条第（二）项）：定于2026年4月27日9时在市工信局三楼约谈你单位，" in text
        assert (
            "（二）限期整改（第十二条第（二）项）：请你单位自收到本通知书次日起30日（自然日）内完成以下整改：补报变更事项。"
            in text
        )
        assert text.index("约谈和限期整改通知书") < text.index("（一）约谈")

    def test_liuzhou_14_removes_and_puts_on_the_grey_list(self, open_in):
        office = open_in("liuzhou")
        provider = office.new_provider()
        case = office.find_case(provider, "14.9")
        remedies = [office.plan(case, "removal"), office.plan(case, "grey_list")]
        advance = draft_together(office, remedies, kind="advance", title="拟清退告知书")
        intended = "清退（第十四条第（九）项）；纳入灰名单（第十四条第（九）项）"
        assert f"我局拟对你单位作出以下处理：{intended}。" in read_text(office, advance)
        office.approve(advance)
        office.issue(advance)
        office.serve(advance, provider)
        for remedy in remedies:
            said = {"stated_on": "2026-04-20", "statement": "称已口头报告。", "answers": ANSWERS}
            office.post(f"/remedies/{remedy}/hearing", said)
        text = read_text(office, draft_together(office, remedies, title="清退通知书"))
        heard = "你单位于2026年4月20日提出陈述申辩，经逐点复核：提出“已口头报告”，不采纳，办法要求书面报告"
        assert f"我局已告知你单位陈述和申辩的权利，{heard}。" in text
        assert (
            "（一）清退（第十四条第（九）项）：自送达之日起将你单位从服务商资源池清退，并向社会公示。" in text
        )
        assert "（二）纳入灰名单（第十四条第（九）项）：自送达之日起将你单位纳入灰名单管理。" in text
        assert "申请行政复议" in text


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
        case = office.find_case(office.new_provider(), "16后段")
        recovery = office.plan(case, "recovery", enterprise_id=enterprise, amount=10_000_000)
        document = office.draft(recovery, kind="advance", title="拟追回告知书")
        assert "第一家企业：" in read_text(office, document).split("\n")
        office.post(f"/case-documents/{document}/voiding", {"reason": "不经告知"})
        waiver = {"waived_by": "局长 何平", "waived_document": "纪要4号"}
        office.post(f"/remedies/{recovery}/hearing-waiver", waiver)
        document = office.draft(recovery, title="追回奖补款项通知书")
        write(office, document, term="30日（自然日）")
        text = read_text(office, document)
        assert "第一家企业：" in text.split("\n")
        assert "请自收到本通知书次日起30日（自然日）内退回。" in text

    def test_goes_to_the_body_that_takes_the_case(self, open_in):
        office = open_in("huangshi")
        case = office.find_case(office.new_provider("某某科技有限公司"), "18后段")
        referral = office.plan(case, "referral", body="某市公安局")
        text = read_text(office, office.draft(referral, title="移送书", publicity="internal"))
        assert "某市公安局：" in text.split("\n")
        assert "某某科技有限公司（统一社会信用代码：" in text
        assert "（此件不予公开）" in text

    def test_says_from_when_and_who_takes_the_work(self, open_in):
        office = open_in("changsha")
        promoter = office.new_provider("某某研究院有限公司")
        remedy = office.plan(office.find_case(promoter, "13后段"), "reassignment", taker="另一研究院")
        office.tell_and_hear(remedy, promoter)
        text = read_text(office, office.draft(remedy, title="关于调整有关工作组织单位的通知"))
        assert "我局已告知其陈述和申辩的权利，该单位在规定期限内未提出陈述申辩。" in text
        assert "自送达之日起作如下调整：相关工作改由另一研究院组织。" in text

    @pytest.mark.parametrize(
        ("city", "clause"), [("xiamen", "12.1"), ("liuzhou", "15"), ("changsha", "13.1")]
    )
    def test_tells_of_the_hearing_and_of_remedies_in_a_circular(self, open_in, city, clause):
        office = open_in(city)
        provider = office.new_provider("某某科技有限公司")
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
        document = xiamen.draft(plan_order(xiamen, xiamen.new_provider()))
        xiamen.approve(document)
        assert read_text(xiamen, document).startswith("________")
        number = xiamen.issue(document)["document_no"]
        text = read_text(xiamen, document)
        assert text.startswith(f"{number}\n关于有关事项的通知\n")
        assert "2026年3月2日" in text


class TestOnePaperForManyProviders:
    def test_names_each_with_its_code_its_facts_and_its_provision(self, open_in):
        office = open_in("xiamen")
        names = ("甲数字科技有限公司", "乙软件有限公司")
        providers = [office.new_provider(name) for name in names]
        cases = [office.find_case(p, c) for p, c in zip(providers, ("11.6", "11.2"), strict=True)]
        orders = [office.plan(case, "order", term=1, term_unit="个月") for case in cases]
        text = read_text(office, draft_together(office, orders, title="关于限期整改的通知"))
        assert "甲数字科技有限公司、乙软件有限公司：" in text.split("\n")
        assert "下列单位存在以下情况：" in text
        codes = [office.get(f"/providers/{provider}")["uscc"] for provider in providers]
        for place, name, code, item in zip("一二", names, codes, "六二", strict=True):
            line = f"{place}、{name}（统一社会信用代码：{code}）：经核实，情形属实（第十一条第（{item}）项）"
            assert line in text
        assert "第十一条第（六）项、第十一条第（二）项，请你单位自收到本通知书次日起1个月内" in text
        assert "________）存在" not in text

    def test_says_which_remedy_is_whose_where_they_differ(self, open_in):
        office = open_in("xiamen")
        first, second = (office.find_case(office.new_provider(n), "11.6") for n in ("甲公司", "乙公司"))
        warning = office.plan(first, "warning")
        order = office.plan(second, "order", term=1, term_unit="个月")
        text = read_text(office, draft_together(office, [warning, order]))
        assert "现对上列单位作出以下处理：" in text
        assert "（一）警告（第十一条第（六）项，上列第一家单位）：予以警告。" in text
        assert "（二）限期整改（第十一条第（六）项，上列第二家单位）：" in text


class TestACorrection:
    def correct(self, office, manner):
        provider = office.new_provider("甲数字科技有限公司")
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


class TestAPaperThatWasSubmitted:
    def test_says_what_was_submitted_whatever_joins_the_case(self, xiamen):
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "11.6")
        document = xiamen.draft(xiamen.plan(case, "order", term=1, term_unit="个月"))
        xiamen.approve(document)
        before = read_text(xiamen, document)
        lead = xiamen.register(provider, "11.2")
        body = {
            "verified_on": xiamen.today.isoformat(),
            "verifiers": ["林晓", "郑文"],
            "finding": "另有清单不完整。",
            "evidence": ["走访记录"],
        }
        xiamen.post(f"/leads/{lead}/verification", body)
        xiamen.post(f"/leads/{lead}/confirmation", by=xiamen.second)
        xiamen.post(f"/leads/{lead}/joining", {"case_id": case})
        assert read_text(xiamen, document) == before
        xiamen.issue(document)
        assert "另有清单不完整" not in read_text(xiamen, document)
        xiamen.serve(document, provider)
        assert re.sub("^.*\n", "", read_text(xiamen, document)).startswith("关于有关事项的通知\n")

    def test_that_is_sent_back_is_composed_anew(self, xiamen):
        document = xiamen.draft(plan_order(xiamen, xiamen.new_provider()))
        write(xiamen, document, remedies="第一稿")
        post = xiamen.post(f"/case-documents/{document}/submission")["chain"][0]
        xiamen.sign(document, post, "陈立", agrees=False)
        write(xiamen, document, remedies="第二稿")
        assert "第二稿" in read_text(xiamen, document)

    @pytest.mark.parametrize("word", ["处罚", "出库", "除名"])
    def test_is_not_called_what_it_is_not(self, xiamen, word):
        order = plan_order(xiamen, xiamen.new_provider())
        case = xiamen.get(f"/remedies/{order}")["case_id"]
        body = {"kind": "act", "remedy_id": order, "title": f"{word}通知", "publicity": "internal"}
        xiamen.post(f"/cases/{case}/documents", body, expect=(422, "title_word_unfit"))


class TestAPaperThatInforms:
    def run_order(self, office, clause="12.2"):
        provider = office.new_provider()
        order = plan_order(office, provider, clause)
        return provider, order, office.decide(order, provider, title="限期整改通知书")

    def test_of_a_recheck_goes_its_way_and_moves_nothing(self, open_in):
        office = open_in("liuzhou")
        provider, order, running = self.run_order(office)
        case = running["case_id"]
        body = {"kind": "recheck_result", "remedy_id": order, "title": "复核结果", "publicity": "internal"}
        office.post(f"/cases/{case}/documents", body, expect=(409, "nothing_to_tell"))
        office.report(order)
        state = office.recheck(order, "failed")["state"]
        document = office.draft(order, kind="recheck_result", title="整改复核结果告知书")
        text = read_text(office, document)
        assert "我局以《限期整改通知书》（局企业函〔2026〕" in text
        assert "你单位于2026年4月20日提交了整改报告。" in text
        assert "结论如下：整改未见成效。经现场复核。" in text
        assert "》（局〔2025〕1号）第十三条、第十四条第（四）项的规定办理。" in text
        assert len(office.approve(document)["chain"]) == 2
        office.issue(document)
        office.serve(document, provider)
        assert office.get(f"/remedies/{order}")["state"] == state

    def test_of_a_change_of_provider_rests_on_its_article(self, open_in):
        office = open_in("liuzhou")
        _, order, running = self.run_order(office)
        office.go_to(date.fromisoformat(running["due_on"]) + timedelta(1))
        office.post(f"/remedies/{order}/lapse", {"words": "至期满未收到整改报告。"})
        text = read_text(office, office.draft(order, kind="replacement", title="可以申请更换服务商的通知"))
        assert "（局〔2025〕1号）第十三条，你单位所服务的试点企业可以申请更换服务商。" in text

    def test_of_a_longer_term_is_written_before_it_is_entered(self, open_in):
        office = open_in("liuzhou")
        _, order, running = self.run_order(office)
        assert running["due_on"] == "2026-05-20"
        document = office.draft(order, kind="extension", title="关于延长整改期限的通知")
        write(office, document, until="2026年6月1日", reasons="台风停工三日")
        words = "期限至2026年5月20日届满。\n因台风停工三日，现将整改期限延长至2026年6月1日（含当日）。"
        assert words in read_text(office, document)
        office.approve(document)
        number = office.issue(document)["document_no"]
        longer = {"until": "2026-06-01", "reason": "台风停工三日", "document_no": number}
        office.post(f"/remedies/{order}/term-extension", longer)
        again = office.draft(order, kind="extension", title="关于延长整改期限的通知")
        assert words in read_text(office, again)

    def test_of_a_pause_is_filled_from_it(self, open_in):
        office = open_in("liuzhou")
        _, order, _running = self.run_order(office)
        paused = {"reason": "等待第三方复测", "document_no": "局企业函〔2026〕90号"}
        office.post(f"/remedies/{order}/term-pause", paused)
        text = read_text(office, office.draft(order, kind="pause", title="关于中止整改期限的通知"))
        assert "因等待第三方复测，整改期限自2026年4月20日起中止。" in text

    def test_answers_the_party_point_by_point(self, open_in):
        office = open_in("liuzhou")
        provider = office.new_provider()
        removal = office.plan(office.find_case(provider, "14.9"), "removal")
        office.tell_and_hear(removal, provider, ANSWERS)
        text = read_text(office, office.draft(removal, kind="hearing_reply", title="关于陈述申辩的答复"))
        assert "你单位就《拟作处理告知书》（局企业函〔2026〕" in text
        assert "你单位提出：提出异议。" in text
        assert "现答复如下：提出“已口头报告”，不采纳，办法要求书面报告。" in text

    def test_shows_a_removal_where_the_text_shows_it(self, open_in):
        office = open_in("liuzhou")
        provider = office.new_provider("甲数字科技有限公司")
        removal = office.plan(office.find_case(provider, "14.9"), "removal")
        office.tell_and_hear(removal, provider)
        document = office.draft(removal, kind="publication", title="关于清退情况的公示", publicity="public")
        write(office, document, shown_from="2026年5月6日", shown_until="2026年5月12日")
        text = read_text(office, document)
        assert "现向社会公示：清退。公示期自2026年5月6日至2026年5月12日（含当日）。" in text
        other = open_in("huangshi", day=office.today)
        removal = other.plan(other.find_case(other.new_provider(), "15.4"), "removal")
        case = other.get(f"/remedies/{removal}")["case_id"]
        body = {"kind": "publication", "remedy_id": removal, "title": "公示", "publicity": "public"}
        other.post(f"/cases/{case}/documents", body, expect=(409, "nothing_to_tell"))


class TestAForm:
    def test_of_service_names_the_paper_and_its_party(self, xiamen):
        provider = xiamen.new_provider("甲数字科技有限公司")
        order = plan_order(xiamen, provider)
        document = xiamen.draft(order, title="关于限期整改的通知")
        case = xiamen.get(f"/remedies/{order}")["case_id"]
        sheet = read_form(xiamen, case, "approval_sheet")
        assert "关于限期整改的通知" in sheet
        assert "林晓" in sheet
        xiamen.approve(document)
        number = xiamen.issue(document)["document_no"]
        text = read_form(xiamen, case, "service_receipt")
        assert f"《关于限期整改的通知》（{number}）" in text
        assert "受送达人甲数字科技有限公司" in text
        xiamen.serve(document, provider)
        assert "送达方式直接送达" in read_form(xiamen, case, "service_receipt")
