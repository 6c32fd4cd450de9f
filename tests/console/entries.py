"""Entries for the tests of pages: one of each kind, a ruling that its source contradicts, a likely double."""

from __future__ import annotations

from tests.web.clients import credit_code
from tests.web.document import PATHS, RECORDED
from tests.web.scenario import example_of

DECISION = {"kind": "interview", "decided_on": "2025-11-03"}


def record_one_of_each(office):
    """Record the document's example of every kind; gives outward ids by kind."""
    officer, ids = office.client("officer"), {}
    for kind in RECORDED:
        answer = officer.post(PATHS[f"record_{kind}"], example_of(f"record_{kind}"))
        assert answer.status_code == 201, (kind, answer.json)
        ids[kind] = answer.json["id"]
    admin = office.client("admin")
    admin.post("/cut-over", {"until_on": "2025-12-31"})
    row = {**DECISION, "external_id": "D-1", "provider_id": ids["provider"]}
    (report,) = admin.post("/decision-imports", {"rows": [row]}).json["rows"]
    return {**ids, "decision": report["id"]}


def rule_against_source(office):
    """An officer corrects what the platform sends again; gives the outward ids of provider and ruling."""
    officer, platform = office.client("officer"), office.client("platform")
    row = {"external_id": "P-1", "uscc": credit_code(), "name": "乙公司", "contact": "旧的联系人"}
    (report,) = platform.post("/providers/bulk", {"rows": [row]}).json["rows"]
    change = {"reason": "经电话核对", "data": {"contact": "新的联系人"}}
    officer.post(f"/providers/{report['id']}/correction", change, version=report["version"])
    platform.post("/providers/bulk", {"rows": [{**row, "contact": "来源又报的联系人"}]})
    (item,) = officer.get("/overruled").json["items"]
    return report["id"], item["id"], row["uscc"]


def make_doubtful(office):
    """A ruling and a pair of likely doubles, by kind."""
    _, ruling, code = rule_against_source(office)
    row = {**example_of("record_service_case"), "provider": code, "external_id": "double-1"}
    for role in ("platform", "officer"):
        office.client(role).post("/service-cases/bulk", {"rows": [row]})
    (pair,) = office.client("officer").get("/doubles").json["items"]
    return {"ruling": ruling, "double": pair["id"]}
