import pytest
from sqlalchemy.exc import ProgrammingError

from banfa.errors import Conflict, Malformed, Missing
from banfa.trust.tenants import all_tenants, create_tenant, find_tenant, operator, tenant
from tests.trust.bureaus import NOW


class TestATenant:
    def test_is_found_by_its_slug_through_the_door(self, engine, bureau):
        assert find_tenant(engine, bureau.slug) == bureau

    def test_that_does_not_exist_is_missing(self, engine):
        with pytest.raises(Missing) as refusal:
            find_tenant(engine, "nowhere")
        assert refusal.value.code == "tenant_missing"

    def test_is_listed_for_the_owner(self, owner_engine, bureau):
        with owner_engine.connect() as connection:
            assert bureau in all_tenants(connection)

    def test_is_not_readable_by_the_app(self, engine, bureau):
        with engine.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(tenant.select())

    def test_has_an_operator_bound_to_its_city(self, bureau):
        actor = operator(bureau)
        assert (actor.tenant_id, actor.tenant, actor.city, actor.role) == (
            bureau.id,
            bureau.slug,
            "xiamen",
            "admin",
        )


class TestCreatingATenant:
    def test_refuses_a_slug_that_is_taken(self, owner_engine, bureau):
        with owner_engine.begin() as connection, pytest.raises(Conflict) as refusal:
            create_tenant(connection, slug=bureau.slug, city="huangshi", name="黄石市经信局", now=NOW)
        assert refusal.value.code == "tenant_exists"

    @pytest.mark.parametrize(
        ("choices", "code"),
        [
            ({"slug": "厦门"}, "tenant_slug"),
            ({"slug": "Xiamen"}, "tenant_slug"),
            ({"slug": "x" * 64}, "tenant_slug"),
            ({"name": "  "}, "tenant_name"),
            ({"algorithm": "md5"}, "unknown_digest"),
        ],
    )
    def test_refuses(self, owner_engine, choices, code):
        given = {"slug": "refused", "city": "xiamen", "name": "某局", **choices}
        with owner_engine.begin() as connection, pytest.raises(Malformed) as refusal:
            create_tenant(connection, now=NOW, **given)
        assert refusal.value.code == code
