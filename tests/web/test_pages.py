"""Every answer that is a list has pages, or a bound that somebody has thought about."""

from __future__ import annotations

import pytest

from banfa.web.casework.resources import RESOURCES
from tests.web.clients import credit_code
from tests.web.document import DOCUMENT, OPERATIONS, SCHEMAS
from tests.web.test_secrets import DECIDED, subjects

__all__ = ["subjects"]

BY_THE_CODE = {
    "list_cities": "the plugins that are installed",
    "list_editions": "the editions of a plugin",
    "get_outline": "an edition's provisions",
    "get_clauses": "an edition's clauses",
    "list_history_name_proposals": "the parties that have the code or the name, few that are alike",
    "list_templates": "the kinds of entry, and those that a plugin declares",
} | {
    name: "what one thing of a case has been through, or what hangs on it"
    for resource in RESOURCES.values()
    for name in (
        f"list_{resource.one}_files",
        *([f"list_{resource.one}_steps"] if resource.machine is not None else []),
    )
}
"""Whole lists, and what they are as long as."""


def find_schema(operation):
    (content,) = operation.described["responses"]["200"].get("content", {"": {"schema": {}}}).values()
    reference = content["schema"].get("$ref")
    return SCHEMAS[reference.rsplit("/", 1)[1]] if reference else content["schema"]


def is_list(operation):
    fields = find_schema(operation).get("properties", {})
    return "items" in fields and ("next" in fields or len(fields) == 1)


LISTS = {o.name: o for o in OPERATIONS.values() if o.reads and is_list(o)}


class TestEveryList:
    @pytest.mark.parametrize("name", sorted(LISTS.keys() - BY_THE_CODE.keys()))
    def test_has_pages(self, name):
        parameters = {p["name"]: p["schema"] for p in LISTS[name].described["parameters"]}
        assert parameters["limit"]["maximum"] <= 200
        assert "after" in parameters
        assert "next" in find_schema(LISTS[name])["required"]

    def test_that_has_none_is_as_long_as_the_code(self):
        whole = {name for name, o in LISTS.items() if "next" not in find_schema(o)["properties"]}
        assert whole == BY_THE_CODE.keys()

    def test_is_among_these(self):
        assert {"list_sources", "list_hits", "get_watch", "get_provider_history", "list_objections"} <= {
            *LISTS
        }


class TestAHistory:
    def test_is_walked(self, subjects):
        officer = subjects.clients["officer"]
        path = f"/providers/{officer.post('/providers', {'uscc': credit_code(), 'name': '名0'}).json['id']}"
        for n in range(1, 6):
            change = {"reason": "更名", "data": {"name": f"名{n}"}}
            assert officer.post(f"{path}/correction", change, version=n).status_code == 200
        for limit in (1, 2, 3, 6, 200):
            pages = list(officer.pages(f"{path}/history", limit=limit))
            assert [row["name"] for page in pages for row in page] == [f"名{n}" for n in range(6)]
            assert len(pages) == -(-6 // limit)

    def test_of_a_subject_has_no_page_for_what_it_does_not_see(self, subjects):
        officer, provider = subjects.clients["officer"], subjects.clients["provider"]
        body = {**subjects.walk.body("complaint"), **DECIDED, "external_id": "分页"}
        path = f"/complaints/{officer.post('/complaints', body).json['id']}"
        for n in range(1, 4):
            change = {"reason": "补记", "data": {"content": f"另一内容{n}"}}
            assert officer.post(f"{path}/correction", change, version=n).status_code == 200
        answer = provider.get(f"{path}/history", limit=1)
        assert (len(answer.json["items"]), answer.json["next"]) == (1, None)
        assert [len(page) for page in officer.pages(f"{path}/history", limit=1)] == [1] * 4

    def test_of_nothing_is_missing(self, subjects):
        path = f"/providers/{subjects.entries['complaint']}/history"
        assert subjects.clients["officer"].get(path, limit=1).status_code == 404


class TestTheDocument:
    """Says once what the front and the limits answer, and of every operation where it can come."""

    @pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda operation: operation.name)
    def test_says_where_it_can_come(self, operation):
        responses = operation.described["responses"]
        wanted = {"429", "503"} | (set() if operation.reads else {"408", "413"})
        assert wanted <= {*responses}
        for status in wanted:
            assert responses[status] == {"$ref": f"#/components/responses/Problem{status}"}

    @pytest.mark.parametrize("status", ["429", "503"])
    def test_says_when_to_come_again(self, status):
        assert "Retry-After" in DOCUMENT["components"]["responses"][f"Problem{status}"]["headers"]
