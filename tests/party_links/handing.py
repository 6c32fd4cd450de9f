"""Links as an office issues them over the API, and an applicant who answers a call in a browser."""

from __future__ import annotations

import io
from datetime import timedelta

from tests.console.people import Browser
from tests.web.clients import credit_code
from tests.web.papers import make_office, make_pdf

FORM = "/party/application"
GUEST = {"recipient": "吴霞", "phone": "13812345678"}


def switch_on(desk, number=88, **body_of):
    """Have the bureau arrange for one-time links, or for else, under the edition that it has."""
    edition = desk.get("/instruments")["items"][0]["edition"]
    head = {"issuer": "工业和信息化局", "issued_on": desk.today.isoformat(), "document_class": "internal"}
    body = {"kind": "internal", "edition": edition, "document_no": f"局办〔2026〕{number}号", **head}
    desk.post("/instruments", {**body, "body": body_of or {"party_links": True}})


def link(desk, **about):
    """Issue a link."""
    return desk.post("/party-links", {"purpose": "view", **GUEST, **about})


def hand_in(app, address, **changes):
    """Open a link and hand in the call's form with both papers."""
    browser = Browser(app.test_client())
    browser.send(address, {})
    papers = {
        "application_form": (io.BytesIO(make_office()), "申报书.docx"),
        "stamped_original": (io.BytesIO(make_pdf()), "盖章扫描.pdf"),
    }
    said = {"category": "product", "contact": "吴霞 0592-5550000", "do": "hand_in", **papers, **changes}
    browser.send(FORM, said)


def apply_by_link(desk):
    """Have a call answered by an applicant; gives what was handed in."""
    days = {"open_from": desk.today.isoformat(), "open_until": (desk.today + timedelta(9)).isoformat()}
    call = {
        "number": "第八批", "notice_no": "局企业函〔2026〕8号", "notice_title": "关于遴选的通知",
        "notice_in": "https://example.gov.cn/8", "categories": ["product"], "conditions": ["有专业服务团队"],
    }  # fmt: skip
    batch = desk.post("/admission-batches", {**call, **days})["id"]
    applicant = {"admission_batch_id": batch, "applicant": "甲公司", "applicant_code": credit_code()}
    hand_in(desk.bureau.app, link(desk, purpose="apply", **applicant)["address"])
    return desk.get("/party-applications")["items"][0]["id"]
