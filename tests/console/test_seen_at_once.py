"""Several who saw the same and act upon it at one moment: one of them does it, the others are told."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from banfa.errors import BanfaError
from banfa.jobs.operating import cancel_work, retry_work
from banfa.ledger.recording.doubles import describe_ruling, find_double, rule_double
from banfa.procedures.official_texts import describe_text, find_text, record_text
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work
from tests.at_once import call_at_once
from tests.console.entries import make_doubtful
from tests.console.test_law import TEXT

CALLERS = 6
OPEN = text("SELECT id FROM work WHERE tenant_id = :tenant AND state = 'waiting' ORDER BY id")


@pytest.fixture
def at_once(office, engine):
    """Has things done at one moment, each in a unit of its own; gives the codes of what was refused."""

    def make(act):
        def call():
            try:
                with unit_of_work(engine, operator(office.tenant)) as unit:
                    act(unit)
            except BanfaError as problem:
                return problem.code
            return "done"

        return call

    return lambda *acts: sorted(call_at_once(*map(make, acts)))


def test_an_official_text_is_recorded_once(office, cities, at_once):
    profile = cities.profile("xiamen")
    with office.unit() as unit:
        seen = describe_text(find_text(unit, "draft"))

    def record(unit):
        record_text(unit, profile, edition="draft", text=TEXT, taken_from="网站", seen=seen)

    assert at_once(*[record] * CALLERS) == [*["changed_meanwhile"] * (CALLERS - 1), "done"]


def test_a_pair_is_ruled_on_once(office, at_once):
    double_id = office.number("double", make_doubtful(office)["double"])
    with office.unit() as unit:
        seen = describe_ruling(find_double(unit, double_id))

    def rule(unit):
        rule_double(unit, double_id, is_double=True, reason="经核对", seen=seen)

    assert at_once(*[rule] * CALLERS) == [*["changed_meanwhile"] * (CALLERS - 1), "done"]


def test_equal_work_that_is_tried_again_and_asked_for_waits_once(office, at_once):
    data = {"import_id": 1, "city": "xiamen"}
    with office.unit() as unit:
        work_id = unit.work("import.preview", data, merge=True)
        unit.unaudited("a test asks")
    with office.unit() as unit:
        cancel_work(unit, work_id)

    def ask(unit):
        unit.unaudited("a test asks")
        unit.work("import.preview", data, merge=True)

    codes = at_once(lambda unit: retry_work(unit, work_id), ask)
    assert codes in (["done", "done"], ["changed_meanwhile", "done"])
    with office.unit() as unit:
        assert len(unit.connection.scalars(OPEN, {"tenant": office.tenant.id}).all()) == 1
