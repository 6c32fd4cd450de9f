"""Races for a round: its steps, who takes part in it, and the objections to it."""

from __future__ import annotations

from functools import partial

from banfa.procedures.holiday_notices import statutory_holidays
from tests.races.racing import is_success, race
from tests.races.town import DAYS, QUARTER, REVERSAL, ok
from tests.web.scenario import example_of

STALE = "round_changed wrong_state"
OPINION = {"opinion": "同意"}


def states(town, round_id):
    """The steps taken, oldest first."""
    return [step["step"] for step in town.round(round_id)["history"]]


def decide(town, objection, *, upheld=False, client=None):
    body = {"upheld": upheld, "reason": "经核对"}
    if upheld:
        body["corrects"] = [{"provider_id": town.member, "items": ["6.1.1"]}]
    return partial((client or town.admin).post, f"/objections/{objection}/decision", body)


def withdraw(town, objection):
    return partial(town.officer.post, f"/objections/{objection}/withdrawal", {"reason": "不再主张"})


@race(succeed=1, codes="round_exists")
def rounds_of_one_name(town):
    yield [partial(town.officer.post, "/rounds", QUARTER)] * 8
    assert len(town.officer.get("/rounds").json["items"]) == 1


@race(succeed=1, codes=STALE)
def one_round_cut_off(town):
    round_id = town.open()
    yield [town.call(town.officer, round_id, "cut-off")] * 8
    assert states(town, round_id) == ["cut_off"]


@race(succeed=1, codes=STALE)
def one_round_cut_off_and_withdrawn(town):
    round_id = town.open()
    yield [
        *[town.call(town.officer, round_id, "cut-off")] * 4,
        *[town.call(town.officer, round_id, "reversal", REVERSAL)] * 4,
    ]


@race(succeed=range(1, 47), codes="computation_running request_in_flight")
def one_computation_asked_for(town):
    """However many works it comes to, each that was answered for ends, and one computation stands."""
    round_id = town.cut_off()
    answers = yield [town.call(town.officer, round_id, "compute")] * 46
    town.work_off({answer.json["work_id"] for answer in answers if is_success(answer)})
    stands = town.round(round_id)
    assert (stands["state"], stands["computation"]["stale"]) == ("computed", [])


@race(succeed=1, codes=STALE)
def one_computation_approved(town):
    round_id = town.computed()
    yield [town.call(town.reviewer, round_id, "approvals", OPINION)] * 8
    assert states(town, round_id)[-2:] == ["compute", "review"]


@race(succeed=1, codes=STALE)
def one_computation_approved_by_two_and_taken_back(town):
    round_id = town.computed()
    yield [
        *[town.call(town.reviewer, round_id, "approvals", OPINION)] * 2,
        *[town.call(town.admin, round_id, "approvals", OPINION)] * 2,
        *[town.call(town.officer, round_id, "reversal", REVERSAL)] * 2,
    ]


@race(succeed=1, codes=STALE)
def one_provider_excluded(town):
    round_id = town.computed()
    body = {"provider_id": town.member, "reason": "诉讼中", "document_no": "缓1号"}
    yield [town.call(town.officer, round_id, "exclusions", body)] * 8
    assert len(town.officer.get(f"/rounds/{round_id}/exclusions").json["items"]) == 1


@race(succeed=1, codes=STALE)
def one_provider_readmitted(town):
    round_id = town.computed()
    body = {"provider_id": town.member, "reason": "诉讼中", "document_no": "缓1号"}
    ok(town.call(town.officer, round_id, "exclusions", body)())
    again = {"provider_id": town.member, "reason": "已结案"}
    yield [town.call(town.officer, round_id, "readmissions", again)] * 8


@race(succeed=1, codes=STALE)
def excluded_while_approved(town):
    round_id = town.computed()
    body = {"provider_id": town.member, "reason": "诉讼中", "document_no": "缓1号"}
    yield [
        *[town.call(town.officer, round_id, "exclusions", body)] * 4,
        *[town.call(town.reviewer, round_id, "approvals", OPINION)] * 4,
    ]


@race(succeed=1, codes=STALE)
def one_round_published(town):
    round_id = town.reviewed()
    yield [town.call(town.reviewer, round_id, "publication", DAYS)] * 8
    assert states(town, round_id)[-2:] == ["review", "publish"]


@race(succeed=1, codes="period_overlaps")
def two_rounds_of_one_period_published(town):
    first = town.reviewed()
    second = town.open(name="又一")
    ok(town.call(town.officer, second, "cut-off")())
    town.compute(second)
    town.approve(second)
    yield [town.call(town.reviewer, round_id, "publication", DAYS) for round_id in (first, second)]


@race(succeed=1, codes=STALE)
def published_and_reversed(town):
    round_id = town.reviewed()
    yield [
        *[town.call(town.reviewer, round_id, "publication", DAYS)] * 4,
        *[town.call(town.reviewer, round_id, "reversal", REVERSAL)] * 4,
    ]


@race(succeed=2)
def published_while_a_holiday_notice_comes(town):
    """Whichever was first, the results are public for as many working days as the notice leaves."""
    round_id = town.reviewed()
    notice = {
        "year": 2026,
        "document_no": "国办1号",
        "issuer": "国务院办公厅",
        "issued_on": "2026-04-07",
        "rest_days": [*map(str, sorted(statutory_holidays(2026))), "2026-04-10", "2026-04-13"],
        "working_days": [],
    }
    yield [
        town.call(town.reviewer, round_id, "publication", DAYS),
        partial(town.officer.post, "/holiday-notices", notice),
    ]
    assert town.round(round_id)["public_until"] == "2026-04-17"


@race(succeed=1, codes=f"{STALE} nothing_to_reverse")
def one_round_reversed(town):
    round_id = town.published()
    yield [town.call(town.reviewer, round_id, "reversal", REVERSAL)] * 8
    assert town.round(round_id)["state"] == "reviewed"


@race(succeed=1, codes=f"{STALE} round_closed")
def one_round_closed(town):
    round_id = town.published()
    town.clock.forward(days=30)
    yield [town.call(town.reviewer, round_id, "close")] * 8
    assert len(town.officer.get("/decisions", kind="grade").json["items"]) == 1


@race(succeed=1, codes=f"{STALE} round_closed")
def closed_and_reversed(town):
    round_id = town.published()
    town.clock.forward(days=30)
    answers = yield [
        *[town.call(town.reviewer, round_id, "close")] * 4,
        *[town.call(town.reviewer, round_id, "reversal", REVERSAL)] * 4,
    ]
    closed = any(is_success(answer) for answer in answers[:4])
    assert len(town.officer.get("/decisions", kind="grade").json["items"]) == closed


@race(succeed=1, codes="objection_pending")
def one_provider_objects(town):
    round_id = town.published()
    body = {"provider_id": town.member, "statement": "少计一份合同"}
    yield [partial(town.officer.post, f"/rounds/{round_id}/objections", body)] * 8
    assert len(town.officer.get(f"/rounds/{round_id}/objections").json["items"]) == 1


@race(succeed=1, codes="objection_decided")
def one_objection_decided(town):
    objection = town.file(town.published())
    yield [decide(town, objection)] * 8


@race(succeed=1, codes="objection_decided")
def one_objection_upheld_and_rejected(town):
    """Of works there are as many as there were decisions to compute again."""
    round_id = town.published()
    objection = town.file(round_id)
    answers = yield [decide(town, objection, upheld=n % 2 == 0) for n in range(8)]
    (filed,) = town.officer.get(f"/rounds/{round_id}/objections").json["items"]
    (winner,) = (n for n, answer in enumerate(answers) if is_success(answer))
    assert filed["state"] == ("rejected" if winner % 2 else "recomputing")


@race(succeed=1, codes="objection_decided")
def one_objection_decided_and_withdrawn(town):
    objection = town.file(town.published())
    yield [decide(town, objection), withdraw(town, objection)] * 4


@race(succeed=1, codes="objection_recomputing not_public")
def upheld_and_reversed(town):
    round_id = town.published()
    objection = town.file(round_id)
    yield [
        decide(town, objection, upheld=True),
        town.call(town.reviewer, round_id, "reversal", REVERSAL),
    ]


@race(succeed=range(1, 3), codes="not_public round_changed")
def rejected_and_reversed(town):
    round_id = town.published()
    objection = town.file(round_id)
    answers = yield [
        decide(town, objection),
        town.call(town.reviewer, round_id, "reversal", REVERSAL),
    ]
    assert is_success(answers[1])


@race(succeed=1, codes="objections_undecided not_public")
def closed_while_a_provider_objects(town):
    """The objection came in time and is entered late."""
    round_id = town.published()
    received = town.clock().date().isoformat()
    town.clock.forward(days=30)
    body = {"provider_id": town.member, "statement": "少计一份合同", "received_on": received}
    yield [
        town.call(town.reviewer, round_id, "close"),
        partial(town.officer.post, f"/rounds/{round_id}/objections", body),
    ]


@race(succeed=8)
def the_watch_asked_for(town):
    """The run is asked for by several; each that was answered for ends."""
    town.settle()
    town.qualify()
    answers = yield [partial(town.officer.post, "/watch/runs", example_of("run_watch"))] * 8
    town.work_off({answer.json["work_id"] for answer in answers})
    assert town.officer.get("/watch/runs").json["items"]
