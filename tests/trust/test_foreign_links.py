"""What somebody has put after the head keeps no bureau from its work, and is located for ever after."""

import pytest
from sqlalchemy import text

from banfa.errors import Conflict
from tests.trust.test_audit import changed, tampered, verified

PUT = """
    INSERT INTO audit_link (tenant_id, seq, at, action, subject, person, role, data_hash, previous, hash)
    SELECT tenant_id, generate_series(CAST(:first AS bigint), CAST(:last AS bigint)),
           at, action, subject, person, role, data_hash, hash, hash
    FROM audit_link WHERE tenant_id = :tenant AND seq = 2
"""


@pytest.mark.parametrize(("first", "last"), [(3, 3), (3, 6), (4, 4), (10**15, 10**15)])
def test_the_next_change_is_kept(engine, owner_engine, admin, first, last):
    changed(engine, admin, times=2)
    tampered(owner_engine, admin, PUT, first=first, last=last)
    changed(engine, admin, times=3, start=3)
    found = verified(engine, admin)
    located = {fault.seq for fault in found.faults}
    foreign = set(range(first, last + 1))
    assert foreign <= located, found.faults
    assert located - foreign <= {last + 1, first - 1, 6, 8}, "and of the bureau's own only where it goes on"


def test_so_many_that_no_number_is_left_are_told_of_in_a_sentence(engine, owner_engine, admin):
    changed(engine, admin, times=2)
    tampered(owner_engine, admin, PUT, first=3, last=1200)
    with pytest.raises(Conflict) as refusal:
        changed(engine, admin, start=3)
    assert refusal.value.code == "audit_chain_blocked"
    assert "banfa audit verify" in refusal.value.detail


def test_data_put_beside_no_link_is_told_of_in_a_sentence(engine, owner_engine, admin):
    changed(engine, admin, times=2)
    with owner_engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit_data DROP CONSTRAINT fk_audit_data_seq"))
    put = """INSERT INTO audit_data SELECT tenant_id, 3, data, salt FROM audit_data
             WHERE tenant_id = :tenant LIMIT 1"""
    tampered(owner_engine, admin, put)
    with pytest.raises(Conflict) as refusal:
        changed(engine, admin, start=3)
    assert refusal.value.code == "audit_chain_blocked"
    assert [fault.seq for fault in verified(engine, admin).faults] == [3]
