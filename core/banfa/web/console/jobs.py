"""任务: what runs in the background, how far it is, what failed and why, and once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.jobs import operating
from banfa.jobs.operating import GROUPS_ZH, KINDS_ZH, STATES_ZH, list_work
from banfa.jobs.status import work_status
from banfa.trust.persons import find_person
from banfa.web.api.jobs import JobsQuery, choose_states
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import act, page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result

COLUMNS: Final = (
    Column(
        zh="任务",
        value=lambda listed: KINDS_ZH.get(listed.row.kind, listed.row.kind),
        link=link_to("job", "work_id", "work", lambda listed: listed.row.id),
    ),
    Column(zh="状态", value=lambda listed: STATES_ZH[listed.row.state]),
    Column(zh="进度", value=lambda listed: _describe_progress(listed.row)),
    Column(zh="提出人", value=lambda listed: listed.person),
    Column(zh="提出时间", value=lambda listed: listed.row.asked_at, wide=True),
    Column(zh="结束时间", value=lambda listed: listed.row.ended_at, wide=True),
    Column(zh="原因", value=lambda listed: listed.row.error_detail, wide=True),
)
"""What the list shows."""


def _describe_progress(work: Any) -> str:
    """Say how far work is, while it is under way."""
    if work.ended or not work.steps_total:
        return ""
    return f"{work.step} {work.steps_done}/{work.steps_total}"


@list_page(
    "/jobs",
    "round.read",
    "后台任务",
    columns=COLUMNS,
    query=JobsQuery,
    filters=(Filter("state", "状态", tuple({**GROUPS_ZH, **STATES_ZH}.items())),),
    counted_in="项",
    when_empty="还没有后台任务。计算评价、情形监测、较大的导入在后台办理，列在这里。",
    nav=Nav(section="数据", icon="hourglass-split", order=80, count="jobs_failed"),
)
def jobs(call: PageCall, selection: Selection) -> Rows:
    """Everything that was asked for, the latest first."""
    states = choose_states(selection.values.get("state"))
    listed = list_work(call.unit, states=states, before=selection.before, limit=selection.most)
    rows, after = selection.cut(listed, lambda item: item.row.id)
    return Rows(rows=rows, after=after)


@page("/jobs/<id(work):work_id>", "round.read", "后台任务")
def job(call: PageCall, work_id: int) -> Result:
    """One piece of work: how far it is, or why it failed."""
    work = work_status(call.unit, work_id)
    return call.render(
        "job.html",
        work=work,
        kind=KINDS_ZH.get(work.kind, work.kind),
        state=STATES_ZH[work.state],
        asked_by=find_person(call.unit, work.person_id).name,
    )


@act("/jobs/<id(work):work_id>/retry", "round.manage", "再办一次", back="job", roles=("admin",))
def retry_job(call: PageCall, work_id: int) -> Result:
    """Have work that failed or was cancelled tried once more."""
    work = operating.retry_work(call.unit, work_id)
    merged = work.id != work_id
    message = "同样的任务已在等待，并入那一项" if merged else "已重新提出，正在等待办理"
    return call.done("job", message, work_id=call.outward("work", work.id))


@act("/jobs/<id(work):work_id>/cancellation", "round.manage", "取消", back="job", roles=("admin",))
def cancel_job(call: PageCall, work_id: int) -> Result:
    """End work that is not done yet; what it has done so far is undone."""
    operating.cancel_work(call.unit, work_id)
    return call.done("job", "已取消，没有产生任何变更", work_id=call.outward("work", work_id))
