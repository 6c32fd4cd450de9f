from __future__ import annotations

from datetime import timedelta

import pytest

from tests.casework.conftest import app, cities, clock, make_desk, make_office
from tests.subsidies.money import Money

__all__ = ["app", "cities", "clock", "make_desk", "make_office"]


@pytest.fixture
def money(make_office):
    return make_office("huangshi", Money)


@pytest.fixture
def claim(money):
    """A claim whose money, 180,000 yuan, was made available."""
    money.provider = money.new_provider()
    money.admit(money.provider)
    money.company = money.new_company(name="黄石第一制造厂")
    money.contract = money.new_contract(money.provider, money.company, number="HT-77")
    claim = money.claim(money.new_batch(), money.contract)
    money.grant(claim)
    money.fund(claim, 18_000_000, fund_no="财企〔2026〕31号")
    money.go_to(money.today + timedelta(3))
    return claim
