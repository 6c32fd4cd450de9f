"""Letters by channel: their days, who may do what, what comes of them, and whose name nobody reads."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from tests.correspondence.mail import accept, close, conclude, confirm, letter, register, reply, verify


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
        asked = {"reason": "须等待评测报告", "approved_by": "局长 何平"}
        path = f"/letters/{row_id}/extension"
        xiamen.post(path, asked | {"until": "2026-06-01"}, expect=(422, "field_out_of_range"))
        assert xiamen.post(path, asked | {"until": "2026-05-31"})["due_on"] == "2026-05-31"
        xiamen.post(path, asked | {"until": "2026-06-10"}, expect=(409, "extended_before"))

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

    def test_is_verified_by_two_and_concluded_by_another(self, xiamen):
        row_id = register(xiamen, provider_id=xiamen.new_provider())
        accept(xiamen, row_id)
        verify(xiamen, row_id, verifiers=["林晓", " 林 晓"], expect=(422, "two_persons"))
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

    @pytest.mark.parametrize(
        ("path", "body", "state", "outcome"),
        [
            (
                "sending",
                {"sent_to": "市监局", "reason": "属其职责", "ended_on": "2026-03-02"},
                "moved",
                "elsewhere",
            ),
            ("withdrawal", {"reason": "来电撤回", "ended_on": "2026-03-02"}, "withdrawn", "withdrawn"),
        ],
    )
    def test_can_end_otherwise(self, xiamen, path, body, state, outcome):
        row = xiamen.post(f"/letters/{register(xiamen)}/{path}", body)
        assert (row["state"], row["outcome"]) == (state, outcome)

    def test_that_repeats_another_joins_it(self, xiamen):
        first, second = register(xiamen), register(xiamen)
        path = f"/letters/{second}/joining"
        xiamen.post(path, {"joined_id": second}, expect=(422, "letter_of_itself"))
        row = xiamen.post(path, {"joined_id": first})
        assert (row["state"], row["outcome"], row["joined_id"]) == ("joined", "repeated", first)
        xiamen.post(f"/letters/{first}/joining", {"joined_id": second}, expect=(422, "letter_of_itself"))

    def test_is_not_before_it_was_received(self, xiamen):
        row_id = register(xiamen)
        early = {"ended_on": "2026-03-01", "reason": "来电"}
        xiamen.post(f"/letters/{row_id}/withdrawal", early, expect=(422, "days_reversed"))
        register(xiamen, foreign_due_on="2026-03-01", expect=(422, "days_reversed"))
        register(xiamen, received_on="2026-03-03", expect=(422, "day_in_future"))

    def test_is_handed_over(self, xiamen):
        persons = xiamen.bureau.client("admin").get("/persons").json["items"]
        other = next(person["id"] for person in persons if person["name"] == "郑文")
        row_id = register(xiamen)
        assert xiamen.post(f"/letters/{row_id}/handover", {"handler_id": other})["handler_name"] == "郑文"

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
        enterprise = xiamen.post("/enterprises", {"name": "某厂", "industry": "pilot", "size": "small"})["id"]
        row_id = register(xiamen, provider_id=provider, enterprise_id=enterprise, confidential=True)
        conclude(xiamen, row_id)
        xiamen.post(f"/letters/{row_id}/record", {"content": "收款后不到场。"})
        (entry,) = xiamen.get("/complaints", provider_id=provider)["items"]
        assert entry["enterprise_id"] is None


class TestWhoHasWritten:
    def test_is_read_by_those_alone_who_may(self, xiamen):
        row_id = register(xiamen)
        body = {"name": "王小明", "contact": "13900000000"}
        entered = xiamen.post(f"/letters/{row_id}/reporter", body)
        assert entered["name"] == "王小明"
        xiamen.post(f"/letters/{row_id}/reporter", body, expect=(409, "reporter_entered"))
        for role in ("admin", "reviewer", "auditor", "platform"):
            client = xiamen.bureau.client(role)
            assert client.get(f"/letter-reporters/{entered['id']}").status_code == 403
            assert client.get("/letter-reporters").status_code == 403

    def test_stands_in_no_step_and_in_no_note(self, xiamen):
        row_id = register(xiamen)
        xiamen.post(f"/letters/{row_id}/reporter", {"name": "王小明"})
        admin = xiamen.bureau.client("admin")
        for link in admin.get("/audit", limit=100).json["items"]:
            data = admin.get(f"/audit/{link['seq']}").text
            assert "王小明" not in data
            assert "收款后长期" not in data

    def test_leaves_a_trace_when_it_is_read(self, xiamen):
        entered = xiamen.post(f"/letters/{register(xiamen)}/reporter", {"name": "王小明"})
        xiamen.get(f"/letter-reporters/{entered['id']}")
        reads = xiamen.bureau.client("admin").get("/audit/reads", limit=100).json["items"]
        assert any(entered["id"] in str(read) for read in reads)


class TestWhatIsForTheDisciplineBody:
    def test_is_registered_without_what_it_says(self, xiamen):
        register(xiamen, kind="sealed", expect=(422, "sealed_letter"))
        row_id = register(xiamen, kind="sealed", summary=None)
        day = xiamen.today.isoformat()
        body = {"accepted_on": day, "answered_on": day, "answer_manner": "phone"}
        xiamen.post(f"/letters/{row_id}/acceptance", body, expect=(409, "sealed_letter"))
        xiamen.post(f"/letters/{row_id}/reporter", {"name": "某人"}, expect=(409, "sealed_letter"))
        row = xiamen.post(f"/letters/{row_id}/diversion", {"body": "resident", "handed_on": day})
        assert row["state"] == "moved"
        (diverted,) = xiamen.bureau.client("admin").get("/letter-diversions").json["items"]
        assert (diverted["letter_id"], diverted["body"], diverted["channel"]) == (
            row_id,
            "resident",
            "hotline",
        )
        assert xiamen.officer.get("/letter-diversions").status_code == 403

    def test_is_emptied_where_it_was_opened(self, xiamen, owner_engine):
        row_id = register(xiamen, provider_id=xiamen.new_provider())
        reporter = xiamen.post(f"/letters/{row_id}/reporter", {"name": "王小明", "contact": "139"})
        accept(xiamen, row_id)
        xiamen.post(f"/letters/{row_id}/diversion", {"body": "party", "handed_on": xiamen.today.isoformat()})
        row = letter(xiamen, row_id)
        assert [row[name] for name in ("summary", "provider_id", "finding", "reason")] == [None] * 4
        emptied = xiamen.get(f"/letter-reporters/{reporter['id']}")
        assert (emptied["name"], emptied["contact"], emptied["state"]) == (None, None, "removed")
        with owner_engine.connect() as connection:
            for table in ("letter", "letter_reporter", "case_step", "audit_data"):
                rows = connection.execute(
                    text(f"SELECT CAST(t AS text) FROM {table} t WHERE tenant_id = :id"),
                    {"id": xiamen.bureau.tenant.id},
                ).scalars()
                assert not any("王小明" in row or "长期不派人" in row for row in rows), table

    def test_is_not_taken_while_files_of_it_are_stored(self, xiamen):
        row_id = register(xiamen)
        xiamen.attach(f"/letters/{row_id}", "other")
        body = {"body": "party", "handed_on": xiamen.today.isoformat()}
        xiamen.post(f"/letters/{row_id}/diversion", body, expect=(409, "letter_has_files"))
