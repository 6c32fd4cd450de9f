"""What a log says of an error: one line, without what people have sent."""

import logging

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from banfa.failures import describe_failure
from banfa.settings import Settings

NAME, TELEPHONE = "林小明", "13900001111"


def catch(deed):
    try:
        deed()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError


def test_is_one_line_that_names_the_place():
    error = catch(lambda: Settings.from_env({"BANFA_PORT": f"{NAME}\n{TELEPHONE}"}))
    told = describe_failure(error)
    assert told.startswith("Malformed at settings.py:")
    assert NAME not in told
    assert "\n" not in told


class TestOfTheDatabase:
    @pytest.fixture
    def unique(self, owner_engine):
        """Break a unique key with a person's data in a statement's parameters and PostgreSQL's detail."""
        with owner_engine.connect() as connection:
            connection.execute(
                text("CREATE TEMPORARY TABLE card (name text CONSTRAINT one_name UNIQUE, tel text)")
            )
            insert = text("INSERT INTO card VALUES (:name, :tel)")
            row = {"name": NAME, "tel": TELEPHONE}
            connection.execute(insert, row)
            yield catch(lambda: connection.execute(insert, row))

    def test_names_state_and_constraint(self, unique):
        assert isinstance(unique, IntegrityError)
        told = describe_failure(unique)
        assert told.startswith("IntegrityError 23505 one_name")
        assert NAME not in told
        assert TELEPHONE not in told

    def test_no_statement_shows_its_parameters(self, unique, engine, caplog):
        assert TELEPHONE not in str(unique)
        with caplog.at_level(logging.DEBUG, "sqlalchemy.engine"), engine.connect() as connection:
            connection.execute(text("SELECT :tel"), {"tel": TELEPHONE})
        assert TELEPHONE not in caplog.text
        assert isinstance(unique, DBAPIError)
