"""Lists as workbooks (xlsx): what the list of a kind has, by the same filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from banfa.ledger.kinds.records import Record
from banfa.ledger.sheets.exports import export_entries
from banfa.ledger.sheets.forms import find_list_form
from banfa.ledger.sheets.workbooks import MEDIA_TYPE
from banfa.trust.permissions import BUREAU
from banfa.web.api.entry_schemas import make_schemas
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, pick
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.ledger.entries.entry import Kind

BINARY: Final = {"type": "string", "format": "binary"}
EXPORT_WEIGHT: Final = 20


def make_blueprint(kind: Kind) -> Blueprint:
    """Declare the export of a kind."""
    plural = kind.plural.replace("_", "-")
    blp = Blueprint(f"{plural}_export", __name__, description=kind.zh)
    of_one = "须以 kind 指明记录种类。" if kind is Record.declaration else ""

    @blp.route(f"/{plural}/export.xlsx", endpoint=f"export_{kind.plural}")
    @blp.arguments(make_schemas(kind).exported, location="query")
    @blp.response(200, BINARY, content_type=MEDIA_TYPE)
    @operation(
        "ledger.read",
        summary=f"导出{kind.zh}",
        description=f"与列表的筛选相同，不分页；可用 WPS 打开，改后可再导入。{of_one}",
        roles=BUREAU,
        weight=EXPORT_WEIGHT,
        shows=kind.name if kind.is_personal else None,
    )
    def export(call: Call, query: Arguments) -> Answer:
        form = find_list_form(call.profile, kind, query.get("kind"))
        exported = export_entries(
            call.unit,
            form,
            profile=call.profile,
            filters=pick(query, *kind.filters),
            **pick(query, "q", "updated_since", "sort"),
        )
        name = f"{form.zh}{call.unit.today:%Y%m%d}.xlsx"
        return answer_workbook(exported.content, name, shows=exported.entry_ids)

    return blp


def answer_workbook(content: bytes, name: str, *, shows: Sequence[int] | None = None) -> Answer:
    """Answer a workbook under a Chinese name (RFC 8187); `shows` as in `Answer`."""
    disposition = f"attachment; filename=\"export.xlsx\"; filename*=UTF-8''{quote(name)}"
    return Answer(content, media_type=MEDIA_TYPE, headers={"Content-Disposition": disposition}, shows=shows)
