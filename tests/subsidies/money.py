"""A bureau's money, over the API, from the notice to what is paid back: two officers, papers as they come."""

from __future__ import annotations

from datetime import date, timedelta

from banfa.procedures.subsidies.register import read_register
from banfa.trust import unit_of_work
from banfa.trust.tenants import operator
from tests.casework.workflow import Workflow

NOTICE = {
    "name": "2026年第一批数字化改造奖补",
    "announced_on": "2026-03-02",
    "closes_on": "2026-12-31",
    "rule_no": "财企〔2026〕3号",
    "rule_issuer": "市财政局",
    "rate": 300_000,
    "cap": 30_000_000,
    "cutting": "cap_last",
    "rounding": "yuan_down",
    "public_days": 5,
    "least_level": 2,
}
"""30 per cent, at most 300,000 yuan, whole yuan; five working days of 公示, level two."""
FUND = {"fund_no": "财企〔2026〕31号", "level": "central", "issuer": "市财政局"}
REMEDIES = (
    "如不服，可以自收到本决定之日起六十日内向市人民政府申请行政复议，"
    "也可以自收到本决定之日起六个月内依法提起行政诉讼。"
)


class Money(Workflow):
    """What is done with money."""

    def new_batch(self, **changes):
        self.numbers += 1
        body = {**NOTICE, "document_no": f"局企业函〔2026〕{self.numbers}号", **changes}
        batch = self.post("/subsidy-batches", body)["id"]
        self.attach(f"/subsidy-batches/{batch}", "official_text")
        return self.post(f"/subsidy-batches/{batch}/confirmation", by=self.second)["id"]

    def new_company(self, **changes):
        """An enterprise of the pilot's first industry."""
        self.numbers += 1
        industries = self.profile.industries
        row = {
            "name": f"第{self.numbers}制造厂",
            "industry": industries[0].key if industries else "试点行业",
            "size": "small",
            "district": "下陆区",
            **changes,
        }
        return self.enter("enterprises", **row)

    def new_contract(self, provider, enterprise=None, *, accepted=True, **changes):
        """A contract, by default accepted by the city at level two."""
        self.numbers += 1
        row = {
            "provider_id": provider,
            "enterprise_id": enterprise or self.new_company(),
            "number": f"HT-{self.numbers}",
            "signed_on": "2026-02-10",
            "amount": 60_000_000,
            "market_price": 70_000_000,
            "subcontracted": False,
            "earlier_pilot": False,
            "items": [{"name": f"系统{self.numbers}", "amount": 60_000_000}],
            **changes,
        }
        contract = self.enter("contracts", **row)
        if accepted:
            day = max(row["signed_on"], "2026-02-20")
            self.enter("acceptances", contract_id=contract, accepted_on=day, outcome="passed", level_after=2)
        return contract

    def admit(self, provider, **changes):
        seat = {"category": self.category, "from_on": "2026-01-05", **changes}
        self.enter("memberships", provider_id=provider, **seat)

    @property
    def category(self):
        return next(iter(self.profile.categories)).key if self.profile.categories else "provider"

    def complete(self, *kinds):
        """Say of kinds that everything there is has been reported."""
        for kind in kinds:
            self.post("/source-completes", {"kind": kind, "complete_on": self.today.isoformat()})

    def claim(self, batch, contract, **changes):
        body = {"subsidy_batch_id": batch, "contract_id": contract, "applied_on": self.today.isoformat()}
        body |= changes
        return "/subsidy-claims/" + self.post("/subsidy-claims", body)["id"]

    def audit(self, claim, amount=60_000_000, level_after=2, *, checked=True):
        """District, third party, audit; checked by another unless it is not to be."""
        day = self.today.isoformat()
        self.post(f"{claim}/review", {"reviewed_on": day, "agrees": True, "opinion": "情况属实。"})
        test = {"test_report": "测评〔2026〕18号", "test_body": "某某测评有限公司", "tested_on": day}
        self.post(f"{claim}/test", {**test, "level_before": 1, "level_after": level_after})
        report = {"audit_report": "专审〔2026〕7号", "audit_body": "某某会计师事务所", "audited_on": day}
        self.post(f"{claim}/audit", {"audited": amount, **report})
        self.attach(claim, "third_party_report")
        return self.post(f"{claim}/audit-confirmation", by=self.second) if checked else None

    def compute(self, claim, deductions=(), **more):
        body = {"computed_on": self.today.isoformat(), "deductions": list(deductions)}
        return self.post(f"{claim}/amount", body, **more)

    def hold(self, *, matter=NOTICE["name"], outcome="同意", **changes):
        """Hold a meeting about the batch; its second matter was not agreed to."""
        self.numbers += 1
        other = {"matter": "关于取消某服务商服务资格", "outcome": "同意", "result": "同意"}
        body = {
            "number": f"局专题会议纪要〔2026〕{self.numbers}号",
            "name": "局长办公会",
            "held_on": self.today.isoformat(),
            "attended": ["何平", "陈立"],
            "matters": [{"matter": f"审议{matter}", "outcome": outcome, "result": outcome}, other],
            **changes,
        }
        return {"meeting_id": self.post("/meetings", body)["id"], "matter": 1}

    def decide_on(self, claim, meeting=None, **more):
        return self.post(f"{claim}/decision", meeting or self.hold(), by=self.second, **more)

    def weigh(self, claim, **more):
        said = {"answer_name": "何平", "answer_reason": "经核对，符合申报通知的要求。"}
        return self.post(f"{claim}/weighing", said, by=self.second, **more)

    def show_claim(self, claim, days=7, **more):
        until = self.today + timedelta(days)
        shown = {"shown_from": self.today.isoformat(), "shown_until": until.isoformat(), "shown_at": "局网站"}
        return self.post(f"{claim}/showing", shown, **more)

    def grant(self, claim, amount=60_000_000, deductions=()):
        """Up to the end of its 公示."""
        self.audit(claim, amount)
        self.compute(claim, deductions)
        if self.ask(self.get(claim)["contract_id"])["answer"] == "open":
            self.weigh(claim)
        self.decide_on(claim)
        self.attach(claim, "evidence")
        self.show_claim(claim)
        self.go_to(self.today + timedelta(8))
        return self.post(f"{claim}/clearance", {"objections": "未收到异议。"})

    def new_fund(self, amount=100_000_000, **changes):
        """A document of funds, checked by another."""
        body = {**FUND, "fund_on": self.today.isoformat(), "amount": amount, **changes}
        fund = self.post("/subsidy-funds", body)["id"]
        self.attach(f"/subsidy-funds/{fund}", "official_text")
        return self.post(f"/subsidy-funds/{fund}/confirmation", by=self.second)["id"]

    def fund(self, claim, amount, fund=None, **changes):
        """Make money available, out of a document of its own; gives the allocation."""
        self.numbers += 1
        fund = fund or self.new_fund(**{"fund_no": f"财企〔2026〕{self.numbers}号", **changes})
        made = self.post(f"{claim}/funds", {"subsidy_fund_id": fund, "amount": amount})["id"]
        self.post(f"/subsidy-allocations/{made}/confirmation", by=self.second)
        self.allocation = made
        return made

    def payment(self, amount, **changes):
        self.numbers += 1
        return {
            "part": "whole",
            "subsidy_allocation_id": self.allocation,
            "payee": "第一制造厂",
            "paid_on": self.today.isoformat(),
            "voucher": f"P-{self.numbers}",
            "amount": amount,
            **changes,
        }

    def pay(self, claim, amount, **changes):
        made = self.post(f"{claim}/payments", self.payment(amount, **changes))["id"]
        self.attach(f"/subsidy-payments/{made}", "voucher")
        return self.post(f"/subsidy-payments/{made}/confirmation", by=self.second)

    def recovery(self, amount, **changes):
        """A decision of finance's, heard and served."""
        self.numbers += 1
        day = self.today.isoformat()
        return {
            "decider": "finance",
            "authority": "市财政局",
            "case_no": f"财监〔2026〕{self.numbers}号案",
            "told_on": day,
            "stated_on": day,
            "heard": "称已整改，不予采纳。",
            "review_no": "法审〔2026〕11号",
            "minutes_no": "会议纪要〔2026〕7号",
            "decision_no": f"财监决〔2026〕{self.numbers}号",
            "decided_on": day,
            "served_on": day,
            "payer": "第一制造厂",
            "reason": "未通过省级验收。",
            "amount": amount,
            "days": 15,
            **changes,
        }

    def recover(self, claim, amount, **changes):
        made = self.post(f"{claim}/recoveries", self.recovery(amount, **changes))["id"]
        for paper in ("stamped_original", "service_receipt"):
            self.attach(f"/subsidy-recoveries/{made}", paper)
        self.post(f"/subsidy-recoveries/{made}/confirmation", by=self.second)
        return f"/subsidy-recoveries/{made}"

    def deny(self, claim, **changes):
        """What is said to deny a claim; its paper is hung on it."""
        self.numbers += 1
        self.attach(claim, "stamped_original")
        return {
            "denial_no": f"局企业函〔2026〕{self.numbers}号",
            "denied_on": self.today.isoformat(),
            "reason": "材料不实，不符合申报通知第三条。",
            "recourse": REMEDIES,
            **changes,
        }

    def withdraw(self, claim):
        """Take a claim back by the enterprise's paper, recorded by another."""
        self.attach(claim, "withdrawal")
        return self.post(f"{claim}/withdrawal", {"reason": "企业申请撤回。"}, by=self.second)

    def receive(self, **changes):
        """What the receipt of a service on an enterprise says."""
        return {
            "manner": "direct",
            "served_on": self.today.isoformat(),
            "place": "该企业前台",
            "receiver": "吴霞",
            "servers": ["林晓", "郑文"],
            **changes,
        }

    def receipt(self, amount, **changes):
        self.numbers += 1
        body = {"paid_in_on": self.today.isoformat(), "voucher": f"R-{self.numbers}"}
        return {**body, "amount": amount, **changes}

    def pay_back(self, recovery, amount, **changes):
        made = self.post(f"{recovery}/receipts", self.receipt(amount, **changes))["id"]
        self.attach(f"/subsidy-receipts/{made}", "voucher")
        return self.post(f"/subsidy-receipts/{made}/confirmation", by=self.second)

    def read_sums(self):
        """The sums of the register."""
        with unit_of_work(self.bureau.engine, operator(self.bureau.tenant), now=self.clock.now) as unit:
            return read_register(unit, {}).sums

    def ask(self, contract):
        """Whether a contract may be subsidised."""
        return self.get(f"/contracts/{contract}/subsidy")


START = date(2026, 3, 23)
