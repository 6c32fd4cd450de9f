"""The lists of the rooms beside casework ask the database no more often where they are longer."""

from __future__ import annotations

from banfa.web.casework.resources import RESOURCES
from tests.casework.desk import Desk
from tests.casework.test_flat import FEW, MANY, count
from tests.confirmations.confirmed import confirm
from tests.console.people import Office
from tests.experts.reviewing import review
from tests.party_links.linked import link
from tests.reports.reported import report
from tests.subsidies.paid import pay_and_recover
from tests.visits.visiting import visit

__all__ = ["count"]
ROOMS = tuple(
    f"banfa.procedures.{room}"
    for room in ("subsidies", "experts", "visits", "confirmations", "reports", "party_links")
)
LISTS = [resource.path for resource in RESOURCES.values() if resource.row.__module__.startswith(ROOMS)]
PAGES = (
    "/",
    "/subsidy-register",
    "/subsidy-register.xlsx",
    "/visit-counts",
    "/visit-counts.xlsx",
    "/project-ledger",
    "/project-ledger.xlsx",
    "/monthly-table",
    "/monthly-table?breakdown=provider",
    "/monthly-table.xlsx",
)


def fill(desk, number):
    """One of each for a provider, so many times."""
    providers = [desk.new_provider() for _ in range(number)]
    for provider in providers:
        pay_and_recover(desk, desk.new_contract(provider))
        review(desk, provider)
        visit(desk, provider, desk.new_enterprise())
    return confirm(desk, *providers) | report(desk) | link(desk, *providers)


def test_a_longer_list_asks_no_more(*, app, engine, owner_engine, clock, cities, tmp_path, count):
    offices = [Office(app, engine, owner_engine, clock) for _ in range(2)]
    asked: dict[str, list[int]] = {}
    for office, number in zip(offices, (FEW, MANY), strict=True):
        things = fill(Desk(engine, office.tenant, cities.profile("xiamen"), tmp_path), number)
        officer, browser = office.client("officer"), office.at("admin")
        for path in (*LISTS, "/visit-counts", "/projects", "/monthly-table"):
            asked.setdefault(f"api {path}", []).append(count(officer.get, path))
        for path in (*LISTS, *PAGES):
            asked.setdefault(f"page {path}", []).append(count(browser.get, path))
        for path in ("", "/answers", "/answers.xlsx", "/differences", "/differences.xlsx"):
            address = f"/confirmations/{office.outward('confirmation', things['confirmation'])}{path}"
            asked.setdefault(f"page of a confirmation {path}", []).append(count(browser.get, address))
        for path in ("", "/table", "/table.xlsx", "/known-now"):
            address = f"/reports/{office.outward('report', things['report'])}{path}"
            asked.setdefault(f"page of a report {path}", []).append(count(browser.get, address))
    assert {path: counts for path, counts in asked.items() if len(set(counts)) > 1} == {}
