"""Plans (走访计划): on what basis, for what purpose, when; approved on paper before anybody goes."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, date_column, instant_column, integer_column, text_column
from banfa.errors import Forbidden, Malformed
from banfa.ledger.entries.specifiers import choice, day, integer, past_day, text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.inputs import Inputs
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.naming import same_name
from banfa.procedures.visits.actions import CHECK, MANAGE
from banfa.procedures.visits.words import check_words
from banfa.trust.persons import find_person

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

KINDS: Final = {"visit": "走访", "follow_up": "回访", "test": "评测", "site_check": "现场核查"}
STATES: Final = {
    "drafted": "待批准",
    "approved": "已批准",
    "finished": "已完成",
    "dropped": "不再实施",
}
# fmt: off
STEPS: Final = tabulate(
    Step("draft", "拟定计划", (), "drafted", MANAGE, "drop", origin=BY_OFFICE),
    Step("approve", "登记批准", ("drafted",), "approved", CHECK, "drop", not_by=("drafted_by",),
         origin=BY_OFFICE),
    Step("finish", "完成", ("approved",), "finished", MANAGE, origin=BY_OFFICE),
    Step("drop", "不再实施", ("drafted", "approved"), "dropped", MANAGE, origin=BY_OFFICE),
)
# fmt: on


class VisitPlan(
    TenantRow,
    table="visit_plan",
    refers={"drafted_by": "person"},
    constraints=(one_of("state", STATES), one_of("kind", KINDS)),
    bound=Bound(state=True),
    erasable=("approver", "outcome"),
):
    """A plan. `led_by`: the body of which somebody goes on each visit; `times`: how many are planned."""

    id: int
    name: str = text_column()
    kind: str = text_column()
    basis: str = text_column()
    purpose: str = text_column()
    led_by: str = text_column()
    from_on: date = date_column()
    until_on: date = date_column()
    times: int = integer_column()
    approver: str | None = text_column()
    approved_on: date | None = date_column()
    outcome: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    drafted_by: int
    drafted_at: datetime = instant_column()


PLANS: Final = Machine(
    VisitPlan,
    zh="走访计划",
    missing="plan_missing",
    changed="plan_changed",
    states=STATES,
    steps=STEPS,
    persons={"drafted_by": "拟定计划"},
)


class DraftVisitPlan(
    Inputs,
    example={
        "name": "2026年第二季度走访计划",
        "kind": "visit",
        "basis": "厦工信企业函〔2023〕134号",
        "purpose": "了解改造进度和服务情况",
        "led_by": "厦门市工业和信息化局",
        "from_on": "2026-01-05",
        "until_on": "2026-12-31",
        "times": 12,
    },
):
    """What is planned, and by which provision or document."""

    name: str = text("计划名称", max_length=200)
    kind: str = choice("种类", KINDS)
    basis: str = text("依据", max_length=500, hint="办法条款或文件文号")
    purpose: str = text("目的和内容", max_length=2000)
    led_by: str = text("牵头单位", max_length=200, hint="每次走访须有其人员参加，如市企业服务中心")
    from_on: date = day("实施自")
    until_on: date = day("实施至")
    times: int = integer("计划次数", minimum=1, maximum=10_000, unit="次")


class ApproveVisitPlan(Inputs, example={"approver": "副局长 何平", "approved_on": "2026-04-08"}):
    """Who has approved it on paper, and when."""

    approver: str = text("批准人", max_length=50)
    approved_on: date = past_day("批准之日")


class EndVisitPlan(Inputs, example={"outcome": "已按计划走访，情况另报。"}):
    """What came of it, or why it is dropped."""

    outcome: str = text("情况或理由", max_length=2000)


def draft_visit_plan(unit: Unit, _profile: Profile, data: DraftVisitPlan) -> VisitPlan:
    """Draft a plan. Raises Malformed (`days_reversed`, `not_an_inspection`)."""
    check_words(data)
    if data.until_on < data.from_on:
        message = "实施的最后一日（until_on）不能早于开始之日（from_on）。"
        raise Malformed("days_reversed", message, field="until_on")
    values = {**vars(data), "drafted_by": unit.actor.person.id, "drafted_at": unit.now}
    return start(unit, PLANS, "draft", vars(data), **values)


def approve_visit_plan(
    unit: Unit, _profile: Profile, row_id: int, data: ApproveVisitPlan, version: int | None = None
) -> VisitPlan:
    """Enter, as another person than who drafted it, who has approved the plan on its sheet.

    Nobody approves what he drafted himself. Raises Malformed (`days_reversed`): a plan is approved before its
    last day; Forbidden (`same_person`).
    """
    row = PLANS.begin(unit, "approve", row_id, version=version)
    if same_name(data.approver, find_person(unit, row.drafted_by).name):
        message = f"{data.approver}是计划的拟定人，不能批准自己拟定的计划，请由另一人批准。"
        raise Forbidden("same_person", message)
    if data.approved_on > row.until_on:
        message = f"批准之日（approved_on）不能晚于计划的最后一日{row.until_on}。"
        raise Malformed("days_reversed", message, field="approved_on")
    require_papers(unit, "visit_plan", row_id, "approval_sheet")
    return take(unit, PLANS, row, "approve", vars(data), **vars(data))


def finish_visit_plan(
    unit: Unit, _profile: Profile, row_id: int, data: EndVisitPlan, version: int | None = None
) -> VisitPlan:
    """Record what came of a plan."""
    return _end(unit, row_id, data, version, "finish")


def drop_visit_plan(
    unit: Unit, _profile: Profile, row_id: int, data: EndVisitPlan, version: int | None = None
) -> VisitPlan:
    """Record that a plan is not carried out, or no further."""
    return _end(unit, row_id, data, version, "drop")


def _end(unit: Unit, row_id: int, data: EndVisitPlan, version: int | None, step: str) -> VisitPlan:
    row = PLANS.begin(unit, step, row_id, version=version)
    check_words(data)
    return take(unit, PLANS, row, step, vars(data), outcome=data.outcome)
