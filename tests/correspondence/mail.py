"""Letters, papers and matters as an office deals with them, over the API."""

from __future__ import annotations

from itertools import count

numbers = count(1)


def register(office, channel="hotline", *, by=None, expect=None, **changes):
    """Register a complaint about nobody in particular, unless it is said about whom."""
    body = {
        "channel": channel,
        "foreign_no": f"{channel}-{next(numbers)}",
        "kind": "complaint",
        "received_on": office.today.isoformat(),
        "named": True,
        "confidential": False,
        "summary": "反映服务商收款后长期不派人到场。",
        **changes,
    }
    answer = office.post("/letters", {k: v for k, v in body.items() if v is not None}, by=by, expect=expect)
    return answer if expect else answer["id"]


def letter(office, row_id):
    return office.get(f"/letters/{row_id}")


def accept(office, row_id, **changes):
    day = office.today.isoformat()
    body = {"accepted_on": day, "answered_on": day, "answer_manner": "written", **changes}
    return office.post(f"/letters/{row_id}/acceptance", {k: v for k, v in body.items() if v is not None})


def verify(office, row_id, *, expect=None, **changes):
    body = {
        "verified_on": office.today.isoformat(),
        "verifiers": ["林晓", "周宁"],
        "method": "走访企业，调阅合同",
        "finding": "收款后三个月未派人到场。",
        "outcome": "true",
        "conduct": "irregular",
        **changes,
    }
    body = {k: v for k, v in body.items() if v is not None}
    return office.post(f"/letters/{row_id}/verification", body, expect=expect)


def confirm(office, row_id):
    return office.post(f"/letters/{row_id}/confirmation", by=office.second)


def conclude(office, row_id, **changes):
    """Accept, verify, confirm."""
    accept(office, row_id)
    verify(office, row_id, **changes)
    return confirm(office, row_id)


def reply(office, row_id, **changes):
    body = {
        "replied_on": office.today.isoformat(),
        "reply_manner": "channel",
        "reply": "已责令改正。",
        **changes,
    }
    return office.post(f"/letters/{row_id}/reply", body)


def close(office, row_id, **changes):
    day = office.today.isoformat()
    body = {"ended_on": day, "satisfaction": "satisfied", "called_on": day, **changes}
    return office.post(f"/letters/{row_id}/closing", {k: v for k, v in body.items() if v is not None})


def new_enterprise(office, name):
    return office.post("/enterprises", {"name": name, "industry": "pilot", "size": "small"})["id"]
