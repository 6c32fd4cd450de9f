"""What a district does itself, carried out by the examples of the document: 区县审核, 申报."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.web.clients import credit_code


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


def collect_as_district(work):
    """An application for a call for which districts collect, entered, listed and read."""
    today = work.scenario.bureau.clock.now.astimezone(ZoneInfo("Asia/Shanghai")).date()
    days = {"open_from": today - timedelta(5), "open_until": today + timedelta(5)}
    call = {
        "number": "第五批",
        "notice_no": "厦工信企业函〔2026〕50号",
        "notice_title": "关于开展数字化服务商遴选的通知",
        "notice_in": "https://gxj.xm.gov.cn/tzgg/2026-50",
        **{name: day.isoformat() for name, day in days.items()},
        "categories": ["product"],
        "conditions": ["有稳定的技术团队"],
        "by_districts": True,
    }
    assert work.officer.post("/admission-batches", call).status_code == 201
    said = {"uscc": credit_code(), "received_on": today.isoformat()}
    work.officer.post("/providers", {"uscc": said["uscc"], "name": "区里申报的单位"})
    made = work.scenario.send("enter_collected_application", role="district", **said)
    query = {"limit": 2, "batch": "第五批", "supplementing": "false"}
    work.scenario.send("list_collected_applications", query=query, role="district")
    work.scenario.send("get_collected_application", ids=[made["id"]], role="district")
