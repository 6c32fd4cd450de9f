"""Persons: whoever holds two tokens is still one, and whose mandate has ended is let in by none."""

from datetime import date, timedelta

import pytest

from banfa.errors import Malformed, Missing, Unauthorised
from banfa.trust import unit_of_work
from banfa.trust.audit_rows import AuditLink
from banfa.trust.authentication import authenticate
from banfa.trust.permissions import BUREAU, OUTSIDERS
from banfa.trust.persons import add_person, change_person, list_persons
from banfa.trust.tenants import operator
from banfa.trust.tokens import issue_token
from tests.trust.bureaus import NOW, found_bureau, read_rows

MONTH = timedelta(days=30)


@pytest.fixture
def unit(engine, admin):
    """Opens a unit of the console's."""
    return lambda: unit_of_work(engine, admin, now=NOW)


@pytest.fixture
def officer(unit):
    with unit() as one:
        return add_person(one, name="张三", roles=["officer"], post="四级主任科员")


def token_of(unit, person, role="officer"):
    with unit() as one:
        until = NOW + MONTH
        return issue_token(one, name="办公", role=role, person_id=person.id, expires_at=until).secret


class TestAPerson:
    def test_is_the_same_by_whichever_token(self, engine, unit, officer):
        first, second = (
            authenticate(engine, token_of(unit, officer), now=NOW),
            authenticate(engine, token_of(unit, officer), now=NOW),
        )
        assert first.token_id != second.token_id
        assert first.person == second.person == officer.identity

    def test_stands_in_the_audit_by_uuid(self, engine, unit, officer):
        actor = authenticate(engine, token_of(unit, officer), now=NOW)
        with unit_of_work(engine, actor, now=NOW) as one:
            one.note("provider.seen", "provider/1", {})
        assert read_rows(engine, actor, AuditLink)[-1].person == officer.uuid

    def test_gets_tokens_of_his_roles_alone(self, unit, officer):
        with pytest.raises(Malformed) as refusal:
            token_of(unit, officer, role="reviewer")
        assert refusal.value.code == "role_beyond_person"

    def test_of_another_tenant_gets_none(self, engine, owner_engine, unit):
        stranger = operator(found_bureau(owner_engine))
        with unit_of_work(engine, stranger, now=NOW) as one:
            theirs = add_person(one, name="李四", roles=["officer"])
        with pytest.raises(Missing):
            token_of(unit, theirs)

    def test_is_let_in_no_more_once_inactive_and_again_once_active(self, engine, unit, officer):
        secret = token_of(unit, officer)
        with unit() as one:
            change_person(one, person_id=officer.id, active=False)
        with pytest.raises(Unauthorised) as refusal:
            authenticate(engine, secret, now=NOW)
        assert refusal.value.code == "person_inactive"
        with unit() as one:
            change_person(one, person_id=officer.id, active=True)
        assert authenticate(engine, secret, now=NOW).person == officer.identity

    def test_keeps_his_mandate_to_the_end_of_its_last_day(self, engine, unit, officer):
        secret = token_of(unit, officer)
        with unit() as one:
            change_person(
                one, person_id=officer.id, mandate_until=date(2026, 3, 31), mandate_kinds=["contract"]
            )
        actor = authenticate(engine, secret, now=NOW)
        assert actor.kinds == frozenset({"contract"})
        with pytest.raises(Unauthorised) as refusal:
            authenticate(engine, secret, now=NOW + timedelta(days=1))
        assert refusal.value.code == "mandate_ended"

    def test_is_known_by_his_new_name_at_once(self, engine, unit, officer):
        secret = token_of(unit, officer)
        with unit() as one:
            change_person(one, person_id=officer.id, name="张三丰")
        assert authenticate(engine, secret, now=NOW).person.name == "张三丰"

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"name": " "}, "person_name"),
            ({"roles": []}, "unknown_role"),
            ({"roles": ["chief"]}, "unknown_role"),
            ({"roles": ["district"]}, "districts_missing"),
        ],
    )
    def test_is_refused(self, unit, given, code):
        with pytest.raises(Malformed) as refusal, unit() as one:
            add_person(one, **{"name": "王五", "roles": ["officer"], **given})
        assert refusal.value.code == code


class TestARoleOfOthers:
    """Who acts for a district, the platform or a party does not sit at the bureau as well."""

    @pytest.mark.parametrize("ours", BUREAU)
    @pytest.mark.parametrize("other", OUTSIDERS)
    def test_stands_beside_none_of_the_bureaus(self, unit, other, ours):
        districts = ["思明区"] if other == "district" else None
        with pytest.raises(Malformed) as refusal, unit() as one:
            add_person(one, name="王五", roles=[ours, other], districts=districts)
        assert (refusal.value.code, refusal.value.data["field"]) == ("roles_combined", "roles")
        with unit() as one:
            assert "王五" not in {person.name for person in list_persons(one)}

    def test_is_added_to_none(self, unit, officer):
        with pytest.raises(Malformed) as refusal, unit() as one:
            change_person(one, person_id=officer.id, roles=["officer", "district"], districts=["思明区"])
        assert refusal.value.code == "roles_combined"

    def test_is_given_by_another(self, engine, unit, officer):
        me = authenticate(engine, token_of(unit, officer), now=NOW)
        given = {"person_id": officer.id, "roles": ["district"], "districts": ["思明区"]}
        with pytest.raises(Malformed) as refusal, unit_of_work(engine, me, now=NOW) as one:
            change_person(one, **given)
        assert refusal.value.code == "role_for_oneself"
        with unit() as one:
            assert change_person(one, **given).districts == ["思明区"]


class TestThoseThatEveryTenantHas:
    def test_are_the_console_and_the_clock(self, unit, bureau):
        with unit() as one:
            built_in = {person.built_in: person.identity for person in list_persons(one) if person.built_in}
        assert built_in == {"console": bureau.console, "clock": bureau.clock}

    def test_are_given_no_token_and_do_not_change(self, unit, admin):
        with pytest.raises(Malformed) as refusal, unit() as one:
            issue_token(one, name="?", role="admin", person_id=admin.person.id, expires_at=NOW + MONTH)
        assert refusal.value.code == "role_beyond_person"
        with pytest.raises(Malformed) as refusal, unit() as one:
            change_person(one, person_id=admin.person.id, roles=["admin"])
        assert refusal.value.code == "built_in_person"
