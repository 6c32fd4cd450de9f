"""A bureau's office as cases are handled in it, over the API: two officers, papers with their scans.

What is done is what a person would do, in the same order: each method is one paper or one step.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from banfa.procedures.work_items import list_items
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work
from tests.web.clients import Bureau, Client, credit_code

SHANGHAI = ZoneInfo("Asia/Shanghai")
CITIES = {
    "huangshi": "黄石市经济和信息化局",
    "liuzhou": "柳州市工业和信息化局",
    "xiamen": "厦门市工业和信息化局",
    "changsha": "长沙市工业和信息化局",
    "changchun": "长春市工业和信息化局",
}
POSTS = ("陈立", "孙岩", "何平", "钱程", "罗敏", "曾强")
"""Who signs, post by post."""


@dataclass
class Office:
    """One bureau. `officer` handles, `second` checks what he has entered."""

    bureau: Bureau
    profile: Any
    officer: Client = field(init=False)
    second: Client = field(init=False)
    numbers: int = 0

    def __post_init__(self):
        self.officer = self.bureau.new_client("officer", name="林晓")
        self.second = self.bureau.new_client("officer", name="郑文")

    @property
    def clock(self):
        return self.bureau.clock

    def go_to(self, day):
        """Let it be ten in the morning of a day."""
        there = datetime.combine(day, time(10), SHANGHAI).astimezone(UTC)
        assert there >= self.clock.now, (there, self.clock.now)
        self.clock.now = there

    @property
    def today(self):
        return self.clock.now.astimezone(SHANGHAI).date()

    def post(self, path, body=None, *, by=None, version=None, expect=None):
        """Send; by the officer unless said otherwise. A version is read first where none is given."""
        client = by or self.officer
        answer = client.post(path, body, version=version)
        if answer.status_code == 428:
            thing = "/".join(path.split("/")[:3])
            answer = client.post(path, body, version=client.get(thing).json["version"])
        if expect is not None:
            assert (answer.status_code, answer.json.get("code")) == expect, answer.json
        else:
            assert answer.status_code < 300, (path, answer.json)
        return answer.json

    def get(self, path, **query):
        answer = self.officer.get(path, **query)
        assert answer.status_code == 200, answer.json
        return answer.json

    def promulgate(self, on="2025-12-20", since="2026-01-01", **body):
        """Put the city's edition in force."""
        document = {
            "kind": "promulgation",
            "edition": self.profile.latest.key,
            "document_no": "局〔2025〕1号",
            "issuer": self.profile.city.bureau,
            "issued_on": on,
            "document_class": "normative",
            "published_on": on,
            "published_in": "局网站",
            "body": {"commencement": since, **body},
        }
        self.post("/instruments", document)

    def set_internal(self, **body):
        """Set what the bureau has arranged for itself."""
        self.numbers += 1
        document = {
            "kind": "internal",
            "edition": self.profile.latest.key,
            "document_no": f"局办〔2026〕{self.numbers}号",
            "issuer": self.profile.city.bureau,
            "issued_on": self.today.isoformat(),
            "document_class": "internal",
            "body": body,
        }
        self.post("/instruments", document)

    def settle(self, settings):
        """Settle what the measure leaves open by a published document."""
        self.numbers += 1
        document = {
            "kind": "terms",
            "edition": self.profile.latest.key,
            "document_no": f"局〔2025〕{self.numbers + 1}号",
            "issuer": self.profile.city.bureau,
            "issued_on": "2025-12-22",
            "document_class": "standard",
            "published_on": "2025-12-22",
            "published_in": "局网站",
            "body": {"settings": settings},
        }
        self.post("/instruments", document)

    def new_provider(self, name="某某科技有限公司"):
        return self.post("/providers", {"uscc": credit_code(), "name": name})["id"]

    def join(self, provider, category, since="2026-01-05"):
        """Have a provider in the pool in a category, by a document."""
        body = {"provider_id": provider, "category": category, "from_on": since, "basis": "局〔2026〕1号"}
        return self.post("/memberships", body)["id"]

    # papers

    def attach(self, path, kind, words="", **said):
        """Scan a paper, on which these words stand, and hang it on a thing."""
        self.numbers += 1
        provider = self.get(path).get("provider_id")
        asked = {"kind": kind, **({"provider_id": provider} if provider else {})}
        content = io.BytesIO(f"{kind} {self.numbers} {words}".encode())
        file = self.officer.send(
            "POST", f"/files?{urlencode(asked)}", data={"file": (content, f"{kind}.txt")}
        )
        assert file.status_code == 201, file.json
        return self.post(f"{path}/files", {"file_id": file.json["id"], **said})

    # leads and cases

    def register(self, provider, clause, source="complaint"):
        body = {
            "provider_id": provider,
            "source": source,
            "clause": clause,
            "found_on": self.today.isoformat(),
            "summary": "来函反映该情形。",
        }
        return self.post("/leads", body)["id"]

    def verify(self, lead):
        body = {
            "verified_on": self.today.isoformat(),
            "verifiers": ["林晓", "周宁"],
            "finding": "经核实，情形属实。",
            "evidence": ["走访记录"],
        }
        self.post(f"/leads/{lead}/verification", body)
        return self.post(f"/leads/{lead}/confirmation", by=self.second)

    def open_case(self, lead, title="未及时报告重要事项变更"):
        return self.post(f"/leads/{lead}/case", {"title": title})["case_id"]

    def find_case(self, provider, clause):
        """Register, verify, confirm a lead and open a case on it."""
        lead = self.register(provider, clause)
        self.verify(lead)
        return self.open_case(lead)

    def plan(self, case, kind, **more):
        return self.post(f"/cases/{case}/remedies", {"kind": kind, **more})["id"]

    # documents

    def draft(self, remedy, kind="act", title="关于有关事项的通知", **more):
        case = self.get(f"/remedies/{remedy}")["case_id"]
        body = {"kind": kind, "remedy_id": remedy, "title": title, "publicity": "on_request", **more}
        return self.post(f"/cases/{case}/documents", body)["id"]

    def approve(self, document):
        """Submit a paper and have it signed by every post, each entry checked by the second officer."""
        chain = self.post(f"/case-documents/{document}/submission")["chain"]
        self.attach(f"/case-documents/{document}", "approval_sheet")
        for post, name in zip(chain, POSTS, strict=False):
            self.sign(document, post, name)
        return self.get(f"/case-documents/{document}")

    def sign(self, document, post, name, *, agrees=True):
        body = {"name": name, "agrees": agrees, "words": "同意。", "signed_on": self.today.isoformat()}
        if post == "集体讨论":
            body |= {"meeting_id": self.meet(), "matter": 1}
        entered = self.post(f"/case-documents/{document}/approvals", body)
        return self.post(f"/document-approvals/{entered['id']}/confirmation", by=self.second)

    def meet(self):
        self.numbers += 1
        body = {
            "number": f"局专题会议纪要〔2026〕{self.numbers}号",
            "name": "局长办公会",
            "held_on": self.today.isoformat(),
            "attended": ["何平", "陈立"],
            "matters": [{"matter": "拟作处理", "outcome": "同意", "result": "同意"}],
        }
        return self.post("/meetings", body)["id"]

    def issue(self, document, *, expect=None, **changes):
        self.attach(f"/case-documents/{document}", "stamped_original")
        self.numbers += 1
        body = {
            "document_no": f"局企业函〔{self.today.year}〕{self.numbers}号",
            "issued_on": self.today.isoformat(),
            **changes,
        }
        return self.post(f"/case-documents/{document}/issue", body, expect=expect)

    def serve(self, document, provider, **changes):
        """Enter a service and have it checked."""
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
        self.attach(f"/document-services/{service}", "service_receipt")
        return self.post(f"/document-services/{service}/confirmation", by=self.second)

    def decide(self, remedy, provider, kind="act", **more):
        """Draft, approve, issue and serve a paper for a remedy; gives the remedy as it then is."""
        document = self.draft(remedy, kind=kind, **more)
        self.approve(document)
        self.issue(document)
        self.serve(document, provider)
        return self.get(f"/remedies/{remedy}")

    def tell_and_hear(self, remedy, provider, answers=None):
        """Tell a party what is intended, and hear it; without answers it says nothing in its time."""
        told = self.decide(remedy, provider, kind="advance", title="拟作处理告知书")
        assert told["state"] == "told"
        if answers is None:
            until = datetime.fromisoformat(told["statement_until"]).date()
            self.go_to(until + timedelta(days=1))
            return self.post(f"/remedies/{remedy}/hearing", {})
        body = {"stated_on": self.today.isoformat(), "statement": "提出异议。", "answers": answers}
        return self.post(f"/remedies/{remedy}/hearing", body)

    def publish(self, remedy, form="before", **posted):
        """Have something posted on the bureau's own site, reviewed by another."""
        body = {"form": form, "wording": "拟作处理的情况。", "addressees": []}
        shown = self.post(f"/remedies/{remedy}/publications", body)["id"]
        self.post(f"/publications/{shown}/review", by=self.second)
        self.attach(f"/publications/{shown}", "evidence")
        self.post(f"/publications/{shown}/handover")
        where = {"address": "https://gxj.example.gov.cn/1.html", "posted_on": self.today.isoformat()}
        self.post(f"/publications/{shown}/posting", {**where, **posted})
        return shown

    def publish_first(self, remedy, days=5):
        """Have a 公示 of what is intended, and let its last day go by."""
        until = self.today + timedelta(days)
        shown = self.publish(remedy, until=until.isoformat())
        self.go_to(until + timedelta(1))
        return shown

    def report(self, remedy, **changes):
        self.attach(f"/remedies/{remedy}", "report")
        body = {"reported_on": self.today.isoformat(), "after_hours": False, "manner": "direct", **changes}
        return self.post(f"/remedies/{remedy}/report", body)

    def recheck(self, remedy, outcome="passed"):
        body = {
            "checked_on": self.today.isoformat(),
            "checkers": ["林晓", "郑文"],
            "outcome": outcome,
            "words": "经现场复核。",
        }
        return self.post(f"/remedies/{remedy}/recheck", body)

    def drop(self, case, kind, **more):
        """Plan a remedy and, as two persons agree, not take it."""
        remedy = self.plan(case, kind, **more)
        if self.post(f"/remedies/{remedy}/dropping", {"reason": "情节轻微。"})["state"] == "dropping":
            self.post(f"/remedies/{remedy}/dropping-confirmation", by=self.second)

    def finish(self, remedy):
        if self.get(f"/remedies/{remedy}")["kind"] == "interview":
            return self.interview(remedy)
        return self.post(f"/remedies/{remedy}/completion", {"reason": "已执行完毕。"})

    def interview(self, remedy, options=None, **changes):
        """Record an 约谈 that was held, by its signed record."""
        self.attach(f"/remedies/{remedy}", "interview_record")
        body = {
            "held_on": self.today.isoformat(),
            "place": "局三楼会议室",
            "interviewers": ["林晓", "郑文"],
            "recorder": "周明",
            "interviewed": ["吴霞（总经理）"],
            "matters": "系统上线后无人维护。",
            "words": "承诺一周内派员。",
            "reason": "已约谈。",
            **changes,
        }
        return self.post(f"/remedies/{remedy}/completion", body, **(options or {}))

    def close(self, case):
        return self.post(f"/cases/{case}/closing", {"result": "办结。"})

    def list_waiting(self, kind):
        """What today's list has of a kind."""
        with unit_of_work(self.bureau.engine, operator(self.bureau.tenant), now=self.clock.now) as unit:
            return [item for item in list_items(unit) if item.kind == kind]

    def decisions(self, provider):
        return self.get("/decisions", provider_id=provider)["items"]
