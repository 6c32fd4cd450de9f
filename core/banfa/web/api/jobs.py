"""Jobs (后台任务): how a piece of work stands."""

from __future__ import annotations

from dataclasses import asdict

from marshmallow import Schema

from banfa.jobs.status import work_status
from banfa.web.fields import DateTime, Dict, Enum, Id, Integer, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Call
from banfa.web.responses import Answer

blp = Blueprint("jobs", __name__, description="后台任务")

STATES = ("waiting", "queued", "running", "done", "failed")


class Job(Schema):
    """A piece of work."""

    id = Id("编号", required=True)
    kind = Str("种类", required=True)
    state = Enum("状态", choices=STATES, required=True)
    attempts = Integer("已尝试次数", required=True)
    steps_done = Integer("已完成步数", required=True)
    steps_total = Integer("总步数；尚不知道时为0", required=True)
    step = Str("正在办理", required=True)
    result = Dict("结果")
    error_code = Str("失败原因代码")
    error_detail = Str("失败原因")
    asked_at = DateTime("提出时间", required=True)
    started_at = DateTime("开始时间")
    ended_at = DateTime("结束时间")


@blp.route("/jobs/<number:work_id>")
@blp.response(200, Job)
@operation("round.read", summary="后台任务进度")
def get_job(call: Call, work_id: int) -> Answer:
    """How a job stands."""
    return Answer(asdict(work_status(call.unit, work_id)))
