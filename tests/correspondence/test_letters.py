"""Letters by channel: their days, who may do what, what comes of them, and whose name nobody reads."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.trust.persons import add_person
from tests.correspondence.mail import (
    accept,
    close,
    conclude,
    confirm,
    letter,
    new_enterprise,
    register,
    reply,
    verify,
)


class TestTheDays:
    """Expected by hand from 信访工作条例第二十三条 and 第三十四条; 2026-03-02 is a Monday."""

    def test_of_a_petition_are_the_laws(self, xiamen):
        row = letter(xiamen, register(xiamen, "petition"))
        assert (row["answer_by"], row["due_on"]) == ("2026-03-17", None)
        xiamen.go_to(date(2026, 3, 9))
        row = accept(xiamen, row["id"])
        assert (row["due_on"], row["due_by"]) == ("2026-05-08", "信访工作条例第三十四条")

    def test_of_a_petition_are_the_papers_where_it_names_an_earlier_one(self, xiamen):
        row = accept(xiamen, register(xiamen, "petition", foreign_due_on="2026-04-01"))
        assert (row["due_on"], row["due_by"]) == ("2026-04-01", "来件载明的期限")

    def test_of_a_petition_are_never_later_than_the_laws(self, xiamen):
        row = accept(xiamen, register(xiamen, "superior", foreign_due_on="2026-12-01"))
        assert row["due_on"] == "2026-05-01"

    def test_of_a_work_order_are_its_own(self, xiamen):
        row = letter(xiamen, register(xiamen, "hotline", foreign_due_on="2026-03-11"))
        assert (row["answer_by"], row["due_on"], row["due_by"]) == (None, "2026-03-11", "来件载明的期限")

    def test_of_any_other_are_the_bureaus(self, xiamen):
        row = letter(xiamen, register(xiamen, "platform"))
        assert (row["due_on"], row["due_by"]) == ("2026-03-23", "内部工作规程")
        xiamen.set_internal(days={"letter": 3})
        assert letter(xiamen, register(xiamen, "platform"))["due_on"] == "2026-03-05"

    def test_are_extended_once_by_thirty_days_with_a_reason(self, xiamen):
        row_id = register(xiamen, "petition")
        assert accept(xiamen, row_id)["due_on"] == "2026-05-01"
        asked = {"reason": "须等待评测报告", "approved_by": "局长 何平", "approved_on": "2026-03-02"}
        path = f"/letters/{row_id}/extension"
        xiamen.post(path, asked | {"until": "2026-06-01"}, expect=(422, "field_out_of_range"))
        assert xiamen.post(path, asked | {"until": "2026-05-31"})["due_on"] == "2026-05-31"
        xiamen.post(path, asked | {"until": "2026-06-10"}, expect=(409, "extended_before"))

    def test_are_not_extended_once_they_are_over(self, xiamen):
        """By the day of the approval, which may be entered later."""
        row_id = register(xiamen, "petition", foreign_due_on="2026-03-10")
        accept(xiamen, row_id)
        xiamen.go_to(date(2026, 3, 12))
        asked = {"reason": "须等待评测报告", "approved_by": "局长 何平", "until": "2026-04-01"}
        path = f"/letters/{row_id}/extension"
        late = asked | {"approved_on": "2026-03-11"}
        xiamen.post(path, late, expect=(422, "field_out_of_range"))
        in_time = asked | {"approved_on": "2026-03-10"}
        assert xiamen.post(path, in_time)["due_on"] == "2026-04-01"

    def test_do_not_move_by_being_accepted_late(self, xiamen):
        """Received on 2 March: told by 17 March, so the sixty days end on 16 May at the latest."""
        row_id = register(xiamen, "petition")
        xiamen.go_to(date(2026, 4, 1))
        assert accept(xiamen, row_id)["due_on"] == "2026-05-16"

    def test_do_not_move_by_being_registered_late(self, xiamen):
        xiamen.go_to(date(2026, 3, 9))
        row = letter(xiamen, register(xiamen, "platform", received_on="2026-03-02"))
        assert row["due_on"] == "2026-03-23"

    def test_are_the_earlier_ones_where_a_letter_joins_another(self, xiamen):
        first = register(xiamen, foreign_due_on="2026-03-20")
        second = register(xiamen, foreign_due_on="2026-03-11")
        third = register(xiamen, foreign_due_on="2026-03-30")
        for row_id in (second, third):
            xiamen.post(f"/letters/{row_id}/joining", {"joined_id": first}, by=xiamen.second)
            row = letter(xiamen, first)
            assert (row["due_on"], row["due_by"], row["state"]) == (
                "2026-03-11",
                "来件载明的期限",
                "registered",
            )

    def test_of_an_objection_end_after_five_working_days(self, xiamen):
        early, late = register(xiamen, "petition"), register(xiamen, "petition")
        xiamen.go_to(date(2026, 3, 9))
        asked = {"ended_on": "2026-03-09", "reason": "不属本局职责"}
        assert xiamen.post(f"/letters/{early}/objection", asked)["state"] == "objected"
        xiamen.go_to(date(2026, 3, 10))
        later = asked | {"ended_on": "2026-03-10"}
        xiamen.post(f"/letters/{late}/objection", later, expect=(422, "objection_late"))
        own = register(xiamen, "visit")
        xiamen.post(f"/letters/{own}/objection", later, expect=(409, "not_transferred"))
        assert xiamen.post(f"/letters/{early}/keeping")["state"] == "registered"

    def test_are_given_with_a_number_without_gaps(self, xiamen):
        numbers = [letter(xiamen, register(xiamen))["number"] for _ in range(3)]
        assert numbers == ["信〔2026〕1号", "信〔2026〕2号", "信〔2026〕3号"]


class TestALetter:
    def test_goes_from_registration_to_closing(self, xiamen):
        row_id = register(xiamen, provider_id=xiamen.new_provider())
        assert conclude(xiamen, row_id)["state"] == "concluded"
        assert reply(xiamen, row_id)["state"] == "replied"
        assert close(xiamen, row_id)["state"] == "closed"
        steps = [step["step"] for step in xiamen.get(f"/letters/{row_id}/steps")["items"]]
        assert steps == ["register", "accept", "verify", "confirm", "reply", "close"]

    def test_of_a_channel_has_one_number_once(self, xiamen):
        register(xiamen, foreign_no="A-1")
        register(xiamen, "petition", foreign_no="A-1")
        register(xiamen, foreign_no="A-1", expect=(409, "letter_registered"))
        register(xiamen, foreign_no=None, expect=(422, "field_missing"))

    def test_that_was_sent_back_can_be_registered_again_under_its_number(self, xiamen):
        first = register(xiamen, "petition", foreign_no="XF-1")
        day = xiamen.today.isoformat()
        xiamen.post(f"/letters/{first}/objection", {"ended_on": day, "reason": "不属本局职责"})
        register(xiamen, "petition", foreign_no="XF-1", expect=(409, "letter_registered"))
        xiamen.post(f"/letters/{first}/yielding")
        again = register(xiamen, "petition", foreign_no="XF-1")
        assert letter(xiamen, again)["number"] == "信〔2026〕2号"
        register(xiamen, "petition", foreign_no="XF-1", expect=(409, "letter_registered"))

    @pytest.mark.parametrize("named", ["副科长 郑文", "郑文（监督科）", "郑文 监督科", "郑文科员"])
    def test_is_concluded_by_neither_of_those_who_are_named(self, xiamen, named):
        row_id = register(xiamen)
        accept(xiamen, row_id)
        verify(xiamen, row_id, conduct=None, verifiers=["林晓", named])
        path = f"/letters/{row_id}/confirmation"
        xiamen.post(path, by=xiamen.second, expect=(403, "same_person"))
        third = xiamen.bureau.new_client("officer", name="曾慧")
        assert xiamen.post(path, by=third)["state"] == "concluded"

    def test_is_verified_by_two_and_concluded_by_another(self, xiamen):
        row_id = register(xiamen, provider_id=xiamen.new_provider())
        accept(xiamen, row_id)
        for again in (" 林 晓", "科员林晓", "林晓（监督科）", "林晓 监督科"):
            verify(xiamen, row_id, verifiers=["林晓", again], expect=(422, "two_persons"))
        verify(xiamen, row_id)
        xiamen.post(f"/letters/{row_id}/confirmation", expect=(403, "same_person"))
        xiamen.post(f"/letters/{row_id}/return", by=xiamen.second)
        assert letter(xiamen, row_id)["finding"] is None
        verify(xiamen, row_id)
        assert confirm(xiamen, row_id)["state"] == "concluded"

    def test_says_the_conduct_of_a_provider_where_it_is_true(self, xiamen):
        about = register(xiamen, provider_id=xiamen.new_provider())
        nobody = register(xiamen)
        for row_id in (about, nobody):
            accept(xiamen, row_id)
        verify(xiamen, about, conduct=None, expect=(422, "field_missing"))
        verify(xiamen, about, outcome="false", expect=(422, "field_unknown"))
        verify(xiamen, nobody, expect=(422, "field_unknown"))
        verify(xiamen, about, outcome="partly")
        verify(xiamen, nobody, conduct=None)

    def test_with_a_name_is_answered_and_an_anonymous_one_need_not_be(self, xiamen):
        named, anonymous = register(xiamen), register(xiamen, named=False)
        day = {"accepted_on": xiamen.today.isoformat()}
        xiamen.post(f"/letters/{named}/acceptance", day, expect=(422, "field_missing"))
        assert xiamen.post(f"/letters/{anonymous}/acceptance", day)["state"] == "accepted"

    def test_that_is_a_petition_is_told_and_answered_in_writing(self, xiamen):
        row_id = register(xiamen, "petition")
        day = xiamen.today.isoformat()
        for manner in ("phone", "face", "channel"):
            told = {"accepted_on": day, "answered_on": day, "answer_manner": manner}
            xiamen.post(f"/letters/{row_id}/acceptance", told, expect=(422, "not_in_writing"))
        conclude(xiamen, row_id, conduct=None)
        body = {"replied_on": day, "reply_manner": "phone", "reply": "已责令改正。"}
        xiamen.post(f"/letters/{row_id}/reply", body, expect=(422, "not_in_writing"))
        assert reply(xiamen, row_id, reply_manner="written")["state"] == "replied"
        other = register(xiamen)
        assert accept(xiamen, other, answer_manner="phone")["state"] == "accepted"

    def test_that_is_anonymous_ends_without_an_answer(self, xiamen):
        nameless, named = register(xiamen, named=False), register(xiamen)
        day = xiamen.today.isoformat()
        body = {"ended_on": day, "satisfaction": "none"}
        for row_id in (nameless, named):
            accept(xiamen, row_id)
            xiamen.post(f"/letters/{row_id}/closing", body, expect=(409, "wrong_state"))
            verify(xiamen, row_id, conduct=None)
            confirm(xiamen, row_id)
        xiamen.post(f"/letters/{named}/closing", body, expect=(409, "reply_missing"))
        called = body | {"satisfaction": "satisfied", "called_on": day}
        xiamen.post(f"/letters/{nameless}/closing", called, expect=(422, "field_out_of_range"))
        row = xiamen.post(f"/letters/{nameless}/closing", body)
        assert (row["state"], row["reply"], row["replied_on"]) == ("closed", None, None)
        question = register(xiamen, kind="consultation", named=False)
        accept(xiamen, question)
        assert xiamen.post(f"/letters/{question}/closing", body)["state"] == "closed"

    def test_goes_on_to_review_and_second_review_in_their_order(self, xiamen):
        row_id = register(xiamen, "petition")
        path, day = f"/letters/{row_id}/events", xiamen.today.isoformat()
        served = {"kind": "served", "happened_on": day, "body": "市工信局", "document_no": "信复〔2026〕1号"}
        xiamen.post(path, served, expect=(409, "wrong_state"))
        conclude(xiamen, row_id, conduct=None)
        reply(xiamen, row_id, reply_manner="written")
        asked = {"kind": "review_asked", "happened_on": day, "body": "市政府", "due_on": "2026-04-01"}
        xiamen.post(path, asked, expect=(409, "event_before"))
        xiamen.post(path, served | {"document_no": None}, expect=(422, "field_missing"))
        xiamen.post(path, served | {"happened_on": "2026-03-01"}, expect=(422, "days_reversed"))
        assert xiamen.post(path, served)["kind"] == "served"
        xiamen.post(path, served, expect=(409, "event_entered"))
        assert xiamen.post(path, asked)["due_on"] == "2026-04-01"
        close(xiamen, row_id)
        answered = asked | {"kind": "review_answered", "document_no": "府信复〔2026〕2号"}
        xiamen.post(path, answered)
        kinds = [event["kind"] for event in xiamen.get("/letter-events", letter_id=row_id)["items"]]
        assert kinds == ["served", "review_asked", "review_answered"]
        hotline = register(xiamen)
        conclude(xiamen, hotline, conduct=None)
        reply(xiamen, hotline)
        xiamen.post(f"/letters/{hotline}/events", served, expect=(409, "not_a_petition"))

    def test_that_asks_is_answered_without_verifying(self, xiamen):
        row_id = register(xiamen, kind="consultation")
        accept(xiamen, row_id)
        verify(xiamen, row_id, conduct=None, expect=(409, "nothing_to_verify"))
        assert reply(xiamen, row_id)["state"] == "replied"

    def test_that_complains_is_not_replied_to_before_it_is_concluded(self, xiamen):
        row_id = register(xiamen)
        accept(xiamen, row_id)
        body = {"replied_on": xiamen.today.isoformat(), "reply_manner": "phone", "reply": "好"}
        xiamen.post(f"/letters/{row_id}/reply", body, expect=(409, "wrong_state"))

    def test_can_end_elsewhere(self, xiamen):
        body = {"sent_to": "市监局", "reason": "属其职责", "ended_on": "2026-03-02"}
        row = xiamen.post(f"/letters/{register(xiamen)}/sending", body)
        assert (row["state"], row["outcome"]) == ("moved", "elsewhere")

    def test_is_withdrawn_by_its_writers_paper_and_another_person(self, xiamen):
        row_id, body = register(xiamen), {"reason": "来电撤回", "ended_on": "2026-03-02"}
        path = f"/letters/{row_id}/withdrawal"
        xiamen.post(path, body, expect=(403, "same_person"))
        xiamen.post(path, body, by=xiamen.second, expect=(409, "paper_missing"))
        xiamen.attach(f"/letters/{row_id}", "other")
        xiamen.post(path, body, by=xiamen.second, expect=(409, "paper_missing"))
        xiamen.attach(f"/letters/{row_id}", "withdrawal")
        row = xiamen.post(path, body, by=xiamen.second)
        assert (row["state"], row["outcome"]) == ("withdrawn", "withdrawn")

    def test_is_withdrawn_by_who_can_open_the_paper(self, xiamen):
        """It hangs on who has written: a reviewer does not see it, another officer does."""
        row_id, body = register(xiamen), {"reason": "书面撤回", "ended_on": "2026-03-02"}
        reporter = xiamen.post(f"/letters/{row_id}/reporter", {"name": "王小明"})["id"]
        xiamen.attach(f"/letter-reporters/{reporter}", "withdrawal")
        path, reviewer = f"/letters/{row_id}/withdrawal", xiamen.bureau.client("reviewer")
        xiamen.post(path, body, by=reviewer, expect=(409, "paper_missing"))
        other = xiamen.bureau.new_client("officer", name="曾慧")
        assert xiamen.post(path, body, by=other)["state"] == "withdrawn"

    def test_that_repeats_another_joins_it_by_another_person(self, xiamen):
        first, second = register(xiamen), register(xiamen)
        path = f"/letters/{second}/joining"
        xiamen.post(path, {"joined_id": first}, expect=(403, "same_person"))
        itself = {"joined_id": second}
        xiamen.post(path, itself, by=xiamen.second, expect=(422, "letter_of_itself"))
        row = xiamen.post(path, {"joined_id": first}, by=xiamen.second)
        assert (row["state"], row["outcome"], row["joined_id"]) == ("joined", "repeated", first)
        back = f"/letters/{first}/joining"
        xiamen.post(back, itself, by=xiamen.second, expect=(422, "letter_of_itself"))
        xiamen.attach(f"/letters/{first}", "withdrawal")
        body = {"reason": "来电撤回", "ended_on": "2026-03-02"}
        xiamen.post(f"/letters/{first}/withdrawal", body, by=xiamen.second, expect=(409, "letters_joined"))

    def test_joins_none_that_was_answered(self, xiamen):
        first, second = register(xiamen), register(xiamen)
        conclude(xiamen, first, conduct=None)
        reply(xiamen, first)
        body = {"joined_id": first}
        path = f"/letters/{second}/joining"
        xiamen.post(path, body, by=xiamen.second, expect=(422, "letter_of_itself"))

    def test_joins_none_of_another_provider_or_kind_or_without_a_name(self, xiamen):
        provider = xiamen.new_provider()
        path = f"/letters/{register(xiamen, provider_id=provider)}/joining"
        unlike: tuple[dict[str, object], ...] = (
            {},
            {"provider_id": provider, "kind": "suggestion"},
            {"provider_id": provider, "named": False},
        )
        for changes in unlike:
            body = {"joined_id": register(xiamen, **changes)}
            xiamen.post(path, body, by=xiamen.second, expect=(422, "letters_unlike"))
        alike = {"joined_id": register(xiamen, provider_id=provider)}
        assert xiamen.post(path, alike, by=xiamen.second)["state"] == "joined"

    def test_is_not_before_it_was_received(self, xiamen):
        row_id = register(xiamen)
        early = {"ended_on": "2026-03-01", "reason": "来电"}
        path = f"/letters/{row_id}/withdrawal"
        xiamen.post(path, early, by=xiamen.second, expect=(422, "days_reversed"))
        register(xiamen, foreign_due_on="2026-03-01", expect=(422, "days_reversed"))
        register(xiamen, received_on="2026-03-03", expect=(422, "day_in_future"))

    def test_is_handed_over(self, xiamen):
        persons = xiamen.bureau.client("admin").get("/persons").json["items"]
        other = next(person["id"] for person in persons if person["name"] == "郑文")
        row_id = register(xiamen)
        path = f"/letters/{row_id}/handover"
        assert xiamen.post(path, {"handler_id": other})["handler_name"] == "郑文"
        with xiamen.bureau.unit() as unit:
            outsider = add_person(unit, name="甲公司的人", roles=["provider"]).id
        body = {"handler_id": xiamen.bureau.outward("person", outsider)}
        xiamen.post(path, body, expect=(422, "not_a_handler"))

    @pytest.mark.parametrize("to", ["甲公司", "甲公司客服部", "甲 公司（收）", "负责人张三", "李四"])
    def test_is_never_sent_on_to_whom_it_is_about(self, xiamen, to):
        provider = xiamen.new_provider("甲公司")
        entry = xiamen.get(f"/providers/{provider}")
        changes = {"legal_representative": "张三", "contact": "李四 13900000000"}
        body = {"data": changes, "reason": "经核对"}
        answer = xiamen.officer.post(f"/providers/{provider}/correction", body, version=entry["version"])
        assert answer.status_code == 200, answer.json
        row_id = register(xiamen, provider_id=provider)
        body = {"sent_to": to, "reason": "请处理", "ended_on": "2026-03-02"}
        xiamen.post(f"/letters/{row_id}/sending", body, expect=(409, "sent_to_accused"))
        away = body | {"sent_to": "市市场监督管理局"}
        assert xiamen.post(f"/letters/{row_id}/sending", away)["state"] == "moved"

    def test_takes_hostile_text_as_text(self, xiamen):
        hostile = "<script>alert(1)</script>=HYPERLINK('x')"
        assert letter(xiamen, register(xiamen, summary=hostile))["summary"] == hostile
        register(xiamen, summary="\x00", expect=(422, "unstorable_text"))


class TestWhatComesOfIt:
    def test_is_an_entry_of_the_ledger_once_by_a_persons_act(self, xiamen):
        provider = xiamen.new_provider()
        row_id = register(xiamen, provider_id=provider)
        conclude(xiamen, row_id)
        assert xiamen.get("/complaints", provider_id=provider)["items"] == []
        row = xiamen.post(f"/letters/{row_id}/record", {"content": "收款后不到场。"})
        (entry,) = xiamen.get("/complaints", provider_id=provider)["items"]
        assert row["complaint_id"] == entry["id"]
        assert (entry["outcome"], entry["conduct"], entry["channel"]) == ("upheld", "irregular", "12345工单")
        xiamen.post(f"/letters/{row_id}/record", {"content": "再记"}, expect=(409, "complaint_recorded"))

    def test_can_be_a_lead_also_after_the_reply(self, xiamen):
        row_id = register(xiamen, provider_id=xiamen.new_provider())
        conclude(xiamen, row_id)
        reply(xiamen, row_id)
        lead = xiamen.post(f"/letters/{row_id}/lead", {"clause": "12.4", "content": "收款后不到场。"})
        assert (lead["source"], lead["state"]) == ("complaint", "pending")
        assert letter(xiamen, row_id)["lead_id"] == lead["id"]
        again = {"clause": "12.4", "content": "再登记"}
        xiamen.post(f"/letters/{row_id}/lead", again, expect=(409, "lead_registered"))

    def test_is_nothing_where_it_is_not_true(self, xiamen):
        row_id = register(xiamen, provider_id=xiamen.new_provider())
        conclude(xiamen, row_id, outcome="unverifiable", conduct=None)
        for path, body in (("record", {"content": "某事"}), ("lead", {"clause": "12.4", "content": "某事"})):
            xiamen.post(f"/letters/{row_id}/{path}", body, expect=(409, "not_substantiated"))

    def test_names_no_enterprise_that_asked_to_be_confidential(self, xiamen):
        provider = xiamen.new_provider()
        enterprise = new_enterprise(xiamen, "某厂")
        secret = {"provider_id": provider, "confidential": True}
        for name in ("enterprise_id", "complainant_id"):
            register(xiamen, **secret, **{name: enterprise}, expect=(422, "confidential_letter"))
        row_id = register(xiamen, **secret)
        entered = xiamen.post(f"/letters/{row_id}/reporter", {"name": "某厂", "enterprise_id": enterprise})
        assert entered["enterprise_id"] == enterprise
        conclude(xiamen, row_id)
        xiamen.post(f"/letters/{row_id}/record", {"content": "收款后不到场。"})
        (entry,) = xiamen.get("/complaints", provider_id=provider)["items"]
        assert entry["enterprise_id"] is None
        for path in ("/letters", f"/letters/{row_id}", f"/letters/{row_id}/steps"):
            assert enterprise not in xiamen.officer.get(path).text

    def test_is_the_complaint_of_who_has_written_not_of_whom_it_concerns(self, xiamen):
        provider = xiamen.new_provider()
        concerned, writer = new_enterprise(xiamen, "某厂"), new_enterprise(xiamen, "另一厂")
        both = {"provider_id": provider, "enterprise_id": concerned, "complainant_id": writer}
        register(xiamen, **both, named=False, expect=(422, "field_unknown"))
        first = register(xiamen, **both)
        second = register(xiamen, provider_id=provider, enterprise_id=concerned)
        for row_id in (first, second):
            conclude(xiamen, row_id)
            xiamen.post(f"/letters/{row_id}/record", {"content": "收款后不到场。"})
        entries = xiamen.get("/complaints", provider_id=provider)["items"]
        assert {entry["enterprise_id"] for entry in entries} == {writer, None}
