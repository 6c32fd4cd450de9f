"""Connections: none that the server has ended is given out, and none costs a round trip to find that out."""

from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from banfa.database.engine import make_engine
from banfa.database.tenancy import begin, tenant_transaction
from tests.database.round_trips import counted

WHO = text("SELECT pg_backend_pid()")


@pytest.fixture
def pid(engine):
    """The session that waits in the pool."""
    engine.dispose()
    with engine.connect() as connection:
        return connection.scalar(WHO)


class TestAConnection:
    def test_is_used_again(self, engine, pid):
        with tenant_transaction(engine, 1) as connection:
            assert connection.scalar(WHO) == pid

    def test_is_replaced_where_the_server_has_ended_it(self, engine, owner_engine, postgres, pid):
        with postgres.connect() as superuser:
            assert superuser.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,)).fetchone() == (True,)
        with tenant_transaction(engine, 1) as connection:
            assert connection.scalar(WHO) != pid

    def test_is_replaced_where_the_driver_has_closed_it(self, engine, pid):
        with engine.connect() as connection:
            connection.connection.driver_connection.close()
        with tenant_transaction(engine, 1) as connection:
            assert connection.scalar(WHO) != pid


class TestATransaction:
    def test_takes_one_round_trip_to_begin_and_one_to_end(self, database):
        with TemporaryDirectory() as folder, counted(database.app_url, folder) as (url, trips):
            engine = make_engine(url)
            with tenant_transaction(engine, 1, read_only=True, isolation="REPEATABLE READ"):
                pass
            before = trips.count
            with tenant_transaction(engine, 1, read_only=True, isolation="REPEATABLE READ") as connection:
                assert trips.count - before == 1
                connection.scalar(WHO)
            assert trips.count - before == 3
            engine.dispose()

    def test_that_cannot_begin_says_why_as_any_statement_does(self, engine):
        with (
            pytest.raises(DBAPIError, match="division by zero") as failure,
            engine.connect() as connection,
            connection.begin(),
        ):
            begin(connection, "SELECT 1/0")
        assert failure.value.orig is not None
        assert getattr(failure.value.orig, "sqlstate", None) == "22012"
        with tenant_transaction(engine, 1) as connection:
            assert connection.scalar(text("SELECT 1")) == 1

    def test_that_loses_its_session_while_it_begins_leaves_no_dead_connection(self, engine):
        with pytest.raises(OperationalError) as failure, engine.connect() as connection, connection.begin():
            begin(connection, "SELECT pg_terminate_backend(pg_backend_pid())")
        assert failure.value.connection_invalidated
        with tenant_transaction(engine, 1) as connection:
            assert connection.scalar(text("SELECT 1")) == 1
