import pytest
from sqlalchemy import exists, func

from banfa.database.tenancy import (
    outer_select,
    tenant_delete,
    tenant_insert,
    tenant_select,
    tenant_transaction,
    tenant_update,
)


def sql(statement):
    return " ".join(str(statement).split())


class TestTenantSelect:
    def test_names_the_tenant_for_a_table_of_the_columns_asked_for(self, library):
        statement = tenant_select(7, library.shelf.c.name)

        assert sql(statement).endswith("FROM shelf WHERE shelf.tenant_id = :tenant_id_1")
        assert statement.compile().params == {"tenant_id_1": 7}

    def test_finds_a_table_inside_a_function(self, library):
        assert "WHERE book.tenant_id" in sql(tenant_select(7, func.max(library.book.c.title)))

    def test_finds_a_table_that_is_only_counted(self, library):
        assert "WHERE book.tenant_id" in sql(tenant_select(7, func.count()).select_from(library.book))

    def test_finds_an_alias(self, library):
        other = library.book.alias("other")

        assert "WHERE other.tenant_id" in sql(tenant_select(7, other.c.title))

    def test_finds_columns_added_later(self, library):
        statement = tenant_select(7, func.now()).add_columns(library.book.c.title)
        other = tenant_select(7, func.now()).with_only_columns(library.book.c.title)

        assert "WHERE book.tenant_id" in sql(statement)
        assert "WHERE book.tenant_id" in sql(other)

    def test_puts_the_condition_on_a_joined_table_into_on(self, library):
        shelf, book = library.shelf, library.book
        wanted = (
            "FROM shelf LEFT OUTER JOIN book ON book.shelf_id = shelf.id AND book.tenant_id = :tenant_id_1 "
            "WHERE shelf.tenant_id = :tenant_id_2"
        )
        on = book.c.shelf_id == shelf.c.id
        asked = tenant_select(7, shelf.c.name, book.c.title)

        assert sql(asked.outerjoin(book, on)).endswith(wanted)
        assert sql(asked.outerjoin_from(shelf, book, on)).endswith(wanted)
        assert sql(asked.select_from(shelf.outerjoin(book, on))).endswith(wanted)
        assert sql(asked.join(book, on)).endswith(wanted.replace("LEFT OUTER ", ""))
        assert sql(asked.join_from(shelf, book, on)).endswith(wanted.replace("LEFT OUTER ", ""))

    def test_leaves_a_subquery_to_itself(self, library):
        inner = tenant_select(7, library.book.c.shelf_id).subquery()
        statement = tenant_select(7, library.shelf.c.name).join(inner, inner.c.shelf_id == library.shelf.c.id)

        assert sql(statement).count("tenant_id =") == 2

    def test_does_not_mistake_the_outer_table_of_a_correlated_subquery(self, library):
        shelf, book = library.shelf, library.book
        inner = tenant_select(7, book.c.id).where(book.c.shelf_id == shelf.c.id)

        assert "FROM book WHERE" in sql(tenant_select(7, shelf.c.id).where(exists(inner)))

    def test_does_not_change_the_statement_it_came_from(self, library):
        first = tenant_select(7, library.shelf.c.name, library.book.c.title)
        before = sql(first)
        first.outerjoin(library.book, library.book.c.shelf_id == library.shelf.c.id)

        assert sql(first) == before

    def test_needs_an_on_clause(self, library):
        with pytest.raises(TypeError, match="ON clause"):
            tenant_select(7, library.shelf.c.name).join(library.book)

    def test_refuses_a_full_join(self, library):
        on = library.book.c.shelf_id == library.shelf.c.id
        with pytest.raises(TypeError, match="full outer join"):
            tenant_select(7, library.shelf.c.name).outerjoin(library.book, on, full=True)
        with pytest.raises(TypeError, match="full outer join"):
            tenant_select(7).select_from(library.shelf.join(library.book, on, full=True))


class TestOuterSelect:
    def test_reads_subqueries(self, library):
        inner = tenant_select(7, library.book.c.shelf_id).subquery()
        other = tenant_select(7, library.shelf.c.id).subquery()
        statement = outer_select(func.count()).select_from(inner).join(other, other.c.id == inner.c.shelf_id)

        assert sql(statement).count("tenant_id =") == 2

    def test_refuses_a_tenant_table(self, library):
        inner = tenant_select(7, library.book.c.shelf_id).subquery()
        on = library.shelf.c.id == inner.c.shelf_id
        for attempt in (
            lambda: outer_select(library.shelf.c.id),
            lambda: outer_select(func.count()).select_from(library.shelf),
            lambda: outer_select(inner.c.shelf_id).join(library.shelf, on),
            lambda: outer_select(inner.c.shelf_id).select_from(inner.join(library.shelf, on)),
            lambda: outer_select(inner.c.shelf_id).add_columns(library.shelf.alias("s").c.id),
        ):
            with pytest.raises(TypeError, match="read it by tenant_select"):
                attempt()


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
        shelf, book = made_library.shelf, made_library.book
        statement = (
            tenant_select(two_tenants[0], shelf.c.name, func.count(book.c.id))
            .outerjoin(book, book.c.shelf_id == shelf.c.id)
            .group_by(shelf.c.name)
            .order_by(shelf.c.name)
        )
        with owner_engine.connect() as connection:
            assert connection.execute(statement).all() == [("A", 3), ("B", 0)]

    def test_the_tenant_is_not_kept_from_one_statement_to_the_next(
        self, two_tenants, made_library, owner_engine
    ):
        def found(tenant):
            with owner_engine.connect() as connection:
                statement = tenant_select(tenant, made_library.shelf.c.tenant_id).distinct()
                return connection.execute(statement).scalars().all()

        assert [found(tenant) for tenant in two_tenants] == [[two_tenants[0]], [two_tenants[1]]]

    def test_an_update_and_a_delete_touch_their_tenants_rows_alone(
        self, two_tenants, made_library, owner_engine
    ):
        book = made_library.book
        with owner_engine.begin() as connection:
            updated = connection.execute(tenant_update(two_tenants[0], book).values(lent="Li")).rowcount
            deleted = connection.execute(tenant_delete(two_tenants[1], book)).rowcount

        assert (updated, deleted) == (3, 3)
