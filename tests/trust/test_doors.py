from sqlalchemy import text

from banfa.database.schema import load_rooms
from banfa.database.security import doors

DOORS = {
    "banfa_door_account",
    "banfa_door_add_account",
    "banfa_door_change_password",
    "banfa_door_clock",
    "banfa_door_delete_account",
    "banfa_door_has_login",
    "banfa_door_identity",
    "banfa_door_link",
    "banfa_door_locked_edition",
    "banfa_door_locked_rules",
    "banfa_door_nightly",
    "banfa_door_own_tenant",
    "banfa_door_reset_password",
    "banfa_door_seats",
    "banfa_door_session",
    "banfa_door_slugs",
    "banfa_door_present",
    "banfa_door_standing",
    "banfa_door_tenant",
    "banfa_door_token",
    "banfa_door_watermark",
    "banfa_door_work",
}

_DEFINERS = text("""
    SELECT p.proname, pg_get_userbyid(p.proowner) AS owner, p.proconfig,
           has_function_privilege('banfa_app', p.oid, 'EXECUTE') AS app,
           EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                   WHERE a.grantee = 0) AS everybody
    FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace
""")


class TestTheDoors:
    def test_are_those_registered_and_those_of_the_database(self, owner_engine):
        with owner_engine.connect() as connection:
            found = connection.execute(_DEFINERS).all()
        load_rooms()
        assert {row.proname for row in found} == set(doors()) == DOORS

    def test_open_for_the_app_alone_and_see_our_tables_alone(self, owner_engine):
        with owner_engine.connect() as connection:
            found = connection.execute(_DEFINERS).all()
        for row in found:
            assert (row.owner, row.app, row.everybody) == ("banfa_owner", True, False), row.proname
            assert row.proconfig == ["search_path=public, pg_temp"], row.proname
