"""What an applicant has handed in by a one-time link: handed in → taken in, or not."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Any, Final

from sqlalchemy import Index
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.party_links.actions import MANAGE

STATES_OF_APPLICATION: Final = {
    "handed_in": "已提交，待收件",
    "taken": "已收件",
    "dropped": "不收件",
}
STANDING_APPLICATIONS: Final = ("handed_in", "taken")
"""States of one beside which the same applicant hands in no other for the category."""
# fmt: off
STEPS_OF_APPLICATION: Final = tabulate(
    Step("hand_in", "网上提交", (), "handed_in", MANAGE, "drop", origin=BY_OFFICE),
    Step("take_in", "收件", ("handed_in",), "taken", MANAGE, origin=BY_OFFICE),
    Step("drop", "不收件", ("handed_in",), "dropped", MANAGE, origin=BY_OFFICE),
)
# fmt: on


class PartyApplication(
    TenantRow,
    table="party_application",
    refers={
        "party_link_id": "party_link",
        "admission_batch_id": "admission_batch",
        "admission_application_id": "admission_application",
    },
    constraints=(
        one_of("state", STATES_OF_APPLICATION),
        Index(
            "uq_party_application_standing",
            "tenant_id",
            "admission_batch_id",
            "applicant_code",
            "category",
            unique=True,
            postgresql_where=sql("state IN ('handed_in', 'taken')"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("contact", "statements"),
):
    """An application as the applicant itself has entered it: `statements` say of what is asked how it is met.

    Who takes it in makes `admission_application_id` of it, or says why not (`reason`).
    """

    id: int
    party_link_id: int
    admission_batch_id: int
    applicant: str = text_column()
    applicant_code: str = text_column()
    category: str = text_column()
    industry: str | None = text_column()
    wants_list: bool = boolean_column(default="false")
    contact: str = text_column()
    statements: list[dict[str, Any]] = json_column(list[dict[str, Any]])
    handed_in_on: date = date_column()
    handed_in_at: datetime = instant_column()
    admission_application_id: int | None = bigint_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")


PARTY_APPLICATIONS: Final = Machine(
    PartyApplication,
    zh="网上申报",
    missing="party_application_missing",
    changed="party_application_changed",
    states=STATES_OF_APPLICATION,
    steps=STEPS_OF_APPLICATION,
)
