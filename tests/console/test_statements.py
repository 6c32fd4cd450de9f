"""No page asks the database more often where a bureau has more."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from banfa.web.console.frame.app import load_pages
from banfa.web.console.frame.pages import PAGES
from tests.console.people import Office
from tests.web.clients import credit_code

load_pages()
OF_ONE = {"provider", "person", "session"}


@pytest.fixture
def count(engine):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)

    def count(browser, path):
        statements.clear()
        browser.get(path)
        return len(statements)

    yield count
    event.remove(engine, "before_cursor_execute", note)


def fill(office, number):
    admin = office.client("officer")
    for n in range(number):
        admin.post("/providers", {"uscc": credit_code(), "name": f"公司{n}", "licence_seen": True})
        office.add(f"人员{n}", "officer")


class TestStatements:
    def test_are_as_many_in_a_large_bureau_as_in_a_small_one(self, app, engine, owner_engine, clock, count):
        small, large = (Office(app, engine, owner_engine, clock) for _ in range(2))
        fill(small, 1)
        fill(large, 12)
        lists = [
            page.rule
            for page in PAGES.values()
            if "GET" in page.methods and "<" not in page.rule and page.name != "what_if_chart"
        ]
        assert lists
        counts = {rule: (count(small.at("admin"), rule), count(large.at("admin"), rule)) for rule in lists}
        assert {rule: few for rule, few in counts.items() if few[0] != few[1]} == {}
        assert max(few for few, _ in counts.values()) <= 8

    def test_of_the_page_of_one_provider_do_not_grow_with_its_contracts(self, storied, app, count):
        office = Office.__new__(Office)
        office.__dict__.update(storied.__dict__, browsers={})
        browser = office.at("officer")
        ids = [row["id"] for row in office.client("officer").get("/providers", limit=8).json["items"]]
        counts = {
            count(browser, f"/providers/{provider}")
            for provider in ids
            if browser.get(f"/providers/{provider}").text.count('<td class="num">')
        }
        assert len(counts) == 1
