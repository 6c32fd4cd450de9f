"""Guards of this room that no other test tries by hand, each through its own door: see `make sabotage`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from banfa.database.schema import load_rooms
from banfa.errors import Malformed, Unauthorised
from banfa.ledger.kinds.providers import Provider
from banfa.trust import unit_of_work
from banfa.trust.audit import GENESIS
from banfa.trust.audit_rows import AuditData
from banfa.trust.persons import add_person
from banfa.trust.seals import make_row_digest
from banfa.trust.tokens import issue_token, list_tokens, revoke_token
from tests.trust.bureaus import NOW, read_rows
from tests.trust.test_audit import changed, verified

UNTIL = NOW + timedelta(days=30)


def issue(engine, actor, **given):
    with unit_of_work(engine, actor, now=NOW) as unit:
        return issue_token(unit, **{"name": "电脑", "role": "admin", "expires_at": UNTIL, **given})


def enter_administrator(engine, actor):
    with unit_of_work(engine, actor, now=NOW) as unit:
        return add_person(unit, name="张三", roles=["admin"]).id


def tamper(owner_engine, actor, statement):
    with owner_engine.begin() as connection:
        assert connection.execute(text(statement), {"tenant": actor.tenant_id}).rowcount == 1


def test_a_revoked_token_issues_none(engine, admin):
    """Between its being recognised and its issuing another, it may have been revoked."""
    person = enter_administrator(engine, admin)
    token = issue(engine, admin, person_id=person)
    actor = replace(admin, role="admin", token_id=token.id)
    with unit_of_work(engine, admin, now=NOW) as unit:
        revoke_token(unit, token_id=token.id)
    with pytest.raises(Unauthorised) as refusal:
        issue(engine, actor, person_id=person)
    assert refusal.value.code == "token_revoked"
    with unit_of_work(engine, admin, now=NOW, read_only=True) as unit:
        assert [known.id for known in list_tokens(unit)] == [token.id]


def test_a_person_does_not_speak_for_a_platform(engine, admin):
    with unit_of_work(engine, admin, now=NOW) as unit:
        person = add_person(unit, name="李四", roles=["platform"]).id
    with pytest.raises(Malformed) as refusal:
        issue(engine, admin, role="platform", person_id=person)
    assert refusal.value.code == "token_holder"


def test_the_audit_holds_no_number_of_the_database(engine, admin):
    number = 7_000_000_001
    with unit_of_work(engine, admin, now=NOW) as unit:
        data = {"provider_id": number, "rows": [{"contract_id": number}]}
        unit.note("provider.registered", f"provider/{number}", data)
    (beside,) = read_rows(engine, admin, AuditData)
    assert re.fullmatch("pv_[0-9a-f]{32}", beside.data["provider_id"])
    assert re.fullmatch("ct_[0-9a-f]{32}", beside.data["rows"][0]["contract_id"])


def test_no_two_links_have_one_salt(engine, admin):
    """Otherwise what was erased could be told from what is left by trying."""
    for _ in range(3):
        changed(engine, admin)
    salts = {bytes(beside.salt) for beside in read_rows(engine, admin, AuditData)}
    assert [len(salt) for salt in salts] == [16] * 3


@pytest.mark.parametrize("last", [0, 1])
def test_a_token_that_no_link_tells_of_is_located(engine, owner_engine, admin, last):
    """Though the chain be cut off where nothing told of it yet, even before its first link."""
    person = enter_administrator(engine, admin)
    issue(engine, admin, person_id=person)
    with owner_engine.begin() as connection:
        cut = {"tenant": admin.tenant_id, "last": last, "genesis": GENESIS}
        for table in ("event", "audit_data", "audit_seal", "audit_link"):
            connection.execute(text(f"DELETE FROM {table} WHERE tenant_id = :tenant AND seq > :last"), cut)
        statement = """UPDATE audit_head SET seq = :last, hash = coalesce((
                           SELECT hash FROM audit_link WHERE tenant_id = :tenant AND seq = :last), :genesis)
                       WHERE tenant_id = :tenant"""
        assert connection.execute(text(statement), cut).rowcount == 1
    faults = verified(engine, admin).faults
    assert {"没有登记它的一环" in fault.reason for fault in faults} == {True}
    assert [fault.subject.split("/")[0] for fault in faults] == ["person", "token"][last:]


class TestASeal:
    @pytest.fixture
    def sealed(self, engine, admin):
        """A change that has written a row of the ledger, and one that has not."""
        load_rooms()
        with unit_of_work(engine, admin, now=NOW) as unit:
            values = {
                "uscc": "91350200MA2XNKTD0M",
                "name": "甲",
                "name_key": "jia",
                "search_text": "甲",
                "source": "platform",
                "recorded_at": unit.recorded_at,
                "recorded_by": admin.person.id,
            }
            statement = unit.insert(Provider.table).values(**values).returning(Provider.table.c.id)
            row_id = unit.connection.execute(statement).scalar_one()
            unit.seal(Provider.table, [row_id])
            unit.note("provider.recorded", f"provider/{row_id}", {"name": "甲"})
        changed(engine, admin)
        assert verified(engine, admin).faults == ()
        return row_id

    def test_that_was_changed_is_located(self, engine, owner_engine, admin, sealed):
        """Together with the row, so that the two agree again: the link knows."""
        tamper(owner_engine, admin, "UPDATE provider SET name = '乙' WHERE tenant_id = :tenant")
        tamper(
            owner_engine,
            admin,
            f"""UPDATE audit_seal SET digests = ARRAY(
                    SELECT {make_row_digest(Provider.table)} FROM provider k WHERE k.tenant_id = :tenant)
                WHERE tenant_id = :tenant AND kind = 'provider'""",
        )
        faults = [(fault.seq, "封记" in fault.reason) for fault in verified(engine, admin).faults]
        assert faults == [(1, True)]

    def test_is_replaced_by_an_erasure_alone(self, engine, owner_engine, admin, sealed):
        """One that seals the row again, put beside a link that is no erasure."""
        tamper(
            owner_engine,
            admin,
            """INSERT INTO audit_seal (tenant_id, seq, kind, block, ids, digests)
               SELECT tenant_id, 2, kind, block, ids, digests FROM audit_seal
               WHERE tenant_id = :tenant AND kind = 'provider'""",
        )
        reasons = [fault.reason for fault in verified(engine, admin).faults if fault.seq == 2]
        assert any("却另被登记" in reason for reason in reasons)
