"""区县审核 of a claim by the district itself, carried out by the examples of the document."""

from __future__ import annotations


def review_as_district(work):
    """A claim of an enterprise of the district's, listed, read and agreed to."""
    officer = work.officer
    enterprises = officer.get("/enterprises", limit=200).json["items"]
    enterprise = next(each["id"] for each in enterprises if each["district"] == "思明区")
    signed = {"signed_on": "2026-03-02", "amount": 1_000_000, "number": "思明合同"}
    contract = officer.post(
        "/contracts", {"provider_id": work.provider, "enterprise_id": enterprise, **signed}
    ).json["id"]
    batch = officer.get("/subsidy-batches", state="checked").json["items"][0]["id"]
    said = {"subsidy_batch_id": batch, "contract_id": contract, "applied_on": "2026-04-02"}
    claim = officer.post("/subsidy-claims", said).json["id"]
    version = officer.get(f"/subsidy-claims/{claim}").json["version"]
    work.scenario.send("list_own_claims", query={"limit": 2, "waiting": "true"}, role="district")
    work.scenario.send("get_own_claim", ids=[claim], role="district")
    work.scenario.send("review_district_claim", ids=[claim], version=version, role="district")
