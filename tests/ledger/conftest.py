"""Fixtures: a bureau of its own for every test, and short words for recording in it."""

import pytest
from sqlalchemy import event

from banfa.ledger.recording.record import record_entries, record_entry
from banfa.trust import unit_of_work
from tests.ledger.town import NOW, TOWN, code
from tests.trust.bureaus import admin, bureau
from tests.trust.test_audit import verified

__all__ = ["admin", "bureau"]


class Desk:
    """An officer at work: every call is a unit of its own."""

    def __init__(self, engine, actor):
        self.engine = engine
        self.actor = actor
        self.now = NOW
        self.profile = TOWN

    def unit(self, now=None, actor=None):
        return unit_of_work(self.engine, actor or self.actor, now=now or self.now)

    def record(self, kind, /, *, source="platform", external_id=None, now=None, **data):
        with self.unit(now) as unit:
            return record_entry(
                unit,
                kind,
                data,
                source=source,
                profile=self.profile,
                external_id=external_id,
                act="decide" if kind == "decision" else "report",
            ).id

    def bulk(self, kind, rows, *, source="platform", now=None):
        with self.unit(now) as unit:
            return record_entries(unit, kind, rows, source=source, profile=self.profile)

    def provider(self, number=1, **data):
        return self.record("provider", **{"uscc": code(number), "name": f"服务商{number}", **data})

    def enterprise(self, number=1, **data):
        given = {"name": f"企业{number}", "industry": "steel", "size": "small", **data}
        return self.record("enterprise", external_id=f"E{number}", **given)


@pytest.fixture
def desk(engine, admin):
    """An officer, whose ledger has to hold against the chain when the test is over."""
    yield Desk(engine, admin)
    assert verified(engine, admin).faults == ()


@pytest.fixture
def statements(engine):
    """The statements that go to the database, as they are executed."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)
