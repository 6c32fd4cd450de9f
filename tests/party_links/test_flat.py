"""A party's page asks the database no more often where there is more of it."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from tests.party_links.guests import LinkOffice
from tests.web.clients import credit_code


@pytest.fixture
def count(engine):
    """How many statements something takes."""
    run = []

    def note(_connection, _cursor, statement, *_):
        run.append(statement)

    def count(read):
        run.clear()
        read()
        return len(run)

    event.listen(engine, "before_cursor_execute", note)
    yield count
    event.remove(engine, "before_cursor_execute", note)


def sign(office, provider, number):
    """Contracts of a provider with enterprises of their own."""
    industries = office.profile.industries
    for n in range(number):
        firm = {"name": f"第{n}厂", "uscc": credit_code(), "size": "small"}
        firm["industry"] = industries[0].key if industries else "其他"
        enterprise = office.post("/enterprises", firm)["id"]
        contract = {"provider_id": provider, "enterprise_id": enterprise, "number": f"HT-{provider[-6:]}-{n}"}
        office.post("/contracts", {**contract, "signed_on": "2026-02-10"})


def test_a_longer_page_asks_no_more(make_office, count):
    office = make_office("xiamen", LinkOffice)
    office.set_internal(party_links=True)
    asked = []
    for number in (1, 6):
        provider = office.new_provider()
        sign(office, provider, number)
        guest = office.visit(provider_id=provider)
        guest.get("/party")
        asked.append(count(lambda guest=guest: guest.get("/party")))
    assert asked[0] == asked[1]
