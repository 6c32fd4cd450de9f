"""The official text (原文) of an edition, as the bureau has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.errors import Missing
from banfa.procedures.official_texts import MAX_TEXT, find_text, record_text
from banfa.trust.permissions import OUTSIDERS
from banfa.web.fields import DateTime, Dict, Id, PersonName, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, Form
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.procedures.official_texts import OfficialText

blp = Blueprint("texts", __name__, description="办法原文")

EXAMPLE: Final = (
    "\n".join(f"第{n}条　……。" for n in "一二三四五六七八九十")
    + "\n"
    + "\n".join(f"第{n}条　……。" for n in ("十一", "十二", "十三", "十四", "十五"))
)


class TextIn(Form):
    """An official text."""

    text = Str("全文，各条另起一行", required=True, max_length=MAX_TEXT)
    taken_from = Str("出处：公布的网址，或文号和公报", required=True, max_length=500)


class Text(Schema):
    """The text as recorded, and what it says provision by provision."""

    id = Id("编号", of="official_text", required=True)
    edition = Str("版本", required=True)
    text = Str("全文", required=True)
    provisions = Dict("各处规定的原文，按条款", values=Str(), required=True)
    taken_from = Str("出处", required=True)
    recorded_by = PersonName("登记人；主管部门以外的看不到")
    recorded_at = DateTime("登记时间；主管部门以外的看不到")


@blp.route("/law/editions/<edition>/text")
@blp.response(200, Text)
@operation("law.read", summary="原文", description="本系统不带原文；主管部门登记过的，最后登记的为准。")
def get_official_text(call: Call, edition: str) -> Answer:
    """The text that was recorded last."""
    text = find_text(call.unit, call.profile.edition(edition).key)
    if text is None:
        raise Missing("text_missing", "还没有登记这个版本的原文。", edition=edition)
    return Answer(_render(call, text))


@blp.route("/law/editions/<edition>/text", methods=["POST"])
@blp.arguments(TextIn, example={"text": EXAMPLE, "taken_from": "厦门市工业和信息化局网站"})
@blp.response(201, Text)
@operation("terms.write", summary="登记原文", description="须是该版本的全文；换登以后，后登的为准。")
def record_official_text(call: Call, body: Arguments, edition: str) -> Answer:
    """Record a text."""
    key = call.profile.edition(edition).key
    return Answer(_render(call, record_text(call.unit, call.profile, edition=key, **body)))


def _render(call: Call, text: OfficialText) -> dict[str, Any]:
    """Give a text; who recorded it is the bureau's own affair."""
    hidden = {"recorded_by", "recorded_at"} if call.unit.actor.role in OUTSIDERS else set()
    return {name: getattr(text, name) for name in Text().fields if name not in hidden}
