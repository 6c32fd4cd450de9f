"""A bureau that has one of each thing that a page is about."""

from __future__ import annotations

import re

from sqlalchemy import text

from tests.console.cases import make_cases
from tests.console.entries import make_doubtful, record_one_of_each
from tests.console.leads import enter_member, find_leads, promulgate
from tests.console.sso import set_sign_on
from tests.web.papers import make_pdf, send_file
from tests.web.sheets import make_sheet, upload, upload_files

PERIOD = {"name": "甲公司那一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
TOGETHER = {
    "服务商.xlsx": (("名称", "统一社会信用代码"), ("甲", "错")),
    "报送.xlsx": (("服务商（统一社会信用代码）", "报送事项", "应报之日"), ("错", "季报", "2026-04-01")),
}
OBJECTION = text("""
    INSERT INTO objection (tenant_id, round_id, provider_id, statement, filed_by, filed_at, received_on)
    SELECT :tenant, :round, :provider, '甲公司少计一份合同', id, now(), current_date
    FROM person WHERE tenant_id = :tenant AND built_in = 'console' RETURNING id
""")


def build_town(office, owner_engine):
    """Make the things; gives what stands for each in an address, by the kind of id or the name."""
    entries = record_one_of_each(office)
    set_sign_on(office, "https://id.example")  # nobody asks it
    return {
        **entries,
        **make_doubtful(office),
        **open_round(office, owner_engine, entries["provider"]),
        **make_papers(office),
        **make_cases(office, entries),
        **send_sheet(office),
        "token": office.client("admin").get("/tokens").json["items"][0]["id"],
        "seq": "1",
        "person": office.outward("person", office.add("某人", "officer")[0].id),
        "session": office.outward("session", 10**9),
    }


def make_address(page, things):
    """The page's address about these things: ids by their kind, texts by their name."""
    if page.name == "case_form":
        things = things | {"form": "service_receipt"}
    if page.name == "review_district_claim":
        things = things | {"subsidy_claim": things["waiting_claim"]}
    asked = "?key=scale.6.1.1" if page.name == "set_terms" else ""
    return re.sub(r"<(?:id\((\w+)\):|\w+:)?(\w+)>", lambda m: things[m[1] or m[2]], page.rule) + asked


def open_round(office, owner_engine, provider):
    """A round, and an objection to it that was filed before anything was published."""
    round_id = office.client("officer").post("/rounds", PERIOD).json["id"]
    with owner_engine.begin() as connection:
        numbers = {"round": office.number("round", round_id), "provider": office.number("provider", provider)}
        objection = connection.execute(OBJECTION, {"tenant": office.tenant.id, **numbers}).scalar_one()
    return {"round": round_id, "objection": office.outward("objection", objection)}


def make_papers(office):
    """A document that sets a scale, a proposal, and a lead; of the texts in addresses, one each."""
    officer = office.client("officer")
    promulgate(office)
    provider = enter_member(office, "乙公司")
    document = {
        "kind": "terms",
        "edition": "draft",
        "document_no": "厦工信〔2025〕9号",
        "issuer": "厦门市工业和信息化局",
        "issued_on": "2025-12-20",
        "document_class": "normative",
        "published_on": "2025-12-22",
        "published_in": "市工信局网站",
        "body": {"settings": {"scale.6.1.1": {"measure": "round", "tiers": [[0, 0], [1, 2]]}}},
    }
    decision = {
        "provider_id": provider,
        "kind": "order",
        "due_on": "2026-04-13",
        "decided_on": "2026-03-10",
        "cite": "11.4",
        "edition": "draft",
        "document_no": "厦工信〔2026〕3号",
        "authority": "厦门市工业和信息化局",
    }
    return {
        "instrument": officer.post("/instruments", document).json["id"],
        "decision_proposal": officer.post("/decision-proposals", decision).json["id"],
        "hit": find_leads(office)[0],
        "edition": "draft",
        "key": "scale.6.1.1",
        "path": "11.4",
    }


def send_sheet(office):
    """A sheet with a row that is rejected, and the work of checking it again."""
    officer, content = office.client("officer"), make_sheet(("名称", "统一社会信用代码"), ("甲", "错"))
    sheet = upload(officer, "provider", content, name="甲公司.xlsx").json
    again = officer.post(f"/imports/{sheet['id']}/preview", {}, version=sheet["version"])
    files = [(name, make_sheet(*rows)) for name, rows in TOGETHER.items()]
    batch = upload_files(officer, *files).json["id"]
    return {
        "sheet_import": sheet["id"],
        "stored_file": send_file(officer, make_pdf(), name="甲公司签批单.pdf").json["id"],
        "import_batch": batch,
        "work": again.json["work_id"],
        "form": "provider.xlsx",
    }
