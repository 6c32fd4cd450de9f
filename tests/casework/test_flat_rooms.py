"""The lists of the rooms beside casework ask the database no more often where they are longer."""

from __future__ import annotations

import pytest

from banfa.web.casework.resources import RESOURCES
from tests.casework.desk import Desk
from tests.casework.test_flat import FEW, MANY, count
from tests.confirmations.confirmed import confirm
from tests.console.people import Office
from tests.districts.recommending import recommend
from tests.experts.reviewing import review
from tests.filings.filed import file_materials
from tests.finance.reconciled import reconcile
from tests.history.brought import bring_in
from tests.party_links.linked import link
from tests.reports.reported import report
from tests.subsidies.paid import pay_and_recover
from tests.task_books.booked import sign_books
from tests.visits.visiting import visit

pytestmark = pytest.mark.long

__all__ = ["count"]
ROOMS = tuple(
    f"banfa.procedures.{room}"
    for room in (
        *("subsidies", "experts", "visits", "confirmations", "reports", "filings", "task_books", "history"),
        *("recommendations", "finance", "party_links"),
    )
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
    "/filing-register",
    "/filing-register.xlsx",
    "/task-book-register",
    "/task-book-register.xlsx",
    "/monthly-table",
    "/monthly-table?breakdown=provider",
    "/monthly-table.xlsx",
    "/history-progress",
    "/history-progress.xlsx",
)


def fill(desk, number):
    """One of each for a provider, so many times."""
    providers = [desk.new_provider() for _ in range(number)]
    for provider in providers:
        pay_and_recover(desk, desk.new_contract(provider))
        review(desk, provider)
        visit(desk, provider, desk.new_enterprise())
    return {
        **confirm(desk, *providers),
        **report(desk),
        **file_materials(desk, *providers),
        **sign_books(desk, *providers),
        **bring_in(desk, rows=number),
        **reconcile(desk, rows=number),
        **recommend(desk),
        **link(desk, *providers),
    }


def test_a_longer_list_asks_no_more(*, app, engine, owner_engine, clock, cities, tmp_path, count):
    offices = [Office(app, engine, owner_engine, clock) for _ in range(2)]
    asked: dict[str, list[int]] = {}
    for office, number in zip(offices, (FEW, MANY), strict=True):
        things = fill(Desk(engine, office.tenant, cities.profile("xiamen"), tmp_path), number)
        officer, browser = office.client("officer"), office.at("admin")
        for path in (*LISTS, "/visit-counts", "/projects", "/monthly-table", "/history-progress"):
            asked.setdefault(f"api {path}", []).append(count(officer.get, path))
        for path in (*LISTS, *PAGES):
            asked.setdefault(f"page {path}", []).append(count(browser.get, path))
        for path in ("", "/answers", "/answers.xlsx", "/differences", "/differences.xlsx"):
            address = f"/confirmations/{office.outward('confirmation', things['confirmation'])}{path}"
            asked.setdefault(f"page of a confirmation {path}", []).append(count(browser.get, address))
        for path in ("", "/filings", "/filings.xlsx"):
            address = f"/filing-calls/{office.outward('filing_call', things['filing_call'])}{path}"
            asked.setdefault(f"page of a call {path}", []).append(count(browser.get, address))
        for path in ("", "/targets", "/targets.xlsx"):
            address = f"/task-books/{office.outward('task_book', things['task_book'])}{path}"
            asked.setdefault(f"page of a task book {path}", []).append(count(browser.get, address))
        for path in ("", "/table", "/table.xlsx", "/known-now"):
            address = f"/reports/{office.outward('report', things['report'])}{path}"
            asked.setdefault(f"page of a report {path}", []).append(count(browser.get, address))
        for path in ("", "/rows", "/rows.xlsx", "/names", "/names.xlsx"):
            address = f"/history-sheets/{office.outward('history_sheet', things['history_sheet'])}{path}"
            asked.setdefault(f"page of an old sheet {path}", []).append(count(browser.get, address))
        for path in ("", "/differences", "/differences.xlsx", "/totals", "/totals.xlsx"):
            address = f"/finance-sheets/{office.outward('finance_sheet', things['finance_sheet'])}{path}"
            asked.setdefault(f"page of a list of finance's {path}", []).append(count(browser.get, address))
    assert {path: counts for path, counts in asked.items() if len(set(counts)) > 1} == {}
