"""What pages of casework say: a case's course, a remedy's term, what is offered, where leads come from."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from banfa.procedures.cases.due_notices import announce_due
from banfa.trust import unit_of_work
from banfa.trust.tenants import operator
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_looks import ENDED, look_of
from tests.casework.office import Office as Desk
from tests.console.leads import promulgate


@pytest.fixture
def office(office):
    promulgate(office)
    return office


@pytest.fixture
def desk(office, cities):
    return Desk(office, cities.profile("xiamen"))


def read(page):
    """The text of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def order(desk, provider):
    """An order of one month that runs; gives its case and its id."""
    lead = desk.register(provider, "11.4")
    desk.verify(lead)
    case = desk.open_case(lead, title="整改事项")
    remedy = desk.plan(case, "order", term=1, term_unit="个月")
    desk.decide(remedy, provider, title="关于限期整改的通知")
    return case, remedy


def list_acts(page):
    """What a page offers: links and buttons of its panel."""
    panel = re.search(r'<section class="panel now".*?</section>', page.text, re.DOTALL)
    return re.findall(r'class="btn btn-plain"[^>]*>([^<]+)<', panel[0]) if panel else []


class TestARemedy:
    def test_says_its_term_its_report_and_its_recheck(self, office, desk):
        provider = desk.new_provider("甲公司")
        _, remedy = order(desk, provider)
        served = desk.today
        desk.go_to(served + timedelta(days=3))
        desk.attach(f"/remedies/{remedy}", "evidence")
        extended = {
            "until": "2026-05-29",
            "reason": "台风停工三日",
            "document_no": "厦工信企业函〔2026〕150号",
            "decided_on": desk.today.isoformat(),
            "basis": "厦工信规〔2026〕2号第三条",
        }
        desk.attach(f"/remedies/{remedy}", "stamped_original")
        desk.post(f"/remedies/{remedy}/term-extension", extended, by=desk.second)
        paused = {"reason": "等待第三方复测", "document_no": "厦工信企业函〔2026〕151号"}
        paused["paused_on"] = desk.today.isoformat()
        desk.post(f"/remedies/{remedy}/term-pause", paused)
        desk.go_to(served + timedelta(days=5))
        resumed = {"reason": "复测完成", "document_no": "厦工信企业函〔2026〕152号"}
        resumed["resumed_on"] = desk.today.isoformat()
        desk.post(f"/remedies/{remedy}/term-resumption", resumed)
        desk.report(remedy, manner="post")
        desk.recheck(remedy)
        page = read(office.at("officer").get(f"/remedies/{remedy}"))
        for words in (
            "整改期限 1月",
            f"{served + timedelta(1)}起（送达之次日），2026-05-31届满",
            f"延长至：2026-05-29；决定延期之日：{served + timedelta(3)}；理由：台风停工三日；",
            "延期文书的文号：厦工信企业函〔2026〕150号",
            f"中止之日：{served + timedelta(3)}；理由：等待第三方复测；所依据的文号：厦工信企业函",
            f"恢复之日：{served + timedelta(5)}",
            f"收到整改报告之日：{served + timedelta(5)}；是否在下班后送交：否；送交方式：邮寄",
            f"复核之日：{served + timedelta(5)}；复核人员：林晓、郑文；复核结论：整改完成",
            "复核情况：经现场复核（林晓登记）",
        ):
            assert words in page, words

    def test_is_reminded_of_without_effect_on_its_term(self, office, desk):
        _, remedy = order(desk, desk.new_provider("甲公司"))
        before = desk.get(f"/remedies/{remedy}")["due_on"]
        page = read(office.at("officer").get(f"/remedies/{remedy}"))
        day = date.fromisoformat(before)
        assert f"所定的整改期限将于{day.year}年{day.month}月{day.day}日届满" in page
        assert "不是文书送达，不改变整改期限" in page
        said = {"reminded_on": desk.today.isoformat(), "means": "sms", "receiver": "吴霞（联络员）"}
        early = {**said, "reminded_on": (desk.today - timedelta(1)).isoformat()}
        desk.post(f"/remedies/{remedy}/reminders", early, expect=(422, "days_reversed"))
        after = desk.post(f"/remedies/{remedy}/reminders", said)
        assert (after["due_on"], after["state"]) == (before, "running")
        page = read(office.at("officer").get(f"/remedies/{remedy}"))
        assert f"提醒之日：{desk.today}；提醒方式：短信；接收人：吴霞（联络员）" in page

    def test_of_a_closed_case_offers_nothing(self, office, desk):
        provider = desk.new_provider("甲公司")
        case, remedy = order(desk, provider)
        officer = office.at("officer")
        assert "登记整改报告" in list_acts(officer.get(f"/remedies/{remedy}"))
        desk.report(remedy)
        desk.recheck(remedy)
        panel = read(officer.get(f"/cases/{case}"))
        assert "办结：" in panel
        assert "还没有办理警告" in panel
        desk.drop(case, "warning")
        desk.close(case)
        assert list_acts(officer.get(f"/remedies/{remedy}")) == []
        closed = officer.get(f"/cases/{case}").text
        assert re.search(r'class="st done".{0,200}已办结', closed, re.DOTALL)
        # what follows a closed case may still be entered, and who leaves hands it over; nothing else
        offered = list_acts(officer.get(f"/cases/{case}"))
        assert offered == ["登记复议、诉讼等来文", "移交承办人", "重新办理", "归档"]

    def test_of_a_closed_case_offers_to_show_nothing(self, office, desk):
        provider = desk.new_provider("甲公司")
        lead = desk.register(provider, "12.4")
        desk.verify(lead)
        case = desk.open_case(lead, title="取消资格")
        removal = desk.plan(case, "removal")
        answers = [{"point": "已在改正", "answer": "走访未见改正。", "adopted": "不采纳"}]
        desk.tell_and_hear(removal, provider, answers)
        desk.decide(removal, provider, title="关于取消甲公司试点工作资格的通知")
        desk.finish(removal)
        officer = office.at("officer")
        assert list_acts(officer.get(f"/remedies/{removal}")) == ["拟公示、公布或通报"]
        desk.drop(case, "circular")
        desk.close(case)
        page = officer.get(f"/remedies/{removal}")
        assert list_acts(page) == []
        assert "案件已办结，不能再办理" in page.text


class TestACase:
    def test_shows_its_whole_course(self, office, desk):
        case, remedy = order(desk, desk.new_provider("甲公司"))
        page = office.at("officer").get(f"/cases/{case}")
        course = page.text[page.text.index("办理过程") :]
        steps = re.findall(r'data-l="步骤">([^<]+)<', course)
        assert steps[0] == "登记"
        for step in (
            "核实",
            "立案",
            "拟办",
            "起草",
            "送审",
            "登记签批",
            "签发",
            "登记送达",
            "复核送达",
            "送达起算",
        ):
            assert step in steps, step
        moments = re.findall(r'<td class="nb">([\d: -]+)</td>', course)
        assert moments == sorted(moments)
        assert f'href="/remedies/{remedy}">限期整改</a>' in course
        assert "办法条款，第十一条第（四）项" in course
        assert "签批之日" in course
        assert not re.search(r"：(handling|draft|11\.4)[；<]", course), "words that only programs know"

    def test_does_not_offer_to_who_entered_what_another_is_to_check(self, office, desk):
        lead = desk.register(desk.new_provider("甲公司"), "11.4")
        body = {
            "verified_on": desk.today.isoformat(),
            "verifiers": ["林晓", "周宁"],
            "finding": "属实。",
            "evidence": ["走访记录"],
        }
        officer = office.enter("林静", "officer")
        officer.send(
            f"/case-leads/{lead}/verification", {**body, "verifiers": "林晓\n郑文", "evidence": "走访记录"}
        )
        page = officer.get(f"/case-leads/{lead}")
        assert "复核属实" not in list_acts(page)
        assert "请由另一人办理" in page.text
        assert "复核属实" in list_acts(office.enter("吴敏", "officer").get(f"/case-leads/{lead}"))


def test_every_state_without_a_way_on_looks_ended():
    for name, resource in RESOURCES.items():
        if resource.machine is not None:
            leaving = {state for step in resource.machine.steps.values() for state in step.leaves}
            ends = set(resource.machine.states) - leaving
            assert all(look_of(resource, state) != "run" for state in ends), (name, ends)
            assert ENDED[name].keys() <= set(resource.machine.states)


class TestWhatWaits:
    def test_has_every_column_and_is_taken_away(self, office, desk):
        case, _ = order(desk, desk.new_provider("甲公司"))
        officer = office.at("officer")
        page = officer.get("/work-items?view=all")
        heads = re.findall(r"<th[^>]*>(?:<a[^>]*>)?([^<]+)", page.text)
        assert heads == [
            *("序号", "紧急程度", "事项", "当事单位", "事由", "条款", "当前环节", "承办人", "到期日"),
            *("剩余（工作日）", "剩余（自然日）", "来源及编号", "最近一步", "最近一步的日期", "暂停原因"),
        ]
        assert "第十一条第（四）项" in page.text
        assert "送达起算" in page.text
        assert officer.get("/work-items?view=all&kind=order&q=jia").text.count("整改期限届满") == 1
        assert "没有符合条件" in officer.get("/work-items?view=all&urgency=逾期").text
        assert officer.get("/work-items.xlsx?view=all").data[:2] == b"PK"
        desk.go_to(desk.today + timedelta(days=1))
        desk.post(f"/cases/{case}/suspension", {"reason": "等待鉴定", "approved_by": "局长 何平"})
        later = office.enter("林静", "officer")
        assert "等待鉴定" in later.get("/work-items?view=all&kind=case").text

    def test_an_end_that_is_near_is_announced_once(self, office, desk):
        _, remedy = order(desk, desk.new_provider("甲公司"))
        due = date.fromisoformat(desk.get(f"/remedies/{remedy}")["due_on"])

        def announce(day):
            desk.go_to(day)
            with unit_of_work(office.engine, operator(office.tenant), now=office.clock.now) as unit:
                announced = announce_due(unit)
                if not announced:
                    unit.unaudited("nothing ends soon")
            return announced

        assert announce(due - timedelta(8)) == 0
        assert announce(due - timedelta(7)) == 1
        assert announce(due - timedelta(6)) == 0
        extended = {"until": "2026-06-30", "reason": "台风", "document_no": "厦工信企业函〔2026〕150号"}
        extended |= {"decided_on": desk.today.isoformat(), "basis": "厦工信规〔2026〕2号第三条"}
        desk.attach(f"/remedies/{remedy}", "stamped_original")
        desk.post(f"/remedies/{remedy}/term-extension", extended, by=desk.second)
        assert announce(due) == 0
        desk.set_internal(days={"reminder": 10})
        assert announce(date(2026, 6, 20)) == 1
        assert announce(date(2026, 6, 21)) == 0


class TestALead:
    @pytest.mark.parametrize(
        ("kind", "source", "row"),
        [
            ("complaint", "complaint", {"received_on": "2026-04-01", "content": "企业来函反映。"}),
            ("finding", "finding", {"kind": "disclosure", "found_on": "2026-04-01"}),
            ("inspection", "visit", {"inspected_on": "2026-04-01", "inspector": "第三方", "result": "正常"}),
        ],
    )
    def test_comes_from_an_entrys_own_page(self, office, desk, kind, source, row):
        entry = desk.post(f"/{kind}s", {"provider_id": desk.new_provider("甲公司"), **row})["id"]
        officer = office.at("officer")
        (address,) = re.findall(r'href="(/case-leads/new[^"]+)"', officer.get(f"/{kind}s/{entry}").text)
        address = address.replace("&amp;", "&")
        form = officer.get(address).text
        assert 'value="甲公司"' in form
        assert re.search(rf'selected[^>]*value="{source}"', form)
        answer = officer.send(
            address,
            {
                "clause": "11.6",
                "provider": "甲公司",
                "source": source,
                "found_on": "2026-04-01",
                "summary": "据此登记。",
            },
        )
        assert answer.headers["Location"].startswith("/case-leads/ld_")
        assert "据此登记" in officer.get(answer.headers["Location"]).text
        assert "/case-leads/new" not in office.at("auditor").get(f"/{kind}s/{entry}").text
