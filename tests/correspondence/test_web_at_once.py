"""Letters that are sent on the web, and registered, at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from tests.at_once import call_at_once
from tests.correspondence.writer import WebOffice, fill_in
from tests.web.apps import lend_app


@pytest.fixture
def app(engine, cities, clock, tmp_path):
    return lend_app(engine, cities, clock, tmp_path, public_pages=True)


@pytest.fixture
def office(make_office):
    office = make_office("xiamen", WebOffice)
    office.set_internal(web_letters=True)
    return office


def test_letters_sent_at_once_have_numbers_of_their_own(office):
    calls = []
    for browser in (office.browser() for _ in range(4)):
        browser.get(office.form)
        calls.append(partial(browser.http.post, office.form, data={**browser.hidden, **fill_in()}))
    assert {answer.status_code for answer in call_at_once(*calls)} == {303}
    sent = office.list_sent()
    assert len({row["number"] for row in sent}) == 4
    assert len({row["sent_by"] for row in sent}) == 1


def test_a_letter_is_registered_once(office):
    _, _, row = office.send()
    path, body = f"/web-letters/{row['id']}/registration", {"kind": "complaint"}
    client = office.bureau.new_client
    calls = [partial(client("officer").post, path, body, version=row["version"]) for _ in range(3)]
    assert sorted(answer.status_code for answer in call_at_once(*calls)) == [201, 412, 412]
    assert len(office.get("/letters")["items"]) == 1
