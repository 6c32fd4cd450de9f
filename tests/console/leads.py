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
    officer = office.client("officer")
    officer.post("/completeness", {"reports": "contract", "until_on": "2026-04-07"})
    office.work(officer.post("/watch/runs", {}).json["work_id"])
    return [hit["id"] for hit in officer.get("/hits", limit=200).json["items"]]
