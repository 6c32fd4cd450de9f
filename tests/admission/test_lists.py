"""The list of a batch: decided, shown, objected to, published, told to the ledger, or given up."""

from __future__ import annotations

from datetime import date, timedelta

from tests.admission.batch import reach_review


class TestTheList:
    def reach_shown(self, office):
        application = reach_review(office)
        office.propose(application)
        office.shortlist()
        office.show()
        return application

    def test_waits_for_every_application(self, office):
        office.announce(["product"])
        office.apply("product")
        office.close()
        office.shortlist(expect=(409, "applications_open"))

    def test_of_nobody_is_none(self, office):
        office.announce(["product"])
        office.close()
        path = f"/admission-batches/{office.batch}"
        office.shortlist(expect=(409, "list_empty"))
        body = {"ended_on": office.today.isoformat(), "ended_in": "局网站", "ended_why": "没有单位申报。"}
        office.post(f"{path}/end", body, expect=(403, "same_person"))
        office.post(f"{path}/end", body, by=office.second, expect=(409, "paper_missing"))
        office.attach(path, "evidence")
        early = {**body, "ended_on": "2026-01-01"}
        office.post(f"{path}/end", early, by=office.second, expect=(422, "days_reversed"))
        assert office.post(f"{path}/end", body, by=office.second)["state"] == "ended"

    def test_of_a_call_that_is_cancelled_ends_with_all_that_runs_of_it(self, office):
        listed = reach_review(office)
        office.propose(listed)
        why, first = "林晓收件。", office.get(f"/admission-batches/{office.batch}")["open_from"]
        turned_down = office.apply("product", received_on=first, late_entry=why)
        office.intend(turned_down)
        gone = office.apply("product", received_on=first, late_entry=why)
        office.withdraw(gone)
        office.attach(f"/admission-batches/{office.batch}", "evidence")
        body = {"ended_on": office.today.isoformat(), "ended_in": "局网站", "ended_why": "政策调整。"}
        office.post(f"/admission-batches/{office.batch}/end", body, by=office.second)
        assert [office.state(a) for a in (listed, turned_down, gone)] == ["lapsed", "lapsed", "withdrawn"]

    def test_is_decided_by_a_meeting_that_agreed_after_the_review(self, office):
        application = reach_review(office)
        before = office.meet()
        office.go_to(office.today + timedelta(1))
        office.note(application, "credit")
        office.propose(application)
        office.shortlist(meeting=before, expect=(422, "days_reversed"))
        office.shortlist(matter=2, expect=(422, "meeting_missing"))
        office.numbers += 1
        body = {
            "number": f"局专题会议纪要〔2026〕{office.numbers}号",
            "name": "局长办公会",
            "held_on": office.today.isoformat(),
            "attended": ["何平", "陈立"],
            "matters": [
                {"matter": "第一批拟入库名单", "outcome": "缓议", "result": "再议"},
                {"matter": "征集通知（局企业函〔2026〕1号）的名单", "outcome": "同意", "result": "同意"},
            ],
        }
        held = office.post("/meetings", body)["id"]
        office.shortlist(meeting=held, expect=(409, "meeting_differs"))
        for words in ("同意采购打印机", "第二批拟入库名单", "局企业函〔2026〕12号的名单"):
            office.shortlist(meeting=office.meet(words), expect=(409, "meeting_differs"))
        assert office.shortlist(meeting=held, matter=2)["matter"] == 2

    def test_is_shown_from_the_meeting_on(self, office):
        application = reach_review(office)
        office.propose(application)
        office.shortlist()
        early = (office.today - timedelta(1)).isoformat()
        office.show(public_from=early, expect=(422, "days_reversed"))
        assert office.show()["public_from"] == office.today.isoformat()

    def test_lets_its_names_in_after_it_was_shown_and_as_it_says(self, office):
        shown = self.reach_shown(office)
        until = date.fromisoformat(office.get(f"/admission-batches/{office.batch}")["public_until"])
        office.go_to(until + timedelta(3))
        office.attach(f"/admission-batches/{office.batch}", "stamped_original")
        listed = office.publish_list()["listed_on"]
        office.record(from_on=until.isoformat(), expect=(422, "days_reversed"))
        office.record(from_on="2020-01-01", expect=(422, "days_reversed"))
        later = (office.today + timedelta(20)).isoformat()
        office.record(from_on=later, expect=(422, "term_words_missing"))
        office.record(from_on=listed, until_on=later, expect=(422, "term_words_missing"))
        office.record(from_on=listed, until_on=later, term_words="在库至4月12日。")
        provider = office.get(f"/admission-applications/{shown}")["provider_id"]
        (membership,) = office.memberships(provider)
        assert (membership["from_on"], membership["until_on"]) == (listed, later)

    def test_is_published_after_its_working_days_under_one_number(self, office):
        self.reach_shown(office)  # Friday 2026-03-13
        shown = office.get(f"/admission-batches/{office.batch}")
        assert (shown["public_from"], shown["public_until"]) == ("2026-03-13", "2026-03-20")
        office.go_to(office.today + timedelta(7))
        office.publish_list(expect=(409, "publicity_runs"))
        office.go_to(office.today + timedelta(1))
        office.publish_list(expect=(409, "paper_missing"))
        office.attach(f"/admission-batches/{office.batch}", "stamped_original")
        office.publish_list(number="08", expect=(422, "document_no_form"))
        assert office.publish_list()["document_no"] == "局企业函〔2026〕8号"

    def test_waits_for_objections_and_for_who_is_right(self, office):
        application = self.reach_shown(office)
        path = f"/admission-applications/{application}"
        said = {
            "received_on": office.today.isoformat(),
            "objector": "某公司",
            "matter": "案例不实。",
        }
        objection = office.post(f"{path}/objections", said)["id"]
        office.attach(f"/admission-batches/{office.batch}", "stamped_original")
        office.go_to(office.today + timedelta(10))
        office.post(
            f"{path}/objections",
            {**said, "received_on": office.today.isoformat(), "late_entry": "林晓收件。"},
            expect=(422, "outside_publicity"),
        )
        office.publish_list(expect=(409, "objections_open"))
        answer = {"upheld": True, "answered_on": office.today.isoformat(), "answer": "属实。"}
        answering = f"/admission-objections/{objection}/answer"
        office.post(answering, answer, expect=(403, "same_person"))
        office.post(answering, answer, by=office.second)
        assert office.state(application) == "proposed"
        office.publish_list(expect=(409, "objection_upheld"))
        reopening = f"/admission-batches/{office.batch}/reopening"
        held = office.get(f"/admission-batches/{office.batch}")["meeting_id"]
        office.post(reopening, {"reason": "重新确定。"}, by=office.second)
        office.shortlist(expect=(409, "objection_upheld"))
        office.post(f"{path}/taking-off", {"reason": "异议成立。"}, by=office.second)
        office.shortlist(expect=(409, "applications_open"))
        office.note(application, "credit")
        office.propose(application, expect=(409, "objection_upheld"))
        office.propose(application, after_objection="已换另一案例，经核实。")
        office.shortlist(meeting=held, expect=(422, "days_reversed"))
        office.shortlist()
        office.show()
        office.go_to(office.today + timedelta(11))
        assert office.publish_list()["state"] == "listed"

    def test_hears_who_is_not_on_it(self, office):
        left_off = reach_review(office)
        office.intend(left_off)
        listed = office.apply("product", late_entry="林晓收件。", received_on="2026-03-02")
        office.prepare(listed)
        office.propose(listed)
        office.shortlist()
        office.show()
        path = f"/admission-applications/{left_off}"
        today = office.today.isoformat()
        said = {"received_on": today, "objector": "本单位", "matter": "案例属实，应当列入。"}
        objection = office.post(f"{path}/objections", said)["id"]
        answer = {"upheld": True, "answered_on": today, "answer": "属实。"}
        office.post(f"/admission-objections/{objection}/answer", answer, by=office.second)
        office.attach(f"/admission-batches/{office.batch}", "stamped_original")
        office.go_to(office.today + timedelta(11))
        office.publish_list(expect=(409, "objection_upheld"))
        office.post(f"{path}/reconsideration", {"reason": "异议成立。"}, by=office.second)
        office.publish_list(expect=(409, "applications_open"))
        office.intend(left_off, rejection_reasons="另有一项不符合。")
        assert office.publish_list()["state"] == "listed"

    def test_is_recorded_once_by_another_and_all_of_it(self, office):
        first = reach_review(office)
        office.propose(first)
        office.list_all()
        office.record(by=office.officer, expect=(403, "same_person"))
        provider = office.get(f"/admission-applications/{first}")["provider_id"]
        entry = {"provider_id": provider, "category": "product", "from_on": "2026-03-02"}
        other = office.post("/memberships", entry)["id"]
        office.record(expect=(409, "membership_overlaps"))
        assert office.state(first) == "proposed"
        assert [m["id"] for m in office.memberships(provider)] == [other]

    def test_is_recorded_the_same_however_often_it_is_sent(self, office):
        first = reach_review(office)
        office.propose(first)
        office.list_all()
        office.record()
        office.record(expect=(409, "wrong_state"))
        provider = office.get(f"/admission-applications/{first}")["provider_id"]
        assert len(office.memberships(provider)) == 1

    def test_names_nobody_whom_another_list_names_or_who_came_in_meanwhile(self, office):
        application = reach_review(office)
        office.propose(application)
        provider = office.get(f"/admission-applications/{application}")["provider_id"]
        first = office.batch
        office.announce(["product"], number="第二批")
        again = office.apply("product", provider=provider)
        office.close()
        office.prepare(again)
        office.propose(again, expect=(409, "already_proposed"))
        office.batch = first
        entry = {"provider_id": provider, "category": "product", "from_on": "2026-03-02"}
        entered = office.post("/memberships", entry)
        office.shortlist(expect=(409, "already_in_pool"))
        left = {"data": {**entry, "until_on": "2026-03-10"}, "reason": "已退出"}
        office.post(f"/memberships/{entered['id']}/correction", left)
        office.shortlist()
        office.show()
        office.go_to(office.today + timedelta(11))
        office.attach(f"/admission-batches/{office.batch}", "stamped_original")
        office.post("/memberships", {**entry, "from_on": office.today.isoformat()})
        office.publish_list(expect=(409, "already_in_pool"))


class TestAnObjectionEnteredLate:
    """It came in while the list was shown, and is entered only after that."""

    def object(self, office, application, received_on, *, expect=None, **changes):
        body = {"received_on": received_on, "objector": "某公司", "matter": "案例不实。", **changes}
        path = f"/admission-applications/{application}/objections"
        return office.post(path, body, expect=expect).get("id")

    def reach_over(self, office):
        """A list whose days are over; gives its name and the first day."""
        application = reach_review(office)
        office.propose(application)
        office.shortlist()
        office.show()
        shown = office.today.isoformat()
        office.attach(f"/admission-batches/{office.batch}", "stamped_original")
        office.go_to(office.today + timedelta(10))
        return application, shown

    def answer(self, office, objection, *, upheld):
        body = {"upheld": upheld, "answered_on": office.today.isoformat(), "answer": "已核实。"}
        office.post(f"/admission-objections/{objection}/answer", body, by=office.second)

    def test_says_who_had_received_it_and_why(self, office):
        application, shown = self.reach_over(office)
        self.object(office, application, shown, expect=(422, "late_entry_missing"))
        today = office.today.isoformat()
        said = {"late_entry": "林晓收件，外出未登记。"}
        self.object(office, application, today, **said, expect=(422, "outside_publicity"))
        assert self.object(office, application, shown, **said)

    def test_says_nothing_of_it_while_the_list_is_shown(self, office):
        application = reach_review(office)
        office.propose(application)
        office.shortlist()
        office.show()
        said = {"late_entry": "林晓收件。", "expect": (422, "field_unknown")}
        self.object(office, application, office.today.isoformat(), **said)

    def test_holds_the_list_up_as_one_of_time_does(self, office):
        application, shown = self.reach_over(office)
        objection = self.object(office, application, shown, late_entry="林晓收件。")
        office.publish_list(expect=(409, "objections_open"))
        self.answer(office, objection, upheld=True)
        office.publish_list(expect=(409, "objection_upheld"))
        path = f"/admission-batches/{office.batch}/reopening"
        office.post(path, {"reason": "异议成立。"}, by=office.second)
        assert office.get(f"/admission-batches/{office.batch}")["state"] == "reviewing"

    def test_of_a_published_list_is_answered_and_leads_to_a_correction(self, office):
        application, shown = self.reach_over(office)
        office.publish_list()
        objection = self.object(office, application, shown, late_entry="林晓收件。")
        self.answer(office, objection, upheld=True)
        office.record()
        assert office.state(application) == "admitted"
        body = {"intended_on": office.today.isoformat(), "manner": "annul", "defect": "condition"}
        body["reasons"] = "异议成立。"
        made = office.post(f"/admission-applications/{application}/corrections", body)
        assert made["state"] == "intended"


class TestASupplement:
    """增补 of a list that is public: Liuzhou 7, 11."""

    def test_names_the_list_and_what_it_rests_on(self, office):
        application = reach_review(office)
        office.propose(application)
        first = office.batch
        said = {"supplements_id": first, "supplement_why": "项目实施需求增加。", "number": "第二批"}
        office.announce(["product"], **said, expect=(409, "list_not_published"))
        office.batch = first
        office.list_all()
        office.announce(["product"], **{**said, "supplement_why": None}, expect=(422, "field_missing"))
        office.announce(["product"], **{**said, "supplements_id": None}, expect=(422, "field_missing"))
        batch = office.get(f"/admission-batches/{office.announce(['product'], **said)}")
        assert (batch["supplements_id"], batch["supplement_cites"]) == (first, ["7", "11"])

    def test_is_none_where_the_text_has_none(self, make_batch):
        office = make_batch("changchun")
        category = office.profile.categories[0].key
        first = office.announce([category])
        said = {"supplements_id": first, "supplement_why": "需求增加。", "number": "第二批"}
        office.announce([category], **said, expect=(409, "supplement_not_provided"))
