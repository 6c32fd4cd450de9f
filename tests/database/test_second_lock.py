import pytest
from sqlalchemy import func
from sqlalchemy.exc import StatementError

from banfa.database.rows import narrow
from banfa.database.tenancy import select, tenant_delete, tenant_insert, tenant_transaction, tenant_update


class TestSecondLock:
    """With the first lock open (the owner bypasses row security) the statements keep to their tenant."""

    @pytest.fixture
    def two_tenants(self, made_library, owner_engine, new_tenant):
        shelf, book = made_library.shelf, made_library.book
        tenants = new_tenant(), new_tenant()
        for tenant in tenants:
            with tenant_transaction(owner_engine, tenant) as connection:
                add = tenant_insert(tenant, shelf).returning(shelf.c.id)
                shelves = [connection.execute(add, {"name": name}).scalar_one() for name in "AB"]
                connection.execute(
                    tenant_insert(tenant, book), [{"shelf_id": shelves[0], "title": t} for t in "xyz"]
                )
        return tenants

    def test_a_select_finds_its_tenants_rows_and_keeps_an_outer_join_whole(
        self, two_tenants, made_library, owner_engine
    ):
        shelf, book = narrow(made_library.shelf), narrow(made_library.book)
        statement = (
            select(shelf.c.name, func.count(book.c.id))
            .outerjoin_from(shelf, book, book.c.shelf_id == shelf.c.id)
            .group_by(shelf.c.name)
            .order_by(shelf.c.name)
        )
        with owner_engine.connect() as connection:
            assert connection.execute(statement, {"tenant": two_tenants[0]}).all() == [("A", 3), ("B", 0)]

    def test_the_tenant_is_not_kept_from_one_statement_to_the_next(
        self, two_tenants, made_library, owner_engine
    ):
        statement = select(narrow(made_library.shelf).c.tenant_id).distinct()

        def found(tenant):
            with owner_engine.connect() as connection:
                return connection.execute(statement, {"tenant": tenant}).scalars().all()

        assert [found(tenant) for tenant in two_tenants] == [[two_tenants[0]], [two_tenants[1]]]

    def test_a_select_without_its_tenant_does_not_run(self, made_library, owner_engine):
        statement = select(narrow(made_library.shelf).c.name)
        with owner_engine.connect() as connection, pytest.raises(StatementError, match="tenant"):
            connection.execute(statement)

    def test_an_update_and_a_delete_touch_their_tenants_rows_alone(
        self, two_tenants, made_library, owner_engine
    ):
        book = made_library.book
        with owner_engine.begin() as connection:
            updated = connection.execute(tenant_update(two_tenants[0], book).values(lent="Li")).rowcount
            deleted = connection.execute(tenant_delete(two_tenants[1], book)).rowcount

        assert (updated, deleted) == (3, 3)
