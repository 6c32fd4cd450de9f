"""Leads as a night leaves them."""

from __future__ import annotations

from tests.web.clients import credit_code


def enter_member(office, name, *, joined="2025-12-31"):
    """A provider in the pool, without a contract since it joined."""
    officer = office.client("officer")
    provider = officer.post("/providers", {"uscc": credit_code(), "name": name}).json["id"]
    member = {"provider_id": provider, "category": "integrator", "from_on": joined, "selected_on": joined}
    assert officer.post("/memberships", member).status_code == 201
    return provider


def find_leads(office):
    """Run the watch once contracts are reported up to now; gives the outward ids of what it has found."""
    office.client("officer").post("/completeness", {"reports": "contract", "until_on": "2026-04-07"})
    return run_watch(office)


def run_watch(office):
    """Run the watch; gives the outward ids of what it has found."""
    officer = office.client("officer")
    office.work(officer.post("/watch/runs", {}).json["work_id"])
    return [hit["id"] for hit in officer.get("/hits", limit=200).json["items"]]


def promulgate(office):
    """Put the draft in force for this year."""
    document = {
        "kind": "promulgation",
        "edition": "draft",
        "document_no": "厦工信规〔2025〕1号",
        "issuer": "厦门市工业和信息化局",
        "issued_on": "2025-12-20",
        "document_class": "normative",
        "published_on": "2025-12-22",
        "published_in": "市工信局网站",
        "body": {"commencement": "2026-01-01"},
    }
    assert office.client("officer").post("/instruments", document).status_code == 201
