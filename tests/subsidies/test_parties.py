"""奖补 on a provider's page and in an enterprise's file; which papers a provider has signed."""

from __future__ import annotations

import re

import pytest

from banfa.web.console.frame.formats import format_wan
from tests.casework.desk import Desk
from tests.console.leads import promulgate
from tests.console.people import Office
from tests.subsidies.paid import pay_and_recover


@pytest.fixture
def office(app, engine, owner_engine, clock):
    office = Office(app, engine, owner_engine, clock)
    promulgate(office)
    return office


@pytest.fixture
def desk(office, engine, cities, tmp_path):
    return Desk(engine, office.tenant, cities.profile("xiamen"), tmp_path)


def test_both_pages_say_what_was_granted_paid_and_paid_back(office, desk):
    provider = desk.new_provider()
    enterprise = desk.new_enterprise()
    contract = desk.new_contract(provider, enterprise=enterprise)
    browser = office.at("admin")
    pages = [
        f"/providers/{office.outward('provider', provider)}",
        f"/enterprises/{office.outward('enterprise', enterprise)}",
    ]
    for page in pages:
        assert "还没有奖补申报。" in browser.get(page).text
    recovery = desk.find("subsidy_recovery", pay_and_recover(desk, contract))
    (payment,), (receipt,) = desk.list("subsidy_payment"), desk.list("subsidy_receipt")
    claim = desk.find("subsidy_claim", recovery.subsidy_claim_id)
    amounts = [format_wan(each) for each in (claim.granted, payment.amount, recovery.amount, receipt.amount)]
    for page in pages:
        text = browser.get(page).text
        line = text[text.index('id="subsidies"') :]
        line = line[line.index("<tbody>") : line.index("</tbody>")]
        assert f"/subsidy-claims/{office.outward('subsidy_claim', claim.id)}" in line
        assert re.findall(r'<td class="num"[^>]*>([^<]*)<', line) == amounts


def test_a_provider_s_page_says_which_papers_it_has_signed(office, desk):
    provider = desk.new_provider()
    page = f"/providers/{office.outward('provider', provider)}"
    browser = office.at("admin")
    assert browser.get(page).text.count("没有登记") >= 2
    desk.act("confirm_address", provider_id=provider, confirmed_on=desk.day)
    text = browser.get(page).text
    assert f"{desk.day.year}年{desk.day.month}月{desk.day.day}日" in text
