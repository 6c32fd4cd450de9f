"""The real server: `banfa serve` as an operator starts it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection

import pytest

from banfa.trust.persons import add_person
from banfa.trust.tenants import operator
from banfa.trust.tokens import issue_token
from banfa.trust.unit import unit_of_work
from tests.front.serving import PATIENCE, serving
from tests.trust.bureaus import new_tenant
from tests.web.clients import credit_code


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("serve") / "log"


@pytest.fixture(scope="module")
def address(database, log):
    with serving(database, log) as server:
        yield "127.0.0.1", server.port


def ask(address, path, *, token=None, body=None):
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    host, port = address
    connection = HTTPConnection(host, port, timeout=PATIENCE)
    connection.request("GET" if body is None else "POST", path, body and json.dumps(body), headers)
    answer = connection.getresponse()
    told = json.load(answer)
    connection.close()
    return answer.status, told, answer.headers


class TestServer:
    def test_is_ready(self, address):
        assert ask(address, "/readyz")[:2] == (
            200,
            {
                "status": "ready",
                "problems": [],
                "degraded": ["队列不能访问，任务暂不派发：请检查 REDIS_URL 和队列服务。"],
                "changed_editions": [],
            },
        )

    def test_records_and_shows(self, address, engine, owner_engine):
        now = datetime.now(UTC)
        bureau = new_tenant(owner_engine, slug="served", city="huangshi", name="经信局", now=now)
        with unit_of_work(engine, operator(bureau), now=now) as unit:
            person = add_person(unit, name="甲", roles=["officer"])
            until = now + timedelta(days=1)
            token = issue_token(unit, name="甲", role="officer", person_id=person.id, expires_at=until).secret
        body = {"uscc": credit_code(), "name": "甲公司"}
        status, made, headers = ask(address, "/api/v1/served/providers", token=token, body=body)
        assert status == 201
        status, shown, _ = ask(address, headers["Location"], token=token)
        assert (status, shown["id"], shown["name"]) == (200, made["id"], "甲公司")

    def test_refuses_in_chinese(self, address):
        status, told, headers = ask(address, "/api/v1/served/providers")
        assert (status, told["title"], told["code"]) == (401, "需要有效的接口密钥", "token_missing")
        assert headers["Content-Type"] == "application/problem+json"

    def test_writes_its_log_as_json_lines(self, address, log):
        ask(address, "/api/v1/served/providers?q=secret")
        lines = log.read_text(encoding="utf-8").splitlines()
        addresses = ("接口地址", "页面地址")
        written = [json.loads(line) for line in lines if not line.startswith(addresses)]
        assert {"request", "login_refused", "library"} <= {line["event"] for line in written}
        assert any("Started worker-1" in line.get("words", "") for line in written)
        assert "secret" not in "".join(lines)
