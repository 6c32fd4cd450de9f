"""The watch over REST: looked at as of a day, run as a job, and read as stored."""

from __future__ import annotations

import pytest

from tests.web.clients import Bureau, credit_code


@pytest.fixture(scope="module")
def bureau(app, engine, owner_engine, clock):
    """A bureau with two providers: one without a contract for three months, one found to have leaked."""
    made = Bureau(app, engine, owner_engine, clock)
    officer = made.client("officer")
    for name, joined in (("甲公司", "2025-12-31"), ("乙公司", "2026-02-01")):
        provider = officer.post("/providers", {"uscc": credit_code(), "name": name}).json["id"]
        member = {"provider_id": provider, "category": "integrator", "from_on": joined, "selected_on": joined}
        assert officer.post("/memberships", member).status_code == 201
    leak = {"provider_id": provider, "kind": "disclosure", "found_on": "2026-03-20"}
    assert officer.post("/findings", leak).status_code == 201
    complete = {"reports": "contract", "until_on": "2026-04-07"}
    assert officer.post("/completeness", complete).status_code == 201
    return made


@pytest.fixture(scope="module")
def officer(bureau):
    return bureau.client("officer")


@pytest.fixture(scope="module")
def ids(officer):
    return {row["name"]: row["id"] for row in officer.get("/providers").json["items"]}


@pytest.fixture
def run(bureau, officer):
    """Run the watch as the worker would; gives the run."""

    def ran(**body):
        answer = officer.post("/watch/runs", body)
        assert answer.status_code == 202, answer.json
        bureau.work(answer.json["work_id"])
        job = officer.get(answer.headers["Location"]).json
        assert (job["state"], job["steps_done"]) == ("done", job["steps_total"])
        return job["result"]

    return ran


def found(answer):
    """Provider, provision and state of what a list shows."""
    return [(hit["provider_name"], hit["clause"], hit["state"]) for hit in answer.json["items"]]


class TestLooking:
    def test_shows_what_is_met_as_of_a_day(self, officer):
        assert found(officer.get("/watch", fresh="true", as_of="2026-03-31", state="met")) == [
            ("乙公司", "11.4", "met")
        ]
        assert found(officer.get("/watch", fresh="true", as_of="2026-04-01", state="met")) == [
            ("甲公司", "12.3", "met"),
            ("乙公司", "11.4", "met"),
        ]

    def test_is_narrowed_to_a_provision_and_a_provider(self, officer, ids):
        day = {"fresh": "true", "as_of": "2026-04-01"}
        assert found(officer.get("/watch", clause="11.4", **day)) == [("乙公司", "11.4", "met")]
        assert found(officer.get("/watch", provider_id=ids["甲公司"], state="met", **day)) == [
            ("甲公司", "12.3", "met")
        ]
        assert officer.get("/watch", provider_id=999_999_999).status_code == 404

    def test_stores_nothing(self, officer, bureau):
        other = bureau.client("auditor")
        officer.get("/watch", fresh="true")
        assert other.get("/hits").json["items"] == []
        assert other.get("/watch/runs").json["items"] == []

    def test_of_a_day_has_to_be_afresh(self, officer):
        answer = officer.get("/watch", as_of="2026-03-31")
        assert (answer.status_code, answer.json["code"]) == (422, "as_of_needs_fresh")
        assert officer.get("/watch", fresh="yes").json["code"] == "field_malformed"

    def test_says_that_it_is_of_now(self, officer):
        page = officer.get("/watch", fresh="true").json
        assert (page["fresh"], page["as_of"], page["changed"]) == (True, "2026-04-08", [])

    def test_without_a_run_shows_nothing_and_says_so(self, officer):
        page = officer.get("/watch").json
        assert (page["items"], page["fresh"], page["as_of"], page["known_at"]) == ([], False, None, None)


class TestARun:
    """The order of the methods is that of the days."""

    def test_stores_what_it_finds(self, officer, run):
        made = run(as_of="2026-03-31")
        assert (made["as_of"], made["kept"], made["changes"]["met"]) == ("2026-03-31", True, 1)
        (hit,) = officer.get("/hits", state="met").json["items"]
        assert (hit["provider_name"], hit["cite"], hit["trial"]) == ("乙公司", "11.4", True)
        assert hit["explanation"].startswith("第十一条第（四）项")
        assert officer.get("/hits", state="open").json["items"]

    def test_stores_what_has_changed(self, officer, run):
        before = officer.get("/hits", limit=200).json["items"]
        made = run(as_of="2026-04-01")
        assert made["changes"]["latched"] == 1
        (hit,) = officer.get("/hits", state="latched").json["items"]
        assert (hit["provider_name"], hit["clause"], hit["seen_on"]) == ("甲公司", "12.3", "2026-04-01")
        after = officer.get("/hits", limit=200).json["items"]
        assert [one for one in after if one["run_id"] != made["run_id"]] == [
            one for one in before if one["id"] in {h["id"] for h in after if h["run_id"] != made["run_id"]}
        ]
        assert officer.get("/hits", run_id=made["run_id"]).json["items"] == [
            one for one in after if one["run_id"] == made["run_id"]
        ]

    def test_is_what_the_watch_shows_from_then_on(self, officer):
        page = officer.get("/watch", limit=200).json
        assert (page["fresh"], page["as_of"], page["changed"]) == (False, "2026-04-01", [])
        afresh = officer.get("/watch", fresh="true", as_of="2026-04-01", limit=200).json["items"]
        assert page["items"] == afresh
        pages = list(officer.pages("/watch", limit=3))
        assert [one for items in pages for one in items] == afresh
        assert found(officer.get("/watch", state="met", clause="12.3")) == [("甲公司", "12.3", "met")]

    def test_shows_as_of_when_and_what_has_changed_since(self, officer, ids):
        leak = {"provider_id": ids["甲公司"], "kind": "disclosure", "found_on": "2026-03-21"}
        found_out = officer.post("/findings", leak).json
        page = officer.get("/watch", clause="11.4").json
        assert page["changed"] == ["finding"]
        assert [one["provider_name"] for one in page["items"] if one["state"] == "met"] == ["乙公司"]
        path = f"/findings/{found_out['id']}/voiding"
        assert officer.post(path, {"reason": "误登"}, version=found_out["version"]).status_code == 200

    def test_of_an_earlier_day_changes_nothing(self, officer, run):
        before = officer.get("/hits", limit=200).json
        assert run(as_of="2026-03-25")["kept"] is False
        assert officer.get("/hits", limit=200).json == before
        assert [one["as_of"] for one in officer.get("/watch/runs").json["items"]] == [
            "2026-03-31",
            "2026-04-01",
            "2026-03-25",
        ]

    def test_shows_one_hit_with_its_reasons(self, officer):
        (hit,) = officer.get("/hits", clause="11.4", state="triggered").json["items"]
        whole = officer.get(f"/hits/{hit['id']}").json
        assert (whole["force"], whole["remedies"]) == ("应当", ["警告", "限期整改"])
        (fact,) = whole["facts"]
        assert (fact["value"], fact["evidence"][0]["kind"], fact["evidence"][0]["on"]) == (
            1,
            "finding",
            "2026-03-20",
        )
        assert officer.get(f"/findings/{fact['evidence'][0]['ids'][0]}").status_code == 200
        assert [one["state"] for one in whole["history"]] == ["met"]
        assert officer.get("/hits/999999999").json["code"] == "hit_not_found"

    def test_pages_of_hits_follow_one_another(self, officer):
        whole = officer.get("/hits", state="standing", limit=200).json["items"]
        seen: list[object] = []
        cursor: dict[str, str] = {}
        while True:
            page = officer.get("/hits", state="standing", limit=3, **cursor).json
            seen += page["items"]
            if page["next"] is None:
                break
            cursor = {"after": page["next"]}
        assert seen == whole

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({"as_of": "2026-04-09"}, "future_day"),
            ({"as_of": "昨天"}, "field_malformed"),
            ({"x": 1}, "field_unknown"),
        ],
    )
    def test_is_refused(self, officer, body, code):
        answer = officer.post("/watch/runs", body)
        assert (answer.status_code, answer.json["code"]) == (422, code)


class TestWhoMaySee:
    @pytest.mark.parametrize("path", ["/watch", "/hits", "/hits/1", "/watch/runs"])
    def test_is_the_bureau_alone(self, bureau, ids, path):
        provider = bureau.client("provider", provider_id=ids["甲公司"])
        assert provider.get(path).status_code == 403
        assert bureau.client("platform").get(path).status_code == 403
        assert bureau.client("reviewer").get(path).status_code in (200, 404)

    def test_is_whoever_manages_evaluations_for_a_run(self, bureau):
        assert bureau.client("auditor").post("/watch/runs", {}).status_code == 403
        assert bureau.client("officer").post("/watch/runs", {}).json["as_of"] == "2026-04-08"
