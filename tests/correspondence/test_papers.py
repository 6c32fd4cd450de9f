"""Incoming papers, and matters that meetings have assigned."""

from __future__ import annotations

from datetime import date

from tests.correspondence.mail import register


def receive(office, *, expect=None, **changes):
    body = {
        "sender": "省经济和信息化厅",
        "foreign_no": "工信中小函〔2026〕58号",
        "title": "关于报送工作进展的通知",
        "kind": "notice",
        "received_on": office.today.isoformat(),
        "due_on": "2026-03-10",
        **changes,
    }
    return office.post("/incoming-papers", body, expect=expect)


def find_person(office, name):
    persons = office.bureau.client("admin").get("/persons").json["items"]
    return next(person["id"] for person in persons if person["name"] == name)


class TestAPaper:
    def test_is_received_assigned_and_done(self, xiamen):
        row = receive(xiamen, letter_id=register(xiamen))
        assert (row["number"], row["state"]) == ("收〔2026〕1号", "received")
        path = f"/incoming-papers/{row['id']}"
        for name, due_on in (("林晓", None), ("郑文", "2026-03-09")):
            body = {"handler_id": find_person(xiamen, name), "due_on": due_on}
            row = xiamen.post(f"{path}/assignment", {k: v for k, v in body.items() if v})
        assert (row["handler_name"], row["due_on"]) == ("郑文", "2026-03-09")
        body = {"done_on": xiamen.today.isoformat(), "words": "已报送。", "reply_no": "厦工信函〔2026〕9号"}
        assert xiamen.post(f"{path}/completion", body)["state"] == "done"
        assert [s["step"] for s in xiamen.get(f"{path}/steps")["items"]] == [
            *("receive", "assign", "reassign", "finish")
        ]
        xiamen.post(f"{path}/completion", body, expect=(409, "wrong_state"))

    def test_of_a_sender_has_one_number_once(self, xiamen):
        receive(xiamen)
        receive(xiamen, expect=(409, "paper_registered"))
        receive(xiamen, sender="市政府办公厅")
        receive(xiamen, foreign_no="另〔2026〕1号", due_on="2026-03-01", expect=(422, "days_reversed"))

    def test_is_done_by_an_officer_of_ours(self, xiamen):
        row = receive(xiamen)
        xiamen.post(
            f"/incoming-papers/{row['id']}/assignment",
            {"handler_id": "ps_" + "0" * 32},
            expect=(404, "person_missing"),
        )
        assert xiamen.bureau.client("platform").get("/incoming-papers").status_code == 403

    def test_is_not_about_another_bureaus_letter(self, xiamen, make_office):
        other = make_office("xiamen")
        receive(xiamen, letter_id=register(other), expect=(404, "letter_missing"))


class TestAMatter:
    def assign(self, office, *, expect=None, **changes):
        body = {"place": 1, "what": "约谈三家服务商", "responsible": "思明区工信局", "due_on": "2026-03-20"}
        meeting = office.meet()
        return office.post(f"/meetings/{meeting}/matters", body | changes, expect=expect)

    def test_is_reported_by_one_and_struck_off_by_another(self, xiamen):
        path = f"/meeting-matters/{self.assign(xiamen)['id']}"
        body = {"due_on": "2026-03-30", "reason": "等待评测报告"}
        assert xiamen.post(f"{path}/extension", body)["due_on"] == "2026-03-30"
        xiamen.post(f"{path}/extension", body | {"due_on": "2026-03-01"}, expect=(422, "days_reversed"))
        xiamen.post(f"{path}/closing", by=xiamen.second, expect=(409, "wrong_state"))
        done = {"reported_on": xiamen.today.isoformat(), "result": "已约谈。"}
        xiamen.post(f"{path}/report", done)
        xiamen.post(f"{path}/closing", expect=(403, "same_person"))
        assert xiamen.post(f"{path}/return", by=xiamen.second)["result"] is None
        xiamen.post(f"{path}/report", done)
        row = xiamen.post(f"{path}/closing", by=xiamen.second)
        assert (row["state"], row["closed_by"], row["closed_on"]) == ("closed", "郑文", "2026-03-02")

    def test_is_one_that_the_record_has(self, xiamen):
        self.assign(xiamen, place=2, expect=(422, "matter_missing"))
        self.assign(xiamen, due_on="2026-03-01", expect=(422, "days_reversed"))

    def test_is_of_a_meeting_of_ours(self, xiamen, make_office):
        body = {"place": 1, "what": "某事", "responsible": "某局", "due_on": date(2026, 3, 20).isoformat()}
        meeting = make_office("xiamen").meet()
        xiamen.post(f"/meetings/{meeting}/matters", body, expect=(404, "meeting_missing"))
