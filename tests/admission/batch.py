"""A bureau that admits by batch, over the API: each method is one paper or one step."""

from __future__ import annotations

from datetime import timedelta

from tests.casework.office import Office

PAPER = {"result": "met", "paper": "申报书第3页"}


class Batch(Office):
    """`batch` is the one in hand."""

    def announce(self, categories, *, days=10, number="第一批", **changes):
        today = self.today
        body = {
            "number": number,
            "notice_no": "局企业函〔2026〕1号",
            "notice_title": "关于开展服务商遴选的通知",
            "notice_in": "https://example.gov.cn/1",
            "open_from": today.isoformat(),
            "open_until": (today + timedelta(days)).isoformat(),
            "categories": categories,
            **changes,
        }
        self.batch = self.post("/admission-batches", body)["id"]
        return self.batch

    def apply(self, category, *, provider=None, batch=None, expect=None, **changes):
        body = {
            "admission_batch_id": batch or self.batch,
            "provider_id": provider or self.new_provider(),
            "category": category,
            "received_on": self.today.isoformat(),
            **changes,
        }
        return self.post("/admission-applications", body, expect=expect).get("id")

    def new_body(self, name, code, **changes):
        """An applicant with a code of its own kind."""
        return self.post("/providers", {"uscc": code, "name": name, **changes})["id"]

    def lines(self, application):
        return self.get("/admission-checks", application_id=application, limit=200)["items"]

    def check_line(self, line, **changes):
        self.post(f"/admission-checks/{line}/result", {**PAPER, **changes})
        return self.post(f"/admission-checks/{line}/confirmation", by=self.second)

    def check_form(self, application, **changes):
        for line in self.lines(application):
            if line["state"] == "open":
                self.check_line(line["id"], **changes)

    def note(self, application, kind, *, result="passed", **changes):
        """Enter what was done, hang its record on it and have it checked."""
        body = {
            "kind": kind,
            "held_on": self.today.isoformat(),
            "source": "信用中国",
            "result": result,
            **changes,
        }
        event = self.post(f"/admission-applications/{application}/events", body)["id"]
        self.attach(f"/admission-events/{event}", "evidence")
        return self.post(f"/admission-events/{event}/confirmation", by=self.second)

    def prepare(self, application, *kinds):
        """All that the proposed list asks for: form, credit, the steps of the route, the form's scan."""
        self.check_form(application)
        for kind in ("credit", *kinds):
            more = {"document_no": "市政府办公会纪要〔2026〕9号"} if kind == "consent" else {}
            self.note(application, kind, **more)
        self.attach(f"/admission-applications/{application}", "application_form")

    def propose(self, application, *, expect=None, **body):
        path = f"/admission-applications/{application}/proposal"
        return self.post(path, body, by=self.second, expect=expect)

    def close(self, days=11):
        self.go_to(self.today + timedelta(days))
        return self.post(f"/admission-batches/{self.batch}/closing")

    def shortlist(self):
        return self.post(f"/admission-batches/{self.batch}/shortlist", {"meeting_id": self.meet()})

    def show(self, days=5, *, expect=None):
        self.attach(f"/admission-batches/{self.batch}", "evidence")
        body = {
            "public_from": self.today.isoformat(),
            "public_days": days,
            "public_in": "https://example.gov.cn/2",
        }
        return self.post(f"/admission-batches/{self.batch}/publicity", body, by=self.second, expect=expect)

    def publish_list(self, *, number=8, expect=None):
        body = {
            "document_no": f"局企业函〔2026〕{number}号",
            "listed_on": self.today.isoformat(),
            "listed_in": "https://example.gov.cn/3",
        }
        return self.post(f"/admission-batches/{self.batch}/list", body, expect=expect)

    def record(self, *, by=None, expect=None, **changes):
        body = {"from_on": self.today.isoformat(), **changes}
        path = f"/admission-batches/{self.batch}/memberships"
        return self.post(path, body, by=by or self.second, expect=expect)

    def list_all(self, wait=11):
        """From the proposed list to the published one."""
        self.shortlist()
        self.show()
        self.go_to(self.today + timedelta(wait))
        self.attach(f"/admission-batches/{self.batch}", "stamped_original")
        return self.publish_list()

    def memberships(self, provider):
        return self.get("/memberships", provider_id=provider)["items"]

    def state(self, application):
        return self.get(f"/admission-applications/{application}")["state"]
