"""An office that visits enterprises: plans, mandates, records, reports, as a person enters them."""

from __future__ import annotations

from itertools import count

from tests.web.clients import credit_code

BUREAU = "厦门市工业和信息化局"
_numbers = count(1)


def new_enterprise(office, industry="pilot"):
    body = {"uscc": credit_code(), "name": f"第{next(_numbers)}电子厂", "industry": industry, "size": "small"}
    return office.post("/enterprises", body)["id"]


def plan(office, *, approved=True, **changes):
    """A plan of the year; approved on its sheet unless it is not to be."""
    body = {
        "name": "2026年走访计划",
        "kind": "visit",
        "basis": "厦工信企业函〔2023〕134号",
        "purpose": "了解改造进度",
        "led_by": BUREAU,
        "from_on": "2026-01-05",
        "until_on": "2026-12-31",
        "times": 12,
        **changes,
    }
    number = office.post("/visit-plans", body)["id"]
    if approved:
        office.attach(f"/visit-plans/{number}", "approval_sheet")
        office.post(f"/visit-plans/{number}/approval", approve(office), by=office.second)
    return number


def approve(office, **changes):
    return {"approver": "副局长 何平", "approved_on": office.today.isoformat(), **changes}


def write_mandate(**changes):
    return {
        "number": f"厦工信委〔2026〕{next(_numbers)}号",
        "kind": "third_party",
        "body": "某某评测有限公司",
        "uscc": credit_code(),
        "matters": "改造后水平评测",
        "from_on": "2026-01-05",
        "until_on": "2026-12-31",
        "independent": True,
        **changes,
    }


def mandate(office, **changes):
    number = office.post("/mandates", write_mandate(**changes))["id"]
    office.attach(f"/mandates/{number}", "mandate")
    office.post(f"/mandates/{number}/confirmation", by=office.second)
    return number


def write_visit(office, plan_id, enterprise, provider, **changes):
    return {
        "plan_id": plan_id,
        "enterprise_id": enterprise,
        "provider_id": provider,
        "visited_on": office.today.isoformat(),
        "manner": "on_site",
        "visitors": [{"name": "林晓", "body": BUREAU}, {"name": "郑文", "body": BUREAU}],
        "record": "系统已上线，两次培训只办了一次。",
        "enterprise_signer": "吴霞",
        "provider_signer": "高远",
        **changes,
    }


def visit(office, *what, **changes):
    """Enter a visit with its scan and have it checked."""
    number = office.post("/site-visits", write_visit(office, *what, **changes))["id"]
    office.attach(f"/site-visits/{number}", "visit_record")
    office.post(f"/site-visits/{number}/confirmation", by=office.second)
    return number


def write_report(office, mandate_id, enterprise, provider, **changes):
    return {
        "number": f"PC-{next(_numbers)}",
        "mandate_id": mandate_id,
        "reported_on": office.today.isoformat(),
        "enterprise_id": enterprise,
        "provider_id": provider,
        "level_before": 1,
        "level_after": 2,
        "conclusion": "改造后达到二级。",
        "page": 12,
        **changes,
    }
