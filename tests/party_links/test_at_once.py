"""Links that are issued, opened and answered at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from tests.at_once import call_at_once
from tests.party_links.guests import GUEST
from tests.party_links.test_applying import FORM_PAGE, LinksOfAdmission, fill_in


@pytest.fixture
def office(make_office):
    office = make_office("liuzhou", LinksOfAdmission)
    office.set_internal(party_links=True)
    office.announce(["product"])
    return office


def test_a_link_is_opened_once(office):
    address = office.link(provider_id=office.new_provider())["address"]
    calls = []
    for browser in (office.browser() for _ in range(4)):
        browser.get(address)
        calls.append(partial(browser.http.post, address, data=browser.hidden))
    assert sorted(answer.status_code for answer in call_at_once(*calls)) == [303, 401, 401, 401]


def test_one_link_stands_of_those_issued_at_once(office):
    provider = office.new_provider()
    body = {"purpose": "view", "provider_id": provider, **GUEST}
    calls = [partial(office.bureau.new_client("officer").post, "/party-links", body) for _ in range(4)]
    assert {answer.status_code for answer in call_at_once(*calls)} == {201}
    states = sorted(link["state"] for link in office.get("/party-links")["items"])
    assert states == ["issued", "replaced", "replaced", "replaced"]
    holders = {link["holder_id"] for link in office.get("/party-links")["items"]}
    assert len(holders) == 1


def test_an_application_is_handed_in_once_and_a_draft_saved_twice(office):
    guest = office.invite()
    guest.get(FORM_PAGE)

    def send(**said):
        http = office.browser().http
        http.set_cookie("banfa", guest.http.get_cookie("banfa").value)
        return http.post(FORM_PAGE, data={**guest.hidden, **fill_in(**said)})

    drafts = [partial(send, do="save", words=f"第{n}稿") for n in range(2)]
    assert [answer.status_code for answer in call_at_once(*drafts)] == [303, 303]
    assert sorted(answer.status_code for answer in call_at_once(send, send)) == [303, 409]
    assert len(office.get("/party-applications")["items"]) == 1
