"""Every route and every role: what the table of permissions says is what the API does."""

from __future__ import annotations

import re

import pytest

from banfa.trust.permissions import PERMISSIONS, ROLES
from tests.web.clients import Bureau, credit_code
from tests.web.document import OPERATIONS

PUBLIC = {"readyz", "openapi_json", "docs", "docs_start", "docs_asset"}
PUBLIC |= {f"by_procedure.{act}" for act in ("record", "record_in_bulk", "correct", "void")}
REFUSALS = {"role_not_allowed", "own_records_only"}


@pytest.fixture(scope="module")
def clients(app, engine, owner_engine, clock):
    bureau = Bureau(app, engine, owner_engine, clock)
    officer = bureau.client("officer")
    provider = officer.post("/providers", {"uscc": credit_code(), "name": "甲公司"}).json["id"]
    body = {"name": "乙企业", "industry": "electronics", "size": "small"}
    body["industry"] = app.extensions["banfa"].cities.profile("xiamen").industries[0].key
    enterprise = officer.post("/enterprises", body).json["id"]
    subjects = {"provider": {"provider_id": provider}, "enterprise": {"enterprise_id": enterprise}}
    return {role: bureau.client(role, **subjects.get(role, {})) for role in ROLES}


def asked(client, operation):
    """Ask for an operation about things that do not exist, in words that it does not take."""
    path = re.sub(r"<(?:number|id\(\w+\)):\w+>", "999999999", operation.path).replace("<edition>", "none")
    if operation.method == "GET":
        return client.get(path)
    return client.post(path, {"no such field": 1}, version=1)


class TestEveryRoute:
    def test_is_an_operation_or_known_to_be_public(self, app):
        endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
        assert endpoints == PUBLIC | set(OPERATIONS)

    @pytest.mark.parametrize("name", sorted(OPERATIONS))
    def test_is_open_to_the_roles_of_its_action_alone(self, clients, name):
        operation = OPERATIONS[name]
        for role, client in clients.items():
            scope = PERMISSIONS[role, operation.action]
            allowed = scope == "all" or (scope == "own" and role in operation.own)
            allowed = allowed and role in operation.roles
            answer = asked(client, operation)
            refused = answer.status_code == 403 and answer.json["code"] in REFUSALS
            assert refused != allowed, (role, answer.status_code)
            assert answer.status_code not in (401, 500), (role, answer.json)

    def test_confines_only_roles_that_are_confined(self):
        for name, operation in OPERATIONS.items():
            for role in operation.own:
                assert PERMISSIONS[role, operation.action] == "own", name
