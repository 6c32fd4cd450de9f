"""Papers with several remedies or about many providers say all of them."""

from __future__ import annotations

from tests.casework.reading import (
    ANSWERS,
    draft_together,
    new_party,
    read_text,
    write,
)


class TestSeveralRemediesInOnePaper:
    def test_are_the_city_s_own_text_where_it_has_both(self, open_in):
        office = open_in("xiamen")
        case = office.find_case(new_party(office), "11.6")
        warning = office.plan(case, "warning")
        order = office.plan(case, "order", term=1, term_unit="个月")
        both = read_text(office, draft_together(office, [warning, order]))
        assert "现对你单位予以警告。请你单位自收到本通知书次日起1个月内完成以下整改：" in both

    def test_of_which_one_is_ordered_apart_say_no_more_than_it_imposes(self, open_in):
        office = open_in("xiamen")
        case = office.find_case(new_party(office), "11.6")
        text = read_text(office, office.draft(office.plan(case, "warning")))
        assert "警告（第十一条第（六）项）：予以警告。" in text
        assert "限期" not in text.replace("规定期限", "")
        assert "完成以下整改" not in text

    def test_liuzhou_12_calls_and_orders(self, open_in):
        office = open_in("liuzhou")
        case = office.find_case(new_party(office), "12.2")
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

    def test_go_through_the_posts_of_a_withdrawal_where_there_is_one(self, open_in):
        """Four posts of ours, 集体讨论 among them, though an 约谈 alone has two."""
        office = open_in("liuzhou")
        provider = new_party(office)
        interview = office.plan(office.find_case(provider, "12.2"), "interview")
        office.decide(interview, provider, title="约谈通知书")
        (decision,) = office.decisions(provider)
        body = {"decision_id": decision["id"], "manner": "withdraw", "title": "撤回约谈"}
        withdrawal = office.plan(office.post("/cases", body)["id"], "withdrawal")
        other = office.plan(office.find_case(provider, "12.3"), "interview")
        document = draft_together(office, [withdrawal, other], title="关于撤回有关处理的决定")
        chain = office.post(f"/case-documents/{document}/submission")["chain"]
        assert chain == ["科室负责人", "合法性审核", "集体讨论", "签发"]

    def test_liuzhou_14_removes_and_puts_on_the_grey_list(self, open_in):
        office = open_in("liuzhou")
        provider = new_party(office)
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


class TestOnePaperForManyProviders:
    def test_names_each_with_its_code_its_facts_and_its_provision(self, open_in):
        office = open_in("xiamen")
        names = ("甲数字科技有限公司", "乙软件有限公司")
        providers = [new_party(office, name) for name in names]
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
        first, second = (office.find_case(new_party(office, n), "11.6") for n in ("甲公司", "乙公司"))
        warning = office.plan(first, "warning")
        order = office.plan(second, "order", term=1, term_unit="个月")
        text = read_text(office, draft_together(office, [warning, order]))
        assert "现对上列单位作出以下处理：" in text
        assert "（一）警告（第十一条第（六）项，上列第一家单位）：予以警告。" in text
        assert "（二）限期整改（第十一条第（六）项，上列第二家单位）：" in text
