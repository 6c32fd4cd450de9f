"""A link that an officer issues by pages and hands on as text; its party opens it; it is taken back."""

from __future__ import annotations

import logging
import re

import pytest

from tests.console.leads import enter_member, promulgate
from tests.console.test_party_results import Desk
from tests.party_links.handing import switch_on


@pytest.fixture
def provider(office):
    promulgate(office)
    switch_on(Desk(office))
    return enter_member(office, "鹭岛数智")


def issue(office, provider, browser):
    code = office.client("officer").get(f"/providers/{provider}").json["uscc"]
    typed = {"purpose": "view", "provider": code, "recipient": "吴霞", "phone": "13812345678"}
    answer = browser.send("/party-links/new", typed)
    return answer.headers["Location"]


def test_a_link_is_issued_handed_on_and_taken_back(office, provider, caplog):
    caplog.set_level(logging.DEBUG)
    officer = office.enter("林晓", "officer")
    here = issue(office, provider, officer)
    page = officer.get(here).text
    (address,) = re.findall(r"http://localhost(/party/open/banfa_\w+) ，", page)
    assert "本系统不发送" in page
    assert "/party/open/" not in officer.get(here).text
    assert "138****5678" in officer.get("/party-links").text
    guest = office.browser()
    guest.send(address, {})
    assert "鹭岛数智" in guest.get("/party").text
    officer.send(f"{here}/revocation", {"reason": "联络人已更换。"})
    guest.get("/party", status=401)
    secret = address.rpartition("/")[2]
    assert not [record for record in caplog.records if secret in record.getMessage()]


def test_links_are_not_offered_to_who_only_reads(office, provider):
    office.enter("高远", "auditor").get("/party-links/new", status=403)


def test_what_is_switched_on_by_a_form_is_on(office):
    promulgate(office)
    officer = office.enter("林晓", "officer")
    typed = {
        "document_no": "局办〔2026〕5号", "issuer": "工业和信息化局", "issued_on": "2026-04-01",
        "document_class": "internal", "review_steps": "",
        "confirm_data": "yes", "party_links": "yes", "link_hours": "24",
    }  # fmt: skip
    officer.send("/instruments/internal", typed)
    (document,) = [
        row for row in office.client("officer").get("/instruments").json["items"] if row["kind"] == "internal"
    ]
    assert document["body"] == {
        "confirm_data": True,
        "party_links": True,
        "link_hours": 24,
    }
    assert "签发一次性链接" in officer.get("/internal").text
