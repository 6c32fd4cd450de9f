"""Neither a list nor a case's page asks the database more often where a bureau has more cases."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from banfa.trust.permissions import PERMISSIONS
from banfa.web.casework.resources import RESOURCES
from tests.casework.desk import Desk
from tests.console.people import Office

FEW, MANY = 5, 25
ROLES = ("officer", "admin")
LISTS = {
    resource.path: next(role for role in ROLES if PERMISSIONS[role, resource.read])
    for resource in RESOURCES.values()
}
"""Every list, and who reads it."""
PAGES = {"/case-leads" if path == "/leads" else path: role for path, role in LISTS.items()}


@pytest.fixture
def count(engine):
    """Counts the statements of a call, the fewer of two: a new connection is not the call's."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    def count_of(call, path):
        looks = []
        for _ in range(2):
            statements.clear()
            assert call(path).status_code == 200
            looks.append(len(statements))
        return min(looks)

    event.listen(engine, "before_cursor_execute", note)
    yield count_of
    event.remove(engine, "before_cursor_execute", note)


def fill(desk, number):
    """Cases about as many providers, each with two remedies and a paper that is being signed; gives one."""
    for _ in range(number):
        case = desk.open_case(desk.new_provider(), "12.2")
        remedy = desk.plan(case, "order", term=20, term_unit="日")
        desk.plan(case, "interview")
        paper = desk.draft(remedy)
        desk.act("submit_paper", paper)
        desk.act("enter_approval", paper)
        desk.act("receive_proceeding", case)
        desk.act("register_lead", provider_id=desk.find("case", case).provider_id, clause="12.2")
    return case


@pytest.mark.long
def test_a_bureau_with_more_cases_asks_no_more(*, app, engine, owner_engine, clock, cities, tmp_path, count):
    offices = [Office(app, engine, owner_engine, clock, city="liuzhou") for _ in range(2)]
    asked: dict[str, list[int]] = {}
    for office, number in zip(offices, (FEW, MANY), strict=True):
        case = fill(Desk(engine, office.tenant, cities.profile("liuzhou"), tmp_path), number)
        outward = office.outward("case", case)
        case_pages = dict.fromkeys((f"/cases/{outward}", f"/cases/{outward}/steps"), "officer")
        for path, role in (LISTS | case_pages).items():
            call = office.client(role).get
            asked.setdefault(f"api {path.replace(outward, '…')}", []).append(count(call, path))
        for path, role in (PAGES | dict.fromkeys(("/", f"/cases/{outward}"), "admin")).items():
            call = office.at(role).get
            asked.setdefault(f"page {path.replace(outward, '…')}", []).append(count(call, path))
    assert {path: counts for path, counts in asked.items() if len(set(counts)) > 1} == {}
