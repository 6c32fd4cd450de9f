"""The room of one-time links, carried out by the examples of the document, and by applicants in a browser."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.party_links.handing import hand_in
from tests.web.clients import credit_code

LINKED = {"party_links": "party_link", "party_applications": "party_application"}
"""Every kind of thing of the room, by what its list is called."""


def run_links(work):
    """A link that is taken back; two applications that are handed in, one taken in and one not."""
    made = work.scenario.send("issue_party_link", provider_id=work.provider)
    address = f"/party-links/{made['id']}"
    work.scan(address, "other", "party_link")
    work.act("revoke_party_link", address)
    today = work.scenario.bureau.clock.now.astimezone(ZoneInfo("Asia/Shanghai")).date()
    days = {"open_from": today.isoformat(), "open_until": (today + timedelta(9)).isoformat()}
    batch = work.scenario.send("announce_batch", number="第九批", **days)["id"]
    dropped, _ = _apply(work, batch)
    work.act("drop_party_application", dropped)
    taken, code = _apply(work, batch)
    work.scan(taken, "other", "party_application")
    body = {"uscc": code, "name": "网上申报公司"}
    work.act("take_in_application", taken, provider_id=work.officer.post("/providers", body).json["id"])


def _apply(work, batch):
    """Apply in a browser; gives what was handed in, and the applicant's code."""
    code = credit_code()
    applicant = {"applicant": "网上申报公司", "applicant_code": code, "admission_batch_id": batch}
    body = {"purpose": "apply", "recipient": "吴霞", "phone": "13800000000", **applicant}
    hand_in(work.scenario.bureau.app, work.officer.post("/party-links", body).json["address"])
    (handed_in,) = work.officer.get("/party-applications", state="handed_in").json["items"]
    return f"/party-applications/{handed_in['id']}", code
