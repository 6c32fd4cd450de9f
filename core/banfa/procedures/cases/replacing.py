"""Change of provider (更换服务商): an enterprise applies, county and bureau answer, a record is changed.

Liuzhou 13, Changchun 8 once an order is not done in its term; else no provision carries it, and it is a
matter of the record alone. It ends no contract: that is its parties' business, and reported by them.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, bindparam

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
from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import boolean, key, past_day, text
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.clauses import find_law
from banfa.procedures.cases.effect_rows import Effect
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.steps import BY_OFFICE, BY_TEXT, CHECK, MANAGE, start, take
from banfa.procedures.inputs import Inputs, link
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

STATES: Final = {
    "applied": "已申请，待县区意见",
    "recommended": "县区已出意见，待答复",
    "agreed": "同意更换，待备案变更",
    "denied": "不同意更换",
    "recorded": "已备案变更",
}
# fmt: off
STEPS: Final = tabulate(
    Step("apply", "企业申请", (), "applied", MANAGE, origin=BY_TEXT),
    Step("recommend", "县区意见", ("applied",), "recommended", MANAGE, origin=BY_OFFICE),
    Step("agree", "同意更换", ("recommended",), "agreed", CHECK, not_by=("entered_by",), origin=BY_TEXT),
    Step("deny", "不同意更换", ("recommended",), "denied", CHECK, not_by=("entered_by",), origin=BY_TEXT),
    Step("record", "备案变更", ("agreed",), "recorded", MANAGE, origin=BY_OFFICE),
)
# fmt: on


class Replacement(
    TenantRow,
    table="replacement",
    refers={"provider_id": "provider", "enterprise_id": "enterprise", "entered_by": "person"},
    constraints=(one_of("state", STATES), Index("ix_replacement_contract", "tenant_id", "contract_id")),
    bound=Bound(state=True),
    erasable=("reason", "opinion", "answer"),
):
    """An application to change the provider of a contract; `cite` is empty where no provision carries it."""

    id: int
    contract_id: int = bigint_column()
    provider_id: int
    enterprise_id: int
    cite: str | None = text_column()
    applied_on: date = date_column()
    reason: str = text_column()
    opinion: str | None = text_column()
    due_on: date | None = date_column()
    answer: str | None = text_column()
    answered_on: date | None = date_column()
    new_contract_id: int | None = bigint_column()
    record_no: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


REPLACEMENTS: Final = Machine(
    Replacement,
    zh="更换申请",
    missing="replacement_missing",
    changed="replacement_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "登记申请"},
)


class ApplyReplacement(
    Inputs,
    example={"contract_id": "CONTRACT", "applied_on": "2026-05-06", "reason": "服务商未在整改期内完成整改。"},
):
    """What the enterprise asks."""

    contract_id: int = link("contract", "所涉合同")
    applied_on: date = past_day("申请之日")
    reason: str = text("申请理由", max_length=2000)


class Recommend(Inputs, example={"opinion": "情况属实，建议同意。"}):
    """What the county says."""

    opinion: str = text("县（市、区）意见", max_length=2000)


class AnswerReplacement(
    Inputs, example={"agrees": True, "answered_on": "2026-05-07", "answer": "同意更换，请办理备案变更。"}
):
    """What the bureau answers."""

    agrees: bool = boolean("是否同意")
    answered_on: date = past_day("答复之日")
    answer: str = text("答复", max_length=2000)


class RecordChange(Inputs, example={"record_no": "备变2026-3", "new_contract_id": "CONTRACT"}):
    """By which number the project's record was changed, and the new contract."""

    record_no: str = key("备案变更号", max_length=100)
    new_contract_id: int | None = link("contract", "新签的合同", hint="已登记的填写")


e = Effect.c
_OPENED: Final = (
    Effect.select()
    .where(
        e.kind == "replacement",
        e.thing_id == bindparam("contract_id"),
        e.state != "withdrawn",
        e.from_on <= bindparam("applied_on"),
    )
    .order_by(e.id)
    .limit(1)
)
"""The provision that is open to a contract's enterprise, since an order was not done in time."""


def apply_replacement(unit: Unit, profile: Profile, data: ApplyReplacement) -> Replacement:
    """Enter an enterprise's application. Raises Missing, Conflict (`edition_not_in_force`)."""
    contract = get_entry(unit, Contract, data.contract_id)
    find_law(unit, profile, day=unit.today)
    opened = unit.all(Effect, _OPENED, contract_id=contract.entry_id, applied_on=data.applied_on)
    values = {
        **vars(data),
        "provider_id": contract.provider_id,
        "enterprise_id": contract.enterprise_id,
        "cite": opened[0].cite if opened else None,
    }
    return start(
        unit,
        REPLACEMENTS,
        "apply",
        values,
        **values,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )


def recommend_replacement(
    unit: Unit, _profile: Profile, row_id: int, data: Recommend, version: int | None = None
) -> Replacement:
    """Record the county's opinion; the bureau's days for its answer begin."""
    row = REPLACEMENTS.begin(unit, "recommend", row_id, version=version)
    due_on = find_office(unit).count_working_days(unit, "recheck", unit.today)
    return take(unit, REPLACEMENTS, row, "recommend", vars(data), opinion=data.opinion, due_on=due_on)


def answer_replacement(
    unit: Unit, _profile: Profile, row_id: int, data: AnswerReplacement, version: int | None = None
) -> Replacement:
    """Answer, as another person. Raises Malformed (`days_reversed`)."""
    step = "agree" if data.agrees else "deny"
    row = REPLACEMENTS.begin(unit, step, row_id, version=version)
    if data.answered_on < row.applied_on:
        message = f"答复之日（answered_on）不能早于申请之日{row.applied_on}。"
        raise Malformed("days_reversed", message, field="answered_on")
    return take(unit, REPLACEMENTS, row, step, vars(data), answer=data.answer, answered_on=data.answered_on)


def record_change(
    unit: Unit, _profile: Profile, row_id: int, data: RecordChange, version: int | None = None
) -> Replacement:
    """Record that the project's record was changed. Raises Missing, Malformed (`contract_mismatch`)."""
    row = REPLACEMENTS.begin(unit, "record", row_id, version=version)
    if data.new_contract_id is not None:
        contract = get_entry(unit, Contract, data.new_contract_id)
        if contract.enterprise_id != row.enterprise_id or contract.provider_id == row.provider_id:
            message = "新签的合同（new_contract_id）须是同一企业与另一服务商签订的。"
            raise Malformed("contract_mismatch", message, field="new_contract_id")
    return take(unit, REPLACEMENTS, row, "record", vars(data), **vars(data))
