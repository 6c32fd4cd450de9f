"""An office held, at every step, to two persons and to its scans, whose file is read at the end."""

from __future__ import annotations

from datetime import date

from tests.casework.office import Office
from tests.web.clients import credit_code

ALONE = (403, "same_person")
UNSCANNED = (409, "paper_missing")
TEXT, LAW, OFFICE = "办法条款", "一般法要求", "内部工作规程"
"""What asks for a step."""

LEAD = [("register", OFFICE), ("verify", LAW), ("confirm", LAW), ("open_case", OFFICE)]
"""The steps of a lead that was true."""


class Workflow(Office):
    """Each fact is first tried by one person alone, each paper without its scan: both are refused."""

    def verify(self, lead):
        body = {
            "verified_on": self.today.isoformat(),
            "verifiers": ["林晓", "周宁"],
            "finding": "经核实，情形属实。",
            "evidence": ["走访记录"],
        }
        alone = {**body, "verifiers": ["林晓", "林 晓"]}
        self.post(f"/leads/{lead}/verification", alone, expect=(422, "two_persons"))
        self.post(f"/leads/{lead}/verification", body)
        self.post(f"/leads/{lead}/confirmation", expect=ALONE)
        return self.post(f"/leads/{lead}/confirmation", by=self.second)

    def sign(self, document, post, name, *, agrees=True):
        body = {"name": name, "agrees": agrees, "words": "同意。", "signed_on": self.today.isoformat()}
        if post == "集体讨论":
            body |= {"meeting_id": self.meet(), "matter": 1}
        entered = self.post(f"/case-documents/{document}/approvals", body)
        self.post(f"/document-approvals/{entered['id']}/confirmation", expect=ALONE)
        return self.post(f"/document-approvals/{entered['id']}/confirmation", by=self.second)

    def issue(self, document, *, expect=None, **changes):
        body = {"document_no": "局企业函〔2026〕999号", "issued_on": self.today.isoformat()}
        self.post(f"/case-documents/{document}/issue", body, expect=UNSCANNED)
        return super().issue(document, expect=expect, **changes)

    def serve(self, document, provider, **changes):
        body = {
            "provider_id": provider,
            "manner": "direct",
            "served_on": self.today.isoformat(),
            "place": "该单位前台",
            "receiver": "吴霞",
            "servers": ["林晓", "郑文"],
            **changes,
        }
        service = self.post(f"/case-documents/{document}/services", body)["id"]
        confirmation = f"/document-services/{service}/confirmation"
        self.post(confirmation, expect=ALONE)
        self.post(confirmation, by=self.second, expect=UNSCANNED)
        self.attach(f"/document-services/{service}", "service_receipt")
        return self.post(confirmation, by=self.second)

    def find_case(self, provider, clause, source="own"):
        lead = self.register(provider, clause, source)
        self.verify(lead)
        case = self.open_case(lead)
        assert self.steps(f"/leads/{lead}") == LEAD
        return case

    # one paper for several remedies

    def issue_together(self, remedies, *, kind="act", **more):
        """Draft one paper for several remedies, have it approved, and issue it; gives the paper."""
        first, *others = remedies
        document = self.draft(first, kind=kind, **more)
        for other in others:
            self.post(f"/case-documents/{document}/remedies", {"remedy_id": other})
        self.approve(document)
        self.issue(document)
        return document

    def decide_together(self, remedies, provider, **more):
        """One paper for several remedies, served at once; gives it."""
        document = self.issue_together(remedies, **more)
        self.serve(document, provider)
        return document

    def tell(self, remedies, provider):
        """Tell a party what is intended; gives the last day of its statement."""
        self.decide_together(remedies, provider, kind="advance", title="拟作处理告知书")
        (until,) = {self.get(f"/remedies/{remedy}")["statement_until"] for remedy in remedies}
        return date.fromisoformat(until)

    def hear(self, remedies, answers):
        for remedy in remedies:
            said = {"stated_on": self.today.isoformat(), "statement": "书面陈述申辩，附说明一份。"}
            self.post(f"/remedies/{remedy}/hearing", {**said, "answers": answers})

    # the ledger beside it

    def enter(self, kind, /, **row):
        return self.post(f"/{kind}", row)["id"]

    def new_enterprise(self, n=1):
        industry = next((industry.key for industry in self.profile.industries), "其他")
        return self.enter(
            "enterprises", name=f"第{n}家企业", uscc=credit_code(), industry=industry, size="small"
        )

    def call_back(self, survey, outcome="confirmed"):
        """Two persons call the enterprise; one enters it, another checks it."""
        body = {
            "survey_id": survey,
            "called_on": self.today.isoformat(),
            "callers": ["林晓", "郑文"],
            "outcome": outcome,
            "words": "系统上线后无人维护，维持不满意。",
        }
        callback = self.post("/callbacks", body)["id"]
        self.post(f"/callbacks/{callback}/confirmation", expect=ALONE)
        return self.post(f"/callbacks/{callback}/confirmation", by=self.second)

    # what is shown, and what follows

    def show(self, remedy, form, **posted):
        """Have something shown: reviewed by another, handed over, posted with a picture of it."""
        body = {"form": form, "wording": "有关情况。", "addressees": posted.pop("addressees", [])}
        shown = self.post(f"/remedies/{remedy}/publications", body)["id"]
        self.post(f"/publications/{shown}/review", expect=ALONE)
        self.post(f"/publications/{shown}/review", by=self.second)
        self.post(f"/publications/{shown}/handover")
        where = {"address": "https://www.example.gov.cn/1.html", "posted_on": self.today.isoformat()}
        self.post(f"/publications/{shown}/posting", {**where, **posted}, expect=UNSCANNED)
        self.attach(f"/publications/{shown}", "evidence")
        self.post(f"/publications/{shown}/posting", {**where, **posted})
        return shown

    def follow(self, case):
        """Do what may follow from a case one by one; gives what it was, with its provision."""
        effects = self.get("/case-effects", case_id=case)["items"]
        for effect in effects:
            assert effect["state"] == "proposed"
            self.post(f"/case-effects/{effect['id']}/completion", {"words": "已逐一办理，附记录。"})
        return [(effect["kind"], effect["cite"]) for effect in effects]

    # how it ended

    def steps(self, path):
        """The steps of a thing in order, each with what asks for it."""
        return [(step["step"], step["origin"]) for step in self.get(f"{path}/steps")["items"]]

    def tell_decisions(self, provider):
        """The ledger's decisions on a provider, in the order of their days: kind, label, provision, days."""
        days = ("decided_on", "served_on", "due_on", "effective_on")
        told = [
            (d["kind"], d.get("label"), d["cite"], *(d.get(day) for day in days))
            for d in self.decisions(provider)
        ]
        return sorted(told, key=lambda row: (row[3], row[0], row[1] or ""))

    def hold_file(self, case):
        """Hold a closed case's file to its papers and to the chain; gives the kinds of its papers."""
        assert self.get(f"/cases/{case}")["state"] == "closed"
        papers = self.get("/case-documents", case_id=case)["items"]
        for paper in papers:
            address = f"/case-documents/{paper['id']}"
            assert self.kinds_of_files(address) == {"approval_sheet", "stamped_original"}
            for service in self.get("/document-services", document_id=paper["id"])["items"]:
                assert self.kinds_of_files(f"/document-services/{service['id']}") == {"service_receipt"}
            assert self.steps(address)[0] == ("draft", OFFICE)
            assert self.steps(address)[-1] == ("issue", TEXT)
        verified = self.bureau.client("auditor").get("/audit/verification").json
        assert verified["intact"], verified
        assert verified["faults"] == []
        return [paper["kind"] for paper in papers]

    def kinds_of_files(self, address):
        return {file["kind"] for file in self.get(f"{address}/files")["items"]}
