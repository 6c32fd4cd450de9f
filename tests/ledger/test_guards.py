"""Guards of this room that no other test tries by hand: see `make sabotage`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from banfa.errors import Forbidden, Malformed
from banfa.ledger.kinds.complaints import Complaint
from banfa.ledger.recording import record
from banfa.ledger.recording.listing import list_entries
from banfa.ledger.recording.record import record_entry
from tests.ledger.town import NOW, TOWN


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        pytest.param({"updated_since": NOW}, "parameter_unknown", id="updated_since"),
        pytest.param({"sort": "received_on"}, "field_out_of_range", id="sort"),
    ],
)
def test_a_subject_asks_not_by_what_it_does_not_see(desk, asked, code):
    provider = desk.provider()
    holder = replace(desk.actor, role="provider", provider_id=provider)
    with desk.unit() as unit:
        assert list_entries(unit, Complaint, profile=TOWN, **asked).entries == []
    with desk.unit(actor=holder) as unit, pytest.raises(Malformed) as refusal:
        list_entries(unit, Complaint, profile=TOWN, **asked)
    assert refusal.value.code == code


def test_a_decision_is_not_recorded_by_hand(desk):
    """Not by an administrator either: it comes out of a procedure, by whichever door."""
    assert desk.actor.role == "admin"
    with desk.unit() as unit, pytest.raises(Forbidden) as refusal:
        record_entry(unit, "decision", {}, source="bureau", profile=TOWN)
    assert refusal.value.code == "by_procedure_only"


def test_a_bulk_is_bounded(desk, monkeypatch):
    monkeypatch.setattr(record, "MAX_ROWS", 2)
    rows = [
        {"external_id": f"E{n}", "name": f"企业{n}", "industry": "steel", "size": "small"} for n in range(3)
    ]
    with pytest.raises(Malformed) as refusal:
        desk.bulk("enterprise", rows)
    assert refusal.value.code == "too_many_rows"
    assert desk.bulk("enterprise", rows[:2])[0].outcome == "created"
