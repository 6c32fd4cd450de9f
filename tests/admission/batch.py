"""A bureau that admits by batch, over the API: each method is one paper or one step."""

from __future__ import annotations

from datetime import timedelta

from tests.casework.office import Office

TEAM = "有专业服务团队"
"""What a call asks where a test is about something else."""
RESULTS = {"credit": "clean", "consent": "agreed", "filing": "filed", "roadshow": "held", "matching": "held"}
"""What comes of an event that goes well; of all others, that it was passed."""
PAPER = {"result": "met", "paper": "申报书第3页"}


class Batch(Office):
    """`batch` is the one in hand."""

    def announce(self, categories, *, days=10, number="第一批", expect=None, **changes):
        today = self.today
        body = {
            "number": number,
            "notice_no": "局企业函〔2026〕1号",
            "notice_title": "关于开展服务商遴选的通知",
            "notice_in": "https://example.gov.cn/1",
            "open_from": today.isoformat(),
            "open_until": (today + timedelta(days)).isoformat(),
            "categories": categories,
            "conditions": [TEAM],
            **changes,
        }
        self.batch = self.post("/admission-batches", body, expect=expect).get("id")
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

    def note(self, application, kind, *, expect=None, **changes):
        """Enter what was done, hang its record on it and have it checked."""
        body = {
            "kind": kind,
            "held_on": self.today.isoformat(),
            "source": "信用中国",
            "result": RESULTS.get(kind, "passed"),
            **changes,
        }
        path = f"/admission-applications/{application}/events"
        event = self.post(path, body, expect=expect).get("id")
        if event is None:
            return None
        self.attach(f"/admission-events/{event}", "evidence")
        return self.post(f"/admission-events/{event}/confirmation", by=self.second)

    def prepare(self, application, *kinds):
        """All that the proposed list asks for: form, credit, the steps of the route, the form's scan."""
        self.check_form(application)
        for kind in ("credit", *kinds):
            self.note(application, kind)
        self.attach(f"/admission-applications/{application}", "application_form")

    def propose(self, application, *, expect=None, **body):
        path = f"/admission-applications/{application}/proposal"
        body = {"proposed_on": self.today.isoformat(), **body}
        return self.post(path, body, by=self.second, expect=expect)

    def consent(self, application, industry, **changes):
        """The city government's consent for an industry's seat."""
        number = "市政府办公会纪要〔2026〕9号"
        return self.note(application, "consent", industry=industry, document_no=number, **changes)

    def withdraw(self, application):
        """Enter the applicant's paper and have it confirmed."""
        body = {"held_on": self.today.isoformat(), "words": "来函撤回。"}
        event = self.post(f"/admission-applications/{application}/withdrawal", body)["id"]
        self.attach(f"/admission-events/{event}", "withdrawal")
        return self.post(f"/admission-events/{event}/confirmation", by=self.second)

    def intend(self, application, **changes):
        body = {"intended_on": self.today.isoformat(), "rejection_reasons": "案例客户不是中小企业。"}
        return self.post(f"/admission-applications/{application}/rejection-intention", {**body, **changes})

    def enter_service(self, application, *, expect=None, **changes):
        body = {
            "manner": "direct",
            "served_on": self.today.isoformat(),
            "place": "该单位前台",
            "receiver": "吴霞",
            "servers": ["林晓", "郑文"],
            **changes,
        }
        return self.post(f"/admission-applications/{application}/services", body, expect=expect).get("id")

    def serve_applicant(self, application, **changes):
        """Serve what is due on an applicant, checked by another against the receipt."""
        service = self.enter_service(application, **changes)
        self.attach(f"/admission-services/{service}", "service_receipt")
        return self.post(f"/admission-services/{service}/confirmation", by=self.second)

    def reject(self, application, *, number=9, by=None, expect=None, **changes):
        body = {
            "document_no": f"局企业函〔2026〕{number}号",
            "decided_on": self.today.isoformat(),
            **changes,
        }
        path = f"/admission-applications/{application}/rejection"
        return self.post(path, body, by=by or self.second, expect=expect)

    def meet(self, words=None, outcome="同意"):
        """A meeting on the batch in hand, or in other words."""
        self.numbers += 1
        words = words or f"{self.get(f'/admission-batches/{self.batch}')['number']}拟入库名单"
        body = {
            "number": f"局专题会议纪要〔2026〕{self.numbers}号",
            "name": "局长办公会",
            "held_on": self.today.isoformat(),
            "attended": ["何平", "陈立"],
            "matters": [{"matter": words, "outcome": outcome, "result": "同意"}],
        }
        return self.post("/meetings", body)["id"]

    def close(self, days=11):
        self.go_to(self.today + timedelta(days))
        return self.post(f"/admission-batches/{self.batch}/closing")

    def shortlist(self, *, meeting=None, matter=1, expect=None):
        body = {"meeting_id": meeting or self.meet(), "matter": matter}
        return self.post(f"/admission-batches/{self.batch}/shortlist", body, expect=expect)

    def show(self, days=5, *, expect=None, **changes):
        self.attach(f"/admission-batches/{self.batch}", "evidence")
        body = {
            "public_from": self.today.isoformat(),
            "public_days": days,
            "public_in": "https://example.gov.cn/2",
            **changes,
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

    def list_all(self, wait=11, **named):
        """From the proposed list to the published one."""
        self.shortlist()
        self.show()
        self.go_to(self.today + timedelta(wait))
        self.attach(f"/admission-batches/{self.batch}", "stamped_original")
        return self.publish_list(**named)

    def memberships(self, provider):
        return self.get("/memberships", provider_id=provider)["items"]

    def state(self, application):
        return self.get(f"/admission-applications/{application}")["state"]


def reach_review(office, category="product", **changes):
    """An application under review in a closed call, its papers complete."""
    office.announce([category], **changes)
    application = office.apply(category)
    office.close()
    office.prepare(application)
    return application
