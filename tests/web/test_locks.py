"""Locks of the web that no other test tries by hand: see `make sabotage`."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError

from banfa.trust.authentication import reading_unit
from banfa.trust.persons import add_person
from banfa.web.api import sources
from tests.web.clients import credit_code

CASE = {"client": "某厂", "client_size": "small", "served_on": "2025-06-30"}


class TestACursor:
    def test_of_one_subject_is_none_of_anothers(self, bureau, officer):
        """The key says how far a list was read, and so what it holds."""
        clients, cursors = [], []
        for _ in range(2):
            provider = officer.post("/providers", {"uscc": credit_code(), "name": "甲"}).json["id"]
            for n in range(3):
                case = {**CASE, "provider_id": provider, "client": f"某厂{n}"}
                assert officer.post("/service-cases", case).status_code == 201
            clients.append(bureau.client("provider", provider_id=provider))
            cursors.append(clients[-1].get("/service-cases", limit=1).json["next"])
        for client, own, other in zip(clients, cursors, reversed(cursors), strict=True):
            assert client.get("/service-cases", limit=1, after=own).status_code == 200
            answer = client.get("/service-cases", limit=1, after=other)
            assert (answer.status_code, answer.json.get("code")) == (422, "cursor_invalid")
        everybody = officer.get("/service-cases", limit=1, after=cursors[0])
        assert everybody.json.get("code") == "cursor_invalid"


class TestReading:
    def test_cannot_write(self, officer, engine, clock):
        with (
            pytest.raises(DBAPIError, match="read-only transaction"),
            reading_unit(engine, officer.secret, now=clock()) as unit,
        ):
            add_person(unit, name="不该有的人", roles=["officer"])

    def test_leaves_nothing_of_a_view_that_would(self, bureau, officer, monkeypatch, caplog):
        def write(unit):
            add_person(unit, name="不该有的人", roles=["officer"])

        monkeypatch.setattr(sources, "list_sources", write)
        assert officer.get("/sources").status_code == 503
        assert "25006" in caplog.text
        names = [person["name"] for person in bureau.client("admin").get("/persons").json["items"]]
        assert "不该有的人" not in names
