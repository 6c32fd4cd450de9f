"""The pool of experts (专家库): who is in it, from when, of which field, and when somebody has left.

It holds a name, an employer, a title and a field, and nothing else of a person.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, bindparam

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, date_column, instant_column, integer_column, text_column
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import past_day, text
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.experts.actions import MANAGE
from banfa.procedures.experts.numbers import check_no_numbers
from banfa.procedures.experts.whole import list_whole
from banfa.procedures.inputs import Inputs
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

STATES: Final = {"listed": "在库", "left": "已退出"}
STEPS: Final = tabulate(
    Step("enlist", "入库", (), "listed", MANAGE, "leave", origin=BY_OFFICE),
    Step("leave", "退出专家库", ("listed",), "left", MANAGE, origin=BY_OFFICE),
)


class Expert(
    TenantRow,
    table="expert",
    refers={"entered_by": "person"},
    constraints=(one_of("state", STATES), Index("ix_expert_name", "tenant_id", "name")),
    bound=Bound(state=True),
    erasable=("name", "employer", "title", "reason", "late_entry"),
):
    """An expert of the pool. `late_entry`: which paper has him, and why he is entered only now."""

    id: int
    name: str = text_column()
    employer: str = text_column()
    title: str = text_column()
    field: str = text_column()
    from_on: date = date_column()
    left_on: date | None = date_column()
    reason: str | None = text_column()
    late_entry: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


EXPERTS: Final = Machine(
    Expert,
    zh="专家",
    missing="expert_missing",
    changed="expert_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "登记专家"},
)


class EnlistExpert(
    Inputs,
    example={
        "name": "沈一鸣",
        "employer": "某某大学",
        "title": "教授",
        "field": "智能制造",
        "from_on": "2026-01-05",
        "late_entry": "见局专家库名单（2026年1月5日），系统启用后补录。",
    },
):
    """Who is in the pool. No bank or identity numbers."""

    name: str = text("姓名", max_length=50)
    employer: str = text("工作单位", max_length=200)
    title: str = text("职称或职务", max_length=100)
    field: str = text("专业领域", max_length=100)
    from_on: date = past_day("入库之日")
    late_entry: str | None = text(
        "补录说明", max_length=500, hint="抽取之后才登记的专家须填写：所据名单及其日期，为何没有及时登记"
    )


class RetireExpert(Inputs, example={"left_on": "2026-04-08", "reason": "本人申请退出"}):
    """When and why somebody has left."""

    left_on: date = past_day("退出之日")
    reason: str = text("理由", max_length=500)


e = Expert.c
_ON: Final = (
    Expert.select()
    .where(e.from_on <= bindparam("on_day"), e.left_on.is_(None) | (e.left_on > bindparam("on_day")))
    .order_by(e.id)
)


def list_pool(unit: Unit, on: date) -> list[Expert]:
    """List who was in the pool on a day: from the day of entering to the day before leaving."""
    return unit.all(Expert, _ON, on_day=on)


def is_listed(expert: Expert, on: date) -> bool:
    """Whether an expert was in the pool on a day."""
    return expert.from_on <= on and (expert.left_on is None or on < expert.left_on)


def enlist_expert(unit: Unit, _profile: Profile, data: EnlistExpert) -> Expert:
    """Enter an expert. Raises Malformed (`private_number`), Conflict (`expert_listed`)."""
    check_no_numbers(data)
    take_lock(unit, Lock.EXPERTS)
    if list_whole(unit, Expert, name=data.name, employer=data.employer, state="listed"):
        raise Conflict(
            "expert_listed", f"{data.employer}的{data.name}已在专家库中，不必再登记。", field="name"
        )
    values = {**vars(data), "entered_by": unit.actor.person.id, "entered_at": unit.now}
    return start(unit, EXPERTS, "enlist", vars(data), **values)


def retire_expert(
    unit: Unit, _profile: Profile, row_id: int, data: RetireExpert, version: int | None = None
) -> Expert:
    """Record that an expert has left the pool. Raises Malformed (`days_reversed`, `private_number`)."""
    row = EXPERTS.begin(unit, "leave", row_id, version=version)
    check_no_numbers(data)
    if data.left_on < row.from_on:
        message = f"退出之日（left_on）不能早于入库之日{row.from_on}。"
        raise Malformed("days_reversed", message, field="left_on")
    return take(unit, EXPERTS, row, "leave", vars(data), **vars(data))
