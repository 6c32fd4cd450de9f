"""Every operation of subsidies, carried out once by the examples of the document."""

from __future__ import annotations

PAID = {
    "subsidy_batches": "subsidy_batch",
    "subsidy_claims": "subsidy_claim",
    "subsidy_funds": "subsidy_fund",
    "subsidy_allocations": "subsidy_allocation",
    "subsidy_payments": "subsidy_payment",
    "subsidy_recoveries": "subsidy_recovery",
    "subsidy_receipts": "subsidy_receipt",
}
ADDRESSES = {one: many.replace("_", "-") for many, one in PAID.items()}


def pay(desk):
    """Carry claims through, at the desk of casework."""
    Subsidies(desk).run()


class Subsidies:
    def __init__(self, desk):
        self.desk = desk

    def run(self):
        """Money: a batch and a claim that goes all its way, others that are returned, denied, withdrawn."""
        contracts = self.desk.officer.get("/contracts", limit=200).json["items"]
        self.send_back("subsidy_batch", self.desk.scenario.send("enter_subsidy_batch"))
        batch = self.enter_batch()
        self.put_right("subsidy_batch", batch)
        allowed = [c["id"] for c in contracts if self.allows(c["id"])]
        self.end(self.number(batch), allowed)
        claim = self.apply(self.number(batch), allowed[0])
        self.apply(self.number(self.enter_batch(document_no="局企业函〔2026〕21号")), allowed[0])
        self.supplement(claim)
        self.audit(claim)
        self.find(allowed[0])
        self.agree(claim)
        allocation = self.make_available(claim)
        payment = self.enter(
            "subsidy_payment", claim, "voucher", subsidy_allocation_id=allocation, amount=5_000_000
        )
        self.put_right("subsidy_payment", payment)
        recovery = self.enter("subsidy_recovery", claim, "stamped_original", "service_receipt")
        self.put_right("subsidy_recovery", recovery)
        self.desk.act("remind_subsidy_payer", recovery)
        receipt = self.enter("subsidy_receipt", recovery, "voucher")
        self.put_right("subsidy_receipt", receipt)
        self.desk.scenario.send("get_contract_subsidy", ids=[allowed[0]])

    @staticmethod
    def number(address):
        return address.rpartition("/")[2]

    def enter_batch(self, **changes):
        made = self.desk.scenario.send("enter_subsidy_batch", **changes)
        return self.confirm("subsidy_batch", made, "official_text")

    def send_back(self, kind, made):
        self.desk.press(f"return_{kind}", f"/{ADDRESSES[kind]}/{made['id']}", "return")

    def confirm(self, kind, made, *papers):
        """Have what was entered checked against its papers; gives its address."""
        address = f"/{ADDRESSES[kind]}/{made['id']}"
        for paper in papers or ("other",):
            self.desk.scan(address, paper, kind)
        self.desk.press(f"check_{kind}", address, "confirmation")
        return address

    def enter(self, kind, of, *papers, **changes):
        """Enter something of money twice: once it is returned, once checked."""
        self.send_back(kind, self.desk.act(f"enter_{kind}", of, **changes))
        return self.confirm(kind, self.desk.act(f"enter_{kind}", of, **changes), *papers)

    def put_right(self, kind, address, **changes):
        """Propose what is otherwise, twice: once it is rejected, once confirmed."""
        for name, path in (("reject", "correction-rejection"), ("confirm", "correction-confirmation")):
            self.desk.act(f"correct_{kind}", address, **changes)
            self.desk.press(f"{name}_{kind}_correction", address, path)

    def end(self, batch, allowed):
        """A claim that is withdrawn, and one denied by a paper that is served and quashed."""
        claim = self.apply(batch, allowed[1])
        self.desk.scan(claim, "withdrawal", "subsidy_claim")
        self.desk.act("withdraw_subsidy_claim", claim, by=self.desk.second)
        claim = self.apply(batch, allowed[0])
        for paper in ("stamped_original", "service_receipt"):
            self.desk.scan(claim, paper, "subsidy_claim")
        self.desk.act("deny_subsidy_claim", claim, by=self.desk.second)
        self.desk.act("serve_subsidy_denial", claim)
        for paper in ("official_text", "withdrawal"):
            self.desk.scan(claim, paper, "subsidy_claim")
        self.desk.act("take_back_subsidy_denial", claim)
        self.desk.act("withdraw_subsidy_claim", claim, by=self.desk.second)

    def supplement(self, claim):
        self.desk.act("ask_subsidy_supplement", claim)
        self.desk.act("supplement_subsidy_claim", claim)

    def audit(self, claim):
        self.desk.act("review_subsidy_claim", claim, reviewed_on="2026-04-08")
        self.desk.act("record_subsidy_test", claim)
        self.desk.act("enter_subsidy_audit", claim, audited=20_000_000)
        self.desk.act("return_subsidy_audit", claim, by=self.desk.second)
        self.desk.act("enter_subsidy_audit", claim, audited=20_000_000)
        self.desk.scan(claim, "third_party_report", "subsidy_claim")
        self.desk.press("check_subsidy_audit", claim, "audit-confirmation")

    def find(self, contract):
        """A situation on the contract, on which the measure leaves subsidy open."""
        said = {"contract_id": contract, "kind": "contract_breach", "found_on": "2026-04-08", "holds": True}
        assert self.desk.officer.post("/findings", said).status_code == 201

    def agree(self, claim):
        """Two meetings: after the first an objection is right."""
        self.desk.scan(claim, "evidence", "subsidy_claim")
        for number in (11, 12):
            meeting = self.hold(f"局专题会议纪要〔2026〕{number}号")
            self.desk.act("compute_subsidy", claim)
            self.desk.act("settle_subsidy_repeats", claim, by=self.desk.second)
            self.desk.act("weigh_subsidy", claim, by=self.desk.second)
            self.desk.act("decide_subsidy", claim, by=self.desk.second, meeting_id=meeting)
            self.desk.act("show_subsidy", claim, shown_from="2026-04-10", shown_until="2026-04-17")
            if number == 11:
                self.desk.act("uphold_subsidy_objection", claim, by=self.desk.second)
        self.desk.act("clear_subsidy", claim)

    def hold(self, number):
        """A meeting about the batch."""
        matters = [{"matter": "审议2026年第一批数字化改造奖补", "outcome": "同意", "result": "同意"}]
        made = self.desk.scenario.send("record_meeting", number=number, matters=matters)
        return made["id"]

    def make_available(self, claim):
        """A document of funds and what of it goes to the claim; gives the allocation."""
        self.send_back("subsidy_fund", self.desk.scenario.send("enter_subsidy_fund"))
        fund = self.confirm("subsidy_fund", self.desk.scenario.send("enter_subsidy_fund"), "official_text")
        self.put_right("subsidy_fund", fund)
        said = {"subsidy_fund_id": self.number(fund), "amount": 5_500_000}
        self.send_back("subsidy_allocation", self.desk.act("allocate_subsidy_funds", claim, **said))
        made = self.desk.act("allocate_subsidy_funds", claim, **said)
        allocation = self.confirm("subsidy_allocation", made)
        self.put_right("subsidy_allocation", allocation, amount=5_400_000)
        return self.number(allocation)

    def allows(self, contract):
        answer = self.desk.officer.get(f"/contracts/{contract}/subsidy").json["answer"]
        row = self.desk.officer.get(f"/contracts/{contract}").json
        return answer != "no" and row["signed_on"] <= "2026-04-02"

    def apply(self, batch, contract):
        made = self.desk.scenario.send("apply_subsidy_claim", subsidy_batch_id=batch, contract_id=contract)
        return f"/subsidy-claims/{made['id']}"
