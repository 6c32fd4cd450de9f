"""A bureau that a race has for itself, and what races need in it."""

from __future__ import annotations

from datetime import date
from functools import partial
from importlib.resources import files

import yaml

from banfa.jobs.run import carry_out
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.completeness import REPORTS_VERIFIED, reports_of
from tests.procedures.quarter import QUALIFICATIONS
from tests.web.clients import DUE, Bureau, credit_code

DOCUMENT = {
    "edition": "draft",
    "issuer": "厦门市工业和信息化局",
    "issued_on": "2025-12-20",
    "document_class": "normative",
    "published_on": "2025-12-22",
    "published_in": "厦门市工业和信息化局网站",
}
PROMULGATION = {
    **DOCUMENT,
    "kind": "promulgation",
    "document_no": "局1号",
    "body": {"commencement": "2026-01-01"},
}
TERMS = yaml.safe_load((files("banfa_xiamen") / "demo_terms.yaml").read_text("utf-8"))["设定"]
WARNING = {
    "kind": "warning",
    "decided_on": "2026-03-12",
    "authority": "厦门市工业和信息化局",
    "document_no": "警1号",
    "edition": "draft",
    "cite": "11.4",
}
DAYS = {"days": 5}
REVERSAL = {"reason": "补报", "document_no": "撤1号"}
QUARTER = {"name": "第一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}


def ok(answer):
    """What a request was answered that must succeed."""
    assert answer.status_code < 300, answer.json
    return answer.json


class Town(Bureau):
    """A bureau of Xiamen and its people. `officer` proposes and computes, `reviewer` approves."""

    def __init__(self, *where):
        super().__init__(*where)
        self.officer, self.reviewer = self.client("officer"), self.client("reviewer")
        self.platform, self.admin = self.client("platform"), self.client("admin")

    def provider(self):
        return ok(self.officer.post("/providers", {"uscc": credit_code(), "name": "甲公司"}))["id"]

    def enterprise(self):
        return ok(self.officer.post("/enterprises", {"name": "乙厂", "industry": "pilot", "size": "small"}))[
            "id"
        ]

    def put_in_force(self):
        ok(self.officer.post("/instruments", PROMULGATION))

    def propose(self, provider, **data):
        return ok(self.officer.post("/decision-proposals", {**WARNING, "provider_id": provider, **data}))[
            "id"
        ]

    def confirm(self, proposal, version=1):
        return self.reviewer.post(f"/decision-proposals/{proposal}/confirmation", version=version)

    def decide(self, provider, **data):
        """Record a decision under a document; gives its id."""
        return ok(self.confirm(self.propose(provider, **data)))["decision_id"]

    def work_off(self, works):
        """Carry out two of what was asked for; what is due must be what was answered, and no more."""
        due = {self.number("work", work) for work in works}
        with self.engine.begin() as connection:
            handed_out = [
                work_id for tenant_id, work_id, *_ in connection.execute(DUE) if tenant_id == self.tenant.id
            ]
        assert set(handed_out) == due
        for work_id in sorted(handed_out)[:2]:
            assert carry_out(self.engine, tenant_id=self.tenant.id, work_id=work_id) == "done"

    # the round

    def call(self, client, round_id, action, body=None):
        """Make a call of a round's step at the version that the round now has."""
        return partial(client.post, f"/rounds/{round_id}/{action}", body, version=self.version(round_id))

    def version(self, round_id):
        return self.round(round_id)["version"]

    def round(self, round_id):
        return ok(self.officer.get(f"/rounds/{round_id}"))

    def qualify(self):
        """A provider in the pool of which everything is known."""
        provider = self.provider()
        member = {"provider_id": provider, "category": "integrator", "from_on": "2025-01-01"}
        ok(self.officer.post("/memberships", member))
        findings = [
            {
                "external_id": kind,
                "provider_id": provider,
                "kind": kind,
                "holds": True,
                "found_on": "2026-01-15",
            }
            for kind in QUALIFICATIONS
        ]
        assert ok(self.officer.post("/findings/bulk", {"rows": findings}))["created"] == len(findings)
        return provider

    def declare_complete(self):
        profile = self.app.extensions["banfa"].cities.profile("xiamen")
        kinds = reports_of(ReadingContext(profile, date(2026, 4, 8)))
        rows = [{"external_id": k, "reports": k, "until_on": "2026-03-31"} for k in kinds]
        of_platform = [row for row in rows if row["reports"] not in REPORTS_VERIFIED]
        for client, own in ((self.officer, rows), (self.platform, of_platform)):
            ok(client.post("/completeness/bulk", {"rows": own}))

    def settle(self):
        """The edition in force, all terms set, objections switched on."""
        self.put_in_force()
        bodies = {"terms": {"settings": TERMS}, "internal": {"objections": True, "review_steps": 1}}
        for kind, body in bodies.items():
            ok(
                self.officer.post(
                    "/instruments", {**DOCUMENT, "kind": kind, "document_no": kind, "body": body}
                )
            )

    def open(self, **other):
        return ok(self.officer.post("/rounds", {**QUARTER, **other}))["id"]

    def cut_off(self, **other):
        """A round of the quarter that is cut off, with one provider in it."""
        self.settle()
        self.member = self.qualify()
        self.declare_complete()
        round_id = self.open(**other)
        ok(self.call(self.officer, round_id, "cut-off")())
        return round_id

    def compute(self, round_id):
        self.work(ok(self.call(self.officer, round_id, "compute")())["work_id"])

    def approve(self, round_id):
        ok(self.call(self.reviewer, round_id, "approvals", {"opinion": "同意"})())

    def publish(self, round_id):
        ok(self.call(self.reviewer, round_id, "publication", DAYS)())

    def computed(self):
        round_id = self.cut_off()
        self.compute(round_id)
        return round_id

    def reviewed(self):
        round_id = self.computed()
        self.approve(round_id)
        return round_id

    def published(self):
        round_id = self.reviewed()
        self.publish(round_id)
        return round_id

    def file(self, round_id):
        body = {"provider_id": self.member, "statement": "少计一份合同"}
        return ok(self.officer.post(f"/rounds/{round_id}/objections", body))["id"]
