"""A bureau in which a quarter can be evaluated: the demonstration's story, terms, complete reports."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest
import yaml

from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.completeness import REPORTS_VERIFIED, reports_of
from banfa.procedures.rounds.requests import find_computation_work
from tests.console.people import Office

PERIOD = {"name": "2026年第一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}


@pytest.fixture(scope="module")
def settled(storied, cities):
    """A bureau whose terms are set and whose reports are complete."""
    office = make_office(storied)
    settle(office, cities.profile("xiamen"))
    return office


@pytest.fixture(scope="module")
def unreported(storied, cities):
    """A bureau whose terms are set, and whose reports are not complete."""
    office = make_office(storied)
    settle(office, cities.profile("xiamen"), complete=False)
    return office


def make_office(storied):
    office = Office.__new__(Office)
    office.__dict__.update(storied.__dict__, browsers={}, issuer="")
    return office


def settle(office, profile, *, complete=True):
    """Put the edition in force, set its terms, switch objections on, declare reports complete."""
    issue(office, profile, "promulgation", {"commencement": "2026-01-01"})
    set_terms(office, profile)
    if complete:
        declare(office, profile)


def set_terms(office, profile):
    """Set the terms of the edition in force, and switch objections on."""
    terms = yaml.safe_load((files("banfa_xiamen") / "demo_terms.yaml").read_text("utf-8"))["设定"]
    issue(office, profile, "terms", {"settings": terms})
    issue(office, profile, "internal", {"objections": True, "review_steps": 1})


def issue(office, profile, kind, body):
    sent = {
        "kind": kind,
        "edition": profile.latest.key,
        "document_no": f"试〔2025〕{kind}",
        "issuer": "厦门市工业和信息化局",
        "issued_on": "2025-12-20",
        "document_class": "internal" if kind == "internal" else "standard",
        "published_on": "2025-12-22",
        "published_in": "厦门市工业和信息化局网站",
        "body": body,
    }
    assert office.client("officer").post("/instruments", sent).status_code == 201


def declare(office, profile):
    kinds = reports_of(ReadingContext(profile, date(2026, 4, 8)))
    rows = [{"external_id": k, "reports": k, "until_on": "2026-03-31"} for k in kinds]
    of_platform = [row for row in rows if row["reports"] not in REPORTS_VERIFIED]
    for role, own in (("officer", rows), ("platform", of_platform)):
        assert office.client(role).post("/completeness/bulk", {"rows": own}).json["created"] == len(own)


class Loads:
    """A browser whose pages are counted: every page that is shown, whoever asks for it."""

    def __init__(self):
        self.count = 0

    def show(self, browser, path):
        self.count += 1
        return browser.get(path).text

    def press(self, browser, path, data=None, **options):
        """Send a form that stands on the page now shown, and look at the page it leads to."""
        answer = browser.post(path, data, **options)
        return self.show(browser, answer.headers["Location"]), answer.headers["Location"]


def work(office, round_id):
    """Carry out the computation that was asked for last, as the worker would."""
    with office.unit() as unit:
        found = find_computation_work(unit, office.number("round", round_id))
    assert found is not None
    office.work(office.outward("work", found.id))


def publish_quarter(office, named):
    """Take a round from its beginning to where it is public; gives its address."""
    officer, reviewer = office.at("officer"), office.at("reviewer")
    page = compute_quarter(office, named)
    rule_on_open(office, officer, officer.get(page).text, page)
    for step, data in (("approval", {"opinion": "同意"}), ("publication", {"days": "5"})):
        reviewer.send(f"{page}/{step}", data)
    return page


def compute_quarter(office, named):
    """Begin a round, cut it off and compute it; gives its address."""
    officer = office.at("officer")
    page = officer.send("/rounds/new", named).headers["Location"]
    for step in ("cut-off", "compute"):
        officer.post(f"{page}/{step}", page=page, version=version_of(officer.get(page).text))
    work(office, page.rsplit("/", 1)[1])
    return page


def rule_on_open(office, browser, page, here):
    """Rule, on the page of the round that is shown, on all whose results are open of themselves."""
    chosen = re.findall(r'name="providers" value="([^"]+)"', page)
    typed = {"providers": chosen, "reason": "尚不能核实", "document_no": "缓〔2026〕1号", "compute": "y"}
    answer = browser.post(f"{here}/exclusions/new", typed, version=version_of(page))
    work(office, here.rsplit("/", 1)[1])
    return chosen, answer.headers["Location"]


def version_of(text):
    return find_in(text, r'name="version" value="(\d+)"')


def find_in(text, pattern):
    """What the first group of a pattern is in a page, where it is first there."""
    return next(re.finditer(pattern, text))[1].replace("&amp;", "&")
