"""Jobs (后台任务): how a piece of work stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.jobs.status import work_status
from banfa.procedures.imports.requests import PREVIEW, RECORD
from banfa.procedures.watch.runs import WATCH
from banfa.trust.permissions import BUREAU
from banfa.trust.work import STATES, Work
from banfa.web.fields import Boolean, Date, DateTime, Dict, Enum, Id, Integer, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.responses import Answer
from banfa.web.variants import Union

if TYPE_CHECKING:
    from banfa.web.requests import Call

blp = Blueprint("jobs", __name__, description="后台任务")


class ComputationDone(Schema):
    """What the computation of a round came to."""

    computation_id = Id("计算编号", required=True)
    providers = Integer("参评服务商数", required=True)
    digest = Str("评价凭证的摘要", required=True)
    moved = Integer("因异议成立而结果有变化的服务商数", required=True)


class RunDone(Schema):
    """What a run of the watch came to; see /watch/runs."""

    run_id = Id("运行编号", required=True)
    as_of = Date("截至之日", required=True)
    kept = Boolean("是否存储", required=True)
    changes = Dict("进入各状态的项数", values=Integer(), required=True)


class ImportDone(Schema):
    """What a job of an import came to; see /imports."""

    import_id = Id("导入编号", required=True)
    rows = Integer("行数", required=True)
    counts = Dict("各类行数", values=Integer(), required=True)


class Job(Schema):
    """A piece of work."""

    id = Id("编号", of="work", required=True)
    kind = Str("种类", required=True)
    state = Enum("状态", choices=STATES, required=True)
    attempts = Integer("已尝试次数", required=True)
    steps_done = Integer("已完成步数", required=True)
    steps_total = Integer("总步数；尚不知道时为0", required=True)
    step = Str("正在办理", required=True)
    result = Union((ComputationDone, RunDone, ImportDone), "结果，随种类而定；尚未完成的为空")
    error_code = Str("失败原因代码")
    error_detail = Str("失败原因")
    asked_at = DateTime("提出时间", required=True)
    started_at = DateTime("开始时间")
    ended_at = DateTime("结束时间")


_FIELDS: Final = tuple(Job().fields)
_SHAPES: Final[dict[str, type[Schema]]] = {WATCH: RunDone, PREVIEW: ImportDone, RECORD: ImportDone}
"""What came of work, by kind; of a computation where it is none of these."""


@blp.route("/jobs/<id(work):work_id>")
@blp.response(200, Job)
@operation("round.read", summary="后台任务进度", roles=BUREAU)
def get_job(call: Call, work_id: int) -> Answer:
    """How a job stands."""
    work = work_status(call.unit, work_id)
    return Answer({**{name: getattr(work, name) for name in _FIELDS}, "result": _render_result(work)})


def _render_result(work: Work) -> dict[str, Any] | None:
    """What came of the work, by the fields that the document knows."""
    if work.result is None:
        return None
    known = {**work.result, "run_id": work.result.get("id")}
    shape = _SHAPES.get(work.kind, ComputationDone)
    return {name: known[name] for name in shape().fields}
