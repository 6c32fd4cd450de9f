"""Every operation of admission, carried out once by the examples of the document."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.web.clients import credit_code

ADMITTED = {
    "admission_batches": "admission_batch",
    "admission_applications": "admission_application",
    "admission_checks": "admission_check",
    "admission_events": "admission_event",
    "admission_objections": "admission_objection",
    "admission_services": "admission_service",
}


def admit(desk):
    """Carry a batch through, at the desk of casework, with a second one that is ended."""
    Admission(desk).run()


class Admission:
    def __init__(self, desk):
        self.desk = desk
        now = desk.scenario.bureau.clock.now.astimezone(ZoneInfo("Asia/Shanghai"))
        self.today = now.date()

    def announce(self, number):
        days = {"open_from": self.today - timedelta(20), "open_until": self.today - timedelta(1)}
        days = {name: day.isoformat() for name, day in days.items()}
        sent = self.desk.scenario.send("announce_batch", number=number, **days)
        return f"/admission-batches/{sent['id']}"

    def apply(self, batch):
        body = {"uscc": credit_code(), "name": "申报单位"}
        provider = self.desk.officer.post("/providers", body).json["id"]
        sent = self.desk.scenario.send(
            "receive_application",
            admission_batch_id=batch.rpartition("/")[2],
            provider_id=provider,
            received_on=(self.today - timedelta(2)).isoformat(),
        )
        return f"/admission-applications/{sent['id']}"

    def turn_back(self, name, address, path, **body):
        """Have the second person send something back."""
        version = self.desk.officer.get(address).json["version"]
        answer = self.desk.second.post(f"{address}/{path}", body, version=version)
        assert answer.status_code == 200, answer.json
        self.desk.scenario.answers[name] = answer

    def act(self, name, address, **changes):
        return self.desk.act(name, address, **changes)

    def decide(self, name, address, **changes):
        return self.desk.act(name, address, by=self.desk.second, **changes)

    def run(self):
        desk, day = self.desk, self.today.isoformat()
        batch = self.announce("第一批")
        shown, turned_down, gone = (self.apply(batch) for _ in range(3))
        until = (self.today + timedelta(5)).isoformat()
        self.act("ask_supplement", shown, supplement_until=until)
        self.act("take_supplement", shown, supplemented_on=day)
        self.act("close_call", batch)
        self.review(shown)
        self.decide("propose_application", shown)
        self.decide("take_application_off", shown)
        self.decide("propose_application", shown)
        self.turn_down(turned_down)
        self.act("withdraw_application", gone)
        self.list(batch, shown)
        other = self.announce("第二批")
        self.act("end_batch", other)
        desk.scan(other, "evidence", "admission_batch")

    def review(self, application):
        desk, one = self.desk, application.rpartition("/")[2]
        desk.scan(application, "application_form", "admission_application")
        for item in desk.officer.get("/admission-checks", application_id=one).json["items"]:
            line = f"/admission-checks/{item['id']}"
            desk.scan(line, "evidence", "admission_check")
            self.act("enter_admission_check", line)
            self.turn_back("return_admission_check", line, "return", reason="页码不符")
            self.act("enter_admission_check", line)
            desk.press("check_admission_check", line, "confirmation")
            self.act("review_again", line)
            self.act("enter_admission_check", line)
            desk.press("check_admission_check", line, "confirmation")
        for back in (True, False):
            made = self.act("enter_admission_event", application, held_on=self.today.isoformat())
            event = f"/admission-events/{made['id']}"
            if back:
                self.turn_back("return_admission_event", event, "return", reason="日期不符")
                continue
            desk.scan(event, "evidence", "admission_event")
            desk.press("check_admission_event", event, "confirmation")

    def turn_down(self, application):
        day = self.today.isoformat()
        self.desk.scan(application, "service_receipt", "admission_application")
        self.desk.scan(application, "stamped_original", "admission_application")
        for again in (False, True):
            self.act("intend_rejection", application)
            self.act("tell_applicant", application, told_on=day)
            self.act("hear_applicant", application, stated_on=day)
            if not again:
                self.decide("reconsider_application", application)
        self.decide("reject_application", application, decided_on=day)

    def list(self, batch, shown):
        desk, day = self.desk, self.today.isoformat()
        desk.scan(batch, "evidence", "admission_batch")
        desk.scan(batch, "stamped_original", "admission_batch")
        for again in (False, True):
            self.act("shortlist_batch", batch, meeting_id=desk.meeting)
            self.decide("show_list", batch, public_from=day, public_days=1)
            if not again:
                self.decide("reopen_batch", batch)
        made = self.act("receive_admission_objection", shown, received_on=day)
        objection = f"/admission-objections/{made['id']}"
        desk.scan(objection, "evidence", "admission_objection")
        self.decide("answer_admission_objection", objection, answered_on=day)
        desk.scenario.bureau.clock.forward(days=15)
        listed = (self.today + timedelta(15)).isoformat()
        self.act("publish_list", batch, listed_on=listed)
        version = desk.officer.get(batch).json["version"]
        ids = [batch.rpartition("/")[2]]
        desk.scenario.send("record_memberships", ids=ids, version=version, role="admin", from_on=listed)
