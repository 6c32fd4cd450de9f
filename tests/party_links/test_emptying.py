"""Drafts that were never handed in are emptied some days after the call's end, by the sweep of the night."""

from __future__ import annotations

from datetime import timedelta

import pytest

from banfa.cli.scheduler import SWEEPS
from banfa.procedures.party_links.drafts import PartyDraft
from banfa.procedures.party_links.emptying import sweep_drafts
from tests.party_links.test_applying import LinksOfAdmission, send

CALL = 10
"""Days from the first to the last of the call, as it is announced."""


@pytest.fixture
def office(make_office):
    office = make_office("liuzhou", LinksOfAdmission)
    office.set_internal(party_links=True)
    office.announce(["product"])
    return office


def save(office, words="写到一半的草稿"):
    send(office.invite(), do="save", words=words, application_form=None, stamped_original=None)


def read_drafts(office):
    with office.bureau.unit() as unit:
        return unit.all(PartyDraft, PartyDraft.select().order_by(PartyDraft.c.id))


def sweep(office):
    with office.bureau.unit() as unit:
        swept = sweep_drafts(unit)
        if not swept:
            unit.unaudited("nothing was past keeping")
    return swept


def test_is_done_by_the_scheduler():
    assert sweep_drafts in SWEEPS


def test_leaves_the_row_and_that_it_was_emptied(office):
    save(office)
    office.go_to(office.today + timedelta(CALL + 31))
    assert sweep(office) == 1
    (draft,) = read_drafts(office)
    assert (draft.said, draft.emptied_at) == ({}, office.clock.now)
    assert sweep(office) == 0
    admin = office.bureau.client("admin")
    (link,) = (
        x for x in admin.get("/audit", limit=100).json["items"] if x["action"] == "party_draft.emptied"
    )
    assert "写到一半" not in admin.get(f"/audit/{link['seq']}").text


def test_waits_as_many_days_as_the_bureau_keeps_them(office):
    save(office)
    until = office.today + timedelta(CALL)
    assert office.get(f"/admission-batches/{office.batch}")["open_until"] == until.isoformat()
    office.go_to(until + timedelta(30))
    assert sweep(office) == 0
    office.set_internal(days={"draft": 40})
    office.go_to(until + timedelta(40))
    assert sweep(office) == 0
    office.go_to(until + timedelta(41))
    assert sweep(office) == 1


def test_leaves_what_was_handed_in(office):
    guest = office.invite()
    send(guest, do="save", words="团队二十人。", application_form=None, stamped_original=None)
    send(guest)
    office.go_to(office.today + timedelta(CALL + 31))
    assert sweep(office) == 0
    (handed_in,) = office.get("/party-applications")["items"]
    assert handed_in["statements"]
