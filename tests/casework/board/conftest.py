from __future__ import annotations

import pytest
from sqlalchemy import event

from tests.casework.board_office import BoardOffice
from tests.web.apps import lend_app

SETTLED = {"publication.scope": "removal_alone"}


@pytest.fixture
def app(engine, cities, clock, tmp_path):
    return lend_app(engine, cities, clock, tmp_path, public_pages=True)


@pytest.fixture
def without(engine, cities, clock, tmp_path):
    """The same bureaus in a deployment that has no boards."""
    return lend_app(engine, cities, clock, tmp_path)


@pytest.fixture
def make_bureau(make_office):
    def make(time="before"):
        office = make_office("liuzhou", BoardOffice)
        office.settle({"publication.time": time, **SETTLED})
        return office

    return make


@pytest.fixture
def office(make_bureau):
    """A bureau that has opened its board."""
    office = make_bureau()
    office.open_board()
    return office


@pytest.fixture
def statements(engine):
    """The statements that are run, one by one."""
    run: list[str] = []

    def note(_connection, _cursor, statement, *_):
        run.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield run
    event.remove(engine, "before_cursor_execute", note)
