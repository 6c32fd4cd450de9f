"""The OpenAPI document: committed, complete, and true of what is answered."""

from __future__ import annotations

import json

from banfa.web.api import openapi
from tests.web.document import OPERATIONS


class TestFile:
    def test_is_what_this_version_says(self):
        message = "the API has changed: run `python -m banfa.web.api.openapi` and commit openapi.json"
        assert openapi.FILE.read_text(encoding="utf-8") == openapi.format_document(), message


class TestDocument:
    document = json.loads(openapi.format_document())

    def operations(self):
        return [op for path in self.document["paths"].values() for m, op in path.items() if m != "parameters"]

    def test_is_of_openapi_3_1(self):
        assert self.document["openapi"] == "3.1.0"

    def test_has_every_operation_once(self):
        told = [operation["operationId"] for operation in self.operations()]
        assert sorted(told) == sorted(o.endpoint.split(".")[-1] for o in OPERATIONS.values())
        assert len(set(told)) == len(told)

    def test_names_everything_in_chinese(self):
        for operation in self.operations():
            assert any("\u4e00" <= char <= "\u9fff" for char in operation["summary"]), operation[
                "operationId"
            ]
            assert operation["operationId"].isascii()

    def test_describes_every_field(self):
        for name, schema in self.document["components"]["schemas"].items():
            for field, shape in schema.get("properties", {}).items():
                assert shape.get("description"), f"{name}.{field}"
