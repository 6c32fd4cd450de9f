"""An office that has a round's data confirmed: sheets are made, sent, answered and checked."""

from __future__ import annotations

from datetime import date
from itertools import count

QUARTER = {"name": "2026年第一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
AFTER = date(2026, 4, 1)
LETTER = {
    "kind": "platform",
    "body": "厦门市中小企业公共服务平台",
    "reported": "合同、产品",
    "until_on": QUARTER["period_end"],
    "number": "厦企服函〔2026〕3号",
    "stated_on": "2026-04-01",
    "agrees": True,
}
_numbers = count(1)


def open_round(office, **changes):
    return office.post("/rounds", {**QUARTER, **changes})["id"]


def sign_contract(office, provider, signed_on="2026-02-10"):
    """A contract that the provider has signed with an enterprise of its own."""
    number = next(_numbers)
    industry = office.profile.industries[0].key if office.profile.industries else "电子"
    enterprise = office.post(
        "/enterprises", {"name": f"第{number}电子厂", "industry": industry, "size": "small"}
    )["id"]
    body = {"provider_id": provider, "enterprise_id": enterprise, "signed_on": signed_on, "amount": 1}
    return office.post("/contracts", body)["id"]


def prepare(office, round_id):
    return office.post("/confirmations", {"round_id": round_id})["id"]


def send(office, confirmation, **changes):
    body = {"sent_on": office.today.isoformat(), "manner": "送交联络员", **changes}
    return office.post(f"/confirmations/{confirmation}/sending", body)


def list_sheets(office, confirmation):
    return office.get("/confirmation-sheets", confirmation_id=confirmation)["items"]


def read_counts(sheet):
    """What a sheet says, by name."""
    return {each["name"]: each["value"] for each in sheet["counts"]}


def write_answer(office, *differences, **changes):
    stated = [dict(zip(("name", "stated", "reason"), each, strict=True)) for each in differences]
    body = {
        "answered_on": office.today.isoformat(),
        "agrees": not stated,
        "signer": "高远",
        "differences": stated,
    }
    return {**body, **changes}


def answer(office, sheet, *differences, **changes):
    """Enter an answer with its scan and have it checked."""
    path = f"/confirmation-sheets/{sheet}"
    office.post(f"{path}/answer", write_answer(office, *differences, **changes))
    office.attach(path, "stamped_answer")
    return office.post(f"{path}/confirmation", by=office.second)
