"""A database whose clock is wrong: the one function that tells the time is put in another's place."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import text

_REPLACE = """
    CREATE OR REPLACE FUNCTION banfa_door_clock()
    RETURNS timestamptz
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT clock_timestamp() + interval '{seconds} seconds' $$
"""


def shift_clock(owner_engine, by):
    """Put the clock of a database so far ahead of the true time, behind where `by` is negative."""
    with owner_engine.begin() as connection:
        connection.execute(text(_REPLACE.format(seconds=by.total_seconds())))


@contextmanager
def shifted_clock(owner_engine, by):
    """The clock of a database is wrong for a while."""
    shift_clock(owner_engine, by)
    try:
        yield
    finally:
        shift_clock(owner_engine, timedelta(0))
