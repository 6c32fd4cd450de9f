"""Random walks through the money: no sum is ever larger than what it comes out of."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import ClassVar

import pytest

from banfa.procedures.subsidies.claim_rows import GRANTED
from tests.casework.room_walk import RoomWalk
from tests.subsidies.paid import SHOWN_DAYS, hold_meeting

pytestmark = pytest.mark.long

WALKS, ACTS = 4, 260
DROPPED = ("returned", "voided")


class Money(RoomWalk):
    """Four claims of one enterprise in one batch, from their review to what is paid back."""

    kinds = (
        *("subsidy_batch", "subsidy_claim", "subsidy_fund", "subsidy_allocation", "subsidy_payment"),
        *("subsidy_recovery", "subsidy_receipt"),
    )
    papers: ClassVar = {
        "subsidy_claim": (
            "third_party_report",
            "evidence",
            "stamped_original",
            "service_receipt",
            "withdrawal",
        ),
        "subsidy_payment": ("voucher",),
        "subsidy_recovery": ("stamped_original", "service_receipt"),
        "subsidy_receipt": ("voucher",),
    }
    ending = (
        *("deny_subsidy_claim", "withdraw_subsidy_claim", "uphold_subsidy_objection"),
        *("return_subsidy_audit", "return_subsidy_payment", "return_subsidy_recovery"),
        *("ask_subsidy_supplement", "correct_subsidy_batch", "correct_subsidy_fund"),
    )

    def begin(self):
        desk = self.desk
        provider, enterprise = desk.new_provider(), desk.new_enterprise()
        category = next(iter(desk.profile.categories)).key
        desk.record("membership", provider_id=provider, category=category, from_on="2026-01-05")
        batch = desk.act("enter_subsidy_batch").id
        desk.scan("subsidy_batch", batch, "official_text")
        desk.check("check_subsidy_batch", batch)
        self.funds = [desk.act("enter_subsidy_fund", **fund).id for fund in FUNDS]
        for fund in self.funds:
            desk.scan("subsidy_fund", fund, "official_text")
            desk.check("check_subsidy_fund", fund)
        for _ in range(4):
            contract = desk.new_contract(provider, signed_on="2026-02-10", enterprise=enterprise)
            desk.act("apply_subsidy_claim", subsidy_batch_id=batch, contract_id=contract)

    def choose(self, row):
        """An allocation of a claim's, if there is one."""
        mine = [
            other.id
            for (kind, _), other in self.rows.items()
            if kind == "subsidy_allocation" and other.subsidy_claim_id == row.id
        ]
        return self.random.choice(mine or [0])

    def say_more(self, name, row):
        amount = self.random.choice((1, 2_000_000, 9_000_000, 17_500_000, 40_000_000))
        number, day = str(next(self.desk.numbers)), self.desk.day
        if name == "clear_subsidy":
            self.desk.day = max(day, row.shown_until + timedelta(1))
        if name.startswith("correct_"):
            void = self.random.random() < VOID
            return {"amount": None, "void": True} if void else {"amount": amount}
        said = {
            "decide_subsidy": lambda: hold_meeting(self.desk),
            "show_subsidy": lambda: {"shown_from": day, "shown_until": day + timedelta(SHOWN_DAYS)},
            "ask_subsidy_supplement": lambda: {"supplement_until": day + timedelta(90)},
            "enter_subsidy_audit": lambda: {"audited": min(amount * 3, 60_000_000)},
            "allocate_subsidy_funds": lambda: {
                "amount": amount,
                "subsidy_fund_id": self.random.choice(self.funds),
            },
            "enter_subsidy_payment": lambda: {
                "amount": amount,
                "voucher": number,
                "subsidy_allocation_id": self.choose(row),
            },
            "enter_subsidy_recovery": lambda: {"amount": amount, "decision_no": f"财监决〔2026〕{number}号"},
            "enter_subsidy_receipt": lambda: {"amount": amount, "voucher": number},
        }
        return said[name]() if name in said else {}


FUNDS = (
    {"fund_no": "财企〔2026〕31号", "amount": 20_000_000},
    {"fund_no": "财企〔2026〕32号", "amount": 40_000_000},
)
VOID = 0.25


def sum_by(walk, kind, of):
    """What was entered or checked, by what it is of."""
    sums = Counter[int]()
    for (name, _), row in walk.rows.items():
        if name == kind and row.state not in DROPPED:
            sums[getattr(row, of)] += row.amount
    return sums


@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_can_be_done_is_a_step_of_the_table(make_desk, seed, record_property):
    walk = Money(make_desk("liuzhou"), seed)
    figures = walk.walk(ACTS)
    available = sum_by(walk, "subsidy_allocation", "subsidy_claim_id")
    out_of = sum_by(walk, "subsidy_allocation", "subsidy_fund_id")
    paid = sum_by(walk, "subsidy_payment", "subsidy_claim_id")
    back = sum_by(walk, "subsidy_recovery", "subsidy_claim_id")
    paid_in = sum_by(walk, "subsidy_receipt", "subsidy_recovery_id")
    granted = 0
    for (kind, row_id), row in walk.rows.items():
        if kind == "subsidy_claim":
            assert back[row_id] <= paid[row_id] <= available[row_id] <= (row.granted or 0)
            granted += row.granted if row.state in GRANTED else 0
        if kind == "subsidy_fund":
            assert out_of[row_id] <= row.amount
        if kind == "subsidy_recovery":
            assert paid_in[row_id] <= row.amount
            assert (row.state == "paid_back") <= (paid_in[row_id] == row.amount)
    assert granted <= ENTERPRISE_CAP + sum(paid_in.values())
    assert {"compute_subsidy", "decide_subsidy"} <= walk.taken.keys()
    record_property("figures", f"money, seed {seed}: {figures}")


ENTERPRISE_CAP = 50_000_000
"""Of the example's batch."""
