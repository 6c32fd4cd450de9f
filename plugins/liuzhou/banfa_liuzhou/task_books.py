"""Who signs a task book with the bureau, as far as the text says so."""

from __future__ import annotations

from banfa.law import PlanKind, TaskBookDuty, cite

# 8(2): integrators, "按照与市工业和信息化局签订的任务书"; 9 says nothing of one for product providers.
TASK_BOOKS = (
    TaskBookDuty(
        cite("8.2"),
        "集成服务商与市工业和信息化局签订任务书，据以制定年度推进计划、月度工作计划",
        categories=("integrator",),
        plans=(PlanKind.ANNUAL, PlanKind.MONTHLY),
    ),
)
