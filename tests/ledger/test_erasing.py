"""Erasing lawfully: from every record of the entry and beside the chain; what is left still verifies."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from banfa.errors import BanfaError
from banfa.ledger.kinds.complaints import Complaint
from banfa.ledger.recording.correct import correct_entry
from banfa.ledger.recording.erasing import erase_entry
from banfa.trust import unit_of_work
from banfa.trust.erasing import ERASED_TEXT
from tests.at_once import call_at_once
from tests.ledger.conftest import Desk
from tests.ledger.town import NOW, TOWN, code
from tests.trust.bureaus import read_rows
from tests.trust.test_audit import verified


@pytest.fixture
def desk(engine, admin):
    """An officer of whose ledger these tests say themselves what holds."""
    return Desk(engine, admin)


@pytest.fixture
def complaint(desk):
    desk.provider()
    said = {"received_on": "2026-01-06", "channel": "王五来电", "content": "王五说没有人来"}
    entry_id = desk.record("complaint", external_id="X1", provider=code(1), **said)
    with desk.unit() as unit:
        correct_entry(unit, "complaint", entry_id, {"content": "王五说来过"}, "王五更正", profile=TOWN)
    return entry_id


def erase(owner_engine, admin, entry_id, **said):
    given = {"reason": "本人申请", "document_no": "厦工信删〔2026〕1号", **said}
    with unit_of_work(owner_engine, admin, now=NOW) as unit:
        return erase_entry(unit, "complaint", entry_id, **given)


def dump(owner_engine, admin):
    """All that the database holds of the tenant's ledger and chain, as text."""
    tables = ("complaint", "ruling", "audit_link", "audit_data", "event")
    with owner_engine.connect() as connection:
        rows = (
            connection.execute(
                text(f"SELECT t::text FROM {table} t WHERE tenant_id = :t"), {"t": admin.tenant_id}
            ).scalars()
            for table in tables
        )
        return "\n".join(line for some in rows for line in some)


def test_leaves_nothing_of_it_and_a_chain_that_holds(engine, owner_engine, desk, admin, complaint):
    assert "王五" in dump(owner_engine, admin)
    erasure = erase(owner_engine, admin, complaint)
    assert (erasure.records, erasure.columns, erasure.links) == (2, ("channel", "content", "reason"), 2)
    left = dump(owner_engine, admin)
    rows = read_rows(engine, admin, Complaint)
    assert {(row.channel, row.content) for row in rows} == {(None, ERASED_TEXT)}
    assert "王五" not in left
    assert "厦工信删〔2026〕1号" in left
    found = verified(engine, admin)
    assert (found.faults, found.erased) == ((), 2)
    assert verified(engine, admin).links == 4


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE complaint SET content = '别的' WHERE revision = 1",
        "UPDATE ruling SET reason = '别的'",
        """UPDATE ruling SET value = '"别的"'""",
    ],
)
def test_does_not_hide_what_somebody_changed_before(owner_engine, admin, complaint, change):
    with owner_engine.begin() as connection:
        mine = {"tenant": admin.tenant_id}
        changed = text(f"{change} {'AND' if 'WHERE' in change else 'WHERE'} tenant_id = :tenant")
        assert connection.execute(changed, mine).rowcount == 1
    with pytest.raises(BanfaError) as refusal:
        erase(owner_engine, admin, complaint)
    assert refusal.value.code == "audit_ledger_broken"


def test_of_many_at_once_leaves_a_chain_that_holds(engine, owner_engine, admin, complaint):
    answers = call_at_once(*[lambda: erase(owner_engine, admin, complaint).records] * 4)
    assert answers == [2] * 4
    assert "王五" not in dump(owner_engine, admin)
    assert verified(engine, admin).faults == ()


@pytest.mark.parametrize("missing", ["reason", "document_no"])
def test_says_why(owner_engine, admin, complaint, missing):
    with pytest.raises(BanfaError) as refusal:
        erase(owner_engine, admin, complaint, **{missing: " "})
    assert refusal.value.code == "erasure_reason"


def test_is_nothing_that_the_app_may_do(engine, admin, complaint):
    with pytest.raises(ProgrammingError, match="permission denied"):
        erase(engine, admin, complaint)


@pytest.mark.parametrize("whole", [True, False])
def test_put_back_is_located(engine, owner_engine, admin, complaint, whole):
    """Though it be the very data that were there."""
    with owner_engine.connect() as connection:
        select = text("SELECT data::text, salt FROM audit_data WHERE tenant_id = :t AND seq = 2")
        before = connection.execute(select, {"t": admin.tenant_id}).one()
    erase(owner_engine, admin, complaint)
    with owner_engine.begin() as connection:
        insert = text("INSERT INTO audit_data SELECT :t, 2, CAST(:data AS jsonb), :salt")
        data = before.data if whole else "{}"
        connection.execute(insert, {"t": admin.tenant_id, "salt": before.salt, "data": data})
    assert {fault.seq for fault in verified(engine, admin).faults} == {2}
