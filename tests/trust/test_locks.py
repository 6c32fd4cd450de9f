"""Locks of this room that no other test tries by hand: see `make sabotage`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from banfa.trust.audit_rows import AuditData, AuditLink
from banfa.trust.link_hashes import hash_data, hash_link

TENANT = UUID(int=1)
LINK = AuditLink(
    seq=2,
    at=datetime(2026, 4, 8, tzinfo=UTC),
    action="round.opened",
    subject="round/rd_1",
    person=UUID(int=2),
    token=None,
    role="officer",
    data_hash=b"data",
    event_hash=b"event",
    rows_hash=b"rows",
    previous=b"previous",
    hash=b"",
)
DATA = AuditData(seq=2, data={"name": "第一季度"}, salt=b"salt")


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 3},
        {"at": datetime(2026, 4, 9, tzinfo=UTC)},
        {"action": "round.closed"},
        {"subject": "round/rd_2"},
        {"person": UUID(int=3)},
        {"token": "tk_1"},
        {"role": "admin"},
        {"data_hash": b"other"},
        {"event_hash": b"other"},
        {"event_hash": None},
        {"rows_hash": b"other"},
        {"rows_hash": None},
        {"previous": b"other"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_links_hash_binds_every_column(change):
    assert hash_link("sha256", TENANT, replace(LINK, **change)) != hash_link("sha256", TENANT, LINK)


@pytest.mark.parametrize("change", [{"data": {}}, {"salt": b"other"}], ids=lambda change: next(iter(change)))
def test_the_hash_of_data_binds_it_and_its_salt(change):
    assert hash_data("sha256", replace(DATA, **change)) != hash_data("sha256", DATA)
