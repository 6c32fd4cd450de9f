"""Every operation of subsidies, carried out once by the examples of the document."""

from __future__ import annotations

PAID = {
    "subsidy_batches": "subsidy_batch",
    "subsidy_claims": "subsidy_claim",
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
        for name in ("return_subsidy_batch", "check_subsidy_batch"):
            batch = self.desk.scenario.send("enter_subsidy_batch")["id"]
            self.desk.press(
                name, f"/subsidy-batches/{batch}", "confirmation" if name.startswith("check") else "return"
            )
        self.desk.scan(f"/subsidy-batches/{batch}", "other", "subsidy_batch")
        allowed = [c["id"] for c in contracts if self.allows(c["id"])]
        for name, contract in zip(("deny_subsidy_claim", "withdraw_subsidy_claim"), allowed, strict=False):
            claim = self.apply(batch, contract)
            self.desk.act(name, claim, by=self.desk.second if name.startswith("deny") else None)
        self.desk.scan(claim, "other", "subsidy_claim")
        claim = self.apply(batch, allowed[0])
        self.apply(self.batch_again(), allowed[0])
        self.desk.act("review_subsidy_claim", claim)
        self.desk.act("record_subsidy_test", claim)
        self.desk.act("enter_subsidy_audit", claim)
        self.desk.act("return_subsidy_audit", claim, by=self.desk.second)
        self.desk.act("enter_subsidy_audit", claim)
        self.desk.press("check_subsidy_audit", claim, "audit-confirmation")
        for again in (False, True):
            self.desk.act("compute_subsidy", claim)
            self.desk.act("settle_subsidy_repeats", claim, by=self.desk.second)
            self.desk.act("decide_subsidy", claim, by=self.desk.second, meeting_id=self.desk.meeting)
            self.desk.act("show_subsidy", claim, shown_from="2026-04-10", shown_until="2026-04-10")
            if not again:
                self.desk.act("uphold_subsidy_objection", claim, by=self.desk.second)
        self.desk.act("clear_subsidy", claim)
        self.desk.act("allocate_subsidy_funds", claim)
        payment = self.entered("subsidy_payment", claim)
        self.desk.scan(payment, "other", "subsidy_payment")
        recovery = self.entered("subsidy_recovery", claim)
        self.desk.scan(recovery, "other", "subsidy_recovery")
        self.desk.act("remind_subsidy_payer", recovery)
        receipt = self.entered("subsidy_receipt", recovery)
        self.desk.scan(receipt, "other", "subsidy_receipt")
        self.desk.scenario.send("get_contract_subsidy", ids=[allowed[0]])

    def batch_again(self):
        batch = self.desk.scenario.send("enter_subsidy_batch", document_no="局企业函〔2026〕21号")["id"]
        self.desk.press("check_subsidy_batch", f"/subsidy-batches/{batch}", "confirmation")
        return batch

    def allows(self, contract):
        answer = self.desk.officer.get(f"/contracts/{contract}/subsidy").json["answer"]
        signed = self.desk.officer.get(f"/contracts/{contract}").json["signed_on"]
        return answer != "no" and signed <= "2026-04-02"

    def apply(self, batch, contract):
        made = self.desk.scenario.send("apply_subsidy_claim", subsidy_batch_id=batch, contract_id=contract)
        return f"/subsidy-claims/{made['id']}"

    def entered(self, kind, of):
        """Enter something of money twice: once it is returned, once checked."""
        for path, name in (("return", f"return_{kind}"), ("confirmation", f"check_{kind}")):
            changes = {"decision_id": None} if kind == "subsidy_recovery" else {}
            made = self.desk.act(f"enter_{kind}", of, **changes)["id"]
            address = f"/{ADDRESSES[kind]}/{made}"
            self.desk.press(name, address, path)
        return address
