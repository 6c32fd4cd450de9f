"""Jobs (后台任务): how a piece of work stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.jobs.status import work_status
from banfa.web.fields import Free, Id, Moment, OneOf, Said, Whole
from banfa.web.operations import Topic
from banfa.web.requests import Call
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.trust.work import Work

topic = Topic("jobs", "后台任务")

STATES = ("waiting", "queued", "running", "done", "failed")


class Job(Schema):
    """A piece of work."""

    id = Id("编号", required=True)
    kind = Said("种类", required=True)
    state = OneOf("状态", options=STATES, required=True)
    attempts = Whole("已尝试次数", required=True)
    steps_done = Whole("已完成步数", required=True)
    steps_total = Whole("总步数；尚不知道时为0", required=True)
    step = Said("正在办理", required=True)
    result = Free("结果")
    error_code = Said("失败原因代码")
    error_detail = Said("失败原因")
    asked_at = Moment("提出时间", required=True)
    started_at = Moment("开始时间")
    ended_at = Moment("结束时间")


_FIELDS: Final = tuple(Job().fields)


@topic.get("/jobs/<number:work_id>", action="round.read", summary="后台任务进度", answer=Job)
def get_job(call: Call, work_id: int) -> Answer:
    """How a job stands."""
    return Answer(_render_job(work_status(call.unit, work_id)))


def _render_job(work: Work) -> dict[str, Any]:
    return {name: getattr(work, name) for name in _FIELDS}
