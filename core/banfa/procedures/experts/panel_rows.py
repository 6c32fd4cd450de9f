"""Panels (评审组) and their members as rows, and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.experts.actions import CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import date, datetime

ADMISSION, EVALUATION, ACCEPTANCE = "admission", "evaluation", "acceptance"
PURPOSES: Final = {ADMISSION: "遴选入库评审", EVALUATION: "评价中的专家核验", ACCEPTANCE: "验收评审"}
STATES: Final = {
    "formed": "待抽取专家",
    "drawn": "抽取已登记，待复核",
    "seated": "评审中",
    "concluded": "评审结束",
    "cancelled": "不再评审",
}
# fmt: off
STEPS: Final = tabulate(
    Step("form", "组建评审组", (), "formed", MANAGE, "cancel", origin=BY_OFFICE),
    Step("draw", "登记专家抽取", ("formed",), "drawn", MANAGE, "return", origin=BY_OFFICE),
    Step("check", "复核专家抽取", ("drawn",), "seated", CHECK, not_by=("drawn_by",), origin=BY_OFFICE),
    Step("return", "退回抽取登记", ("drawn",), "formed", CHECK, "draw", not_by=("drawn_by",),
         origin=BY_OFFICE, clears=("drawn_on", "manner", "drawn_by", "drawn_at")),
    Step("conclude", "评审结束", ("seated",), "concluded", MANAGE, origin=BY_OFFICE),
    Step("cancel", "不再评审", ("formed", "drawn", "seated"), "cancelled", MANAGE,
         not_by=("drawn_by",), origin=BY_OFFICE),
)
# fmt: on


class Panel(
    TenantRow,
    table="expert_panel",
    refers={"admission_batch_id": "admission_batch", "formed_by": "person", "drawn_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("purpose", PURPOSES),
        CheckConstraint("(purpose = 'admission') = (admission_batch_id IS NOT NULL)", name="of_batch"),
        Index("ix_expert_panel_batch", "tenant_id", "admission_batch_id"),
    ),
    bound=Bound(state=True),
    erasable=("present", "reason"),
):
    """A panel for a purpose. It is drawn by people, in the presence of those who are named `present`.

    `criteria`: what is scored, each with its full points. `seats`, `substitutes`: how many were drawn. One
    for an admission reviews who has applied in a batch.
    """

    id: int
    purpose: str = text_column()
    admission_batch_id: int | None = bigint_column()
    name: str = text_column()
    criteria: list[dict[str, Any]] = json_column(list[dict[str, Any]])
    drawn_on: date | None = date_column()
    manner: str | None = text_column()
    present: list[str] = array_column(Text, default="'{}'")
    seats: int = integer_column(default="0")
    substitutes: int = integer_column(default="0")
    held_on: date | None = date_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    formed_by: int
    formed_at: datetime = instant_column()
    drawn_by: int | None = bigint_column()
    drawn_at: datetime | None = instant_column()


PANELS: Final = Machine(
    Panel,
    zh="评审组",
    missing="panel_missing",
    changed="panel_changed",
    states=STATES,
    steps=STEPS,
    persons={"drawn_by": "登记专家抽取"},
)

MEMBER, SUBSTITUTE = "member", "substitute"
PLACES: Final = {MEMBER: "评审专家", SUBSTITUTE: "候补专家"}
STATES_OF_MEMBER: Final = {"drawn": "已抽取", "attended": "已签到", "absent": "未到会", "void": "抽取已退回"}
# fmt: off
STEPS_OF_MEMBER: Final = tabulate(
    Step("draw", "抽中", (), "drawn", MANAGE, "void", origin=BY_OFFICE),
    Step("call_in", "候补专家递补", ("drawn",), "drawn", MANAGE, origin=BY_OFFICE),
    Step("attend", "签到并承诺保密", ("drawn",), "attended", MANAGE, origin=BY_OFFICE),
    Step("miss", "未到会", ("drawn",), "absent", MANAGE, origin=BY_OFFICE),
    Step("void", "抽取登记已退回", ("drawn",), "void", CHECK, origin=BY_OFFICE),
)
# fmt: on


class Member(
    TenantRow,
    table="panel_member",
    refers={"panel_id": "expert_panel", "expert_id": "expert", "entered_by": "person"},
    constraints=(
        one_of("state", STATES_OF_MEMBER),
        one_of("place", PLACES),
        Index("ix_panel_member_panel", "tenant_id", "panel_id", "id"),
    ),
    bound=Bound(state=True),
    erasable=("name", "employer", "reason"),
):
    """Who was drawn for a panel, named as on the minutes; `absent_id` whose seat a substitute has taken."""

    id: int
    panel_id: int
    expert_id: int
    name: str = text_column()
    employer: str = text_column()
    place: str = text_column()
    attended_on: date | None = date_column()
    pledged: bool | None = boolean_column()
    reason: str | None = text_column()
    absent_id: int | None = bigint_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


MEMBERS: Final = Machine(
    Member,
    zh="评审专家",
    missing="member_missing",
    changed="member_changed",
    states=STATES_OF_MEMBER,
    steps=STEPS_OF_MEMBER,
)

MANNERS: Final = {"declared": "本人申明", "found": "核查发现"}


class ExpertRecusal(
    TenantRow,
    table="expert_recusal",
    refers={"member_id": "panel_member", "provider_id": "provider", "recorded_by": "person"},
    rights="SELECT, INSERT",
    constraints=(UniqueConstraint("tenant_id", "member_id", "provider_id"),),
    bound=Bound(),
    erasable=("reason",),
):
    """An expert stands aside from one provider; his sheet about it is not entered, and does not count."""

    id: int
    member_id: int
    provider_id: int
    manner: str = text_column()
    declared_on: date = date_column()
    reason: str = text_column()
    recorded_by: int
    recorded_at: datetime = instant_column()
