"""Services (送达) as rows, and their steps."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, Text
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, CHECK
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import datetime


DIRECT, LEFT, POST, ELECTRONIC, NOTICE = "direct", "left", "post", "electronic", "notice"
MANNERS: Final = {
    DIRECT: "直接送达",
    LEFT: "留置送达",
    POST: "邮寄送达",
    ELECTRONIC: "电子送达",
    NOTICE: "公告送达",
}
STATES_OF_SERVICE: Final = {**STATES, "corrected": "已更正"}
DROPPED: Final = ("returned", "corrected")
"""States of services that do not count."""


class Service(
    TenantRow,
    table="document_service",
    refers={"document_id": "case_document", "provider_id": "provider", "entered_by": "person"},
    constraints=(
        one_of("state", STATES_OF_SERVICE),
        one_of("manner", MANNERS),
        Index(
            "uq_document_service_party",
            "tenant_id",
            "document_id",
            "provider_id",
            "enterprise_id",
            "body",
            "state",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sql("state IN ('entered', 'checked')"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("receiver", "servers", "place", "witness", "note", "reason"),
):
    """A service about a provider: on itself, on an enterprise, or on the body to which a case is referred.

    `servers` served; `witness` saw that it was not accepted; `note` says why, and of one by a notice
    (`noticed_on`) why nothing else was possible. One that puts another right names it (`service_id`), with
    the `reason`.
    """

    id: int
    document_id: int
    provider_id: int
    enterprise_id: int | None = bigint_column()
    body: str | None = text_column()
    manner: str = text_column()
    served_on: date = date_column()
    noticed_on: date | None = date_column()
    place: str = text_column()
    receiver: str | None = text_column()
    servers: list[str] = array_column(Text)
    witness: str | None = text_column()
    note: str | None = text_column()
    service_id: int | None = bigint_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


_ENTERED: Final = make_entered(Service, zh="送达", name="service", origin=BY_LAW)
SERVICES: Final = Machine(
    Service,
    zh="送达",
    missing="service_missing",
    changed="service_changed",
    states=STATES_OF_SERVICE,
    steps={
        **_ENTERED.steps,
        **tabulate(
            Step("correct", "更正送达登记", ("checked",), "corrected", CHECK, origin=BY_OFFICE, records=True)
        ),
    },
    persons=_ENTERED.persons,
)
