"""Races for entries of the ledger."""

from __future__ import annotations

from functools import partial

from tests.races.racing import is_success, race
from tests.races.town import ok
from tests.web.clients import credit_code

MEMBER = {"category": "integrator", "from_on": "2025-06-01"}
CASE = {"client": "某厂", "client_size": "small", "served_on": "2025-06-30"}


def correct(client, entry, version=1, **data):
    change = {"reason": "经核对", "data": data}
    return partial(client.post, f"/providers/{entry}/correction", change, version=version)


def report(caller, path, **row):
    return partial(caller.post, f"/{path}/bulk", {"rows": [row]})


def row_of(answer):
    return ok(answer)["rows"][0]


def assert_none_rejected(answers):
    """No row was told that its key is another's, when it is its own entry that came in meanwhile."""
    reports = [row for answer in answers if is_success(answer) for row in answer.json["rows"]]
    assert [row for row in reports if row["outcome"] == "rejected"] == []


@race(succeed=1, codes="entry_changed changed_meanwhile")
def one_version_corrected(town):
    entry = town.provider()
    answers = yield [correct(town.officer, entry, name=f"名{n}") for n in range(64)]
    (winner,) = (n for n, answer in enumerate(answers) if is_success(answer))
    stands = ok(town.officer.get(f"/providers/{entry}"))
    assert (stands["name"], stands["version"]) == (f"名{winner}", 2)


@race(succeed=1, codes="entry_changed changed_meanwhile entry_missing")
def one_version_corrected_and_voided(town):
    entry = town.provider()
    void = partial(town.officer.post, f"/providers/{entry}/voiding", {"reason": "误登"}, version=1)
    yield [*(correct(town.officer, entry, name=f"名{n}") for n in range(4)), *[void] * 4]


@race(succeed=1, codes="membership_overlaps")
def overlapping_memberships(town):
    entry = town.provider()
    days = [f"2025-{month:02}-01" for month in range(1, 13)]
    yield [
        partial(town.officer.post, "/memberships", {**MEMBER, "provider_id": entry, "from_on": day})
        for day in days
    ]
    assert len(town.officer.get("/memberships").json["items"]) == 1


@race(succeed=1, codes="external_id_taken changed_meanwhile")
def one_external_id(town):
    rows = [{"external_id": "1", "uscc": credit_code(), "name": f"名{n}"} for n in range(8)]
    yield [partial(town.platform.post, "/providers", row) for row in rows]
    assert len(town.officer.get("/providers").json["items"]) == 1


@race(succeed=1, codes="duplicate")
def one_credit_code(town):
    code = credit_code()
    yield [partial(town.officer.post, "/providers", {"uscc": code, "name": f"名{n}"}) for n in range(8)]
    assert len(town.officer.get("/providers").json["items"]) == 1


@race(succeed=range(1, 9), codes="changed_meanwhile")
def one_external_id_in_bulk(town):
    """Whoever was answered that his row came in finds it in the history."""
    code = credit_code()
    answers = yield [
        report(town.platform, "providers", external_id="1", uscc=code, name=f"名{n}") for n in range(8)
    ]
    assert_none_rejected(answers)
    (entry,) = town.officer.get("/providers").json["items"]
    history = ok(town.officer.get(f"/providers/{entry['id']}/history"))["items"]
    came_in = [n for n, answer in enumerate(answers) if is_success(answer)]
    assert {record["name"] for record in history} == {f"名{n}" for n in came_in}


@race(succeed=range(1, 9), codes="changed_meanwhile")
def many_rows_in_bulk_in_any_order(town):
    """Two calls that report the same rows the other way round do not lock each other out."""
    rows = [{"external_id": f"{n:02}", "uscc": credit_code(), "name": "甲"} for n in range(40)]
    answers = yield [
        partial(town.platform.post, "/providers/bulk", {"rows": rows[:: 1 if n % 2 else -1]})
        for n in range(8)
    ]
    assert_none_rejected(answers)
    assert len(town.officer.get("/providers", limit=200).json["items"]) == 40


@race(succeed=range(1, 9), codes="changed_meanwhile")
def dated_rows_in_any_order(town):
    """The same where rows say their moment."""
    rows = [{"external_id": f"{n:02}", "uscc": credit_code(), "name": "甲"} for n in range(40)]
    first = [{**row, "observed_at": "2026-04-06T00:00:00Z"} for row in rows]
    ok(town.platform.post("/providers/bulk", {"rows": first}))

    def dated(n):
        moment = f"2026-04-07T0{n}:00:00Z"
        again = [{**row, "name": f"名{n}", "observed_at": moment} for row in rows]
        return partial(town.platform.post, "/providers/bulk", {"rows": again[:: 1 if n % 2 else -1]})

    answers = yield [dated(n) for n in range(8)]
    assert_none_rejected(answers)
    latest = max(n for n, answer in enumerate(answers) if is_success(answer))
    stands = {provider["name"] for provider in town.officer.get("/providers", limit=200).json["items"]}
    assert stands == {f"名{latest}"}


@race(succeed=1, codes="has_dependents changed_meanwhile reference_missing")
def voided_and_referred_to(town):
    entry = town.provider()
    body = {**MEMBER, "provider_id": entry}
    yield [
        partial(town.officer.post, f"/providers/{entry}/voiding", {"reason": "误登"}, version=1),
        partial(town.officer.post, "/memberships", body),
    ]


@race(succeed=range(1, 3), codes="changed_meanwhile entry_changed")
def ruled_and_sent_again(town):
    """A person rules that a field is as it stands while its source says otherwise."""
    row = {"external_id": "1", "uscc": credit_code(), "name": "甲", "contact": "林"}
    entry = row_of(town.platform.post("/providers/bulk", {"rows": [row]}))["id"]
    answers = yield [
        correct(town.officer, entry, contact="林"),
        report(town.platform, "providers", **{**row, "contact": "陈"}),
    ]
    stands = ok(town.officer.get(f"/providers/{entry}"))["contact"]
    ruled = is_success(answers[0])
    assert stands == "林" if ruled else stands == "陈"


@race(succeed=range(1, 3), codes="changed_meanwhile")
def let_go_and_sent_again(town):
    """A ruling is let go while the source says something new: the field follows what it said last."""
    row = {"external_id": "1", "uscc": credit_code(), "name": "甲", "contact": "林"}
    entry = row_of(town.platform.post("/providers/bulk", {"rows": [row]}))["id"]
    ok(correct(town.officer, entry, contact="王")())
    ok(report(town.platform, "providers", **row)())
    (ruling,) = town.officer.get("/overruled").json["items"]
    release = partial(town.officer.post, f"/overruled/{ruling['id']}/release", {"reason": "来源为准"})
    answers = yield [release, report(town.platform, "providers", **{**row, "contact": "陈"})]
    stands = ok(town.officer.get(f"/providers/{entry}"))["contact"]
    expected = {(True, True): "陈", (True, False): "林", (False, True): "王"}
    assert stands == expected[is_success(answers[0]), is_success(answers[1])]


@race(succeed=1, codes="changed_meanwhile ruling_missing")
def one_ruling_let_go(town):
    row = {"external_id": "1", "uscc": credit_code(), "name": "甲", "contact": "林"}
    entry = row_of(town.platform.post("/providers/bulk", {"rows": [row]}))["id"]
    ok(correct(town.officer, entry, contact="王")())
    (ruling,) = town.officer.get("/overruled", all="true").json["items"]
    yield [partial(town.officer.post, f"/overruled/{ruling['id']}/release", {"reason": "来源为准"})] * 8


@race(succeed=range(1, 9), codes="changed_meanwhile")
def one_double_ruled_on(town):
    code = credit_code()
    ok(town.officer.post("/providers", {"uscc": code, "name": "甲"}))
    for client in (town.platform, town.officer):
        ok(report(client, "service-cases", external_id="1", provider=code, **CASE)())
    (double,) = town.officer.get("/doubles").json["items"]
    path = f"/doubles/{double['id']}/ruling"
    yield [partial(town.officer.post, path, {"is_double": n % 2 == 0, "reason": "经核对"}) for n in range(8)]
    assert len(town.officer.get("/doubles", all="true").json["items"]) == 1


@race(succeed=2)
def one_thing_reported_by_two_sources(town):
    code = credit_code()
    ok(town.officer.post("/providers", {"uscc": code, "name": "甲"}))
    row = {"external_id": "1", "provider": code, **CASE}
    yield [report(client, "service-cases", **row) for client in (town.platform, town.officer)]
    assert len(town.officer.get("/doubles").json["items"]) == 1


@race(succeed=8)
def first_rows_of_a_source(town):
    """A source reports a kind for the first time, by several calls at once."""
    entry = town.provider()
    rows = [{"external_id": str(n), "provider_id": entry, **CASE} for n in range(8)]
    yield [report(town.platform, "service-cases", **row) for row in rows]
    assert len(town.officer.get("/service-cases").json["items"]) == 8


@race(succeed=range(1, 17), codes="request_in_flight")
def one_idempotency_key(town):
    """The request is carried out once; the others are given its answer, or told to come again."""
    body = {"name": "乙厂", "industry": "pilot", "size": "small"}
    answers = yield [partial(town.officer.post, "/enterprises", body, key="one-and-the-same")] * 16
    assert len(town.officer.get("/enterprises").json["items"]) == 1
    assert len({a.json["id"] for a in answers if is_success(a)}) == 1
