"""A round over REST: from what a platform reports in bulk to published grades, an objection, and the end."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
import yaml
from sqlalchemy import text

from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.completeness import REPORTS_VERIFIED, reports_of
from banfa.procedures.receipts.replay import replay
from tests.web.document import PATHS

UNKNOWN = "pv_" + 32 * "0"
"""What looks like a provider and is none."""


@pytest.fixture(scope="module")
def bureau(storied):
    return storied


@pytest.fixture(scope="module")
def officer(bureau):
    return bureau.client("officer")


@pytest.fixture(scope="module")
def reviewer(bureau):
    return bureau.client("reviewer")


@pytest.fixture(scope="module")
def edition(cities):
    return cities.profile("xiamen").latest.key


@pytest.fixture
def step(bureau):
    """Take a step of a round, as read just before."""

    def take(client, round_id, action, body=None):
        version = client.get(f"/rounds/{round_id}").json["version"]
        return client.post(f"/rounds/{round_id}/{action}", body, version=version)

    return take


@pytest.fixture
def compute(bureau, officer, step):
    """Compute a round, as the worker would."""

    def asked(round_id):
        answer = step(officer, round_id, "compute")
        assert answer.status_code == 202
        assert officer.get(answer.headers["Location"]).json["state"] == "waiting"
        bureau.work(answer.json["work_id"])
        job = officer.get(answer.headers["Location"]).json
        assert (job["state"], job["steps_done"]) == ("done", job["steps_total"])
        return officer.get(f"/rounds/{round_id}").json

    return asked


def instrument(kind, edition, body, number):
    return {
        "kind": kind,
        "edition": edition,
        "document_no": number,
        "issuer": "厦门市工业和信息化局",
        "issued_on": "2025-12-20",
        "document_class": "internal" if kind == "internal" else "standard",
        "published_on": "2025-12-22",
        "published_in": "厦门市工业和信息化局网站",
        "body": body,
    }


@pytest.fixture(scope="module")
def terms():
    """What the demonstration's made-up document sets, but that the public list leaves out who failed."""
    example = yaml.safe_load((files("banfa_xiamen") / "demo_terms.yaml").read_text("utf-8"))["设定"]
    return {**example, "publicity.listed": "passed"}


@pytest.fixture(scope="module")
def in_force(officer, edition, terms):
    """The edition in force, its terms set, objections switched on."""
    for kind, body in (
        ("promulgation", {"commencement": "2026-01-01"}),
        ("terms", {"settings": terms}),
        ("internal", {"objections": True, "review_steps": 1}),
    ):
        assert (
            officer.post("/instruments", instrument(kind, edition, body, f"试〔2025〕{kind}")).status_code
            == 201
        )


@pytest.fixture(scope="module")
def complete(bureau, cities):
    """Every source declared complete up to the round's last day."""
    kinds = reports_of(ReadingContext(cities.profile("xiamen"), date(2026, 4, 8)))
    rows = [{"external_id": k, "reports": k, "until_on": "2026-03-31"} for k in kinds]
    of_platform = [row for row in rows if row["reports"] not in REPORTS_VERIFIED]
    for role, own in (("officer", rows), ("platform", of_platform)):  # each for what it reports itself
        assert bureau.client(role).post("/completeness/bulk", {"rows": own}).json["created"] == len(own)


def opened(officer, name, **other):
    body = {"name": name, "period_start": "2026-01-01", "period_end": "2026-03-31", **other}
    return officer.post("/rounds", body)


@pytest.fixture(scope="module")
def round_id(officer, in_force, complete):
    """The round that is carried to its end."""
    return opened(officer, "2026年第一季度").json["id"]


class TestOpen:
    def test_answers_with_the_round(self, officer):
        answer = opened(officer, "开启")
        assert answer.status_code == 201
        assert officer.get(answer.headers["Location"]).json == answer.json
        assert answer.headers["ETag"] == f'"{answer.json["version"]}"'

    def test_refuses_what_cannot_be(self, officer):
        assert opened(officer, "倒置", period_end="2025-12-31").json["code"] == "days_reversed"
        assert opened(officer, "两月", period_end="2026-02-28").json["code"] == "period_mismatch"
        assert opened(officer, "版本", edition="none").json["code"] == "unknown_edition"
        assert opened(officer, "开启").json["code"] == "round_exists"


class TestSteps:
    def test_ask_which_version_was_read(self, officer):
        round_id = opened(officer, "步骤").json["id"]
        assert officer.post(f"/rounds/{round_id}/cut-off").status_code == 428
        assert officer.post(f"/rounds/{round_id}/cut-off", version=99).status_code == 412
        assert officer.post(f"/rounds/{round_id}/cut-off", version=1).status_code == 200

    def test_come_in_order(self, officer, reviewer, step):
        round_id = opened(officer, "次序").json["id"]
        assert step(officer, round_id, "compute").json["code"] == "wrong_state"
        answer = step(reviewer, round_id, "publication", {"days": 5})
        assert (answer.status_code, answer.json["code"]) == (409, "wrong_state")

    def test_are_taken_back_by_a_named_decision(self, officer, step):
        round_id = opened(officer, "撤回").json["id"]
        step(officer, round_id, "cut-off")
        assert step(officer, round_id, "reversal", {"reason": "补报"}).status_code == 422
        back = step(officer, round_id, "reversal", {"reason": "补报", "document_no": "撤〔2026〕1号"})
        assert (back.status_code, back.json["state"]) == (200, "open")


class TestOpenTerms:
    def test_are_listed_with_what_is_set(self, officer, edition):
        told = officer.get(f"/law/editions/{edition}/open-terms").json
        assert told["terms"]
        assert {"key", "zh", "cite", "kind", "set", "value", "document_no"} <= set(told["terms"][0])

    def test_are_not_set_by_what_is_not_published(self, officer, edition):
        body = {"settings": {"quota.excellent": 21}}
        sent = {**instrument("terms", edition, body, "试〔2025〕8号"), "document_class": "minutes"}
        answer = officer.post("/instruments", sent)
        assert (answer.status_code, answer.json["code"]) == (422, "not_published")

    def test_hold_for_periods_after_their_publication(self, officer, edition, terms, in_force):
        sent = instrument("terms", edition, {"settings": {"quota.excellent": 21}}, "试〔2026〕8号")
        sent |= {"published_on": "2026-01-05"}
        answer = officer.post("/instruments", sent)
        assert (answer.status_code, answer.json["body"]["applies_from"]) == (201, "2026-04-01")
        listed = officer.get(f"/law/editions/{edition}/open-terms").json["terms"]
        (share,) = (term for term in listed if term["key"] == "quota.excellent")
        assert (share["value"], share["applies_from"]) == (21, "2026-04-01")

    def test_are_not_set_beyond_their_bounds(self, officer, edition):
        for body, code in (({"settings": {"nothing": 1}}, "term_invalid"), ({}, "settings_missing")):
            answer = officer.post("/instruments", instrument("terms", edition, body, "试〔2025〕9号"))
            assert (answer.status_code, answer.json["code"]) == (422, code)
        assert officer.get("/instruments").status_code == 200


class TestEvaluation:
    """One round from facts to the end. The order of the methods is that of the work."""

    def test_is_computed_as_a_job(self, officer, round_id, step, compute):
        assert officer.get(f"/rounds/{round_id}/results").json["code"] == "not_computed"
        step(officer, round_id, "cut-off")
        found = compute(round_id)
        assert found["state"] == "computed"
        assert not found["trial"]
        assert found["computation"]["providers"] > 20
        assert found["computation"]["stale"] == []

    def test_shows_results_by_rank(self, officer, round_id):
        rows = [row for page in officer.pages(f"/rounds/{round_id}/results", limit=7) for row in page]
        assert len({row["provider_id"] for row in rows}) == len(rows)
        known = [row["rank"] for row in rows if isinstance(row["rank"], int)]
        assert known == sorted(known)
        best = officer.get(f"/rounds/{round_id}/results", grade=rows[0]["grade"]).json["items"]
        assert {row["grade"] for row in best} == {rows[0]["grade"]}

    def test_shows_one_result_with_all_reasons(self, officer, round_id):
        first = officer.get(f"/rounds/{round_id}/results", limit=1).json["items"][0]
        whole = officer.get(f"/rounds/{round_id}/results/{first['provider_id']}").json
        assert whole["criteria"]
        assert all(one["cite_zh"].startswith("第") and one["explanation"] for one in whole["criteria"])
        assert any(fact["evidence"] for one in whole["criteria"] for fact in one["facts"])
        evidence = next(e for c in whole["criteria"] for f in c["facts"] for e in f["evidence"])
        path = PATHS[f"get_{evidence['kind']}"].split("<")[0]
        assert officer.get(f"{path}{evidence['ids'][0]}").status_code == 200
        assert officer.get(f"/rounds/{round_id}/results/{UNKNOWN}").json["code"] == "result_not_found"

    def test_has_a_receipt_that_replays(self, officer, round_id):
        answer = officer.get(f"/rounds/{round_id}/receipt")
        assert answer.content_type == "application/json"
        assert replay(answer.data).same

    def test_keeps_results_from_providers_until_they_are_public(self, bureau, officer, round_id):
        first = officer.get(f"/rounds/{round_id}/results", limit=1).json["items"][0]["provider_id"]
        client = bureau.client("provider", provider_id=first)
        for path in ("", f"/{first}"):
            answer = client.get(f"/rounds/{round_id}/results{path}")
            assert (answer.status_code, answer.json["code"]) == (409, "not_public")
        assert client.get(f"/rounds/{round_id}/receipt").status_code == 403

    def test_keeps_results_from_the_platform_until_they_are_public(self, bureau, officer, round_id):
        first = officer.get(f"/rounds/{round_id}/results", limit=1).json["items"][0]["provider_id"]
        for path in ("results", f"results/{first}", "receipt"):
            answer = bureau.client("platform").get(f"/rounds/{round_id}/{path}")
            assert (answer.status_code, answer.json["code"]) == (409, "not_public")

    def test_rules_out_whoever_is_still_open(self, officer, round_id, step, compute):
        page = officer.get(f"/rounds/{round_id}/results", limit=200).json["items"]
        for row in (row for row in page if row["open"]):
            body = {"provider_id": row["provider_id"], "reason": "事实待核实", "document_no": "缓〔2026〕1号"}
            ruled = step(officer, round_id, "exclusions", body)
            assert ruled.status_code == 201
            version = officer.get(f"/rounds/{round_id}").json["version"]
            assert ruled.headers["ETag"] == f'"{version}"'
        unknown = {"provider_id": UNKNOWN, "reason": "事实待核实", "document_no": "缓〔2026〕2号"}
        assert step(officer, round_id, "exclusions", unknown).status_code == 404
        assert compute(round_id)["computation"]["open_results"] == 0

    def test_is_reviewed_by_somebody_else(self, bureau, officer, reviewer, round_id, step):
        assert step(officer, round_id, "approvals", {"opinion": "同意"}).status_code == 403
        done = step(reviewer, round_id, "approvals", {"opinion": "同意"})
        assert (done.status_code, done.json["state"]) == (200, "reviewed")

    def test_is_published_for_as_long_as_the_measure_asks(self, reviewer, round_id, step):
        short = step(reviewer, round_id, "publication", {"days": 4})
        assert (short.status_code, short.json["code"]) == (422, "publicity_too_short")
        assert short.json["errors"][0]["field"] == "days"
        done = step(reviewer, round_id, "publication", {"days": 5})
        assert (done.status_code, done.json["state"]) == (200, "published")

    def test_shows_a_provider_its_own(self, bureau, officer, round_id):
        first, second = officer.get(f"/rounds/{round_id}/results", limit=2).json["items"]
        client = bureau.client("provider", provider_id=first["provider_id"])
        assert client.get(f"/rounds/{round_id}/results").json["items"] == [first]
        assert client.get(f"/rounds/{round_id}/results/{first['provider_id']}").status_code == 200
        foreign = client.get(f"/rounds/{round_id}/results/{second['provider_id']}")
        missing = client.get(f"/rounds/{round_id}/results/{UNKNOWN}")
        told = [a.data.replace(a.json["instance"].encode(), b"") for a in (foreign, missing)]
        assert told[0] == told[1]
        assert foreign.status_code == 404

    def test_names_those_who_failed_to_the_bureau_and_themselves(self, bureau, officer, round_id):
        path = f"/rounds/{round_id}/results"
        everyone = officer.get(path, limit=200).json["items"]
        failed = [row for row in everyone if row["grade"] == "不合格"]
        assert failed
        platform = bureau.client("platform")
        listed = platform.get(path, limit=200, count="true").json
        assert listed["items"] == [row for row in everyone if row["grade"] != "不合格"]
        assert listed["total"] == len(everyone) - len(failed)
        assert platform.get(path, grade="不合格").json["items"] == []
        one = failed[0]["provider_id"]
        assert platform.get(f"{path}/{one}").json["code"] == "result_not_found"
        assert platform.get(f"{path}/{listed['items'][0]['provider_id']}").status_code == 200
        assert platform.get(f"/rounds/{round_id}/receipt").json["code"] == "results_unlisted"
        itself = bureau.client("provider", provider_id=one)
        assert itself.get(path).json["items"] == failed[:1]
        objection = {"provider_id": one, "statement": "对等级有异议"}
        filed = itself.post(f"/rounds/{round_id}/objections", objection)
        assert filed.status_code == 201
        withdrawal = f"/objections/{filed.json['id']}/withdrawal"
        assert itself.post(withdrawal, {"reason": "已了解情况"}).json["state"] == "withdrawn"

    def test_hears_objections(self, bureau, officer, reviewer, round_id):
        first, second = officer.get(f"/rounds/{round_id}/results", limit=2).json["items"]
        client = bureau.client("provider", provider_id=first["provider_id"])
        path, body = f"/rounds/{round_id}/objections", {"statement": "少计一份合同"}
        foreign = client.post(path, {**body, "provider_id": second["provider_id"]})
        missing = client.post(path, {**body, "provider_id": UNKNOWN})
        assert foreign.json["code"] == missing.json["code"] == "result_not_found"
        filed = client.post(path, {**body, "provider_id": first["provider_id"]})
        assert (filed.status_code, filed.json["state"]) == (201, "filed")
        other = bureau.client("provider", provider_id=second["provider_id"])
        assert other.get(path).json["items"] == []
        (own_one,) = client.get(path).json["items"]
        assert own_one["id"] == filed.json["id"]
        assert {"filed_by", "decided_by", "withdrawn_by"}.isdisjoint({*own_one, *filed.json})
        assert bureau.client("platform").get(path).status_code == 403
        again = client.post(path, {**body, "provider_id": first["provider_id"]})
        assert (again.status_code, again.json["code"]) == (409, "objection_pending")
        withdrawal = f"/objections/{filed.json['id']}/withdrawal"
        assert other.post(withdrawal, {"reason": "误提"}).status_code == 404
        assert client.post(withdrawal, {"reason": "误提"}).json["state"] == "withdrawn"
        early = {**body, "provider_id": first["provider_id"], "received_on": "2026-04-08"}
        assert client.post(path, early).json["code"] == "field_not_yours"
        filed = officer.post(path, early)
        assert (filed.status_code, filed.json["received_on"]) == (201, "2026-04-08")
        decision = {"upheld": True, "reason": "经核实成立"}
        decide = f"/objections/{filed.json['id']}/decision"
        own = reviewer.post(decide, decision)
        assert (own.status_code, own.json["code"]) == (409, "own_work"), "approved it"
        reviewer = bureau.client("admin")
        assert reviewer.post(decide, decision).json["code"] == "corrections_missing"
        corrects = [{"provider_id": first["provider_id"], "items": ["6.1.1"]}]
        decision["corrects"] = corrects
        decided = reviewer.post(decide, decision)
        assert (decided.status_code, decided.json["state"]) == (200, "recomputing")
        bureau.work(decided.json["work_id"])
        waiting = client.get(path).json["items"][-1]
        assert (waiting["reason"], waiting["corrects"], waiting["moved"]) == (None, None, None), (
            "not approved"
        )
        *_, settled = officer.get(path).json["items"]
        assert (settled["state"], settled["moved"], settled["corrects"]) == ("upheld", [], corrects)
        again = reviewer.post(decide, decision)
        assert again.status_code == 409

    def test_is_closed_for_good(self, bureau, round_id, step):
        officer, reviewer = bureau.client("officer"), bureau.client("reviewer")
        early = step(reviewer, round_id, "close")
        assert (early.status_code, early.json["code"]) == (409, "publicity_running")
        bureau.clock.forward(days=30)
        unseen = step(reviewer, round_id, "close")
        assert (unseen.status_code, unseen.json["code"]) == (409, "not_reviewed"), "computed again since"
        own = step(bureau.client("admin"), round_id, "approvals", {"opinion": "同意"})
        assert (own.status_code, own.json["code"]) == (409, "own_work")
        again = step(reviewer, round_id, "approvals", {"opinion": "同意"})
        assert (again.status_code, again.json["state"]) == (200, "published")
        done = step(reviewer, round_id, "close")
        assert (done.status_code, done.json["state"]) == (200, "closed")
        grades = officer.get("/decisions", kind="grade", limit=200).json["items"]
        assert grades
        for action in ("cut-off", "compute"):
            assert step(officer, round_id, action).json["code"] == "round_closed"
        back = step(officer, round_id, "reversal", {"reason": "错了", "document_no": "撤〔2026〕2号"})
        assert (back.status_code, back.json["code"]) == (409, "round_closed")


class TestWatch:
    def test_lists_what_is_met_and_open(self, officer, in_force, complete):
        hits = officer.get("/watch", fresh="true", as_of="2026-03-31", limit=200).json["items"]
        assert {hit["state"] for hit in hits} <= {"met", "open"}
        assert all(hit["explanation"] and hit["cite_zh"].startswith("第") for hit in hits)
        met = officer.get("/watch", fresh="true", as_of="2026-03-31", state="met", limit=200).json["items"]
        assert met == [hit for hit in hits if hit["state"] == "met"][: len(met)]

    def test_goes_on_by_its_link(self, officer):
        whole = officer.get("/watch", fresh="true", as_of="2026-03-31", limit=4).json["items"]
        first, second, *_ = officer.pages("/watch", fresh="true", as_of="2026-03-31", limit=2)
        assert [*first, *second] == whole

    def test_is_not_for_outsiders(self, bureau):
        assert bureau.client("platform").get("/watch").status_code == 403


class TestAudit:
    def test_lists_every_change_and_verifies(self, bureau, officer):
        auditor = bureau.client("auditor")
        links = auditor.get("/audit", action="instrument.issued", limit=200).json["items"]
        whole = [auditor.get(f"/audit/{link['seq']}").json for link in links]
        assert {link["data"]["kind"] for link in whole} == {"promulgation", "terms", "internal"}
        verified = auditor.get("/audit/verification").json
        assert (verified["intact"], verified["fault_count"], verified["faults"]) == (True, 0, [])
        assert auditor.get("/audit", limit=2).json["next"]

    def test_names_what_was_edited_in_place(self, bureau, officer, owner_engine):
        provider = officer.get("/providers", limit=1).json["items"][0]
        change = text("UPDATE provider SET address = :address WHERE tenant_id = :tenant AND entry_id = :id")
        place = {"tenant": bureau.tenant.id, "id": bureau.number("provider", provider["id"])}
        with owner_engine.begin() as connection:
            connection.execute(change, {**place, "address": "别处"})
        verified = bureau.client("auditor").get("/audit/verification").json
        with owner_engine.begin() as connection:
            connection.execute(change, {**place, "address": provider["address"]})
        assert (verified["intact"], verified["fault_count"]) == (False, 1)
        (fault,) = verified["faults"]
        assert fault["seq"] > 0
        assert fault["subject"].partition("/")[0] == "provider"
        assert "曾被改动" in fault["reason"]
