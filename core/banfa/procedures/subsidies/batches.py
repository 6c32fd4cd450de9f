"""A batch (申报批次): the notice that opens it, and the rule by which amounts are worked out.

No measure of the five gives a rate or a cap: they are the bureau's or finance's, by a document. What is
entered is that document's; another person checks it before anybody can apply.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, day, integer, key, money, past_day, text
from banfa.procedures.cases.entered import make_entered
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.subsidies.papers import CHECK, MANAGE, Paper
from banfa.procedures.subsidies.rates import ROUNDINGS, WHOLE

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.procedures.inputs import Nothing
    from banfa.trust.unit import Unit


class Batch(
    TenantRow,
    table="subsidy_batch",
    refers={"entered_by": "person"},
    constraints=(
        Index(
            "uq_subsidy_batch_document",
            "tenant_id",
            "document_no",
            unique=True,
            postgresql_where=sql("state <> 'returned'"),
        ),
        one_of("rounding", ROUNDINGS),
        one_of("state", ("entered", "checked", "returned")),
        CheckConstraint(f"rate BETWEEN 1 AND {WHOLE}", name="rate_in_bounds"),
    ),
    bound=Bound(state=True),
):
    """A batch; `rate` in millionths of the audited amount, `cap` in 分 a project (None: there is none)."""

    id: int
    name: str = text_column()
    document_no: str = text_column()
    announced_on: date = date_column()
    closes_on: date = date_column()
    rule_no: str = text_column()
    rule_issuer: str = text_column()
    rule_cite: str | None = text_column()
    rate: int = integer_column()
    cap: int | None = bigint_column()
    rounding: str = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


BATCHES: Final = make_entered(
    Batch, zh="申报批次", name="subsidy_batch", origin=BY_OFFICE, manage=MANAGE, check=CHECK
)


class EnterBatch(
    Paper,
    example={
        "name": "2026年第一批数字化改造奖补",
        "document_no": "局企业函〔2026〕20号",
        "announced_on": "2026-03-02",
        "closes_on": "2026-12-31",
        "rule_no": "财企〔2026〕3号",
        "rule_issuer": "市财政局",
        "rule_cite": "第五条",
        "rate": 300000,
        "cap": 30000000,
        "rounding": "yuan_down",
    },
):
    """What the notice and the rule say."""

    name: str = text("批次名称", max_length=100)
    document_no: str = key("申报通知文号", max_length=100)
    announced_on: date = past_day("通知之日")
    closes_on: date = day("申报截止之日")
    rule_no: str = key("补助标准所据文件的文号", max_length=100)
    rule_issuer: str = text("该文件的制定机关", max_length=100)
    rule_cite: str | None = text("该文件的条款", max_length=100)
    rate: int = integer("补助比例", minimum=1, maximum=WHOLE, unit="百万分之一", hint="30%填300000")
    cap: int | None = money("单个项目补助上限", hint="文件没有上限的不填")
    rounding: str = choice("尾数处理", ROUNDINGS)


def enter_batch(unit: Unit, _profile: Profile, data: EnterBatch) -> Batch:
    """Enter a batch. Raises Malformed (`days_reversed`), Conflict (`batch_entered`)."""
    if data.closes_on < data.announced_on:
        message = f"申报截止之日（closes_on）不能早于通知之日{data.announced_on}。"
        raise Malformed("days_reversed", message, field="closes_on")
    if any(b.state != "returned" for b in list_rows(unit, Batch, document_no=data.document_no)):
        raise Conflict("batch_entered", f"申报通知{data.document_no}已登记。", field="document_no")
    entered = {"entered_by": unit.actor.person.id, "entered_at": unit.now}
    return start(unit, BATCHES, "enter", vars(data), **vars(data), **entered)


def check_batch(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Batch:
    """Check, as another person, what was entered against the papers."""
    return take(unit, BATCHES, BATCHES.begin(unit, "check", row_id, version=version), "check", {})


def return_batch(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Batch:
    """Send it back to be entered anew."""
    return take(unit, BATCHES, BATCHES.begin(unit, "return", row_id, version=version), "return", {})
