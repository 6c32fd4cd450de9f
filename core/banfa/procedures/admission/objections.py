"""Objections to the proposed list while it is shown (公示异议): received, looked into, answered.

To a name that is on it, or to one that is not: who was left off may object as well.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final, NoReturn

from sqlalchemy import Index

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, past_day, text
from banfa.procedures.admission.applications import APPLICATIONS, ENDED
from banfa.procedures.admission.batches import BATCHES, CHECK, MANAGE, PUBLISHED
from banfa.procedures.admission.reviewing import check_state
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.inputs import Inputs
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

STATES: Final = {"received": "待答复", "answered": "已答复"}
# fmt: off
STEPS: Final = tabulate(
    Step("receive", "登记异议", (), "received", MANAGE, origin=BY_OFFICE),
    Step("answer", "答复异议", ("received",), "answered", CHECK, origin=BY_OFFICE, not_by=("entered_by",)),
)
# fmt: on


class AdmissionObjection(
    TenantRow,
    table="admission_objection",
    refers={
        "application_id": "admission_application",
        "provider_id": "provider",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        Index("ix_admission_objection_application", "tenant_id", "application_id", "id"),
    ),
    bound=Bound(state=True),
    erasable=("late_entry", "objector", "matter", "answer"),
):
    """An objection about one applicant, whether it is on the list or not.

    `late_entry`: who had received it, and why it was entered only after the list had been shown.
    """

    id: int
    application_id: int
    provider_id: int
    received_on: date = date_column()
    late_entry: str | None = text_column()
    objector: str = text_column()
    matter: str = text_column()
    upheld: bool | None = boolean_column()
    answer: str | None = text_column()
    answered_on: date | None = date_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


OBJECTIONS: Final = Machine(
    AdmissionObjection,
    zh="公示异议",
    missing="admission_objection_missing",
    changed="admission_objection_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "登记异议"},
)


class ReceiveObjection(
    Inputs,
    example={"received_on": "2026-04-15", "objector": "某科技公司", "matter": "反映其服务案例不实。"},
):
    """Who objects, to what."""

    received_on: date = past_day("收到之日")
    objector: str = text("异议人", max_length=200)
    matter: str = text("异议事项", max_length=4000)
    late_entry: str | None = text(
        "迟延登记说明", max_length=500, hint="公示期满后才登记的填写：谁在何时收到，为何没有及时登记"
    )


class AnswerObjection(
    Inputs,
    example={"upheld": False, "answered_on": "2026-04-17", "answer": "经核对合同和验收材料，案例属实。"},
):
    """What was found, and the answer."""

    upheld: bool = boolean("异议是否成立")
    answered_on: date = past_day("答复之日")
    answer: str = text("核实情况和答复", max_length=4000)


def receive_objection(
    unit: Unit, _profile: Profile, application_id: int, data: ReceiveObjection, _version: int | None = None
) -> AdmissionObjection:
    """Enter an objection to what is shown, or was when it came in: then with who received it.

    One that is entered before the list is published holds it up as any other; after that it is answered, and
    where it is right the name is taken off by a correction. Raises Malformed (`outside_publicity`,
    `late_entry_missing`, `field_unknown`), Conflict (`wrong_state`).
    """
    application = APPLICATIONS.find(unit, application_id, lock=False)
    batch = BATCHES.find(unit, application.admission_batch_id)
    application = APPLICATIONS.find(unit, application_id)
    check_state(batch, "shown", *PUBLISHED)
    if application.state in ENDED:
        message = f"该申报现为“{APPLICATIONS.states[application.state]}”，不再审查，没有可以提出的异议。"
        raise Conflict("wrong_state", message, state=application.state)
    since, until = batch.public_from, batch.public_until
    if since is None or until is None or not since <= data.received_on <= until:
        message = f"收到之日（received_on）不在公示期{since}至{until}之内；期外反映的情况按投诉举报办理。"
        raise Malformed("outside_publicity", message, field="received_on")
    if (unit.today > until) != (data.late_entry is not None):
        _reject_entry(until, late=unit.today > until)
    values = {**vars(data), "application_id": application.id, "provider_id": application.provider_id}
    return start(
        unit, OBJECTIONS, "receive", values, **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def _reject_entry(until: date, *, late: bool) -> NoReturn:
    """Raise Malformed for a late entry that nobody explains, or one explained that is not late."""
    if late:
        message = (
            f"公示已于{until}期满：期内收到而迟延登记的，须写明谁在何时收到、为何没有及时登记（late_entry）。"
        )
        raise Malformed("late_entry_missing", message, field="late_entry")
    message = f"公示到{until}为止，还没有期满，不填迟延登记说明（late_entry）。"
    raise Malformed("field_unknown", message, field="late_entry")


def answer_objection(
    unit: Unit, _profile: Profile, row_id: int, data: AnswerObjection, version: int | None = None
) -> AdmissionObjection:
    """Answer it, as another person; that it is right takes nobody off the list by itself."""
    row = OBJECTIONS.begin(unit, "answer", row_id, version=version)
    if data.answered_on < row.received_on:
        message = f"答复之日（answered_on）不能早于收到之日{row.received_on}。"
        raise Malformed("days_reversed", message, field="answered_on")
    return take(unit, OBJECTIONS, row, "answer", vars(data), **vars(data))
