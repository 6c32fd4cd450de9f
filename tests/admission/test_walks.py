"""Random walks through admission: whoever does whatever there is to do, the tables and the chain hold."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from banfa.errors import BanfaError
from banfa.ledger.kinds.memberships import Membership
from banfa.procedures.admission.applications import AdmissionApplication
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import CaseStep
from banfa.web.casework.resources import RESOURCES
from tests.admission.steps import announce, apply
from tests.casework.desk import MACHINES, PEOPLE

pytestmark = pytest.mark.long

THINGS = [name for name in RESOURCES if name.startswith("admission")]
PAPERS = {
    "admission_batch": ("evidence", "stamped_original"),
    "admission_application": ("application_form", "stamped_original", "official_text"),
}
MADE = {
    "enter_admission_event": ("admission_event", "evidence"),
    "withdraw_application": ("admission_event", "withdrawal"),
    "serve_applicant": ("admission_service", "service_receipt"),
}
"""What comes of an act that makes something, and the paper that is hung on it."""
UNLIKELY = (
    *("end_batch", "withdraw_application", "intend_rejection", "reopen_batch", "take_application_off"),
    *("carry_application_over", "receive_admission_objection"),
)


def take_any(desk, random, meeting):
    """Try an act of anything that its table offers; gives its name where it was taken."""
    things = {name: rows for name in THINGS if (rows := desk.list(name))}
    name = random.choice(list(things))
    row = random.choice(things[name])
    offered = [act for act in RESOURCES[name].acts if _is_offered(name, act, row)]
    if not offered:
        return ""
    act = random.choice(offered)
    if act.name in UNLIKELY and random.random() < 0.8:
        return ""
    said = {key: desk.day for key in act.inputs.example if key.endswith(("_on", "public_from"))}
    if "meeting_id" in act.inputs.fields and act.name != "enter_admission_event":
        said["meeting_id"] = meeting
    if "matter" in act.inputs.fields and act.name == "shortlist_batch":
        said["matter"] = 1
    if "admission_batch_id" in act.inputs.fields:
        said["admission_batch_id"] = desk.list("admission_batch")[-1].id
    if "supplement_until" in act.inputs.fields:
        said["supplement_until"] = desk.day
    if "document_no" in act.inputs.fields:
        said["document_no"] = f"局企业函〔2026〕{next(desk.numbers)}号"
    try:
        desk.act(act.name, row.id, by=random.choice(list(PEOPLE)), **said)
    except BanfaError:
        return ""
    return act.name


def _is_offered(name, act, row):
    if act.states:
        return row.state in act.states
    return not act.steps or any(row.state in MACHINES[name].steps[step].leaves for step in act.steps)


@pytest.mark.parametrize("seed", range(2))
def test_a_walk_keeps_to_the_tables(make_desk, seed):
    random = Random(seed)  # noqa: S311 - the same walk for the same seed
    desk = make_desk("liuzhou")
    batch = announce(desk, ["product"], conditions=["有专业团队"], seats=2)
    announce(desk, ["product"])
    numbers = "、".join(row.number for row in desk.list("admission_batch"))
    matters = [{"matter": f"{numbers}拟入库名单", "outcome": "同意", "result": "同意"}]
    meeting = desk.act("record_meeting", held_on=desk.day, matters=matters).id
    for _ in range(3):
        scanned = apply(desk, batch, "product")
        for kind in PAPERS["admission_application"]:
            desk.scan("admission_application", scanned, kind)
    for kind in PAPERS["admission_batch"]:
        desk.scan("admission_batch", batch, kind)
    taken = set()
    for _ in range(160):
        done = take_any(desk, random, meeting)
        taken.add(done)
        if done in MADE:
            name, kind = MADE[done]
            desk.scan(name, desk.list(name)[-1].id, kind)
        if random.random() < 0.05:
            desk.day += timedelta(2)
    assert {"close_call", "enter_admission_check", "check_admission_check"} <= taken
    check_all(desk)


def check_all(desk):
    with desk.unit(read_only=True) as unit:
        steps = list_rows(unit, CaseStep, limit=10_000)
        for name in THINGS:
            row: Any
            for row in list_rows(unit, MACHINES[name].row):
                state = None
                for step in (s for s in steps if (s.thing, s.thing_id) == (name, row.id)):
                    rule = MACHINES[name].steps[step.step]
                    assert state in rule.leaves if rule.leaves else state is None
                    state = rule.enters
                assert row.state == state
        applications = list_rows(unit, AdmissionApplication)
        admitted = {row.membership_id for row in applications if row.state == "admitted"}
        assert admitted == {row.entry_id for row in unit.all(Membership, Membership.standing)}
        assert sum(row.state in ("proposed", "admitted") for row in applications) <= 2
    desk.verify()
