import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from banfa.database.tenancy import tenant_insert, tenant_transaction


@pytest.fixture
def mine(new_tenant):
    return new_tenant()


@pytest.fixture
def theirs(new_tenant, made_library, owner_engine):
    tenant = new_tenant()
    with tenant_transaction(owner_engine, tenant) as connection:
        connection.execute(tenant_insert(tenant, made_library.shelf).values(name="theirs"))
    return tenant


class TestRowSecurity:
    """The first lock alone: the statements here do not name the tenant."""

    def test_hides_another_tenants_rows(self, engine, made_library, mine, theirs):
        shelf = made_library.shelf
        with tenant_transaction(engine, mine) as connection:
            connection.execute(insert(shelf).values(tenant_id=mine, name="mine"))

            assert connection.execute(select(shelf.c.name)).scalars().all() == ["mine"]

    def test_hides_every_row_when_no_tenant_is_bound(self, engine, made_library, theirs):
        with engine.connect() as connection:
            assert connection.execute(select(made_library.shelf)).all() == []

    def test_ends_with_the_transaction(self, engine, made_library, theirs):
        with tenant_transaction(engine, theirs) as connection:
            pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            assert len(connection.execute(select(made_library.shelf)).all()) == 1
        with engine.connect() as connection:
            assert connection.execute(text("SELECT pg_backend_pid()")).scalar_one() == pid
            assert connection.execute(select(made_library.shelf)).all() == []

    def test_leaves_another_tenants_rows_as_they_are(self, engine, made_library, mine, theirs):
        with tenant_transaction(engine, mine) as connection:
            assert connection.execute(update(made_library.shelf).values(name="taken")).rowcount == 0

    def test_refuses_a_row_for_another_tenant(self, engine, made_library, mine, theirs):
        with (
            pytest.raises(DBAPIError, match="violates row-level security policy"),
            tenant_transaction(engine, mine) as connection,
        ):
            connection.execute(insert(made_library.shelf).values(tenant_id=theirs, name="planted"))

    def test_refuses_giving_a_row_away(self, engine, made_library, mine, theirs):
        with tenant_transaction(engine, mine) as connection:
            connection.execute(insert(made_library.shelf).values(tenant_id=mine, name="mine"))
        with (
            pytest.raises(DBAPIError, match="violates row-level security policy"),
            tenant_transaction(engine, mine) as connection,
        ):
            connection.execute(update(made_library.shelf).values(tenant_id=theirs))

    def test_does_not_let_a_row_refer_to_another_tenants(
        self, engine, owner_engine, made_library, mine, theirs
    ):
        with owner_engine.connect() as connection:
            shelf = connection.execute(
                select(made_library.shelf.c.id).where(made_library.shelf.c.tenant_id == theirs)
            ).scalar_one()
        with (
            pytest.raises(IntegrityError, match="fk_book_shelf_id"),
            tenant_transaction(engine, mine) as connection,
        ):
            connection.execute(tenant_insert(mine, made_library.book).values(shelf_id=shelf, title="x"))


@pytest.mark.usefixtures("made_library")
class TestAppRole:
    @pytest.mark.parametrize(
        "attempt",
        [
            "SET ROLE banfa_owner",
            "SET SESSION AUTHORIZATION banfa_owner",
            "ALTER TABLE shelf DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE shelf OWNER TO banfa_app",
            "DROP POLICY banfa_tenant ON shelf",
            "CREATE TABLE stolen (x int)",
            "TRUNCATE shelf",
            "DELETE FROM shelf",
            "SELECT * FROM tenant",
            "SET row_security = off; SELECT * FROM shelf",
            "ALTER ROLE banfa_app BYPASSRLS",
            "COPY shelf TO PROGRAM 'cat'",
        ],
    )
    def test_cannot(self, engine, attempt):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.exec_driver_sql(attempt)


class TestTransaction:
    def test_keeps_what_was_done(self, engine, made_library, mine):
        with tenant_transaction(engine, mine) as connection:
            connection.execute(tenant_insert(mine, made_library.shelf).values(name="kept"))
        with tenant_transaction(engine, mine) as connection:
            assert connection.execute(select(made_library.shelf.c.name)).scalars().all() == ["kept"]

    def test_forgets_everything_on_an_error(self, engine, made_library, mine):
        def add_and_fail():
            with tenant_transaction(engine, mine) as connection:
                connection.execute(tenant_insert(mine, made_library.shelf).values(name="lost"))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            add_and_fail()
        with tenant_transaction(engine, mine) as connection:
            assert connection.execute(select(made_library.shelf)).all() == []

    def test_can_be_for_reading_only(self, engine, made_library, mine):
        with (
            pytest.raises(DBAPIError, match="read-only transaction"),
            tenant_transaction(engine, mine, read_only=True) as connection,
        ):
            connection.execute(tenant_insert(mine, made_library.shelf).values(name="x"))

    @pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE", None])
    def test_has_the_isolation_asked_for_and_leaves_none_behind(self, engine, mine, isolation):
        question = text("SELECT upper(current_setting('transaction_isolation'))")
        with tenant_transaction(engine, mine, isolation=isolation) as connection:
            assert connection.execute(question).scalar_one() == (isolation or "READ COMMITTED")
        with tenant_transaction(engine, mine) as connection:
            assert connection.execute(question).scalar_one() == "READ COMMITTED"
