"""Races for decisions, and for the documents that they and the rounds stand on."""

from __future__ import annotations

from functools import partial

from tests.races.racing import is_success, race
from tests.races.town import DOCUMENT, PROMULGATION, TERMS, WARNING, ok
from tests.web.scenario import example_of


def step(client, proposal, action, body=None):
    return partial(client.post, f"/decision-proposals/{proposal}/{action}", body, version=1)


@race(succeed=1, codes="already_withdrawn")
def one_decision_withdrawn(town):
    town.put_in_force()
    provider = town.provider()
    about = town.decide(provider)
    proposals = [
        town.propose(provider, kind="withdrawal", about_id=about, document_no=f"撤{n}号") for n in range(7)
    ]
    yield [step(town.reviewer, proposal, "confirmation") for proposal in proposals]
    assert len(town.officer.get("/decisions", kind="withdrawal").json["items"]) == 1


@race(succeed=1, codes="proposal_changed wrong_state")
def one_proposal_confirmed(town):
    town.put_in_force()
    yield [step(town.reviewer, town.propose(town.provider()), "confirmation")] * 8
    assert len(town.officer.get("/decisions").json["items"]) == 1


@race(succeed=1, codes="proposal_changed wrong_state")
def one_proposal_confirmed_rejected_and_taken_back(town):
    town.put_in_force()
    proposal, reason = town.propose(town.provider()), {"reason": "有误"}
    answers = yield [
        *[step(town.reviewer, proposal, "confirmation")] * 3,
        *[step(town.reviewer, proposal, "rejection", reason)] * 3,
        *[step(town.officer, proposal, "taking-back", reason)] * 3,
    ]
    confirmed = any(is_success(answer) for answer in answers[:3])
    assert len(town.officer.get("/decisions").json["items"]) == confirmed


@race(succeed=1, codes="decision_proposed")
def one_decision_proposed(town):
    town.put_in_force()
    body = {**WARNING, "provider_id": town.provider()}
    yield [partial(town.officer.post, "/decision-proposals", body)] * 8
    assert len(town.officer.get("/decision-proposals").json["items"]) == 1


@race(succeed=1, codes="changed_meanwhile day_recorded")
def one_day_added_to_a_decision(town):
    town.put_in_force()
    decision = town.decide(town.provider())
    path = f"/decisions/{decision}/days"
    proposals = [
        ok(town.officer.post(path, {"document_no": f"证{n}", "days": {"served_on": f"2026-03-{13 + n}"}}))[
            "id"
        ]
        for n in range(6)
    ]
    answers = yield [step(town.reviewer, proposal, "confirmation") for proposal in proposals]
    (winner,) = (n for n, answer in enumerate(answers) if is_success(answer))
    assert ok(town.officer.get(f"/decisions/{decision}"))["served_on"] == f"2026-03-{13 + winner}"


@race(succeed=range(1, 9), codes="changed_meanwhile")
def one_decision_imported(town):
    ok(town.admin.post("/cut-over", {"until_on": "2025-12-31"}))
    provider = town.provider()
    row = {"external_id": "1", "provider_id": provider, "kind": "warning", "decided_on": "2025-10-01"}
    yield [partial(town.admin.post, "/decision-imports", {"rows": [row]})] * 8
    assert len(town.officer.get("/decisions").json["items"]) == 1


@race(succeed=1, codes="cut_over_set")
def the_cut_over_day(town):
    answers = yield [
        partial(town.admin.post, "/cut-over", {"until_on": f"2025-12-{day}"}) for day in range(10, 18)
    ]
    (winner,) = (n for n, answer in enumerate(answers) if is_success(answer))
    assert ok(town.admin.get("/cut-over"))["until_on"] == f"2025-12-{10 + winner}"


@race(succeed=1, codes="document_recorded")
def instruments_of_one_number(town):
    yield [partial(town.officer.post, "/instruments", PROMULGATION)] * 8
    assert len(town.officer.get("/instruments").json["items"]) == 1


@race(succeed=8)
def instruments_of_several_numbers(town):
    """Each has a place of its own in the order of the bureau's documents."""
    town.put_in_force()
    terms = {**DOCUMENT, "kind": "terms", "body": {"settings": TERMS}}
    yield [partial(town.officer.post, "/instruments", {**terms, "document_no": f"{n}号"}) for n in range(8)]
    recorded = town.officer.get("/instruments").json["items"]
    assert sorted(i["version"] for i in recorded if i["kind"] == "terms") == [*range(1, 9)]


@race(succeed=1, codes="document_recorded")
def holiday_notices_of_one_number(town):
    yield [partial(town.officer.post, "/holiday-notices", example_of("record_holiday_notice"))] * 8
