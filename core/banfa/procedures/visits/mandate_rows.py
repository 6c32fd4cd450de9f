"""Mandates (委托书) as rows, and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, Text
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.visits.actions import CHECK, MANAGE

if TYPE_CHECKING:
    from datetime import date, datetime

THIRD_PARTY, PROMOTER, OTHER = "third_party", "promoter", "other"
BODIES: Final = {
    "district": "县（市、区）工信部门",
    "service_centre": "企业服务中心",
    PROMOTER: "行业推进机构",
    THIRD_PARTY: "第三方机构",
    OTHER: "其他单位",
}
DECLARING: Final = (THIRD_PARTY, OTHER)
"""Bodies that declare that they are independent, and are known by their codes."""


class Mandate(
    TenantRow,
    table="mandate",
    refers={"entered_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("kind", BODIES),
        Index(
            "uq_mandate_number",
            "tenant_id",
            "number",
            unique=True,
            postgresql_where=sql("state <> 'returned'"),
        ),
    ),
    bound=Bound(state=True),
):
    """A mandate; `number` has its year in it.

    `kind_words`: what another body (其他单位) is. `independent`: it has declared that it has no part in a
    provider of the pool; `related`: the providers to which it has declared a relation.
    """

    id: int
    number: str = text_column()
    kind: str = text_column()
    kind_words: str | None = text_column()
    body: str = text_column()
    uscc: str | None = text_column()
    matters: str = text_column()
    from_on: date = date_column()
    until_on: date = date_column()
    independent: bool | None = boolean_column()
    related: list[str] = array_column(Text, default="'{}'")
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


MANDATES: Final = make_entered(
    Mandate, zh="委托书", name="mandate", origin=BY_OFFICE, manage=MANAGE, check=CHECK
)
