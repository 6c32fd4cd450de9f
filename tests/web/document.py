"""The committed OpenAPI document, as the tests use it: every operation, and what its answers must be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

from flask import Flask
from jsonschema_rs import Draft202012Validator, Registry

from banfa.ledger.kinds.registry import KINDS
from banfa.web.api import openapi

DOCUMENT: dict[str, Any] = json.loads(openapi.FILE.read_text(encoding="utf-8"))
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
BASE = "urn:banfa:api"
JSON = "application/json"
APP = Flask("of the document", static_folder=None)
openapi.init_app(APP)


@dataclass(frozen=True)
class Operation:
    """One operation: its object in the document, and what its view declares."""

    endpoint: str
    rule: str
    method: str
    described: dict[str, Any]
    action: str
    own: frozenset[str]
    roles: frozenset[str]

    @property
    def name(self):
        return self.described["operationId"]

    @property
    def reads(self):
        return self.method == "GET"

    @property
    def path(self):
        """The address below the tenant's, with flask's converters."""
        return self.rule.removeprefix("/api/v1/<tenant>")

    @property
    def body(self):
        """The schema of the body; an empty one where there is none."""
        content = self.described.get("requestBody", {}).get("content", {})
        return resolve(content[JSON]["schema"]) if JSON in content else {"properties": {}}

    @property
    def query(self):
        """The schemas of the query's parameters."""
        return {p["name"]: p["schema"] for p in self.described.get("parameters", ()) if p["in"] == "query"}


def resolve(schema):
    """The schema that a reference stands for, itself where it is none."""
    if "$ref" in schema:
        return resolve(SCHEMAS[schema["$ref"].rsplit("/", 1)[-1]])
    inner = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    return resolve(inner[0]) if len(inner) == 1 else schema


def _operations():
    by_name = {
        described["operationId"]: described
        for path in DOCUMENT["paths"].values()
        for method, described in path.items()
        if method != "parameters"
    }
    for rule in APP.url_map.iter_rules():
        declared = getattr(APP.view_functions[rule.endpoint], "operation", None)
        if declared is not None:
            method = "POST" if "POST" in (rule.methods or ()) else "GET"
            described = by_name[rule.endpoint.split(".")[-1]]
            head = rule.endpoint, rule.rule, method
            yield Operation(*head, described, declared.action, declared.own, declared.roles)


OPERATIONS = {operation.endpoint: operation for operation in _operations()}
PATHS = {operation.name: operation.path for operation in OPERATIONS.values()}
RECORDED = {name: kind for name, kind in KINDS.items() if f"record_{name}" in PATHS}
"""Kinds of entry that are reported: all but decisions, which come out of procedures."""


def _closed(schema):
    """The schema, with no property that it does not name, and what it refers to in the registry."""
    if isinstance(schema, list):
        return [_closed(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(inner) for key, inner in schema.items()}
    if "$ref" in closed:
        closed["$ref"] = f"{BASE}{closed['$ref']}"
    if isinstance(schema.get("properties"), dict) and "type" in schema:
        closed.setdefault("additionalProperties", False)
    return closed


REGISTRY = Registry([(BASE, {"components": {"schemas": _closed(SCHEMAS)}})])
"""Read once: a validator that held all schemas itself would take megabytes, and there are hundreds."""


def make_validator(schema):
    """A validator of a schema of the document, closed to what it does not name."""
    return Draft202012Validator(_closed(schema), validate_formats=True, registry=REGISTRY)


@cache
def _validator(endpoint, status, media_type):
    responses = OPERATIONS[endpoint].described["responses"]
    response = responses[str(status)]
    if "$ref" in response:
        response = DOCUMENT["components"]["responses"][response["$ref"].rsplit("/", 1)[-1]]
    return make_validator(response["content"][media_type]["schema"])


def check_answer(endpoint, answer):
    """Hold an answer against the document: its status, its headers' media type, every field."""
    operation = OPERATIONS.get(endpoint)
    if operation is None or answer.status_code in {405, 500}:
        return
    if answer.status_code == HTTPStatus.NOT_MODIFIED:
        assert "304" in operation.described["responses"]
        return
    assert str(answer.status_code) in operation.described["responses"], (endpoint, answer.status_code)
    if "json" not in answer.mimetype:
        content = operation.described["responses"][str(answer.status_code)]["content"]
        assert answer.mimetype in content, (endpoint, answer.mimetype)
        return
    validator = _validator(endpoint, answer.status_code, answer.mimetype)
    errors = [
        f"{'/'.join(map(str, e.instance_path))}: {e.message}" for e in validator.iter_errors(answer.json)
    ]
    assert not errors, (endpoint, errors[:5])
