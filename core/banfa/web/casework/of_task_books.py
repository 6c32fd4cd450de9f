"""Resources of task books and other two-party papers: the paper, its changes, the plans under it."""

from __future__ import annotations

from typing import Final

from banfa.procedures.task_books import book_rows, change_rows, changing, plan_rows, planning, signing
from banfa.procedures.task_books.actions import CHECK, MANAGE, READ
from banfa.web.casework.declared import Act, Resource

LABELS: Final = {
    "task_book_id": "所属任务书",
    "cite": "办法规定签订、制定的条款（没有的为空，系内部工作规程）",
    "period_end": "期末之日",
    "revised_by": "登记修订的人",
    "revised_at": "登记修订的时间",
}

TASK_BOOKS: Final = Resource(
    name="task_book",
    one="task_book",
    many="task_books",
    zh="任务书",
    row=book_rows.TaskBook,
    machine=book_rows.TASK_BOOKS,
    filters=("state", "provider_id", "kind"),
    words={"state": book_rows.STATES, "kind": book_rows.KINDS, "ended_how": book_rows.ENDS},
    columns=("title", "provider_id", "number", "signed_on", "until_on", "state"),
    read=READ,
    manage=MANAGE,
    labels=LABELS,
    makes=(
        Act(
            name="enter_task_book",
            zh="登记任务书",
            action=MANAGE,
            perform=signing.enter_task_book,
            inputs=signing.EnterTaskBook,
        ),
    ),
    acts=(
        Act(
            name="check_task_book",
            zh="复核任务书",
            action=CHECK,
            path="confirmation",
            perform=signing.check_task_book,
            steps=("check",),
        ),
        Act(
            name="return_task_book",
            zh="退回任务书登记",
            action=CHECK,
            path="return",
            perform=signing.return_task_book,
            steps=("return",),
        ),
        Act(
            name="change_task_book",
            zh="登记变更",
            action=MANAGE,
            path="changes",
            perform=changing.change_task_book,
            inputs=changing.ChangeTaskBook,
            states=("in_force",),
            gives="task_book_change",
        ),
        Act(
            name="enter_task_book_plan",
            zh="登记计划",
            action=MANAGE,
            path="plans",
            perform=planning.enter_plan,
            inputs=planning.EnterPlan,
            states=("in_force",),
            gives="task_book_plan",
        ),
        Act(
            name="end_task_book",
            zh="登记终结",
            action=CHECK,
            path="end",
            perform=signing.end_task_book,
            inputs=signing.EndTaskBook,
            steps=("end",),
        ),
    ),
)
CHANGES: Final = Resource(
    name="task_book_change",
    one="task_book_change",
    many="task_book_changes",
    zh="任务书变更",
    row=change_rows.TaskBookChange,
    machine=change_rows.CHANGES,
    filters=("state", "task_book_id", "provider_id"),
    words={"state": change_rows.CHANGES.states},
    columns=("provider_id", "signed_on", "effective_on", "content", "state"),
    read=READ,
    manage=MANAGE,
    labels=LABELS,
    acts=(
        Act(
            name="check_task_book_change",
            zh="复核任务书变更",
            action=CHECK,
            path="confirmation",
            perform=changing.check_change,
            steps=("check",),
        ),
        Act(
            name="return_task_book_change",
            zh="退回任务书变更登记",
            action=CHECK,
            path="return",
            perform=changing.return_change,
            steps=("return",),
        ),
    ),
)
PLANS: Final = Resource(
    name="task_book_plan",
    one="task_book_plan",
    many="task_book_plans",
    zh="工作计划",
    row=plan_rows.TaskBookPlan,
    machine=plan_rows.PLANS,
    filters=("state", "task_book_id", "provider_id", "kind"),
    words={"state": plan_rows.STATES_OF_PLAN, "kind": plan_rows.KINDS_OF_PLAN},
    columns=("period", "provider_id", "kind", "received_on", "stated_on", "state"),
    read=READ,
    manage=MANAGE,
    labels=LABELS,
    acts=(
        Act(
            name="revise_task_book_plan",
            zh="登记修订的计划",
            action=MANAGE,
            path="revision",
            perform=planning.revise_plan,
            inputs=planning.RevisePlan,
            steps=("revise",),
        ),
        Act(
            name="state_plan_done",
            zh="认定完成",
            action=CHECK,
            path="fulfilment",
            perform=planning.state_plan_done,
            inputs=planning.StatePlan,
            steps=("state_done",),
        ),
        Act(
            name="state_plan_not_done",
            zh="认定未完成",
            action=CHECK,
            path="shortfall",
            perform=planning.state_plan_not_done,
            inputs=planning.StatePlan,
            steps=("state_not_done",),
        ),
        Act(
            name="reopen_task_book_plan",
            zh="重新说明",
            action=CHECK,
            path="reopening",
            perform=planning.reopen_plan,
            inputs=planning.ReopenPlan,
            steps=("reopen",),
        ),
    ),
)
