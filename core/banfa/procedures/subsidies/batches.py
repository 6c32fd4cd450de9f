"""A batch (申报批次): the notice that opens it, and the rule by which amounts are worked out.

No measure of the five gives a rate or a cap: they are the bureau's or finance's, by a document. What is
entered is that document's; another person checks it before anybody can apply.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

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
    json_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, day, integer, key, money, past_day, rate, text
from banfa.ledger.entries.values import HIGHEST_LEVEL, MILLION
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.subsidies.correcting import DROPPED, STATES, make_correctable, make_correction
from banfa.procedures.subsidies.papers import Paper
from banfa.procedures.subsidies.rates import CUTTINGS, ROUNDINGS
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Mapping
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
            postgresql_where=sql("state NOT IN ('returned', 'voided')"),
        ),
        one_of("cutting", CUTTINGS),
        one_of("rounding", ROUNDINGS),
        one_of("state", STATES),
        CheckConstraint(f"rate BETWEEN 1 AND {MILLION}", name="rate_in_bounds"),
    ),
    bound=Bound(state=True),
):
    """A batch; `rate` in millionths of the audited amount.

    `cap` and `enterprise_cap` in 分, of a project and of an enterprise in all (None: there is none);
    `public_days` in working days; `least_level` is what the notice asks of the level afterwards.
    """

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
    enterprise_cap: int | None = bigint_column()
    cutting: str = text_column()
    rounding: str = text_column()
    public_days: int = integer_column()
    least_level: int | None = integer_column()
    correction: dict[str, Any] | None = json_column(dict[str, Any])
    corrected_by: int | None = bigint_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


BATCHES: Final = make_correctable(Batch, zh="申报批次", name="subsidy_batch", origin=BY_OFFICE)


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
        "enterprise_cap": 50000000,
        "cutting": "cap_last",
        "rounding": "yuan_down",
        "public_days": 5,
        "least_level": 2,
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
    rate: int = rate("补助比例")
    cap: int | None = money("单个项目补助上限", hint="文件没有上限的不填；同一合同以前的补助计入")
    enterprise_cap: int | None = money(
        "单个企业补助上限", hint="文件没有上限的不填；同一企业依同一文件的以前的补助计入"
    )
    cutting: str = choice("扣减和封顶的次序", CUTTINGS)
    rounding: str = choice("尾数处理", ROUNDINGS)
    public_days: int = integer(
        "公示天数", minimum=1, maximum=60, unit="个工作日", hint="以文件写明的为准，一般为5或7"
    )
    least_level: int | None = integer(
        "改造后等级不得低于", minimum=0, maximum=HIGHEST_LEVEL, hint="通知和文件没有要求的不填"
    )


CorrectBatch = make_correction(EnterBatch, closes_on="2026-12-30", reason="登记时误读通知所载的截止之日。")


def enter_batch(unit: Unit, profile: Profile, data: EnterBatch) -> Batch:
    """Enter a batch. Raises Malformed (`days_reversed`), Conflict (`batch_entered`)."""
    take_lock(unit, Lock.SUBSIDIES)
    hold_batch(unit, profile, None, data)
    entered = {"entered_by": unit.actor.person.id, "entered_at": unit.now}
    return start(unit, BATCHES, "enter", vars(data), **vars(data), **entered)


def hold_batch(unit: Unit, _profile: Profile, row: Batch | None, data: EnterBatch) -> Mapping[str, Any]:
    """Hold a batch to its own days and to others. Raises as `enter_batch`."""
    if data.closes_on < data.announced_on:
        message = f"申报截止之日（closes_on）不能早于通知之日{data.announced_on}。"
        raise Malformed("days_reversed", message, field="closes_on")
    others = list_rows(unit, Batch, document_no=data.document_no)
    if any(b.state not in DROPPED and (row is None or b.id != row.id) for b in others):
        raise Conflict("batch_entered", f"申报通知{data.document_no}已登记。", field="document_no")
    return {}


def check_batch(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Batch:
    """Check, as another person, what was entered against the papers. Raises Conflict (`paper_missing`)."""
    row = BATCHES.begin(unit, "check", row_id, version=version)
    require_papers(unit, "subsidy_batch", row.id, "official_text")
    return take(unit, BATCHES, row, "check", {})


def return_batch(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Batch:
    """Send it back to be entered anew."""
    return take(unit, BATCHES, BATCHES.begin(unit, "return", row_id, version=version), "return", {})
