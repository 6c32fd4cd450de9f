"""Neither a batch's page nor its tables ask the database more often where it has more applications."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from banfa.web.casework.resources import RESOURCES
from tests.admission.steps import announce, apply, reach_list, record
from tests.casework.desk import Desk
from tests.casework.test_flat import FEW, MANY, count
from tests.console.people import Office
from tests.subsidies.paid import reach_meeting

__all__ = ["count"]
LISTS = [resource.path for name, resource in RESOURCES.items() if name.startswith("admission")]


def fill(desk, number):
    batch = announce(desk, ["product"], conditions=["有专业团队"])
    for _ in range(number):
        application = apply(desk, batch, "product")
        desk.act("enter_admission_event", application, held_on=desk.day)
        (line,) = desk.list("admission_check", application_id=application)
        desk.act("enter_admission_check", line.id)
    return batch


@pytest.mark.long
def test_a_larger_batch_asks_no_more(*, app, engine, owner_engine, clock, cities, tmp_path, count):
    offices = [Office(app, engine, owner_engine, clock, city="liuzhou") for _ in range(2)]
    asked: dict[str, list[int]] = {}
    for office, number in zip(offices, (FEW, MANY), strict=True):
        batch = fill(Desk(engine, office.tenant, cities.profile("liuzhou"), tmp_path), number)
        officer, browser = office.client("officer"), office.at("admin")
        outward = office.outward("admission_batch", batch)
        for path in LISTS:
            asked.setdefault(f"api {path}", []).append(count(officer.get, path))
        tables = [f"/admission-batches/{outward}{more}" for more in ("", "/table", "/table.xlsx")]
        for path in [*LISTS, "/", *tables]:
            asked.setdefault(f"page {path.replace(outward, '…')}", []).append(count(browser.get, path))
    assert {path: counts for path, counts in asked.items() if len(set(counts)) > 1} == {}


def test_what_runs_of_who_is_to_go_asks_no_more(*, app, engine, owner_engine, clock, cities, tmp_path, count):
    office = Office(app, engine, owner_engine, clock, city="liuzhou")
    desk = Desk(engine, office.tenant, cities.profile("liuzhou"), tmp_path)
    (application,) = desk.list("admission_application", admission_batch_id=reach_list(desk, 1))
    correction = office.outward("admission_correction", desk.act("intend_correction", application.id).id)
    page, path = f"/admission-corrections/{correction}", f"/admission-corrections/{correction}/running"
    browser, officer, counts = office.at("admin"), office.client("officer"), []
    for _ in (1, 2):
        contracts = [desk.new_contract(application.provider_id) for _ in range(3)]
        claims = [reach_meeting(desk, contract) for contract in contracts]
        counts.append((count(browser.get, page), count(officer.get, path)))
    assert counts[0] == counts[1]
    told = officer.get(path).json
    assert [len(told[name]) for name in ("contracts", "claims")] == [6, 6]
    text = browser.get(page).text
    for claim in claims:
        assert f"/subsidy-claims/{office.outward('subsidy_claim', claim)}" in text
    for contract in contracts:
        assert office.outward("contract", contract) in text


def test_a_longer_list_is_told_to_the_ledger_in_as_many_statements(make_desk, engine):
    counts = []
    for number in (2, 5):
        desk = make_desk("liuzhou")
        batch = reach_list(desk, number)
        statements: list[str] = []

        def note(_connection, _cursor, statement, *_rest, kept=statements):
            kept.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        record(desk, batch)
        event.remove(engine, "before_cursor_execute", note)
        counts.append(len(statements))
        rows = desk.list("admission_application", admission_batch_id=batch)
        assert len({row.membership_id for row in rows if row.state == "admitted"}) == number
    assert counts[0] == counts[1]
