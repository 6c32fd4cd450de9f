"""CONTRIBUTING.md is true: its kind of entry, taken as it stands there, is all that a kind takes."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest
from flask import Flask
from jsonschema_rs import Draft202012Validator
from sqlalchemy import MetaData

from banfa.database import base, security
from banfa.ledger.kinds import registry
from banfa.settings import Settings
from banfa.web.api import BLUEPRINTS, openapi
from banfa.web.api.entries import make_blueprint
from banfa.web.app import create_app
from tests.strong_secret import SECRET
from tests.web.clients import Bureau, credit_code

GUIDE = Path(__file__).parents[2] / "CONTRIBUTING.md"
BLOCK = re.compile(r"```python\n# (core/banfa/ledger/kinds/(\w+)\.py)\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def visits(tmp_path_factory):
    """The guide's module, declared in a metadata of its own and known to the registry while it is tried."""
    found = BLOCK.search(GUIDE.read_text(encoding="utf-8"))
    assert found is not None
    path = tmp_path_factory.mktemp("kinds") / f"{found[2]}.py"
    path.write_text(found[3], encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        own = MetaData(naming_convention=base.metadata.naming_convention)
        for table in base.metadata.sorted_tables:
            table.to_metadata(own)
        patch.setattr(base, "metadata", own)
        spec = importlib.util.spec_from_file_location(f"banfa.ledger.kinds.{found[2]}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        patch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        (kind,) = registry._list_declared(module)
        patch.setitem(registry._KINDS, kind.name, kind)
        patch.setattr(openapi, "BLUEPRINTS", (*BLUEPRINTS, make_blueprint(kind)))
        yield kind


@pytest.fixture(scope="module")
def bureau(visits, engine, owner_engine, cities, clock):
    with owner_engine.begin() as connection:
        visits.table.create(connection)
        for statement in security.guard_table(visits.name, visits.table.info["rights"], tenant=True):
            connection.exec_driver_sql(statement)
    app = create_app(Settings(data_dir=Path("/nowhere"), secret=SECRET), engine, cities, clock=clock)
    return Bureau(app, engine, owner_engine, clock)


@pytest.fixture(scope="module")
def officer(bureau):
    return bureau.client("officer")


@pytest.fixture(scope="module")
def code():
    return credit_code()


@pytest.fixture(scope="module")
def provider(officer, code):
    return officer.post("/providers", {"uscc": code, "name": "某某科技有限公司"}).json["id"]


@pytest.fixture
def body(provider, code):
    return {
        "provider": code.lower(),
        "number": f"走访﹣{credit_code()[-8:]}\u200b",
        "category": "integrator",
        "visited_on": "2026-03-01",
        "notes": "只供内部参考",
    }


def test_the_guide_names_the_file_where_kinds_are():
    found = BLOCK.search(GUIDE.read_text(encoding="utf-8"))
    assert found is not None
    assert (GUIDE.parent / found[1]).parent == Path(registry.__file__).parent


class TestTheKindOfTheGuide:
    def test_is_recorded(self, officer, provider, body):
        made = officer.post("/visits", {**body, "external_id": "ZF-1"})
        assert (made.status_code, made.json["outcome"]) == (201, "created")
        again = officer.post("/visits", {**body, "external_id": "ＺＦ-1"})
        assert (again.status_code, again.json) == (200, {**made.json, "outcome": "unchanged"})
        shown = officer.get(made.headers["Location"]).json
        assert (shown["provider_id"], shown["visited_on"]) == (provider, "2026-03-01")
        assert shown["number"] == body["number"].replace("﹣", "-").rstrip("\u200b")

    @pytest.mark.parametrize(
        ("wrong", "problem", "field"),
        [
            ({"provider": credit_code()}, "reference_missing", "provider"),
            ({"category": "baker"}, "unknown_category", "category"),
            ({"answered_on": "2026-02-28"}, "days_reversed", "answered_on"),
            ({"visited_on": "2027-01-01"}, "day_in_future", "visited_on"),
            ({"notes": "长" * 4001}, "field_malformed", "notes"),
            ({"colour": "red"}, "field_unknown", "colour"),
        ],
    )
    def test_refuses_what_cannot_be(self, officer, body, wrong, problem, field):
        answer = officer.post("/visits", body | wrong)
        assert (answer.status_code, answer.json["code"]) == (422, problem)
        assert answer.json["errors"][0]["field"] == field

    def test_has_a_key_of_its_own(self, officer, body):
        officer.post("/visits", body)
        answer = officer.post("/visits", body)
        assert (answer.status_code, answer.json["code"]) == (409, "duplicate")

    def test_is_recorded_in_bulk(self, officer, body):
        rows = [{**body, "external_id": f"B{n}", "number": f"{body['number']}-{n}"} for n in range(3)]
        assert officer.post("/visits/bulk", {"rows": rows[:2]}).json["created"] == 2
        rows[1] = {**rows[1], "answered_on": "2026-03-05"}
        report = officer.post("/visits/bulk", {"rows": [*rows, {**rows[0], "external_id": "B9"}]}).json
        assert [row["outcome"] for row in report["rows"]] == ["unchanged", "corrected", "created", "rejected"]
        assert report["rows"][3]["code"] == "duplicate"

    def test_is_corrected_voided_and_keeps_its_history(self, officer, body):
        made = officer.post("/visits", body).json
        change = {"reason": "补记答复", "data": {"answered_on": "2026-03-09", "notes": None}}
        corrected = officer.post(f"/visits/{made['id']}/correction", change, version=made["version"])
        assert corrected.json["outcome"] == "corrected"
        shown = officer.get(f"/visits/{made['id']}")
        assert (shown.json["answered_on"], shown.json["notes"]) == ("2026-03-09", None)
        wrong = {"reason": "录错", "data": {"visited_on": None}}
        answer = officer.post(f"/visits/{made['id']}/correction", wrong, version=shown.json["version"])
        assert [(e["field"], e["code"]) for e in answer.json["errors"]] == [
            ("data.visited_on", "field_missing")
        ]
        voided = officer.post(
            f"/visits/{made['id']}/voiding", {"reason": "没有这次走访"}, version=shown.json["version"]
        )
        assert voided.json["outcome"] == "voided"
        assert officer.get(f"/visits/{made['id']}").status_code == 404
        past = officer.get(f"/visits/{made['id']}/history").json["items"]
        assert [(record["voids"], record["reason"]) for record in past] == [
            (False, None),
            (False, "补记答复"),
            (True, "没有这次走访"),
        ]

    def test_is_listed_by_what_it_can_be_found_by(self, officer, provider, body):
        made = officer.post("/visits", body | {"category": "other", "visited_on": "2025-12-01"}).json["id"]
        for query in (
            {"number": f" {body['number']}"},
            {"category": "other"},
            {"provider_id": provider, "to": "2025-12-31"},
        ):
            assert [row["id"] for row in officer.get("/visits", **query).json["items"]] == [made]
        assert officer.get("/visits", category="baker").json["code"] == "unknown_category"
        assert officer.get("/visits", notes="内部").status_code == 422

    def test_is_shown_to_its_provider_without_what_is_secret(self, bureau, officer, provider, body):
        made = officer.post("/visits", body).json["id"]
        client = bureau.client("provider", provider_id=provider)
        for shown in (
            client.get(f"/visits/{made}").json,
            client.get("/visits").json["items"][-1],
            client.get(f"/visits/{made}/history").json["items"][0],
        ):
            assert shown["number"].startswith("走访-")
            assert "notes" not in shown
        assert client.post("/visits", body).status_code == 403

    def test_is_in_the_document(self, visits, body):
        document = openapi.describe(Flask("of the guide", static_folder=None)).spec.to_dict()
        names = {
            o["operationId"]
            for path in document["paths"].values()
            for o in path.values()
            if "operationId" in o
        }
        assert names >= {
            "list_visits",
            "get_visit",
            "get_visit_history",
            "record_visit",
            "record_visits_in_bulk",
            "correct_visit",
            "void_visit",
        }
        schema = {"$ref": "#/components/schemas/VisitIn", "components": document["components"]}
        takes = Draft202012Validator(schema, validate_formats=True)
        assert takes.is_valid(body)
        assert not takes.is_valid(body | {"notes": "长" * 4001})
        assert not takes.is_valid(body | {"visited_on": "20260301"})

    def test_is_known_as_a_row_with_its_types(self, bureau, visits, officer, body):
        made = bureau.number(visits.name, officer.post("/visits", body).json["id"])
        row = visits.row
        with bureau.unit() as unit:
            (visit,) = unit.all(row, row.standing.where(row.c.entry_id == made))
        assert (type(visit).__name__, visit.notes, visit.answered_on) == ("Visit", "只供内部参考", None)
