"""Approvals (签批) as rows, and their steps."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

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
    text_column,
)
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.steps import BY_OFFICE

if TYPE_CHECKING:
    from datetime import datetime


class Approval(
    TenantRow,
    table="document_approval",
    refers={"document_id": "case_document", "entered_by": "person"},
    constraints=(
        one_of("state", STATES),
        Index(
            "uq_document_approval_place",
            "tenant_id",
            "document_id",
            "submission",
            "place",
            unique=True,
            postgresql_where=sql("state <> 'returned'"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("name", "words"),
):
    """What was written on the sheet at a post: the `place`-th of the paper's chain."""

    id: int
    document_id: int
    submission: int = integer_column()
    place: int = integer_column()
    post: str = text_column()
    name: str = text_column()
    words: str = text_column()
    agrees: bool = boolean_column()
    signed_on: date = date_column()
    meeting_id: int | None = bigint_column()
    matter: int | None = integer_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


APPROVALS: Final = make_entered(Approval, zh="签批", name="approval", origin=BY_OFFICE)
