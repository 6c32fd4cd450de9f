from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from banfa.errors import Forbidden, Malformed
from banfa.trust import Actor, allow
from banfa.trust.actor import ActingPerson, Tenant
from banfa.trust.permissions import (
    ACTIONS,
    BY_NAME,
    OF_OTHERS,
    PERMISSIONS,
    ROLES,
    _parse_table,
    actions_of,
    check_scopes,
)

NOBODY = ActingPerson(1, UUID(int=1), "系统运维")
FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
BUREAU = Tenant(1, UUID(int=9), "xm", "xiamen", "某局", FOUNDED, bytes(16), NOBODY, NOBODY)
OFFICER = Actor(bureau=BUREAU, person=ActingPerson(5, UUID(int=5), "张三"), role="officer", token_id=7)

OF_DISTRICTS = {"admission.collect", "subsidy.review"}
"""What a district does for itself, and nobody of the bureau."""


class TestThePermissionTable:
    def test_has_one_cell_for_every_role_and_action(self):
        assert set(PERMISSIONS) == {(role, action) for role in ROLES for action in ACTIONS}
        assert set(PERMISSIONS.values()) == {"all", "own", None}

    def test_does_not_load_with_a_row_missing(self):
        with pytest.raises(ValueError, match="one cell for every role and action"):
            _parse_table("""
                          admin officer
            ledger.read   A     A
            """)

    def test_lets_the_administrator_do_everything_but_what_is_given_by_name(self):
        assert {"letter.identity"} == BY_NAME
        assert OF_OTHERS == BY_NAME | OF_DISTRICTS
        assert {PERMISSIONS["admin", action] for action in set(ACTIONS) - OF_OTHERS} == {"all"}

    def test_lets_the_auditor_read_only(self):
        assert {a for a in ACTIONS if PERMISSIONS["auditor", a]} == {
            a for a in ACTIONS if a.endswith(".read") or a == "letter.discipline"
        }

    @pytest.mark.parametrize("role", ["provider", "enterprise"])
    def test_shows_a_subject_its_own_records_alone(self, role):
        reach = {action: PERMISSIONS[role, action] for action in ACTIONS if PERMISSIONS[role, action]}
        public = {"terms.read": "all", "law.read": "all"}
        assert reach == {"ledger.read": "own", "round.read": "own", "objection.file": "own", **public}

    def test_shows_a_district_its_own_entries_and_lets_it_enter_them(self):
        reach = {
            action: PERMISSIONS["district", action] for action in ACTIONS if PERMISSIONS["district", action]
        }
        public = {"terms.read": "all", "law.read": "all"}
        own = ("ledger.read", "ledger.write", "recommendation.read", "recommendation.manage")
        assert reach == {**dict.fromkeys((*own, *OF_DISTRICTS), "own"), **public}
        for action in OF_DISTRICTS:
            assert {role for role in ROLES if PERMISSIONS[role, action]} == {"district"}


class TestAllow:
    def test_tells_the_scope(self):
        provider = replace(OFFICER, role="provider", provider_id=3)
        assert allow(OFFICER, "ledger.read") == "all"
        assert allow(provider, "ledger.read") == "own"

    def test_refuses_what_the_role_may_not_do(self):
        with pytest.raises(Forbidden) as refusal:
            allow(OFFICER, "round.publish")
        assert refusal.value.code == "role_not_allowed"
        assert "经办" in refusal.value.detail

    def test_refuses_what_the_tokens_scopes_leave_out(self):
        narrowed = replace(OFFICER, scopes=frozenset({"ledger.write"}))
        assert allow(narrowed, "ledger.write") == "all"
        with pytest.raises(Forbidden) as refusal:
            allow(narrowed, "ledger.read")
        assert refusal.value.code == "scope_not_granted"

    def test_gives_what_has_to_be_named_by_no_token_that_does_not_name_it(self):
        with pytest.raises(Forbidden) as refusal:
            allow(OFFICER, "letter.identity")
        assert refusal.value.code == "scope_not_granted"
        assert "letter.identity" not in actions_of("officer", None)
        assert allow(replace(OFFICER, scopes=frozenset({"letter.identity"})), "letter.identity") == "all"
        logged_in = replace(OFFICER, token_id=None, session_id=4)
        assert allow(logged_in, "letter.identity") == "all"

    def test_gives_nothing_beyond_the_role_whatever_the_scopes_say(self):
        widened = replace(OFFICER, scopes=frozenset({"token.manage"}))
        with pytest.raises(Forbidden):
            allow(widened, "token.manage")

    def test_takes_an_unknown_action_for_a_slip(self):
        with pytest.raises(KeyError):
            allow(OFFICER, "ledger.raed")


class TestCheckScopes:
    @pytest.mark.parametrize(
        ("role", "scopes", "code"),
        [
            ("chief", [], "unknown_role"),
            ("officer", ["ledger.raed"], "unknown_scope"),
            ("officer", ["token.manage"], "scope_beyond_role"),
        ],
    )
    def test_refuses(self, role, scopes, code):
        with pytest.raises(Malformed) as refusal:
            check_scopes(role=role, scopes=scopes)
        assert refusal.value.code == code

    def test_gives_them_in_order_once_each(self):
        scopes = ["ledger.write", "ledger.read", "ledger.write"]
        assert check_scopes(role="platform", scopes=scopes) == ["ledger.read", "ledger.write"]


class TestAnActor:
    @pytest.mark.parametrize("scopes", [None, frozenset(), frozenset({"law.read", "ledger.read"})])
    def test_survives_being_written_down(self, scopes):
        actor = replace(OFFICER, scopes=scopes)
        assert Actor.from_json(actor.bureau, actor.person, actor.to_json()) == actor
