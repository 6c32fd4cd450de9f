"""Scales as a sheet: all that an edition leaves open, and what a filled one would set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.ledger.sheets.workbooks import MEDIA_TYPE
from banfa.procedures.instruments import scale_sheets
from banfa.procedures.instruments.scale_returning import return_sheet
from banfa.web.api.exports import BINARY, answer_workbook
from banfa.web.api.import_schemas import FileIn
from banfa.web.api.instruments import Setting
from banfa.web.fields import Boolean, Dict, Integer, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.procedures.instruments.scale_sheets import ScaleSheet
    from banfa.web.requests import Arguments, Call

blp = Blueprint("scale_sheets", __name__, description="评分标准表")

SHEET: Final = "/law/editions/<edition>/scale-sheet"


class CellProblemOut(Schema):
    """What is wrong in a cell."""

    line = Integer("行号", required=True)
    head = Str("列；整项的为“事项”", required=True)
    detail = Str("原因", required=True)


class ReadScaleOut(Schema):
    """What a sheet says of a term."""

    key = Str("待定事项的标识", required=True)
    zh = Str("名称", required=True)
    changes = Boolean("是否与现行不同", required=True)
    blank = Boolean("是否没有填写", required=True)


class ScaleSheetOut(Schema):
    """What a sheet would set, as the body of a document takes it, and what is wrong where."""

    settings = Dict("与现行不同的取值，可作为 terms 文件的 settings", values=Setting(), required=True)
    scales = List(Nested(ReadScaleOut), "各项", required=True)
    problems = List(Nested(CellProblemOut), "有误的单元格", required=True)


@blp.route(SHEET)
@blp.response(200, BINARY, content_type=MEDIA_TYPE)
@operation("terms.write", summary="下载评分标准表", weight=5)
def get_scale_sheet(call: Call, edition: str) -> Answer:
    """The sheet of an edition, filled with what is set so far."""
    key = call.profile.edition(edition).key
    return answer_workbook(scale_sheets.make_sheet(call.unit, call.profile, edition=key), "评分标准表.xlsx")


@blp.route(SHEET, methods=["POST"])
@blp.arguments(FileIn, location="files")
@blp.response(200, ScaleSheetOut)
@operation(
    "terms.write",
    summary="核对评分标准表",
    description="只读不设：答填好的表将设定什么、哪些单元格有误。设定由公布的文件登记（/instruments）。",
    weight=5,
)
def read_scale_sheet(call: Call, files: Arguments, edition: str) -> Answer:
    """What a filled sheet would set."""
    key = call.profile.edition(edition).key
    content = files["file"].content
    sheet = scale_sheets.read_scales(call.unit, call.profile, edition=key, content=content)
    call.unit.unaudited("what a sheet would set is told, and nothing is set")
    return Answer(_render(sheet))


@blp.route(f"{SHEET}/returned", methods=["POST"])
@blp.arguments(FileIn, location="files")
@blp.response(200, BINARY, content_type=MEDIA_TYPE)
@operation("terms.write", summary="退回的评分标准表", weight=5)
def return_scale_sheet(call: Call, files: Arguments, edition: str) -> Answer:
    """The sheet with what is wrong in its cells."""
    key = call.profile.edition(edition).key
    content = return_sheet(call.unit, call.profile, edition=key, content=files["file"].content)
    call.unit.unaudited("a sheet is given back, and nothing is set")
    return answer_workbook(content, "评分标准表（问题）.xlsx")


def _render(sheet: ScaleSheet) -> dict[str, Any]:
    return {
        "settings": {scale.state.term.key: scale.value for scale in sheet.scales if scale.changes},
        "scales": [
            {
                "key": scale.state.term.key,
                "zh": scale.state.zh,
                "changes": scale.changes,
                "blank": not scale.typed and not scale.problems,
            }
            for scale in sheet.scales
        ],
        "problems": [
            {"line": problem.line, "head": problem.head, "detail": problem.why}
            for problem in sheet.list_problems()
        ],
    }
