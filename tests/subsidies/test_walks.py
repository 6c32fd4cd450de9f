"""Random walks through the money: no sum is ever larger than what it comes out of."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.casework.room_walk import RoomWalk

WALKS, ACTS = 4, 160
FUND = "财企〔2026〕31号"


class Money(RoomWalk):
    """Three claims of one enterprise in one batch, from their review to what is paid back."""

    kinds = ("subsidy_batch", "subsidy_claim", "subsidy_payment", "subsidy_recovery", "subsidy_receipt")
    ending = (
        *("deny_subsidy_claim", "withdraw_subsidy_claim", "uphold_subsidy_objection"),
        *("return_subsidy_audit", "return_subsidy_payment", "return_subsidy_recovery"),
    )

    def begin(self):
        desk = self.desk
        provider, enterprise = desk.new_provider(), desk.new_enterprise()
        self.meeting = desk.act("record_meeting").id
        batch = desk.act("enter_subsidy_batch").id
        desk.check("check_subsidy_batch", batch)
        for _ in range(3):
            contract = desk.new_contract(provider, signed_on="2026-02-10", enterprise=enterprise)
            desk.act("apply_subsidy_claim", subsidy_batch_id=batch, contract_id=contract)

    def say_more(self, name, row):
        amount = self.random.choice((1, 2_000_000, 9_000_000, 17_500_000, 40_000_000))
        number = str(next(self.desk.numbers))
        if name == "clear_subsidy":
            self.desk.day += self.desk.day.resolution
        fund = self.random.choice(getattr(row, "funds", None) or [{"fund_no": FUND}])
        fund_no = self.random.choice((FUND, f"财企〔2026〕{number}号"))
        said = {
            "decide_subsidy": {"meeting_id": self.meeting},
            "show_subsidy": {"shown_from": self.desk.day, "shown_until": self.desk.day},
            "enter_subsidy_audit": {"audited": amount * 3},
            "allocate_subsidy_funds": {"fund_amount": amount, "fund_no": fund_no},
            "enter_subsidy_payment": {"amount": amount, "fund_no": fund["fund_no"], "voucher": number},
            "enter_subsidy_recovery": {"amount": amount, "decision_no": f"局决〔2026〕{number}号"},
            "enter_subsidy_receipt": {"amount": amount, "voucher": number},
        }
        return said.get(name, {})


def sum_by(walk, kind, of):
    """What was entered or checked, by what it is of."""
    sums = Counter[int]()
    for (name, _), row in walk.rows.items():
        if name == kind and row.state != "returned":
            sums[getattr(row, of)] += row.amount
    return sums


@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_can_be_done_is_a_step_of_the_table(make_desk, seed, record_property):
    walk = Money(make_desk("liuzhou"), seed)
    figures = walk.walk(ACTS)
    paid = sum_by(walk, "subsidy_payment", "subsidy_claim_id")
    back = sum_by(walk, "subsidy_recovery", "subsidy_claim_id")
    paid_in = sum_by(walk, "subsidy_receipt", "subsidy_recovery_id")
    for (kind, row_id), row in walk.rows.items():
        if kind == "subsidy_claim":
            available = sum(int(fund["fund_amount"]) for fund in row.funds)
            assert back[row_id] <= paid[row_id] <= available <= (row.granted or 0)
        if kind == "subsidy_recovery":
            assert paid_in[row_id] <= row.amount
    assert {"compute_subsidy", "decide_subsidy"} <= walk.taken.keys()
    record_property("figures", f"money, seed {seed}: {figures}")
