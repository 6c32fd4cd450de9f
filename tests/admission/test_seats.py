"""Who holds a seat: whom a decision has removed holds none, whatever last day his membership has."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from banfa.errors import Conflict
from banfa.procedures.admission.applications import APPLICATIONS
from banfa.procedures.admission.seats import check_outside_pool, check_seat
from tests.admission import steps

INDUSTRY = "machinery"


@pytest.fixture
def seated(make_desk):
    """A promoter of an industry in the pool, and another's application for the same seat."""
    desk = make_desk("changsha")
    holder = desk.new_provider()
    place = {"category": "promoter", "industry": INDUSTRY, "from_on": desk.day - timedelta(60)}
    desk.record("membership", provider_id=holder, basis="长工信发〔2025〕1号", **place)
    return desk, holder, steps.apply(desk, steps.announce(desk, ["promoter"]), "promoter")


def remove(desk, holder):
    days = {"decided_on": desk.day, "served_on": desk.day, "effective_on": desk.day}
    desk.record("decision", provider_id=holder, kind="removal", document_no="长工信发〔2026〕2号", **days)


def hold(desk, number):
    with desk.unit(read_only=True) as unit:
        row = APPLICATIONS.find(unit, number, lock=False)
        check_seat(unit, row, industry=INDUSTRY, on=desk.day)


def test_is_free_once_its_holder_is_removed(seated):
    desk, holder, application = seated
    with pytest.raises(Conflict, match="每个行业只有一家"):
        hold(desk, application)
    remove(desk, holder)
    hold(desk, application)


def test_who_was_removed_is_outside_the_pool(seated):
    desk, _, application = seated
    party = desk.find("admission_application", application).provider_id
    place = {"category": "promoter", "from_on": desk.day - timedelta(60)}
    industry = desk.profile.industries[-1].key
    desk.record("membership", provider_id=party, basis="长工信发〔2025〕1号", industry=industry, **place)

    def look():
        with desk.unit(read_only=True) as unit:
            row = APPLICATIONS.find(unit, application, lock=False)
            check_outside_pool(unit, [replace(row, assigned_industry=industry)], on=desk.day)

    with pytest.raises(Conflict, match="另行入库"):
        look()
    remove(desk, party)
    look()
