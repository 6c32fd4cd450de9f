"""The pages of every city: also of those whose measures give no points, no grades, or neither."""

from __future__ import annotations

import importlib
import re

import pytest

from banfa.cities.loading.discovery import Cities, load_plugin
from banfa.demo.bureau import last_period
from banfa.demo.settings import make_settings
from banfa.demo.telling import tell_story
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.completeness import REPORTS_VERIFIED, reports_of
from banfa.ledger.kinds.registry import KINDS
from banfa.procedures.rounds import computing
from banfa.settings import Settings
from banfa.trust.rights import DECIDED, VERIFIED
from banfa.web.app import create_app
from tests.console.leads import run_watch
from tests.console.people import Office
from tests.console.quarter import find_in, version_of, work
from tests.strong_secret import SECRET
from tests.web.document import PATHS

pytestmark = pytest.mark.long

WITH_POINTS = ("xiamen", "huangshi")
NAMES = (*WITH_POINTS, "changsha", "changchun", "liuzhou")


@pytest.fixture(scope="module")
def five():
    loaded = {n: load_plugin(importlib.import_module(f"banfa_{n}"), n, check=False) for n in NAMES}
    made = Cities(loaded, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(computing, "cities", lambda: made)
        yield made


@pytest.fixture(scope="module")
def wide_app(engine, five, clock, tmp_path_factory):
    settings = Settings(data_dir=tmp_path_factory.mktemp("five"), secret=SECRET)
    return create_app(settings, engine, five, clock=clock)


@pytest.fixture(scope="module", params=NAMES)
def town(*, request, wide_app, engine, owner_engine, clock, five):
    """A bureau of the city with a story told, terms set, and a round that is computed."""
    office = Office(wide_app, engine, owner_engine, clock, city=request.param)
    profile = five.profile(request.param)
    span = last_period(profile, clock().date())
    tell(office, profile, span)
    settle(office, profile, span)
    return office, profile, evaluate(office, span)


def tell(office, profile, span):
    told = tell_story(profile, seed=7, span=span)
    office.client("admin").post("/cut-over", {"until_on": "2025-12-31"})
    for kind in (kind for name, kind in KINDS.items() if told.rows.get(name)):
        role = "admin" if kind.rights is DECIDED else "officer" if kind.rights is VERIFIED else "platform"
        path = "/decision-imports" if kind.rights is DECIDED else f"{PATHS[f'record_{kind.name}']}/bulk"
        report = office.client(role).post(path, {"rows": told.rows[kind.name]}).json
        assert report["rejected"] == 0, [row for row in report["rows"] if row["outcome"] == "rejected"][:3]


def settle(office, profile, span):
    officer, since = office.client("officer"), span.history.isoformat()
    bodies = {
        "promulgation": {"commencement": since},
        "terms": {"settings": make_settings(profile.latest)},
        "internal": {"objections": True, "review_steps": 1},
    }
    for kind, body in bodies.items():
        if kind == "terms" and not body["settings"]:
            continue
        sent = {
            "kind": kind,
            "edition": profile.latest.key,
            "document_no": f"试〔2025〕{kind}",
            "issuer": profile.city.bureau,
            "issued_on": since,
            "document_class": "internal" if kind == "internal" else "standard",
            "published_on": since,
            "published_in": "局网站",
            "body": body,
        }
        answer = officer.post("/instruments", sent)
        assert answer.status_code == 201, answer.json
    kinds = reports_of(ReadingContext(profile, office.clock().date()))
    rows = [{"external_id": k, "reports": k, "until_on": span.end.isoformat()} for k in kinds]
    of_platform = [row for row in rows if row["reports"] not in REPORTS_VERIFIED]
    for role, own in (("officer", rows), ("platform", of_platform)):
        assert office.client(role).post("/completeness/bulk", {"rows": own}).json["created"] == len(own)


def evaluate(office, span):
    """Open, cut off and compute a round by its pages; gives its address."""
    officer = office.at("officer")
    typed = {"name": "本期", "period_start": span.start.isoformat(), "period_end": span.end.isoformat()}
    assert 'name="period_start"' in officer.get("/rounds/new").text
    here = officer.send("/rounds/new", typed).headers["Location"]
    for step in ("cut-off", "compute"):
        officer.post(f"{here}/{step}", version=version_of(officer.get(here).text))
    work(office, here.rsplit("/", 1)[1])
    return here


class TestACity:
    def test_has_results_that_say_what_its_measure_gives(self, town):
        office, profile, here = town
        officer = office.at("officer")
        page = officer.get(f"{here}/results").text
        assert ("不计分、不排名" in page) == (profile.city.key not in WITH_POINTS)
        one = find_in(page, r'href="(/rounds/[^"]+/results/pv_[^"]+)"')
        assert "<h1>" in officer.get(one).text
        assert "<h1>" in officer.get(f"{one}?open=1").text
        assert officer.get(f"{here}/results.xlsx").data.startswith(b"PK")

    def test_has_a_receipt_that_is_computed_again(self, town):
        office, _, here = town
        officer = office.at("officer")
        assert officer.get(f"{here}/receipt.json").data
        assert "逐字节相同" in officer.get(f"{here}/receipt/replay").text

    def test_has_a_round_that_goes_on(self, town):
        office, _, here = town
        for role in ("officer", "reviewer"):
            browser = office.at(role)
            for path in ("", "/objections", "/exclusions", "/exclusions/new", "/receipt", "/reversal"):
                browser.get(f"{here}{path}", status=403 if role == "reviewer" and "new" in path else 200)
            assert "本期" in browser.get("/").text
        page = office.at("reviewer").get(here).text
        if "等审核人审核" in page:
            typed = {"opinion": "事实清楚"}
            answer = office.at("reviewer").post(f"{here}/approval", typed, version=version_of(page))
            assert "已审核通过（1/1）" in office.at("reviewer").follow(answer).text

    def test_has_a_measure_whose_every_provision_has_a_page(self, town):
        office, profile, _ = town
        officer, law = office.at("officer"), profile.latest
        assert law.title in officer.get("/law").text
        for provision in law.outline:
            officer.get(f"/law/{law.key}/{provision.cite.path}")

    def test_has_terms_that_are_shown_and_set(self, town):
        office, _, _ = town
        officer = office.at("officer")
        page = officer.get("/terms").text
        addresses = sorted(set(re.findall(r'href="(/terms/[^"/]+/[^"/?]+)"', page)))
        for address in addresses:
            officer.get(address)
            edition, key = address.split("/")[2:]
            if key == "scales":  # all scales of the edition, as a sheet
                continue
            assert key in officer.get(f"/terms/{edition}/set?key={key}").text

    def test_tries_terms_and_names_nobody(self, town):
        office, _, here = town
        officer = office.at("officer")
        page = officer.get("/what-if").text
        fields = re.findall(r'name="(settings\.[^"]+)"', page)
        if not fields:
            return
        names = {row["name"] for row in office.client("officer").get("/providers", limit=200).json["items"]}
        wrong = {"round_id": here.rsplit("/", 1)[1], fields[0]: "没有这个值"}
        page = officer.send("/what-if", wrong, status=422).text
        assert f'id="{fields[0]}-why"' in page
        assert not any(name in page for name in names)

    def test_has_leads_with_their_provisions(self, town):
        office, _, _ = town
        officer = office.at("officer")
        leads = run_watch(office)
        officer.get("/leads")
        for lead in leads[:5]:
            assert "认定要件" in officer.get(f"/leads/{lead}").text

    def test_has_forms_and_lists_of_its_own_words(self, town):
        office, profile, _ = town
        officer = office.at("officer")
        for kind in profile.record_kinds:
            officer.get(f"/records/new?kind={kind.key}")
        page = officer.get("/decision-proposals/new").text
        for kind in re.findall(r"/decision-proposals/new\?kind=(\w+)", page):
            assert "本系统摘要" in officer.get(f"/decision-proposals/new?kind={kind}").text
        provider = find_in(officer.get("/providers").text, r'href="(/providers/pv_[^"]+)"')
        for path in (
            provider,
            "/contracts",
            "/enterprises",
            "/imports/templates",
            "/data-completeness/new",
            "/ledger",
            "/search?q=公司",
        ):
            officer.get(path)
