"""Bringing several sheets in at once: files sent together, previewed together, recorded as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.imports import together
from banfa.procedures.imports.batches import find_batch, list_sheets
from banfa.procedures.imports.finding import describe_states
from banfa.procedures.imports.together import preview_batch_again, receive_batch, recognise_files
from banfa.trust.source_row import BUREAU as OWN_SOURCE
from banfa.web.api.import_schemas import Batch, BatchConfirmIn, BatchQuery, FilesIn
from banfa.web.api.imports import OFFICERS, UPLOAD_BYTES
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.imports import render_batch
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.procedures.imports.tables import ImportBatch
    from banfa.web.requests import Arguments, Call

blp = Blueprint("import_batches", __name__, description="几张表一起导入")

BATCH: Final = "/import-batches/<id(import_batch):batch_id>"


@blp.route("/import-batches", methods=["POST"])
@blp.arguments(BatchQuery, location="query")
@blp.arguments(FilesIn, location="files")
@blp.response(201, Batch)
@operation(
    "ledger.write",
    summary="一次上传几张表",
    description=(
        "几个文件，或一个有几张表的工作簿，合计不超过 10 MB；各表按模板或表头识别，每种一张。"
        "按引用的先后一并核对：后面的表可以引用前面的表新增的内容。"
    ),
    roles=OFFICERS,
    max_bytes=UPLOAD_BYTES,
    weight=20,
)
def upload_sheets(call: Call, query: Arguments, files: Arguments) -> Answer:
    """Receive several sheets and preview them."""
    sheets, ignored = recognise_files(call.profile, [(f.name, f.content) for f in files["files"]])
    source = query.get("source", OWN_SOURCE)
    batch = receive_batch(call.unit, call.profile, sheets, ignored=ignored, source=source)
    return _answer(call, batch, location=call.locate("/import-batches", "import_batch", batch.id))


@blp.route(BATCH)
@blp.response(200, Batch)
@operation("ledger.write", summary="一次上传的几张表", roles=OFFICERS)
def get_import_batch(call: Call, batch_id: int) -> Answer:
    """Sheets that came together."""
    return _answer(call, find_batch(call.unit, batch_id))


@blp.route(f"{BATCH}/sheets", methods=["POST"])
@blp.arguments(FilesIn, location="files")
@blp.response(201, Batch)
@operation(
    "ledger.write",
    summary="添加或换表",
    description="同一种表换下原来的一张，其余的添加；全部重新核对。",
    roles=OFFICERS,
    versioned=True,
    max_bytes=UPLOAD_BYTES,
    weight=20,
)
def add_sheets(call: Call, files: Arguments, batch_id: int) -> Answer:
    """Add sheets, or put mended ones in place of those that were sent before."""
    sheets, _ = recognise_files(call.profile, [(f.name, f.content) for f in files["files"]])
    batch = together.add_to_batch(call.unit, call.profile, sheets, batch_id=batch_id, version=call.version)
    return _answer(call, batch)


@blp.route(f"{BATCH}/preview", methods=["POST"])
@blp.response(202, Batch)
@operation("ledger.write", summary="重新核对几张表", roles=OFFICERS, versioned=True, weight=20)
def preview_import_batch(call: Call, batch_id: int) -> Answer:
    """Preview once more, by what the ledger holds now."""
    return _answer_job(
        call, preview_batch_again(call.unit, call.profile, batch_id=batch_id, version=call.version)
    )


@blp.route(f"{BATCH}/confirmation", methods=["POST"])
@blp.arguments(BatchConfirmIn, example={"without_rejected": True})
@blp.response(202, Batch)
@operation(
    "ledger.write",
    summary="确认导入几张表",
    description=(
        "按核对的结果登记新增和变更的行，作为后台任务办理：各表要么全部登记，要么一行也不登记。冲突和疑似重复的"
        "不登记；要采新的，登记以后单独上传该表，逐类选择。"
    ),
    roles=OFFICERS,
    versioned=True,
    weight=20,
)
def confirm_import_batch(call: Call, body: Arguments, batch_id: int) -> Answer:
    """Confirm what the previews have shown."""
    batch = together.confirm_batch(
        call.unit,
        call.profile,
        batch_id=batch_id,
        version=call.version,
        without_rejected=bool(body.get("without_rejected")),
    )
    return _answer_job(call, batch)


def _answer(call: Call, batch: ImportBatch, *, location: str | None = None) -> Answer:
    return Answer(_render(call, batch), version=batch.version, location=location)


def _answer_job(call: Call, batch: ImportBatch) -> Answer:
    location = call.locate("/jobs", "work", batch.work_id or 0)
    return Answer(_render(call, batch), version=batch.version, location=location)


def _render(call: Call, batch: ImportBatch) -> dict[str, Any]:
    sheets = list_sheets(call.unit, call.profile, batch)
    return render_batch(call.profile, batch, sheets, describe_states(call.unit, sheets))
