"""What the form of a line of finance's offers to choose from, on the page."""

from __future__ import annotations

import re

from banfa.procedures.cases import listing
from tests.casework.desk import Desk
from tests.console.people import Office
from tests.finance.reconciled import bring_in
from tests.subsidies.paid import reach_money

OFFERED = re.compile(r'value="sp_\w+"> ([^<]*)<')


def test_what_a_line_may_belong_to_is_offered_however_old(
    *, app, engine, owner_engine, clock, cities, tmp_path, monkeypatch
):
    monkeypatch.setattr(listing, "MOST", 1)
    office = Office(app, engine, owner_engine, clock)
    desk = Desk(engine, office.tenant, cities.profile("xiamen"), tmp_path)
    claim = reach_money(desk, desk.new_contract(desk.new_provider()))
    (allocation,) = desk.list("subsidy_allocation", subsidy_claim_id=claim)
    for payee, voucher in (("先付的厂", "P-1"), ("中间的厂", "P-2"), ("后付的厂", "P-3")):
        said = {"payee": payee, "voucher": voucher, "amount": 100_00, "paid_on": desk.day}
        payment = desk.act("enter_subsidy_payment", claim, subsidy_allocation_id=allocation.id, **said)
        desk.scan("subsidy_payment", payment.id, "voucher")
        desk.check("check_subsidy_payment", payment.id)
    line = [None, "先付的厂", None, None, None, desk.day, "X-1", 100, None, None]
    sheet = bring_in(desk, [line])
    row = desk.list("finance_line", finance_sheet_id=sheet.id)[0]
    assert row.difference == "unclear"
    form = f"/finance-lines/{office.outward('finance_line', row.id)}/match"
    assert OFFERED.findall(office.at("officer").get(form).text) == [
        f"{desk.day} 先付的厂（100.00元，P-1）",
        f"{desk.day} 后付的厂（100.00元，P-3）",
    ]
