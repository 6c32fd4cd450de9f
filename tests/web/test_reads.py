"""A trace of reading: what it says, to whom, and that nothing is shown without it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from banfa.jobs.reads import seal_nights_reads
from banfa.trust.reads import ReadTrace
from banfa.trust.tenants import operator
from tests.trust.bureaus import read_rows
from tests.web.clients import credit_code

NAME = "林小明"


@pytest.fixture
def entry(officer):
    body = {"uscc": credit_code(), "name": "甲公司", "contact": f"{NAME} 13900001111"}
    return officer.post("/providers", body).json["id"]


@pytest.fixture
def traces(bureau, engine):
    return lambda: read_rows(engine, operator(bureau.tenant), ReadTrace)


@pytest.fixture
def untraceable(owner_engine):
    """No trace can be written."""
    with owner_engine.begin() as connection:
        connection.execute(text("REVOKE INSERT ON read_trace FROM banfa_app"))
    yield
    with owner_engine.begin() as connection:
        connection.execute(text("GRANT INSERT ON read_trace TO banfa_app"))


class TestATrace:
    def test_says_who_was_shown_what_when_and_how(self, bureau, officer, entry, traces):
        officer.get(f"/providers/{entry}")
        (trace,) = traces()
        assert (trace.way, trace.kind, trace.role) == ("get_provider", "provider", "officer")
        assert trace.shown == [bureau.number("provider", entry)]
        assert (trace.at, trace.filters) == (bureau.clock(), {})
        assert trace.token_id is not None

    def test_keeps_no_text_that_was_looked_for(self, officer, entry, traces):
        officer.get("/providers", q=NAME, updated_since="2026-01-01T00:00:00Z", limit=5)
        (trace,) = traces()
        assert trace.filters == {"q": "…", "updated_since": "2026-01-01T00:00:00Z"}

    def test_of_a_list_names_what_was_on_the_page(self, bureau, officer, entry, traces):
        officer.post("/providers", {"uscc": credit_code(), "name": "乙公司"})
        (first,) = officer.get("/providers", limit=1).json["items"]
        (trace,) = traces()
        assert trace.shown == [bureau.number("provider", first["id"])]

    def test_is_left_where_nothing_was_found(self, officer, entry, traces):
        officer.get("/complaints")
        assert [(trace.way, trace.shown) for trace in traces()] == [("list_complaints", [])]

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_is_one_a_request(self, officer, entry, traces, method):
        address, bearer = (
            officer.address(f"/providers/{entry}"),
            {"Authorization": f"Bearer {officer.secret}"},
        )
        for _ in range(3):
            assert officer.http.open(address, method=method, headers=bearer).status_code == 200
        assert len(traces()) == 3

    def test_is_left_by_one_who_has_the_answer_already(self, officer, entry, traces):
        etag = officer.get(f"/providers/{entry}").headers["ETag"]
        again = officer.send("GET", f"/providers/{entry}", headers={"If-None-Match": etag})
        assert again.status_code == 304
        assert len(traces()) == 2

    def test_is_not_left_by_what_was_not_shown(self, bureau, officer, entry, traces):
        assert officer.get("/providers/pv_" + 32 * "0").status_code == 404
        assert officer.get("/persons").status_code == 403
        assert officer.get("/providers", nonsense=1).status_code == 422
        officer.get("/rounds")
        assert traces() == []

    def test_is_left_by_a_subject_that_reads_its_own(self, bureau, officer, entry, traces):
        bureau.client("provider", provider_id=entry).get("/providers")
        (trace,) = traces()
        assert (trace.role, trace.shown) == ("provider", [bureau.number("provider", entry)])

    def test_is_left_by_a_change_that_changes_nothing_and_by_its_repetition(self, bureau, traces):
        admin = bureau.client("admin")
        (person,) = [p for p in admin.get("/persons").json["items"] if p["name"] == "admin的人"]
        same = {"name": person["name"]}
        for _ in range(2):
            answer = admin.post(f"/persons/{person['id']}/correction", same, key="a-key-of-this-change")
            assert answer.status_code == 200
        assert admin.post(f"/persons/{person['id']}/correction", same).status_code == 200
        assert [trace.way for trace in traces()] == ["list_persons", *3 * ["correct_person"]]

    def test_that_cannot_be_written_lets_nothing_be_shown(self, officer, entry, untraceable):
        for path in (f"/providers/{entry}", "/providers", f"/providers/{entry}/history"):
            answer = officer.get(path)
            assert (answer.status_code, answer.json["code"]) == (503, "read_not_traced")
            assert NAME not in answer.text
        assert officer.get("/rounds").status_code == 200

    def test_is_never_changed(self, officer, entry, engine):
        officer.get("/providers")
        for change in ("UPDATE read_trace SET shown = '{}'", "DELETE FROM read_trace"):
            with engine.begin() as connection, pytest.raises(ProgrammingError, match="permission denied"):
                connection.execute(text(change))


class TestTheAuditor:
    def test_reads_the_traces_newest_first(self, bureau, officer, entry):
        auditor = bureau.client("auditor")
        for _ in range(3):
            officer.get(f"/providers/{entry}")
        officer.get("/complaints")
        whole = auditor.get("/audit/reads").json["items"]
        assert [item["way"] for item in whole] == ["list_complaints", *3 * ["get_provider"]]
        assert whole[1]["subjects"] == [f"provider/{entry}"]
        assert whole[1]["person"] == "officer的人"
        pages = [
            item["id"] for page in auditor.pages("/audit/reads", limit=1, way="get_provider") for item in page
        ]
        assert pages == [item["id"] for item in whole[1:]]

    def test_asks_who_has_read_of_one(self, bureau, officer, entry):
        auditor, other = bureau.client("auditor"), bureau.client("reviewer")
        officer.get("/complaints")
        other.get(f"/providers/{entry}/history")
        (found,) = auditor.get("/audit/reads", subject=f"provider/{entry}").json["items"]
        assert (found["person"], found["way"]) == ("reviewer的人", "get_provider_history")
        assert auditor.get("/audit/reads", person_id=found["person_id"]).json["items"][-1] == found
        assert auditor.get("/audit/reads", subject="provider/x").json["code"] == "field_malformed"
        assert auditor.get("/audit/reads", until=bureau.clock().isoformat()).json["items"] == []

    def test_is_told_of_traces_that_were_changed(self, bureau, officer, entry, engine, owner_engine):
        officer.get(f"/providers/{entry}")
        seal_nights_reads(engine, day=bureau.clock().date() + timedelta(days=1))
        auditor = bureau.client("auditor")
        assert auditor.get("/audit/verification").json["intact"]
        with owner_engine.begin() as connection:
            connection.execute(text("UPDATE read_trace SET shown = '{}'"))
        (fault,) = auditor.get("/audit/verification").json["faults"]
        assert (fault["subject"], "查阅痕迹与封记不符" in fault["reason"]) == ("read_trace", True)

    def test_is_told_of_a_seal_that_nobody_can_read(self, bureau, officer, entry, engine, owner_engine):
        officer.get(f"/providers/{entry}")
        seal_nights_reads(engine, day=bureau.clock().date() + timedelta(days=1))
        with owner_engine.begin() as connection:
            edit = """
                UPDATE audit_data d SET data = '{}' FROM audit_link l
                WHERE l.tenant_id = d.tenant_id AND l.seq = d.seq AND l.action = 'reads.sealed'
            """
            connection.execute(text(edit))
        found = bureau.client("auditor").get("/audit/verification").json
        assert [fault["subject"] for fault in found["faults"]] == [None, "read_trace"]
        assert len({fault["seq"] for fault in found["faults"]}) == 1

    def test_leaves_a_trace_as_well(self, bureau):
        auditor = bureau.client("auditor")
        auditor.get("/audit/reads")
        assert [item["way"] for item in auditor.get("/audit/reads").json["items"]] == ["list_read_traces"]

    def test_sees_none_of_another_bureau(self, *, bureau, officer, entry, app, engine, owner_engine, clock):
        officer.get(f"/providers/{entry}")
        stranger = type(bureau)(app, engine, owner_engine, clock)
        assert stranger.client("auditor").get("/audit/reads").json["items"] == []
