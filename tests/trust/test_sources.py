"""Sources: registered systems; what a system says is its own, and nobody writes where procedures do."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from banfa.errors import Conflict, Malformed, Missing
from banfa.trust import unit_of_work
from banfa.trust.authentication import authenticate
from banfa.trust.sources import list_sources, register_source
from banfa.trust.tokens import issue_token
from tests.trust.bureaus import NOW


@pytest.fixture
def unit(engine, admin):
    """Opens a unit of the console's."""
    return lambda: unit_of_work(engine, admin, now=NOW)


def registered(unit, key="parks", **choices):
    with unit() as one:
        return register_source(one, **{"key": key, "name": "园区系统", "kind": "department", **choices})


class TestASource:
    def test_is_spoken_for_by_several_tokens_of_one_agent(self, engine, unit):
        registered(unit)
        actors = []
        for _ in range(2):
            with unit() as one:
                until = NOW + timedelta(days=1)
                token = issue_token(one, name="对接", role="platform", source="parks", expires_at=until)
            actors.append(authenticate(engine, token.secret, now=NOW))
        assert {actor.source for actor in actors} == {"parks"}
        assert len({actor.person for actor in actors}) == 1
        assert actors[0].name == "园区系统"

    def test_stands_beside_the_bureau_and_the_procedures(self, unit):
        registered(unit)
        with unit() as one:
            keys = [source.key for source in list_sources(one)]
        assert {"bureau", "banfa", "parks"} <= set(keys)

    @pytest.mark.parametrize(
        ("choices", "code"),
        [
            ({"key": "公园"}, "source_key"),
            ({"key": "x"}, "source_key"),
            ({"name": " "}, "source_name"),
            ({"kind": "bureau"}, "source_kind"),
            ({"kind": "system"}, "source_kind"),
        ],
    )
    def test_is_refused(self, unit, choices, code):
        with pytest.raises(Malformed) as refusal:
            registered(unit, **choices)
        assert refusal.value.code == code

    @pytest.mark.parametrize("key", ["parks", "bureau", "banfa"])
    def test_is_registered_once(self, unit, key):
        registered(unit)
        with pytest.raises(Conflict) as refusal:
            registered(unit, key)
        assert refusal.value.code == "source_exists"

    def test_that_nobody_registered_gets_no_token_and_no_row(self, unit, owner_engine, admin):
        until = NOW + timedelta(days=1)
        with pytest.raises(Missing), unit() as one:
            issue_token(one, name="对接", role="platform", source="parks", expires_at=until)
        row = text("""
            INSERT INTO provider (tenant_id, uscc, name, source, recorded_at, recorded_by)
            VALUES (:tenant, '91350200M000000019', '甲', 'parks', now(), :person)
        """)
        with pytest.raises(IntegrityError, match="fk_provider_source"), owner_engine.begin() as connection:
            connection.execute(row, {"tenant": admin.tenant_id, "person": admin.person.id})
