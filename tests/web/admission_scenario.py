"""Every operation of admission, carried out once by the examples of the document."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.web.clients import credit_code

ADMITTED = {
    "admission_batches": "admission_batch",
    "admission_applications": "admission_application",
    "admission_checks": "admission_check",
    "admission_corrections": "admission_correction",
    "admission_events": "admission_event",
    "admission_exits": "admission_exit",
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

    def apply(self, batch, **changes):
        body = {"uscc": credit_code(), "name": "申报单位"}
        provider = self.desk.officer.post("/providers", body).json["id"]
        sent = self.desk.scenario.send(
            "receive_application",
            admission_batch_id=batch.rpartition("/")[2],
            provider_id=provider,
            **{"received_on": (self.today - timedelta(2)).isoformat(), **changes},
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
        desk.scan(batch, "official_text", "admission_batch")
        self.act("close_call", batch)
        self.review(shown)
        self.decide("propose_application", shown, proposed_on=day)
        self.decide("take_application_off", shown)
        self.decide("propose_application", shown, proposed_on=day)
        self.intend_twice(turned_down)
        self.withdraw(gone)
        self.list(batch, shown)
        self.turn_down(turned_down)
        self.end(turned_down)
        self.leave()
        self.correct(shown)

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

    def withdraw(self, application):
        """By the applicant's paper, confirmed by the second person."""
        made = self.act("withdraw_application", application, held_on=self.today.isoformat())
        event = f"/admission-events/{made['id']}"
        self.desk.scan(event, "withdrawal", "admission_event")
        self.desk.press("check_admission_event", event, "confirmation")

    def serve(self, application, day, *, back=False):
        """Serve what is due on an applicant."""
        for again in (True, False) if back else (False,):
            made = self.act("serve_applicant", application, served_on=day)
            service = f"/admission-services/{made['id']}"
            if again:
                self.turn_back("return_admission_service", service, "return", reason="日期不符")
                continue
            self.desk.scan(service, "service_receipt", "admission_service")
            self.desk.press("check_admission_service", service, "confirmation")

    def intend_twice(self, application):
        """Tell and hear the applicant, have it reconsidered, and tell and hear it anew."""
        day = self.today.isoformat()
        for again in (False, True):
            self.act("intend_rejection", application, intended_on=day)
            self.serve(application, day, back=again)
            self.act("hear_applicant", application, stated_on=day)
            if not again:
                self.decide("reconsider_application", application)

    def turn_down(self, application):
        """Decide, once the time for a statement is over, and take the decision back."""
        desk, day = self.desk, (self.today + timedelta(15)).isoformat()
        desk.scan(application, "stamped_original", "admission_application")
        self.decide("reject_application", application, decided_on=day)
        self.serve(application, day)
        desk.scan(application, "official_text", "admission_application")
        self.decide("take_rejection_back", application, taken_back_on=day)

    def list(self, batch, shown):
        desk, day = self.desk, self.today.isoformat()
        desk.scan(batch, "evidence", "admission_batch")
        desk.scan(batch, "stamped_original", "admission_batch")
        held = {
            "number": "局专题会议纪要〔2026〕66号",
            "name": "局长办公会",
            "held_on": day,
            "attended": ["何平", "陈立"],
            "matters": [{"matter": "第一批拟入库名单", "outcome": "同意", "result": "同意"}],
        }
        meeting = desk.officer.post("/meetings", held).json["id"]
        for again in (False, True):
            self.act("shortlist_batch", batch, meeting_id=meeting)
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

    def end(self, back):
        """What comes back after its list is public goes to another call; one that is cancelled ends."""
        desk, today = self.desk, self.today + timedelta(15)
        days = {"open_from": today - timedelta(3), "open_until": today + timedelta(3)}
        days = {name: day.isoformat() for name, day in days.items()}
        other, next_one = (
            "/admission-batches/" + desk.scenario.send("announce_batch", number=number, **days)["id"]
            for number in ("第二批", "第三批")
        )
        moved = self.apply(other, received_on=today.isoformat())
        self.act("ask_supplement", moved, supplement_until=today.isoformat())
        desk.scenario.bureau.clock.forward(days=1)
        self.act("miss_supplement", moved)
        self.decide("carry_application_over", back, admission_batch_id=next_one.rpartition("/")[2])
        desk.scan(other, "evidence", "admission_batch")
        self.decide("end_batch", other, ended_on=today.isoformat())

    def leave(self):
        """Three ask to leave: one is answered, one thinks better of it, one was entered by mistake."""
        desk, day = self.desk, (self.today + timedelta(16)).isoformat()
        exits = [self.ask_to_leave(day) for _ in range(3)]
        answered, taken_back, mistaken = (f"/admission-exits/{each}" for each in exits)
        for paper in ("exit_application", "stamped_original"):
            desk.scan(answered, paper, "admission_exit")
        version = desk.officer.get(answered).json["version"]
        ids = [exits[0]]
        days = {"replied_on": day, "effective_on": (self.today + timedelta(40)).isoformat()}
        desk.scenario.send("confirm_exit", ids=ids, version=version, role="admin", **days)
        desk.scan(taken_back, "withdrawal", "admission_exit")
        self.decide("withdraw_exit", taken_back, withdrawn_on=day)
        self.decide("return_exit", mistaken)
        provider = desk.officer.get(answered).json["provider_id"]
        desk.scenario.send("get_pool_history", ids=[provider])

    def ask_to_leave(self, day):
        body = {"uscc": credit_code(), "name": "退出单位"}
        provider = self.desk.officer.post("/providers", body).json["id"]
        joined = {"provider_id": provider, "category": "product", "from_on": self.today.isoformat()}
        membership = self.desk.officer.post("/memberships", joined).json["id"]
        asked = {"membership_id": membership, "received_on": day, "wished_on": day}
        return self.desk.scenario.send("receive_exit", **asked)["id"]

    def correct(self, listed):
        """A name is to go from the list: given up once, then told, heard, decided, served and recorded."""
        desk, day = self.desk, (self.today + timedelta(16)).isoformat()
        given_up, correction = (self.intend_correction(listed, day, drop=drop) for drop in (True, False))
        assert given_up != correction
        self.serve_correction(correction, day)
        self.act("hear_correction", correction, stated_on=day)
        desk.scenario.bureau.clock.forward(days=15)
        day = (self.today + timedelta(31)).isoformat()
        desk.scan(correction, "stamped_original", "admission_correction")
        self.decide("decide_correction", correction, decided_on=day)
        self.serve_correction(correction, day)
        desk.scenario.send("get_running_of_correction", ids=[correction.rpartition("/")[2]])
        desk.scan(correction, "corrected_list", "admission_correction")
        self.act("publish_correction", correction, corrected_on=day)

    def intend_correction(self, listed, day, *, drop):
        made = self.act("intend_correction", listed, intended_on=day)
        correction = f"/admission-corrections/{made['id']}"
        if drop:
            self.decide("drop_correction", correction)
        return correction

    def serve_correction(self, correction, day):
        made = self.act("serve_correction", correction, served_on=day)
        service = f"/admission-services/{made['id']}"
        self.desk.scan(service, "service_receipt", "admission_service")
        self.desk.press("check_admission_service", service, "confirmation")
