"""A bureau's money, over the API, from the notice to what is paid back: two officers, papers as they come."""

from __future__ import annotations

from datetime import date, timedelta

from tests.casework.workflow import Workflow

NOTICE = {
    "name": "2026年第一批数字化改造奖补",
    "announced_on": "2026-03-02",
    "closes_on": "2026-12-31",
    "rule_no": "财企〔2026〕3号",
    "rule_issuer": "市财政局",
    "rate": 300_000,
    "cap": 30_000_000,
    "rounding": "yuan_down",
}
"""30 per cent, at most 300,000 yuan, whole yuan."""


class Money(Workflow):
    """What is done with money."""

    def new_batch(self, **changes):
        self.numbers += 1
        body = {**NOTICE, "document_no": f"局企业函〔2026〕{self.numbers}号", **changes}
        batch = self.post("/subsidy-batches", body)["id"]
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

    def new_contract(self, provider, enterprise=None, **changes):
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
        return self.enter("contracts", **row)

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

    def audit(self, claim, amount=60_000_000):
        """District, third party, audit."""
        day = self.today.isoformat()
        self.post(f"{claim}/review", {"reviewed_on": day, "agrees": True, "opinion": "情况属实。"})
        test = {"test_report": "测评〔2026〕18号", "test_body": "某某测评有限公司", "tested_on": day}
        self.post(f"{claim}/test", {**test, "level_before": 1, "level_after": 2})
        report = {"audit_report": "专审〔2026〕7号", "audit_body": "某某会计师事务所", "audited_on": day}
        self.post(f"{claim}/audit", {"audited": amount, **report})
        return self.post(f"{claim}/audit-confirmation", by=self.second)

    def grant(self, claim, amount=60_000_000, deductions=()):
        """Up to the end of its 公示."""
        self.audit(claim, amount)
        self.post(f"{claim}/amount", {"deductions": list(deductions)})
        self.post(f"{claim}/decision", {"meeting_id": self.meet()}, by=self.second)
        until = self.today + timedelta(7)
        shown = {"shown_from": self.today.isoformat(), "shown_until": until.isoformat(), "shown_at": "局网站"}
        self.post(f"{claim}/showing", shown)
        self.go_to(until + timedelta(1))
        return self.post(f"{claim}/clearance", {"objections": "未收到异议。"})

    def fund(self, claim, amount, **changes):
        self.numbers += 1
        body = {"fund_no": "财企〔2026〕31号", "level": "central", **changes}
        body |= {"fund_on": self.today.isoformat()}
        return self.post(f"{claim}/funds", {**body, "fund_amount": amount})

    def payment(self, amount, **changes):
        self.numbers += 1
        return {
            "part": "whole",
            "fund_no": "财企〔2026〕31号",
            "level": "central",
            "payee": "第一制造厂",
            "paid_on": self.today.isoformat(),
            "voucher": f"P-{self.numbers}",
            "amount": amount,
            **changes,
        }

    def pay(self, claim, amount, **changes):
        made = self.post(f"{claim}/payments", self.payment(amount, **changes))["id"]
        return self.post(f"/subsidy-payments/{made}/confirmation", by=self.second)

    def recovery(self, amount, **changes):
        self.numbers += 1
        return {
            "decision_no": f"局决〔2026〕{self.numbers}号",
            "decided_on": self.today.isoformat(),
            "payer": "第一制造厂",
            "reason": "未通过省级验收。",
            "amount": amount,
            **changes,
        }

    def recover(self, claim, amount, **changes):
        made = self.post(f"{claim}/recoveries", self.recovery(amount, **changes))["id"]
        self.post(f"/subsidy-recoveries/{made}/confirmation", by=self.second)
        return f"/subsidy-recoveries/{made}"

    def receipt(self, amount, **changes):
        self.numbers += 1
        body = {"paid_in_on": self.today.isoformat(), "voucher": f"R-{self.numbers}"}
        return {**body, "amount": amount, **changes}

    def pay_back(self, recovery, amount, **changes):
        made = self.post(f"{recovery}/receipts", self.receipt(amount, **changes))["id"]
        return self.post(f"/subsidy-receipts/{made}/confirmation", by=self.second)

    def ask(self, contract):
        """Whether a contract may be subsidised."""
        return self.get(f"/contracts/{contract}/subsidy")


START = date(2026, 3, 23)
