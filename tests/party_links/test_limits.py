"""How much who has come by a one-time link may ask for."""

from __future__ import annotations

import io
import os

import pytest

from banfa.settings import Settings
from banfa.web.app import create_app
from tests.console.people import Browser
from tests.party_links.test_applying import FORM_PAGE, LinksOfAdmission, fill_in
from tests.strong_secret import SECRET
from tests.web.clients import credit_code
from tests.web.papers import make_office as make_document

VISIT_POINTS, ADDRESS_POINTS = 60, 25
UPLOAD = 20
"""What papers weigh."""


@pytest.fixture
def office(make_office):
    office = make_office("liuzhou", LinksOfAdmission)
    office.set_internal(party_links=True)
    office.announce(["product"])
    return office


@pytest.fixture
def browse(engine, cities, clock, tmp_path):
    """Give browsers at one address, of an application that counts."""
    settings = Settings(
        data_dir=tmp_path, secret=SECRET, limit_credential=VISIT_POINTS, limit_address=ADDRESS_POINTS
    )
    app = create_app(settings, engine, cities, clock=clock)
    return lambda: Browser(app.test_client())


def enter(office, browse):
    """A guest who has come to apply."""
    about = {"admission_batch_id": office.batch, "applicant": "甲公司", "applicant_code": credit_code()}
    guest = browse()
    guest.send(office.link(purpose="apply", **about)["address"], {})
    guest.get(FORM_PAGE)
    return guest


def test_papers_weigh_the_same_however_large_they_are(office, browse):
    guest = enter(office, browse)
    for _ in range(VISIT_POINTS - UPLOAD - 2):
        guest.get(FORM_PAGE)
    large = make_document(word__media__a_dot_bin=os.urandom(5 << 16))
    guest.post(FORM_PAGE, fill_in(application_form=(io.BytesIO(large), "申报书.docx")))
    assert len(office.get("/party-applications")["items"]) == 1


def test_a_visit_is_counted_by_itself(office, browse):
    guest = enter(office, browse)
    for _ in range(ADDRESS_POINTS):
        guest.get(FORM_PAGE)
    enter(office, browse)
    for _ in range(VISIT_POINTS - ADDRESS_POINTS - 1):
        guest.get(FORM_PAGE)
    guest.get(FORM_PAGE, status=429)
    stranger = browse()
    for _ in range(ADDRESS_POINTS):
        if stranger.http.get("/party/open/nothing").status_code == 429:
            break
    else:
        pytest.fail("a stranger is counted by his address")
