"""The OpenAPI document: committed, complete, and precise about every value."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from banfa.web.api import openapi
from tests.web.document import DOCUMENT, OPERATIONS, SCHEMAS, make_validator

FREE_OBJECTS = {
    "AuditLinkWithData.data": "what a change left on record depends on the change",
    "LawWord": "a word of the law has the parts that it has",
    "Problem.data": "what a program needs besides depends on the problem",
    "Receipt.about": "the receipt's own format, which `banfa replay` reads",
    "Receipt.facts": "the same",
    "Receipt.results": "the same",
}
"""Objects whose properties the document does not name, and why."""

SAYS_WHAT_IT_IS = {"type", "$ref", "oneOf", "anyOf", "const"}


def walk(schema, path):
    """Every schema inside a schema, itself first, each with its place."""
    yield path, schema
    for name, inner in schema.get("properties", {}).items():
        yield from walk(inner, f"{path}.{name}")
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from walk(schema[key], f"{path}[]")
    for key in ("oneOf", "anyOf"):
        for inner in schema.get(key, ()):
            yield from walk(inner, path)


def every_schema():
    for name, schema in SCHEMAS.items():
        yield from walk(schema, name)
    for operation in OPERATIONS.values():
        for parameter in operation.described.get("parameters", ()):
            yield f"{operation.name}?{parameter['name']}", parameter["schema"]


def sent(schema):
    """The names of the components that a request's schema is made of."""
    for _, inner in walk(schema, ""):
        if "$ref" in inner:
            name = inner["$ref"].rsplit("/", 1)[-1]
            yield name
            yield from sent(SCHEMAS[name])


SENT = {
    name
    for operation in OPERATIONS.values()
    for content in operation.described.get("requestBody", {}).get("content", {}).values()
    for name in sent(content["schema"])
}


class TestFile:
    def test_is_what_this_version_says(self):
        message = "the API has changed: run `python -m banfa.web.api.openapi` and commit openapi.json"
        assert openapi.FILE.read_text(encoding="utf-8") == openapi.format_document(), message


class TestDocument:
    def operations(self):
        return [op for path in DOCUMENT["paths"].values() for m, op in path.items() if m != "parameters"]

    def test_is_of_openapi_3_1(self):
        assert DOCUMENT["openapi"] == "3.1.0"
        assert DOCUMENT["servers"]

    def test_has_every_operation_once(self):
        names = [operation["operationId"] for operation in self.operations()]
        assert sorted(names) == sorted(o.endpoint.split(".")[-1] for o in OPERATIONS.values())
        assert len(set(names)) == len(names)

    def test_names_everything_in_chinese(self):
        for operation in self.operations():
            name = operation["operationId"]
            assert any("\u4e00" <= char <= "\u9fff" for char in operation["summary"]), name
            assert name.isascii()

    def test_describes_every_field(self):
        for name, schema in SCHEMAS.items():
            for field, shape in schema.get("properties", {}).items():
                assert shape.get("description"), f"{name}.{field}"

    def test_tells_the_etag_of_what_is_read(self):
        for operation in OPERATIONS.values():
            if operation.reads:
                assert "ETag" in operation.described["responses"]["200"]["headers"], operation.name
                assert "304" in operation.described["responses"], operation.name

    def test_tells_when_to_come_again(self):
        for operation in OPERATIONS.values():
            accepted = operation.described["responses"].get("202")
            assert accepted is None or "Retry-After" in accepted["headers"], operation.name


class TestSchemas:
    def test_say_what_every_value_is(self):
        vague = [path for path, schema in every_schema() if not SAYS_WHAT_IT_IS & schema.keys()]
        assert vague == []

    def test_leave_few_objects_free(self):
        free = {path for path, schema in every_schema() if schema.get("additionalProperties") is True}
        assert free == set(FREE_OBJECTS)

    def test_list_null_among_the_words_where_it_is_allowed(self):
        for path, schema in every_schema():
            if "enum" in schema and "null" in schema.get("type", ()):
                assert None in schema["enum"], path

    def test_take_stated_fields_alone_but_may_answer_more(self):
        for name, schema in SCHEMAS.items():
            closed = schema.get("additionalProperties") is False
            assert closed == (name in SENT), name

    def test_bound_every_text_that_is_sent(self):
        assert len(SENT) > 80
        for name in sorted(SENT):
            for path, schema in walk(SCHEMAS[name], name):
                if "string" in schema.get("type", ()):
                    assert {"maxLength", "enum", "format"} & schema.keys(), path

    @pytest.mark.parametrize("word", ["Flaw", "Told", "Said"])
    def test_use_no_retired_word(self, word):
        assert not [name for name in SCHEMAS if word in name]


class TestTheCheckOfAnswers:
    """It can fail: behind a reference, in a list, and at the top."""

    VALIDATOR = make_validator({"$ref": "#/components/schemas/Problem"})
    PROBLEM = MappingProxyType(
        {
            "type": "about:blank",
            "title": "题",
            "status": 422,
            "code": "c",
            "detail": "d",
            "instance": "urn:uuid:1",
        }
    )

    def test_takes_what_the_document_says(self):
        errors = [{"field": "name", "code": "c", "detail": "d"}]
        assert self.VALIDATOR.is_valid({**self.PROBLEM, "errors": errors})

    @pytest.mark.parametrize(
        "wrong",
        [
            {"status": "422"},
            {"unheard_of": 1},
            {"errors": [{"field": "name", "code": "c", "detail": "d", "unheard_of": 1}]},
            {"errors": [{"field": "name", "code": 1, "detail": "d"}]},
        ],
    )
    def test_refuses_what_it_does_not(self, wrong):
        assert not self.VALIDATOR.is_valid({**self.PROBLEM, **wrong})
