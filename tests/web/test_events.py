"""Events are thin: whatever is recorded, no value of it is in them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from banfa.ledger.kinds.registry import KINDS
from tests.web.clients import credit_code

MARK = "标记"
MARKED = re.compile(MARK)


@pytest.fixture
def officer(bureau):
    return bureau.client("officer")


@pytest.fixture
def everything(bureau, officer):
    """One of everything, every free text of it marked, singly, in bulk, corrected and voided."""
    provider = officer.post(
        "/providers",
        {
            "uscc": credit_code(),
            "name": f"{MARK}公司",
            "address": f"{MARK}路1号",
            "legal_representative": f"{MARK}人",
            "external_id": f"{MARK}-1",
        },
    ).json["id"]
    industry = bureau.app.extensions["banfa"].cities.profile("xiamen").industries[0].key
    enterprise = officer.post(
        "/enterprises", {"name": f"{MARK}企业", "industry": industry, "size": "small"}
    ).json["id"]
    complaint = {
        "provider_id": provider,
        "received_on": "2026-02-01",
        "content": f"{MARK}，电话13800001111",
        "channel": f"{MARK}热线",
    }
    contract = {
        "provider_id": provider,
        "enterprise_id": enterprise,
        "signed_on": "2026-02-01",
        "amount": 13800001111,
        "number": f"{MARK}合同",
    }
    filing = {"provider_id": provider, "what": f"{MARK}季报", "due_on": "2026-12-31"}
    made = {}
    for path, body in (("/complaints", complaint), ("/contracts", contract), ("/filings", filing)):
        answer = officer.post(path, body)
        assert answer.status_code == 201, answer.json
        made[path] = answer.json["id"]
        bulk = officer.post(f"{path}/bulk", {"rows": [{**body, "external_id": f"{MARK}-9", "number": None}]})
        assert bulk.status_code == 200
    change = {"data": {"content": f"{MARK}，电话13900002222"}, "reason": f"{MARK}更正"}
    path = f"/complaints/{made['/complaints']}"
    assert officer.post(f"{path}/correction", change, version=1).status_code == 200
    assert officer.post(f"{path}/voiding", {"reason": f"{MARK}作废"}, version=2).status_code == 200
    admin = bureau.client("admin")
    admin.post("/persons", {"name": f"{MARK}三", "roles": ["officer"], "post": f"{MARK}长"})
    admin.post("/sources", {"key": "parks", "name": f"{MARK}系统", "kind": "other", "contact": f"{MARK}电话"})
    body = {"name": f"{MARK}周期", "period_start": "2026-01-01", "period_end": "2026-03-31"}
    round_id = officer.post("/rounds", body).json["id"]
    ruling = {"provider_id": provider, "reason": f"{MARK}理由", "document_no": f"{MARK}文号"}
    assert officer.post(f"/rounds/{round_id}/exclusions", ruling, version=1).status_code < 300
    return bureau


def events_of(bureau, owner_engine):
    with owner_engine.connect() as connection:
        statement = text("SELECT * FROM event WHERE tenant_id = :tenant ORDER BY seq")
        return connection.execute(statement, {"tenant": bureau.tenant.id}).mappings().all()


class TestEvents:
    def test_hold_no_value_of_what_they_tell_of(self, everything, owner_engine):
        events = events_of(everything, owner_engine)
        kinds = {event["type"] for event in events}
        assert {"complaint.recorded", "complaint.corrected", "complaint.voided", "round.opened"} <= kinds
        assert {"person.added", "source.registered", "round.provider_excluded"} <= kinds
        for event in events:
            values = " ".join(str(value) for value in event.values())
            assert not MARKED.search(values), event
            assert not re.search(r"(?<![0-9a-f])1[38]\d{9}(?![0-9a-f])", values), event

    def test_but_the_audit_beside_the_chain_does(self, everything, owner_engine):
        with owner_engine.connect() as connection:
            statement = text(
                "SELECT count(*) FROM audit_data WHERE tenant_id = :tenant AND data::text ~ :mark"
            )
            assert connection.scalar(statement, {"tenant": everything.tenant.id, "mark": MARK}) > 0

    def test_say_which_thing_which_revision_and_the_names_of_what_changed(self, everything, owner_engine):
        events = events_of(everything, owner_engine)
        (corrected,) = [event for event in events if event["type"] == "complaint.corrected"]
        assert (corrected["version"], corrected["revision"], corrected["changed"]) == (1, 2, ["content"])
        kind, outward = corrected["subject"].split("/")
        assert kind in KINDS
        assert everything.number(kind, outward) is not None

    def test_have_columns_for_nothing_else(self, everything, owner_engine):
        assert set(events_of(everything, owner_engine)[0]) == {
            *("tenant_id", "seq", "at", "type", "version", "subject", "revision", "changed")
        }
