"""A batch at a desk without a server between: what is usually said, in a row."""

from __future__ import annotations

from datetime import timedelta

from tests.casework.desk import SECOND


def announce(desk, categories, **changes):
    """A call that ended yesterday, as one that is entered late."""
    until = desk.day - timedelta(1)
    body = {
        "number": f"第{next(desk.numbers)}批",
        "open_from": until - timedelta(9),
        "open_until": until,
        "categories": categories,
        "conditions": ["有专业服务团队"],
        **changes,
    }
    return desk.act("announce_batch", **body).id


def apply(desk, batch, category, provider=None, **changes):
    body = {
        "admission_batch_id": batch,
        "provider_id": provider or desk.new_provider(),
        "category": category,
        "received_on": desk.day - timedelta(1),
        **changes,
    }
    return desk.act("receive_application", **body).id


def close(desk, batch):
    """Close a call; the document that governs it hangs on it."""
    desk.scan("admission_batch", batch, "official_text")
    desk.act("close_call", batch)


def note(desk, application, kind, **changes):
    event = desk.act("enter_admission_event", application, kind=kind, held_on=desk.day, **changes).id
    desk.scan("admission_event", event, "evidence")
    desk.check("check_admission_event", event)


def prepare(desk, application, *kinds):
    for line in desk.list("admission_check", application_id=application):
        desk.act("enter_admission_check", line.id)
        desk.check("check_admission_check", line.id)
    for kind in ("credit", *kinds):
        note(desk, application, kind)
    desk.scan("admission_application", application, "application_form")


def propose(desk, application, **changes):
    return desk.check("propose_application", application, **changes)


def shortlist(desk, batch):
    number = desk.find("admission_batch", batch).number
    matters = [{"matter": f"{number}拟入库名单", "outcome": "同意", "result": "同意"}]
    held = {"number": f"纪要{next(desk.numbers)}号", "held_on": desk.day, "matters": matters}
    meeting = desk.act("record_meeting", **held).id
    desk.act("shortlist_batch", batch, meeting_id=meeting, matter=1)


def show(desk, batch):
    desk.scan("admission_batch", batch, "evidence")
    desk.check("show_list", batch, public_from=desk.day, public_days=5)


def publish(desk, batch):
    desk.day += timedelta(12)
    desk.scan("admission_batch", batch, "stamped_original")
    number = f"局企业函〔{desk.day.year}〕{next(desk.numbers)}号"
    desk.act("publish_list", batch, document_no=number, listed_on=desk.day)


def reach_list(desk, number=2, category="product"):
    """A published list of some names; gives the batch."""
    batch = announce(desk, [category])
    applications = [apply(desk, batch, category) for _ in range(number)]
    close(desk, batch)
    for application in applications:
        prepare(desk, application)
        propose(desk, application)
    shortlist(desk, batch)
    show(desk, batch)
    publish(desk, batch)
    return batch


def record(desk, batch):
    return desk.act("record_memberships", batch, by=SECOND, from_on=desk.day)


def leave(desk, provider):
    """Who is in the pool and asks to leave."""
    category = desk.profile.categories[-1].key
    joined = {"provider_id": provider, "category": category, "from_on": desk.day - timedelta(60)}
    membership = desk.record("membership", **joined)
    return desk.act("receive_exit", membership_id=membership).id


def correct(desk, application):
    """A name on a published list that is to go: told, and what it said."""
    correction = desk.act("intend_correction", application).id
    service = desk.act("serve_correction", correction).id
    desk.scan("admission_service", service, "service_receipt")
    desk.check("check_admission_service", service)
    return desk.act("hear_correction", correction).id
