from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import ProgrammingError

from banfa.errors import Malformed, Missing, Unauthorised
from banfa.trust import Actor, unit_of_work
from banfa.trust.authentication import authenticate
from banfa.trust.credential import mint
from banfa.trust.permissions import ACTIONS, ROLES, may
from banfa.trust.persons import Person, add_person
from banfa.trust.tenants import operator
from banfa.trust.tokens import issue_token, list_tokens, revoke_token
from tests.trust.bureaus import NOW, found_bureau, read_rows

MONTH = timedelta(days=30)


def issued(engine, actor, **choices):
    given = {"name": "公共服务平台对接", "role": "platform", "expires_at": NOW + MONTH, **choices}
    with unit_of_work(engine, actor, now=NOW) as unit:
        if given["role"] == "platform":
            given = {"source": "platform", **given}
        elif given["role"] in ROLES:
            given = {"person_id": add_person(unit, name="甲公司的人", roles=[given["role"]]).id, **given}
        return issue_token(unit, **given)


def refused(engine, secret, *, now=NOW):
    with pytest.raises(Unauthorised) as refusal:
        authenticate(engine, secret, now=now)
    return refusal.value.code


class TestAToken:
    def test_tells_who_holds_it(self, engine, bureau, admin):
        token = issued(engine, admin, role="provider", provider_id=5, name="甲公司", scopes=["ledger.read"])
        (person,) = (one for one in read_rows(engine, admin, Person) if one.name == "甲公司的人")
        assert authenticate(engine, token.secret, now=NOW) == Actor(
            bureau=bureau,
            person=person.identity,
            token_id=token.id,
            role="provider",
            provider_id=5,
            scopes=frozenset({"ledger.read"}),
        )

    def test_without_scopes_has_all_that_its_role_has(self, engine, admin):
        assert authenticate(engine, issued(engine, admin).secret, now=NOW).scopes is None

    def test_of_a_system_reads_no_letters(self, engine, admin):
        token = issued(engine, admin, role="auditor", source="platform", person_id=None)
        actor = authenticate(engine, token.secret, now=NOW)
        assert may(actor, "ledger.read")
        assert not any(may(actor, action) for action in ACTIONS if action.startswith("letter."))

    def test_expires(self, engine, admin):
        token = issued(engine, admin)
        last = NOW + MONTH - timedelta(microseconds=1)
        assert authenticate(engine, token.secret, now=last).token_id == token.id
        assert refused(engine, token.secret, now=NOW + MONTH) == "token_expired"

    def test_is_worthless_as_soon_as_it_is_revoked(self, engine, admin):
        token = issued(engine, admin)
        with unit_of_work(engine, admin, now=NOW) as unit:
            revoke_token(unit, token_id=token.id)
            held = authenticate(engine, token.secret, now=NOW)
            assert held.token_id == token.id, "not before the transaction commits"
        assert refused(engine, token.secret) == "token_revoked"

    def test_that_was_never_issued_is_unknown(self, engine):
        assert refused(engine, mint()) == "token_unknown"

    def test_with_a_wrong_checksum_never_reaches_the_database(self, engine, admin):
        secret = issued(engine, admin).secret
        mistyped = secret[:-1] + ("a" if secret[-1] != "a" else "b")
        statements = []
        listen = (engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
        event.listen(*listen)
        try:
            assert refused(engine, mistyped) == "token_malformed"
            assert statements == []
            authenticate(engine, secret, now=NOW)
            assert len(statements) == 1
        finally:
            event.remove(*listen)

    def test_leaves_nothing_but_its_hash_behind(self, engine, owner_engine, admin):
        secret = issued(engine, admin).secret
        with owner_engine.connect() as connection:
            for table in ("token", "credential", "audit_link", "audit_data", "event"):
                rows = connection.execute(text(f"SELECT t::text FROM {table} t")).scalars()
                assert not [row for row in rows if secret[6:36] in row]

    def test_can_be_looked_up_by_whoever_holds_it_alone(self, engine, admin):
        issued(engine, admin)
        with engine.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(text("SELECT * FROM credential"))


LETTERS = {"scopes": ["ledger.read", "letter.read"]}


class TestIssuing:
    @pytest.mark.parametrize(
        ("choices", "code"),
        [
            ({"name": " "}, "token_name"),
            ({"role": "chief"}, "unknown_role"),
            ({"scopes": ["ledger.raed"]}, "unknown_scope"),
            ({"scopes": ["token.manage"]}, "scope_beyond_role"),
            ({"role": "provider"}, "token_subject"),
            ({"role": "enterprise"}, "token_subject"),
            ({"provider_id": 5}, "token_subject"),
            ({"role": "enterprise", "enterprise_id": 1, "provider_id": 5}, "token_subject"),
            ({"expires_at": NOW}, "token_expiry"),
            ({"expires_at": NOW + timedelta(days=3661)}, "token_expiry"),
            ({"source": None}, "token_holder"),
            ({"source": "bureau"}, "token_holder"),
            ({"source": "banfa"}, "token_holder"),
            ({"role": "auditor", "source": "platform"}, "token_holder"),
            ({"role": "auditor", "source": "platform", "person_id": None, **LETTERS}, "scope_of_persons"),
        ],
    )
    def test_refuses(self, engine, admin, choices, code):
        with pytest.raises(Malformed) as refusal:
            issued(engine, admin, **choices)
        assert refusal.value.code == code
        with unit_of_work(engine, admin, now=NOW) as unit:
            assert list_tokens(unit) == []


class TestRevoking:
    def test_twice_keeps_the_first_day(self, engine, admin):
        token = issued(engine, admin)
        for later in (timedelta(0), timedelta(days=1)):
            with unit_of_work(engine, admin, now=NOW + later) as unit:
                assert revoke_token(unit, token_id=token.id).revoked_at == NOW

    def test_answers_for_another_tenants_token_as_for_none(self, engine, owner_engine, admin):
        stranger = operator(found_bureau(owner_engine))
        token = issued(engine, stranger)
        answers = []
        for token_id in (token.id, 10**15):
            with pytest.raises(Missing) as refusal, unit_of_work(engine, admin, now=NOW) as unit:
                revoke_token(unit, token_id=token_id)
            answers.append(refusal.value.detail.replace(str(token_id), "…"))
        assert answers[0] == answers[1]
        assert authenticate(engine, token.secret, now=NOW).tenant_id == stranger.tenant_id


class TestListing:
    def test_shows_the_tenants_own_oldest_first_and_no_hashes(self, engine, owner_engine, admin):
        issued(engine, operator(found_bureau(owner_engine)))
        first, second = issued(engine, admin), issued(engine, admin, scopes=["ledger.write"])
        with unit_of_work(engine, admin, now=NOW) as unit:
            listed = list_tokens(unit)
        assert [(t.id, t.scopes, t.expires_at) for t in listed] == [
            (first.id, None, NOW + MONTH),
            (second.id, ["ledger.write"], NOW + MONTH),
        ]
        assert not hasattr(listed[0], "sha256")
