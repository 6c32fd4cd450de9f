"""What a provider reads of its results by a one-time link: its own, once the round is closed."""

from __future__ import annotations

from tests.console.people import PASSWORD
from tests.console.quarter import PERIOD, publish_quarter, version_of
from tests.party_links.handing import link, switch_on


class Desk:
    """As the links are issued at: an officer's client, and the day."""

    def __init__(self, office):
        self.office, self.client = office, office.client("officer")

    @property
    def today(self):
        return self.office.clock.now.date()

    def get(self, path):
        return self.client.get(path).json

    def post(self, path, body):
        return self.client.post(path, body).json


def visit(office, provider):
    browser = office.browser()
    browser.send(link(Desk(office), provider_id=provider)["address"], {})
    return browser.get("/party").text


def close(office, here):
    office.clock.forward(days=20)
    for role in ("officer", "reviewer"):  # their sessions lay idle
        office.browsers[role] = office.browser()
        office.browsers[role].log_in(office.login(role), PASSWORD)
    reviewer = office.at("reviewer")
    reviewer.post(f"{here}/close", page=here, version=version_of(reviewer.get(here).text))


def test_results_are_told_once_the_round_is_closed_and_nobody_elses(settled):
    office = settled
    switch_on(Desk(office))
    here = publish_quarter(office, PERIOD)
    results = (
        office.client("officer").get(f"/rounds/{here.rsplit('/', 1)[1]}/results", limit=200).json["items"]
    )
    mine, *others = [row for row in results if row["taking_part"] == "yes"]
    text = visit(office, mine["provider_id"])
    assert PERIOD["name"] not in text
    close(office, here)
    text = visit(office, mine["provider_id"])
    assert f"{PERIOD['name']}：{mine['grade']}，{mine['total']}分" in text
    assert "指标" in text
    assert "上一等级" not in text
    assert not [row["provider_name"] for row in others if row["provider_name"] in text]
