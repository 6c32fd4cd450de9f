"""No page asks the database more often where a bureau has more."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from banfa.web.console.frame.app import load_pages
from banfa.web.console.frame.declared import PAGES
from tests.console.entries import make_doubtful, record_one_of_each
from tests.console.page_table import name_reader
from tests.console.people import Office
from tests.web.clients import credit_code

load_pages()
MAX_STATEMENTS = 14


@pytest.fixture
def count(engine):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)

    def count(browser, path):
        """Of two looks the fewer: what happens to come between, as a new connection, is not the page's."""
        looks = []
        for _ in range(2):
            statements.clear()
            browser.get(path)
            looks.append(len(statements))
        return min(looks)

    yield count
    event.remove(engine, "before_cursor_execute", note)


def fill(office, number):
    """One entry of every kind, and so many of those that a bureau has most of."""
    record_one_of_each(office)
    make_doubtful(office)
    officer = office.client("officer")
    for n in range(number):
        provider, enterprise = credit_code(), credit_code()
        officer.post("/providers", {"uscc": provider, "name": f"公司{n}"})
        officer.post(
            "/enterprises", {"uscc": enterprise, "name": f"工厂{n}", "industry": "pilot", "size": "small"}
        )
        about = {"provider": provider, "enterprise": enterprise}
        contract = {**about, "number": f"C-{n}", "signed_on": "2026-01-05", "amount": 100}
        made = officer.post("/contracts", contract).json["id"]
        officer.post("/progress", {"contract_id": made, "kind": "visit", "occurred_on": "2026-02-01"})
        officer.post("/surveys", {**about, "answer": "满意", "answered_on": "2026-02-01"})
        office.add(f"人员{n}", "officer")


class TestStatements:
    @pytest.mark.long
    def test_are_as_many_in_a_large_bureau_as_in_a_small_one(self, app, engine, owner_engine, clock, count):
        small, large = (Office(app, engine, owner_engine, clock) for _ in range(2))
        fill(small, 1)
        fill(large, 12)
        lists = {
            page.rule: name_reader(page.action)
            for page in PAGES.values()
            if "GET" in page.methods and "<" not in page.rule and page.name != "what_if_chart"
        }
        searched = ("/search?q=gs", "/search?q=公司", "/contracts?kind=transformation")
        printed = (
            f"{rule}?print=all" for rule in ("/providers", "/contracts", "/surveys", "/persons", "/leads")
        )
        lists |= dict.fromkeys((*searched, *printed), "admin")
        counts = {
            rule: (count(small.at(role), rule), count(large.at(role), rule)) for rule, role in lists.items()
        }
        assert {rule: few for rule, few in counts.items() if few[0] != few[1]} == {}
        assert max(few for few, _ in counts.values()) <= MAX_STATEMENTS

    def test_of_the_page_of_one_provider_do_not_grow_with_its_contracts(self, storied, app, count):
        office = Office.__new__(Office)
        office.__dict__.update(storied.__dict__, browsers={})
        browser = office.at("officer")
        ids = [row["id"] for row in office.client("officer").get("/providers", limit=8).json["items"]]
        counts = {
            count(browser, f"/providers/{provider}")
            for provider in ids
            if browser.get(f"/providers/{provider}").text.count('<td class="num wide">')
        }
        assert len(counts) == 1

    @pytest.mark.parametrize("kind", ["enterprises", "contracts"])
    def test_of_the_page_of_one_entry_do_not_grow_with_what_refers_to_it(self, office, count, kind):
        fill(office, 1)
        api, browser = office.client("officer"), office.at("officer")
        (path,) = [f"/{kind}/{row['id']}" for row in api.get(f"/{kind}", sort="-id", limit=1).json["items"]]
        browser.get(path)
        few = count(browser, path)
        about = api.get(path).json
        pair = {
            "provider_id": about.get("provider_id"),
            "enterprise_id": about.get("enterprise_id", about["id"]),
        }
        pair["provider_id"] = pair["provider_id"] or api.get("/providers", limit=1).json["items"][0]["id"]
        for n in range(10):
            survey = {**pair, "answer": "满意", "answered_on": f"2026-02-1{n}"}
            assert api.post("/surveys", survey).status_code == 201
        assert count(browser, path) == few
