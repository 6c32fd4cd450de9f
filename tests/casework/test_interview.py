"""约谈 (柳州第十二条): done with its record; the forms of a case that are filled from what was entered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.casework.reading import read_form

ANSWERS = [{"point": "已改正", "answer": "未见改正。", "adopted": "不采纳"}]


@pytest.fixture
def called(liuzhou):
    """A provider that was called to an 约谈 by a paper served today; gives its case and the remedy."""
    liuzhou.go_to(date(2026, 4, 20))
    provider = liuzhou.new_provider("甲数字科技有限公司")
    case = liuzhou.find_case(provider, "12.2")
    interview = liuzhou.plan(case, "interview")
    liuzhou.decide(interview, provider, title="约谈通知书")
    return case, interview


class TestAnInterview:
    def test_is_not_done_without_its_record(self, liuzhou, called):
        _, interview = called
        said = {"reason": "已约谈。"}
        path = f"/remedies/{interview}/completion"
        liuzhou.post(path, said, expect=(422, "field_missing"))
        assert liuzhou.get(f"/remedies/{interview}")["state"] == "effective"

    @pytest.mark.parametrize(
        "lacking", ["held_on", "place", "interviewers", "recorder", "interviewed", "matters", "words"]
    )
    def test_says_who_when_where_what_was_asked_and_answered(self, liuzhou, called, lacking):
        refusal = {"expect": (422, "field_missing")}
        liuzhou.interview(called[1], refusal, **{lacking: None})

    def test_is_held_by_two_and_after_the_notice_was_served(self, liuzhou, called):
        _, interview = called
        liuzhou.interview(interview, {"expect": (422, "two_persons")}, interviewers=["林晓", "林 晓"])
        early = (liuzhou.today - timedelta(1)).isoformat()
        liuzhou.interview(interview, {"expect": (422, "days_reversed")}, held_on=early)

    def test_has_its_signed_record_in_the_file(self, liuzhou, called):
        _, interview = called
        body = {
            "reason": "已约谈。", "held_on": liuzhou.today.isoformat(), "place": "局三楼", "recorder": "周明",
            "interviewers": ["林晓", "郑文"], "interviewed": ["吴霞"], "matters": "问", "words": "答",
        }  # fmt: skip
        liuzhou.post(f"/remedies/{interview}/completion", body, expect=(409, "paper_missing"))
        assert liuzhou.interview(interview)["state"] == "finished"

    def test_fills_the_record_that_is_printed(self, liuzhou, called):
        case, interview = called
        liuzhou.interview(interview, place="局二楼", others=["某县经信局陈某"])
        printed = read_form(liuzhou, case, "interview_record")
        for words in (
            "2026-04-20",
            "局二楼",
            "林晓、郑文",
            "吴霞（总经理）",
            "某县经信局陈某",
            "承诺一周内派员",
        ):
            assert words in printed, words

    def test_is_the_only_remedy_with_a_record(self, xiamen):
        provider = xiamen.new_provider()
        warning = xiamen.plan(xiamen.find_case(provider, "11.6"), "warning")
        xiamen.decide(warning, provider, title="提醒")
        said = {"reason": "已送达。", "place": "局三楼"}
        xiamen.post(f"/remedies/{warning}/completion", said, expect=(422, "field_unknown"))


class TestAForm:
    def test_of_the_grey_list_says_who_since_when_by_what_and_no_end(self, liuzhou):
        liuzhou.go_to(date(2026, 4, 20))
        provider = liuzhou.new_provider("甲数字科技有限公司")
        case = liuzhou.find_case(provider, "14.9")
        assert "灰名单登记卡" in read_form(liuzhou, case, "grey_list_card")
        listed = liuzhou.plan(case, "grey_list")
        liuzhou.tell_and_hear(listed, provider, ANSWERS)
        liuzhou.decide(listed, provider, title="关于纳入灰名单的通知")
        number = liuzhou.get("/case-documents", case_id=case)["items"][-1]["document_no"]
        printed = read_form(liuzhou, case, "grey_list_card")
        for words in (
            "甲数字科技有限公司",
            "第十四条第（九）项",
            "经核实，情形属实",
            number,
            "2026年4月20日",
        ):
            assert words in printed, words
        assert "钱程" in printed  # who signed last

    def test_of_a_case_registers_what_was_issued_served_and_shown(self, liuzhou):
        liuzhou.go_to(date(2026, 4, 20))
        liuzhou.settle({"publication.time": "before", "publication.scope": "removal_alone"})
        provider = liuzhou.new_provider("甲数字科技有限公司")
        case = liuzhou.find_case(provider, "14.9")
        removal = liuzhou.plan(case, "removal")
        liuzhou.tell_and_hear(removal, provider, ANSWERS)
        shown = liuzhou.publish_first(removal)
        objection = {"objector": "某协会", "received_on": "2026-04-21", "words": "不服。"}
        liuzhou.post(f"/publications/{shown}/objections", objection)
        down = {"down_on": "2026-04-26", "reason": "期满"}
        liuzhou.post(f"/publications/{shown}/taking-down", down)
        paper = liuzhou.get("/case-documents", case_id=case)["items"][0]
        printed = read_form(liuzhou, case, "case_register")
        for words in (
            paper["register_no"], paper["document_no"], "甲数字科技有限公司直接送达2026-04-20",
            "gxj.example.gov.cn", "2026-04-202026-04-2512026-04-26",
        ):  # fmt: skip
            assert words in printed, (words, printed)
