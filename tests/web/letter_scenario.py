"""Every operation of letters and papers, carried out once by the examples of the document."""

from __future__ import annotations

from tests.correspondence.writing import send_on_the_web

WRITTEN = {
    "web_letters": "web_letter",
    "sealed_web_letters": "sealed_web_letter",
    "letters": "letter",
    "letter_reporters": "letter_reporter",
    "letter_diversions": "letter_diversion",
    "letter_events": "letter_event",
    "incoming_papers": "incoming_paper",
    "meeting_matters": "meeting_matter",
}


def write(desk):
    """Carry letters and papers through, at the desk of casework."""
    Letters(desk).run()


class Letters:
    def __init__(self, desk):
        self.desk = desk

    def letter(self, number, **changes):
        changes = {"provider_id": self.desk.provider, "foreign_no": number, "confidential": False, **changes}
        return "/letters/" + self.desk.scenario.send("register_letter", **changes)["id"]

    def run(self):
        """Letters that go every way, an incoming paper, matters of a meeting."""
        first = self.letter("A-1")
        self.desk.scan(first, "other", "letter")
        reporter = self.desk.act("enter_reporter", first)
        self.desk.scan(f"/letter-reporters/{reporter['id']}", "other", "letter_reporter")
        self.desk.act("accept_letter", first)
        due = self.desk.officer.get(first).json["due_on"]
        self.desk.act("extend_letter", first, until=f"{int(due[:4]) + 1}{due[4:]}")
        persons = self.desk.scenario.bureau.client("admin").get("/persons").json["items"]
        handler = next(person["id"] for person in persons if person["name"] == "officer的人")
        self.desk.act("hand_letter_over", first, handler_id=handler)
        self.desk.act("verify_letter", first)
        self.desk.press("return_letter", first, "return")
        self.desk.act("verify_letter", first)
        self.desk.press("confirm_letter", first, "confirmation")
        self.desk.act("record_complaint_of_letter", first)
        self.desk.act("take_up_letter", first, new_facts="另有企业反映同一情形。")
        self.desk.act("reply_to_letter", first)
        self.desk.act("close_letter", first)
        self.answer_petition()
        self.end()
        concealed = self.letter("A-7")
        self.desk.act("enter_reporter", concealed)
        self.desk.act("conceal_letter", concealed)
        self.divert()
        day = self.desk.officer.get(first).json["registered_at"][:10]
        for number, name in (("B-1", "keep_letter"), ("B-2", "yield_letter")):
            passed_on = self.letter(number, channel="petition", received_on=day)
            self.desk.act("object_to_letter", passed_on, ended_on=day)
            self.desk.act(name, passed_on)
        self.read_the_web()
        self.file(first)

    def read_the_web(self):
        """What was sent on the web: registered, declined by two, kept after all, and sealed."""
        bureau = self.desk.scenario.bureau
        for sealed in ("", "", "yes"):
            send_on_the_web(bureau.app, bureau.tenant.slug, sealed=sealed)
        declined, kept, _ = (
            f"/web-letters/{row['id']}" for row in self.desk.officer.get("/web-letters").json["items"]
        )
        for address, name, path in (
            (kept, "keep_web_letter", "keeping"),
            (declined, "confirm_web_letter_decline", "confirmation"),
        ):
            self.desk.act("decline_web_letter", address)
            self.desk.press(name, address, path)
        self.desk.scan(kept, "other", "web_letter")
        self.desk.act("register_web_letter", kept)
        (sealed,) = bureau.client("admin").get("/sealed-web-letters").json["items"]
        self.desk.scan(f"/sealed-web-letters/{sealed['id']}", "other", "sealed_web_letter")

    def end(self):
        """Letters that another person joins to one in hand and withdraws by a paper; sent on; for 纪检."""
        repeated, by = self.letter("A-6").rpartition("/")[2], self.desk.second
        self.desk.act("join_letter", self.letter("A-2"), by=by, joined_id=repeated)
        withdrawn = self.letter("A-4")
        self.desk.scan(withdrawn, "withdrawal", "letter")
        self.desk.act("withdraw_letter", withdrawn, by=by)
        for number, name in (("A-3", "send_letter_on"), ("A-5", "divert_letter")):
            self.desk.act(name, self.letter(number))

    def answer_petition(self):
        """A petition that asks, is answered, and whose 处理意见书 is served."""
        asking = self.letter("C-1", channel="petition", kind="consultation")
        for name in ("accept_letter", "reply_to_letter"):
            self.desk.act(name, asking)
        event = self.desk.act("enter_letter_event", asking)
        self.desk.scan(f"/letter-events/{event['id']}", "other", "letter_event")

    def divert(self):
        diverted = self.desk.scenario.bureau.client("admin").get("/letter-diversions").json["items"][0]
        self.desk.scan(f"/letter-diversions/{diverted['id']}", "other", "letter_diversion")

    def file(self, letter):
        """A paper that is done, and matters that are extended, reported, returned and struck off."""
        persons = self.desk.scenario.bureau.client("admin").get("/persons").json["items"]
        handler = next(person["id"] for person in persons if person["name"] == "officer的人")
        received = self.desk.scenario.send("receive_paper", letter_id=letter.rpartition("/")[2])
        address = f"/incoming-papers/{received['id']}"
        self.desk.scan(address, "other", "incoming_paper")
        self.desk.act("assign_paper", address, handler_id=handler)
        self.desk.act("finish_paper", address)
        made = self.desk.act("assign_matter", f"/meetings/{self.desk.meeting}")
        address = f"/meeting-matters/{made['id']}"
        self.desk.scan(address, "other", "meeting_matter")
        self.desk.act("extend_matter", address)
        self.desk.act("report_matter", address)
        self.desk.press("return_matter", address, "return")
        self.desk.act("report_matter", address)
        self.desk.press("close_matter", address, "closing")
