"""Rulings (人工认定) that a source contradicts: they wait here for an officer, who may let go of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.ledger.entries.origin import REASON
from banfa.ledger.entries.rulings import NEVER_HAPPENED
from banfa.ledger.kinds.registry import KINDS, find_kind
from banfa.ledger.recording.correct import release_ruling
from banfa.ledger.recording.outcome import OUTCOMES
from banfa.ledger.recording.ruling import list_overruled
from banfa.web.api.entry_schemas import Declared
from banfa.web.api.pages import page_of
from banfa.web.fields import Boolean, DateTime, Enum, Id, Integer, PersonName, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, Form, PageQuery
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.ledger.entries.rulings import Ruling
    from banfa.trust.ids import Ids
    from banfa.trust.persons import WithPerson

blp = Blueprint("overruled", __name__, description="人工认定与来源不一致的内容")
_VALUE: Final = "文字照写，其他按 JSON 写法，空为未填"


class OverruledQuery(PageQuery):
    """Which rulings."""

    all = Boolean("true 时列出全部仍有效的认定，包括来源未再提出异议的", load_default=False)


class OverruledOut(Schema):
    """A ruling, and what the source says."""

    id = Id("认定编号", of="ruling", required=True)
    kind = Str("台账种类", required=True)
    kind_zh = Str("台账种类的名称", required=True)
    entry = Str("所认定的记录的编号", required=True)
    field = Str("字段；voids 为整条作废", required=True)
    field_zh = Str("字段名称", required=True)
    value = Str(f"认定的内容；{_VALUE}", required=True, allow_none=True, personal=True)
    said = Str(f"来源所报的内容；{_VALUE}", required=True, allow_none=True, personal=True)
    ruled_by = PersonName("认定人", required=True)
    ruled_at = DateTime("认定时间", required=True)
    reason = Str("认定的理由", required=True)
    contradicted_at = DateTime("来源最近一次另报的时间；未另报的为空", required=True, allow_none=True)


class ReleaseIn(Form):
    """Why a ruling is let go."""

    reason = Declared(REASON, required=True)


class Released(Schema):
    """What became of the entry."""

    entry = Str("记录的编号", required=True)
    version = Integer("第几次记录", minimum=1, required=True)
    outcome = Enum("结果：corrected 为已改从来源", choices=OUTCOMES, required=True)


@blp.route("/overruled", endpoint="list_overruled")
@blp.arguments(OverruledQuery, location="query")
@blp.response(200, page_of(OverruledOut))
@operation("ledger.rule", summary="人工认定与来源不一致的内容")
def list_page(call: Call, query: Arguments) -> Answer:
    """The rulings that their sources contradict, the oldest first."""

    def fetch(after: Any, limit: int) -> list[WithPerson[Ruling]]:
        return list_overruled(call.unit, waiting=not query["all"], after=after, limit=limit)

    def render(listed: WithPerson[Ruling]) -> dict[str, Any]:
        return {**_render_ruling(listed.row, call.unit.ids), "ruled_by": listed.person}

    return call.page(query, fetch, key=lambda listed: listed.row.id, render=render)


@blp.route("/overruled/<id(ruling):ruling_id>/release", methods=["POST"], endpoint="release_ruling")
@blp.arguments(ReleaseIn, example={"reason": "来源已按合同原件更正"})
@blp.response(200, Released)
@operation(
    "ledger.rule",
    summary="撤销一项人工认定",
    description="该字段自此从其来源所报；撤销作废认定的，该外部编号可重新报送。",
)
def release(call: Call, body: Arguments, ruling_id: int) -> Answer:
    """Let go of a ruling."""
    kind, outcome = release_ruling(call.unit, ruling_id, body["reason"], profile=call.profile)
    entry = call.unit.ids.encode_one(kind, outcome.id)
    return Answer({"entry": entry, "version": outcome.version, "outcome": outcome.outcome})


def _render_ruling(ruling: Ruling, ids: Ids) -> dict[str, Any]:
    kind = find_kind(ruling.kind)
    never = ruling.field == NEVER_HAPPENED
    return {
        "id": ruling.id,
        "kind": kind.name,
        "kind_zh": kind.zh,
        "entry": ids.encode_one(kind.name, ruling.entry_id),
        "field": ruling.field,
        "field_zh": "作废" if never else kind.label(ruling.field),
        "value": _write_value(ruling, ruling.value, ids),
        "said": _write_value(ruling, ruling.said, ids),
        "ruled_at": ruling.ruled_at,
        "reason": ruling.reason,
        "contradicted_at": ruling.contradicted_at,
    }


def _write_value(ruling: Ruling, value: Any, ids: Ids) -> str | None:
    """Write a value as text; what refers to an entry, as that entry's outward id."""
    references = {reference.name: reference.kind for reference in KINDS[ruling.kind].references}
    if value is None or isinstance(value, str):
        return value
    if ruling.field in references:
        return ids.encode_one(references[ruling.field], value)
    return json.dumps(value, ensure_ascii=False)
