"""Decisions under a document: one person proposes, another confirms; before that, what was imported."""

from __future__ import annotations

import pytest

from banfa.procedures.decisions.steps import STATES, STEPS
from banfa.trust.permissions import PERMISSIONS
from banfa.trust.persons import add_person
from tests.at_once import call_at_once
from tests.web.clients import Bureau, credit_code

PROMULGATION = {
    "kind": "promulgation",
    "document_no": "局〔2025〕1号",
    "issuer": "厦门市工业和信息化局",
    "issued_on": "2025-12-20",
    "document_class": "normative",
    "published_on": "2025-12-20",
    "published_in": "厦门市工业和信息化局网站",
    "body": {"commencement": "2026-01-01"},
}
WARNING = {
    "kind": "warning",
    "decided_on": "2026-03-12",
    "authority": "厦门市工业和信息化局",
    "document_no": "厦工信警〔2026〕3号",
    "edition": "draft",
    "cite": "11.4",
}
ROW = {"external_id": "old-1", "kind": "warning", "decided_on": "2025-10-01"}


@pytest.fixture
def provider(officer):
    return officer.post("/providers", {"uscc": credit_code(), "name": "某某科技有限公司"}).json["id"]


@pytest.fixture
def another(bureau):
    return bureau.new_client("officer", name="另一位经办")


@pytest.fixture
def in_force(officer):
    edition = "draft"
    assert officer.post("/instruments", {**PROMULGATION, "edition": edition}).status_code == 201
    return edition


@pytest.fixture
def proposed(officer, provider, in_force):
    answer = officer.post("/decision-proposals", {**WARNING, "provider_id": provider})
    assert answer.status_code == 201, answer.json
    return answer.json


def confirm(client, proposal, version=1):
    return client.post(f"/decision-proposals/{proposal['id']}/confirmation", version=version)


def decisions(client, **filters):
    return client.get("/decisions", **filters).json["items"]


def refusal(answer):
    return answer.status_code, answer.json.get("code")


class TestADecisionUnderADocument:
    def test_is_in_the_ledger_once_another_person_has_confirmed_it(self, officer, another, proposed):
        assert proposed["state"] == "proposed"
        assert decisions(officer) == []
        confirmed = confirm(another, proposed).json
        assert confirmed["state"] == "recorded"
        (decision,) = decisions(officer)
        assert decision["id"] == confirmed["decision_id"]
        assert {name: decision[name] for name in WARNING} == WARNING
        assert (decision["source"], decision["imported"], decision["effect"]) == ("banfa", False, "counted")

    def test_is_not_confirmed_by_its_proposer_whatever_his_token(self, bureau, provider, in_force):
        with bureau.unit() as unit:
            person = add_person(unit, name="一人", roles=["officer", "reviewer", "admin"]).id
        tokens = [bureau.new_client(r, name=r, person_id=person) for r in ("officer", "reviewer", "admin")]
        proposal = tokens[0].post("/decision-proposals", {**WARNING, "provider_id": provider}).json
        for token in tokens:
            assert refusal(confirm(token, proposal)) == (403, "same_person")
        assert decisions(tokens[0]) == []

    def test_is_confirmed_once(self, officer, another, proposed):
        assert confirm(another, proposed).status_code == 200
        assert refusal(confirm(another, proposed)) == (412, "proposal_changed")
        assert refusal(confirm(another, proposed, version=2)) == (409, "wrong_state")
        assert len(decisions(officer)) == 1

    def test_is_not_proposed_twice_at_a_time(self, officer, provider, proposed):
        again = officer.post("/decision-proposals", {**WARNING, "provider_id": provider})
        assert refusal(again) == (409, "decision_proposed")

    @pytest.mark.parametrize("name", ["authority", "document_no", "edition", "cite"])
    def test_names_its_document(self, officer, provider, in_force, name):
        body = {key: value for key, value in {**WARNING, "provider_id": provider}.items() if key != name}
        answer = officer.post("/decision-proposals", body)
        assert refusal(answer) == (422, "field_missing")
        assert answer.json["errors"][0]["field"] == name

    def test_needs_an_edition_in_force_on_its_day(self, officer, provider):
        answer = officer.post("/decision-proposals", {**WARNING, "provider_id": provider})
        assert refusal(answer) == (409, "edition_not_in_force")

    def test_is_of_a_kind_that_the_edition_knows(self, officer, provider, in_force):
        body = {**WARNING, "provider_id": provider, "kind": "grey_list", "cite": "12.1"}
        assert refusal(officer.post("/decision-proposals", body)) == (409, "decision_unknown_to_edition")

    @pytest.mark.parametrize(("cite", "code"), [("12.1", "provision_mismatch"), ("没有", "field_malformed")])
    def test_stands_on_a_provision_that_provides_for_it(self, officer, provider, in_force, cite, code):
        answer = officer.post("/decision-proposals", {**WARNING, "provider_id": provider, "cite": cite})
        assert refusal(answer) == (422, code)

    def test_gives_no_grade(self, officer, provider, in_force):
        body = {**WARNING, "provider_id": provider, "kind": "grade", "label": "优秀", "cite": "8"}
        assert refusal(officer.post("/decision-proposals", body)) == (422, "grade_by_round")

    @pytest.mark.parametrize("name", ["imported", "effect", "external_id"])
    def test_leaves_to_the_system_what_is_the_systems(self, officer, provider, in_force, name):
        body = {**WARNING, "provider_id": provider, name: True if name == "imported" else "counted"}
        assert officer.post("/decision-proposals", body).status_code == 422

    def test_is_held_against_the_law_again_when_it_is_confirmed(self, officer, another, proposed):
        ended = {**PROMULGATION, "edition": "draft", "document_no": "局〔2026〕2号"}
        ended |= {
            "issued_on": "2026-04-01",
            "published_on": "2026-04-01",
            "body": {"commencement": "2026-04-01"},
        }
        assert officer.post("/instruments", ended).status_code == 201
        assert refusal(confirm(another, proposed)) == (409, "edition_not_in_force")
        assert decisions(officer) == []


class TestSteps:
    def test_are_one_table(self):
        assert {step.enters for step in STEPS.values()} == set(STATES)
        for step in STEPS.values():
            assert set(step.leaves) <= set(STATES)
            assert PERMISSIONS["admin", step.action] == "all"
        assert [step.name for step in STEPS.values() if step.records] == ["confirm"]

    def test_send_back_and_take_back_say_why(self, officer, another, proposed):
        path = f"/decision-proposals/{proposed['id']}"
        mine = officer.post(f"{path}/rejection", {"reason": "有误"}, version=1)
        assert refusal(mine) == (403, "same_person")
        theirs = another.post(f"{path}/taking-back", {"reason": "有误"}, version=1)
        assert refusal(theirs) == (403, "not_proposer")
        assert officer.post(f"{path}/taking-back", {}, version=1).status_code == 422
        taken = officer.post(f"{path}/taking-back", {"reason": "文号有误"}, version=1).json
        assert (taken["state"], taken["reason"]) == ("taken_back", "文号有误")
        assert refusal(confirm(another, proposed, version=2)) == (409, "wrong_state")

    def test_are_listed_by_state(self, officer, another, proposed):
        sent = another.post(f"/decision-proposals/{proposed['id']}/rejection", {"reason": "不符"}, version=1)
        assert sent.json["ended_by"] == "另一位经办"
        assert officer.get("/decision-proposals", state="proposed").json["items"] == []
        (item,) = officer.get("/decision-proposals", state="rejected").json["items"]
        assert item["decision"]["provider_name"] == "某某科技有限公司"


class TestDays:
    def test_are_added_by_two_persons(self, officer, another, proposed):
        decision = confirm(another, proposed).json["decision_id"]
        body = {"document_no": "送达回证3号", "days": {"served_on": "2026-03-14"}}
        proposal = officer.post(f"/decisions/{decision}/days", body).json
        assert refusal(confirm(officer, proposal)) == (403, "same_person")
        assert confirm(another, proposal).status_code == 200
        (entry,) = decisions(officer)
        assert (entry["served_on"], entry["version"]) == ("2026-03-14", 2)
        again = officer.post(f"/decisions/{decision}/days", body)
        assert refusal(again) == (409, "day_recorded")

    def test_are_in_order(self, officer, another, proposed):
        decision = confirm(another, proposed).json["decision_id"]
        body = {"document_no": "送达回证3号", "days": {"served_on": "2026-03-01"}}
        assert refusal(officer.post(f"/decisions/{decision}/days", body)) == (422, "days_reversed")

    def test_are_some(self, officer, another, proposed):
        decision = confirm(another, proposed).json["decision_id"]
        answer = officer.post(f"/decisions/{decision}/days", {"document_no": "回证", "days": {}})
        assert refusal(answer) == (422, "field_missing")


class TestAWrongDecision:
    def test_is_withdrawn_by_a_further_one(self, officer, another, provider, proposed):
        decision = confirm(another, proposed).json["decision_id"]
        body = {**WARNING, "kind": "withdrawal", "about_id": decision, "document_no": "厦工信撤〔2026〕1号"}
        withdrawal = officer.post("/decision-proposals", body)
        assert withdrawal.status_code == 201, withdrawal.json
        assert confirm(another, withdrawal.json).status_code == 200
        body["document_no"] = "厦工信撤〔2026〕2号"
        assert refusal(officer.post("/decision-proposals", body)) == (409, "already_withdrawn")

    @pytest.mark.parametrize("role", ["admin", "officer", "reviewer", "platform"])
    @pytest.mark.parametrize("path", ["", "/bulk", "/{id}/correction", "/{id}/voiding"])
    def test_is_not_rewritten(self, bureau, another, proposed, role, path):
        decision = confirm(another, proposed).json["decision_id"]
        body = {"reason": "改", "data": {"label": "优秀"}, "rows": [{"external_id": "round/1/3"}]}
        answer = bureau.client(role).post(f"/decisions{path.format(id=decision)}", body, version=1)
        assert refusal(answer) == (403, "by_procedure_only")
        assert "/decision-proposals" in answer.json["detail"]


class TestTwoAtOnce:
    def test_withdraw_one_decision_once(self, officer, another, provider, in_force):
        for turn in range(20):
            warning = {**WARNING, "provider_id": provider, "document_no": f"警{turn}号"}
            proposal = officer.post("/decision-proposals", warning).json
            about = confirm(another, proposal).json["decision_id"]
            body = {**WARNING, "kind": "withdrawal", "about_id": about}
            proposals = [
                officer.post("/decision-proposals", {**body, "document_no": f"撤{turn}-{n}号"}).json
                for n in range(2)
            ]
            answers = call_at_once(*(lambda p=p: confirm(another, p) for p in proposals))
            assert sorted(answer.status_code for answer in answers) == [200, 409]
            withdrawals = decisions(officer, kind="withdrawal", limit=200)
            assert len([entry for entry in withdrawals if entry["about_id"] == about]) == 1

    def test_confirm_one_proposal_once(self, officer, another, provider, in_force):
        for turn in range(20):
            body = {**WARNING, "provider_id": provider, "document_no": f"警{turn}号"}
            proposal = officer.post("/decision-proposals", body).json
            answers = call_at_once(*[lambda p=proposal: confirm(another, p)] * 3)
            assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
        assert len(decisions(officer, limit=200)) == 20


class TestImport:
    @pytest.fixture
    def admin(self, bureau):
        return bureau.client("admin")

    @pytest.fixture
    def until(self, admin):
        assert admin.post("/cut-over", {"until_on": "2025-12-31"}).status_code == 201

    def test_waits_for_the_cut_over_day(self, admin, provider):
        rows = [{**ROW, "provider_id": provider}]
        assert refusal(admin.post("/decision-imports", {"rows": rows})) == (404, "cut_over_unset")

    def test_marks_what_was_decided_before(self, admin, officer, provider, until):
        rows = [{**ROW, "provider_id": provider}]
        report = admin.post("/decision-imports", {"rows": rows}).json
        assert report["created"] == 1
        (decision,) = decisions(officer)
        assert (decision["imported"], decision["effect"]) == (True, "counted")
        assert admin.post("/decision-imports", {"rows": rows}).json["unchanged"] == 1

    def test_takes_nothing_later(self, admin, officer, provider, until):
        rows = [{**ROW, "provider_id": provider, "decided_on": "2026-01-01"}]
        (row,) = admin.post("/decision-imports", {"rows": rows}).json["rows"]
        assert (row["outcome"], row.get("code"), row.get("field")) == (
            "rejected",
            "after_cut_over",
            "decided_on",
        )
        assert decisions(officer) == []

    @pytest.mark.parametrize("name", ["imported", "effect"])
    def test_fills_in_what_is_the_systems(self, admin, provider, until, name):
        value = False if name == "imported" else "counted"
        rows = [{**ROW, "provider_id": provider, name: value}]
        (row,) = admin.post("/decision-imports", {"rows": rows}).json["rows"]
        assert (row["outcome"], row["code"]) == ("rejected", "field_unknown")

    def test_says_what_cannot_be_read(self, admin, until):
        rows = [{**ROW, "decided_on": "去年"}, {**ROW, "external_id": "2", "kind": "没有"}, {}]
        report = admin.post("/decision-imports", {"rows": rows}).json
        assert report["rejected"] == 3
        codes = {row["code"] for row in report["rows"]}
        assert codes <= {"field_malformed", "field_out_of_range", "field_missing"}

    def test_keeps_a_kind_that_the_edition_does_not_know_and_counts_it_nowhere(
        self, app, engine, owner_engine, clock
    ):
        bureau = Bureau(app, engine, owner_engine, clock, city="huangshi")
        officer, admin = bureau.client("officer"), bureau.client("admin")
        provider = officer.post("/providers", {"uscc": credit_code(), "name": "甲公司"}).json["id"]
        admin.post("/cut-over", {"until_on": "2025-12-31"})
        rows = [{**ROW, "provider_id": provider, "kind": "grey_list"}]
        assert admin.post("/decision-imports", {"rows": rows}).json["created"] == 1
        (decision,) = decisions(officer, effect="no_basis")
        assert decision["kind"] == "grey_list"
        assert decisions(officer, effect="counted") == []

    def test_is_the_administrators(self, bureau, until):
        for role in ("officer", "reviewer", "platform", "auditor"):
            answer = bureau.client(role).post("/decision-imports", {"rows": []})
            assert refusal(answer) == (403, "role_not_allowed")


ORDER = {
    **{name: WARNING[name] for name in ("authority", "document_no", "edition")},
    "kind": "order",
    "decided_on": "2026-03-12",
    "cite": "11.4",
    "term": 30,
    "term_unit": "日",
}


class TestATermOfAnOrder:
    """From 4 to 6 April 2026 nobody works."""

    def propose(self, officer, provider, **data):
        return officer.post("/decision-proposals", {**ORDER, "provider_id": provider, **data})

    @pytest.mark.parametrize(
        ("term", "due"),
        [
            ((21, "日"), "2026-04-03"),
            ((22, "日"), "2026-04-04"),
            ((15, "个工作日"), "2026-04-03"),
            ((16, "个工作日"), "2026-04-07"),
            ((1, "个月"), "2026-04-13"),
        ],
    )
    def test_gives_the_due_day(self, officer, provider, in_force, term, due):
        answer = self.propose(officer, provider, served_on="2026-03-13", term=term[0], term_unit=term[1])
        assert answer.json["decision"]["due_on"] == due

    @pytest.mark.parametrize(("reading", "due"), [("moved", "2026-04-07"), ("kept", "2026-04-04")])
    def test_moves_off_rest_days_where_the_bureau_reads_so(self, officer, provider, in_force, reading, due):
        terms = {**PROMULGATION, "kind": "terms", "document_no": "局〔2025〕2号", "edition": in_force}
        answer = officer.post("/instruments", {**terms, "body": {"settings": {"orders.rest_day": reading}}})
        assert answer.status_code == 201, answer.json
        answer = self.propose(officer, provider, served_on="2026-03-13", term=22)
        assert answer.json["decision"]["due_on"] == due

    @pytest.mark.parametrize(
        ("due", "code"),
        [("2026-04-04", None), ("2026-04-07", None), ("2026-04-05", "due_day_mismatch")],
    )
    def test_is_held_against_the_day_that_the_document_names(self, officer, provider, in_force, due, code):
        answer = self.propose(officer, provider, served_on="2026-03-13", term=22, due_on=due)
        assert answer.json.get("code") == code

    def test_gives_the_due_day_once_it_is_served(self, officer, another, provider, in_force):
        decision = confirm(another, self.propose(officer, provider).json).json["decision_id"]
        (order,) = decisions(officer)
        assert (order["term"], order["due_on"]) == (30, None)
        days = {"document_no": "送达回证1号", "days": {"served_on": "2026-03-13"}}
        added = officer.post(f"/decisions/{decision}/days", days).json
        assert added["decision"]["due_on"] == "2026-04-12"
        confirm(another, added)
        assert decisions(officer)[0]["due_on"] == "2026-04-12"

    def test_is_an_orders(self, officer, provider, in_force):
        body = {**WARNING, "provider_id": provider, "term": 3, "term_unit": "日"}
        assert refusal(officer.post("/decision-proposals", body)) == (422, "field_unknown")
        assert refusal(self.propose(officer, provider, term_unit=None)) == (422, "field_missing")


class TestTheCutOverDay:
    def test_is_set_once_by_an_administrator_and_audited(self, bureau):
        admin = bureau.client("admin")
        assert refusal(bureau.client("officer").post("/cut-over", {"until_on": "2025-12-31"}))[0] == 403
        assert admin.post("/cut-over", {"until_on": "2025-12-31"}).status_code == 201
        assert refusal(admin.post("/cut-over", {"until_on": "2026-03-31"})) == (409, "cut_over_set")
        assert admin.get("/cut-over").json["until_on"] == "2025-12-31"
        actions = [link["action"] for link in admin.get("/audit", limit=200).json["items"]]
        assert actions.count("cut_over.set") == 1

    def test_has_come(self, bureau):
        answer = bureau.client("admin").post("/cut-over", {"until_on": "2026-04-09"})
        assert refusal(answer) == (422, "future_day")
