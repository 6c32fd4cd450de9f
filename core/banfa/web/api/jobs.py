"""Jobs (后台任务): what there is, how a piece of work stands, once more, or no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.jobs.operating import GROUPS, cancel_work, list_work, retry_work
from banfa.jobs.status import work_status
from banfa.procedures.chain_verification import VERIFY
from banfa.procedures.imports.requests import BATCH_PREVIEW, BATCH_RECORD, PREVIEW, RECORD
from banfa.procedures.watch.runs import WATCH
from banfa.trust.permissions import BUREAU
from banfa.trust.work import STATES, Work
from banfa.web.api.pages import page_of
from banfa.web.fields import Boolean, Date, DateTime, Dict, Enum, Id, Integer, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, PageQuery
from banfa.web.responses import Answer
from banfa.web.variants import Union

if TYPE_CHECKING:
    from collections.abc import Collection

blp = Blueprint("jobs", __name__, description="后台任务")


class ComputationDone(Schema):
    """What the computation of a round came to."""

    computation_id = Id("计算编号", required=True)
    providers = Integer("参评服务商数", required=True)
    digest = Str("计分底稿的摘要", required=True)
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


class BatchDone(Schema):
    """What a job of several sheets came to; see /import-batches."""

    batch_id = Id("上传编号", of="import_batch", required=True)
    rows = Integer("行数", required=True)
    counts = Dict("各类行数", values=Integer(), required=True)


class VerificationDone(Schema):
    """What a job that verified the audit chain came to; what does not hold is read at /audit/verification."""

    links = Integer("核验的环数", required=True)
    hash = Str("最后一环的摘要", required=True)
    erased = Integer("数据已依法删除的环数", required=True)
    fault_count = Integer("不符的处数", required=True)


class JobsQuery(PageQuery):
    """Which work."""

    state = Enum("只看这一状态；open 为尚未办完的", choices=(*STATES, *GROUPS))


def choose_states(wanted: str | None) -> Collection[str]:
    """The states that are meant by what is asked for: all of them by nothing."""
    return STATES if wanted is None else GROUPS.get(wanted, (wanted,))


class Job(Schema):
    """A piece of work."""

    id = Id("编号", of="work", required=True)
    kind = Str("种类", required=True)
    state = Enum("状态", choices=STATES, required=True)
    attempts = Integer("已尝试次数", required=True)
    steps_done = Integer("已完成步数", required=True)
    steps_total = Integer("总步数；尚不知道时为0", required=True)
    step = Str("正在办理", required=True)
    result = Union(
        (ComputationDone, RunDone, ImportDone, BatchDone, VerificationDone),
        "结果，随种类而定；尚未完成的为空",
    )
    error_code = Str("失败原因代码")
    error_detail = Str("失败原因")
    asked_at = DateTime("提出时间", required=True)
    started_at = DateTime("开始时间")
    ended_at = DateTime("结束时间")


ADMIN: Final = "admin"
_FIELDS: Final = tuple(Job().fields)
_SHAPES: Final[dict[str, type[Schema]]] = {
    WATCH: RunDone,
    PREVIEW: ImportDone,
    RECORD: ImportDone,
    BATCH_PREVIEW: BatchDone,
    BATCH_RECORD: BatchDone,
    VERIFY: VerificationDone,
}
"""What came of work, by kind; of a computation where it is none of these."""


@blp.route("/jobs")
@blp.arguments(JobsQuery, location="query")
@blp.response(200, page_of(Job))
@operation("round.read", summary="后台任务列表", roles=BUREAU)
def list_jobs(call: Call, query: Arguments) -> Answer:
    """Everything that was asked for, the latest first."""
    states = choose_states(query.get("state"))
    return call.page(
        query,
        lambda after, limit: list_work(call.unit, states=states, before=after, limit=limit),
        key=lambda listed: listed.row.id,
        render=lambda listed: _render(listed.row),
    )


@blp.route("/jobs/<id(work):work_id>")
@blp.response(200, Job)
@operation("round.read", summary="后台任务进度", roles=BUREAU)
def get_job(call: Call, work_id: int) -> Answer:
    """How a job stands."""
    return Answer(_render(work_status(call.unit, work_id)))


@blp.route("/jobs/<id(work):work_id>/retry", methods=["POST"])
@blp.response(200, Job)
@operation(
    "round.manage",
    summary="再办一次后台任务",
    description="没有办成或已取消的，从头再办一次；以提出的人现有的权限办理。"
    "已有同样的任务在等待的，并入那一项，返回的就是那一项。",
    roles=(ADMIN,),
)
def retry_job(call: Call, work_id: int) -> Answer:
    """Have work that failed or was cancelled tried once more."""
    return Answer(_render(retry_work(call.unit, work_id)))


@blp.route("/jobs/<id(work):work_id>/cancellation", methods=["POST"])
@blp.response(200, Job)
@operation(
    "round.manage",
    summary="取消后台任务",
    description="尚未办完的才能取消；正在办理的，已做的部分一并撤销。",
    roles=(ADMIN,),
)
def cancel_job(call: Call, work_id: int) -> Answer:
    """End work that is not done yet."""
    return Answer(_render(cancel_work(call.unit, work_id)))


def _render(work: Work) -> dict[str, Any]:
    return {**{name: getattr(work, name) for name in _FIELDS}, "result": _render_result(work)}


def _render_result(work: Work) -> dict[str, Any] | None:
    """What came of the work, by the fields that the document knows."""
    if work.result is None:
        return None
    known = {**work.result, "run_id": work.result.get("id")}
    shape = _SHAPES.get(work.kind, ComputationDone)
    return {name: known[name] for name in shape().fields}
