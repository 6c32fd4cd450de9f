"""Races for who is let in, and by whom."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from tests.races.racing import is_success, race
from tests.races.town import ok
from tests.web.clients import Client

HERE = "last_administrator"
SHUT_OUT = "person_inactive token_revoked"


def person_of(town, name):
    return next(p["id"] for p in town.admin.get("/persons").json["items"] if p["name"] == name)


def issue(town, issuer, role="officer"):
    person = ok(town.admin.post("/persons", {"name": "张三", "roles": ["admin", "officer"]}))["id"]
    until = (town.clock() + timedelta(days=30)).isoformat()
    body = {"name": "电脑", "role": role, "person_id": person, "expires_at": until}
    return partial(issuer.post, "/tokens", body)


def family(town):
    """A token of an administrator and one issued by it, each with its client."""
    made = []
    issuer = town.admin
    for _ in range(2):
        answer = ok(issue(town, issuer, "admin")())
        issuer = Client(town.admin.http, town.admin.tenant, answer["secret"])
        made.append((answer["id"], issuer))
    return made


@race(succeed=8)
def one_token_revoked(town):
    token = ok(issue(town, town.admin)())["id"]
    yield [partial(town.admin.post, f"/tokens/{token}/revocation")] * 8
    links = town.admin.get("/audit", action="token.revoked").json["items"]
    assert len(links) == 1


@race(succeed=range(8, 13), codes="token_revoked")
def a_family_revoked_while_it_grows(town):
    (top, parent), (middle, child) = family(town)
    issues = [issue(town, client) for client in (parent, child) * 2]
    answers = yield [
        *(partial(town.admin.post, f"/tokens/{token}/revocation") for token in (top, middle) * 4),
        *issues,
    ]
    for answer in answers[8:]:
        if is_success(answer):
            orphan = Client(town.admin.http, town.admin.tenant, answer.json["secret"])
            assert orphan.get("/providers").json["code"] == "token_revoked"


@race(succeed=range(1, 3), codes=f"{HERE} {SHUT_OUT}")
def two_administrators_shut_each_other_out(town):
    other = town.new_client("admin", name="乙")
    persons = [person_of(town, "乙"), person_of(town, "admin的人")]
    yield [
        partial(client.post, f"/persons/{person}/correction", {"active": False})
        for client, person in zip((town.admin, other), persons, strict=True)
    ]
    assert [client.get("/persons").status_code for client in (town.admin, other)].count(200) >= 1


@race(succeed=range(1, 3), codes=f"{HERE} {SHUT_OUT}")
def an_administrator_shut_out_while_the_other_token_is_revoked(town):
    other = town.new_client("admin", name="乙")
    (token,) = (t["id"] for t in town.admin.get("/tokens").json["items"] if t["name"] == "admin的人")
    yield [
        partial(town.admin.post, f"/persons/{person_of(town, '乙')}/correction", {"active": False}),
        partial(other.post, f"/tokens/{token}/revocation"),
    ]
    assert [client.get("/persons").status_code for client in (town.admin, other)].count(200) >= 1


@race(succeed=8)
def one_person_changed(town):
    """Each change is of the fields it names alone."""
    person = ok(town.admin.post("/persons", {"name": "张三", "roles": ["officer"]}))["id"]
    changes: list[dict[str, Any]] = [
        {"post": "科长"},
        {"roles": ["officer", "reviewer"]},
        {"mandate_until": "2026-12-31"},
        {"name": "张珊"},
    ]
    yield [partial(town.admin.post, f"/persons/{person}/correction", change) for change in changes * 2]
    (stands,) = (p for p in town.admin.get("/persons").json["items"] if p["id"] == person)
    for change in changes:
        assert {name: stands[name] for name in change} == change


@race(succeed=1, codes="source_exists")
def one_source_registered(town):
    body = {"key": "one-source", "name": "甲平台", "kind": "platform"}
    yield [partial(town.admin.post, "/sources", body)] * 8
    assert len([p for p in town.admin.get("/persons").json["items"] if p["name"] == "甲平台"]) == 1


@race(succeed=range(1, 9), codes="changed_meanwhile")
def one_source_of_the_same_districts(town):
    bodies = [
        {"name": f"思明{number}", "roles": ["district"], "districts": ["思明区"]} for number in range(8)
    ]
    yield [partial(town.admin.post, "/persons", body) for body in bodies]
    names = [source["name"] for source in town.admin.get("/sources").json["items"]]
    assert names.count("思明区工信部门") == 1


@race(succeed=16)
def the_head_of_the_chain(town):
    """Links are appended one after the other, whoever writes."""
    body = {"name": "乙厂", "industry": "pilot", "size": "small"}
    yield [partial(town.officer.post, "/enterprises", body)] * 16
    assert ok(town.admin.get("/audit/verification"))["intact"]
