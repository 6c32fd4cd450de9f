"""A table of recommendations from its district to the bureau: drafted, submitted, received by two."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any

from banfa.ledger.entries.specifiers import choice, key, past_day, text, text_list
from banfa.ledger.recording.own import check_own_district
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing
from banfa.procedures.recommendations.lines import read_lines
from banfa.procedures.recommendations.rows import CALLS, RECOMMENDATIONS, Recommendation

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class ReviseRecommendation(
    Inputs,
    example={
        "title": "关于申报第二批试点企业的通知",
        "document_no": "厦工信企业函〔2026〕20号",
        "as_of": "2026-03-31",
        "maker": "陈晨",
        "reviewer": "吴越",
        "recommended": ["鹭岛食品有限公司；推荐；设备较全"],
    },
):
    """What a table says."""

    title: str = text("所依据的通知", max_length=200)
    document_no: str | None = text("通知文号", max_length=100)
    as_of: date = past_day("截止日")
    maker: str = text("制表人", max_length=50)
    reviewer: str = text("审核人", max_length=50)
    recommended: list[str] = text_list(
        "推荐的企业",
        max_length=700,
        max_items=300,
        hint="每家一行：名称或信用代码；推荐意见；备注。遴选服务商的：名称 信用代码；推荐意见；备注",
    )


class DraftRecommendation(
    ReviseRecommendation,
    example={"district": "思明区", "call": "listing", **ReviseRecommendation.example},
):
    """Whose table it is, for what."""

    district: str = key("县（市、区）", max_length=100)
    call: str = choice("推荐何事", CALLS)


class ReturnRecommendation(Inputs, example={"reason": "第三家已迁出，请核对后重报。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


def draft_recommendation(unit: Unit, profile: Profile, data: DraftRecommendation) -> Recommendation:
    """Draft a table of a district's own. Raises Forbidden (`not_own_district`), and as `read_lines`."""
    check_own_district(unit, data.district)
    values = _read(unit, profile, data, district=data.district, call=data.call)
    by = {"drafted_by": unit.actor.person.id, "drafted_at": unit.now}
    about = {"district": data.district, "call": data.call}
    return start(unit, RECOMMENDATIONS, "draft", vars(data), **about, **values, **by)


def revise_recommendation(
    unit: Unit, profile: Profile, row_id: int, data: ReviseRecommendation, version: int | None = None
) -> Recommendation:
    """Write anew what a table says that is with its district. Raises as `read_lines`."""
    row = RECOMMENDATIONS.begin(unit, "revise", row_id, version=version)
    values = _read(unit, profile, data, district=row.district, call=row.call)
    by = {"revised_by": unit.actor.person.id, "returned_at": None}
    return take(unit, RECOMMENDATIONS, row, "revise", vars(data), **values, **by, reason=None)


def submit_recommendation(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Recommendation:
    """Submit a table to the bureau: what it says stays so."""
    row = RECOMMENDATIONS.begin(unit, "submit", row_id, version=version)
    by = {"submitted_by": unit.actor.person.id, "submitted_at": unit.now}
    return take(unit, RECOMMENDATIONS, row, "submit", {}, **by)


def receive_recommendation(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Recommendation:
    """Receive a table with the stamped scan that has come in since it was submitted.

    Raises Conflict (`paper_missing`), Forbidden (`same_person`).
    """
    row = RECOMMENDATIONS.begin(unit, "receive", row_id, version=version)
    require_papers(unit, "recommendation", row_id, "stamped_original", since=row.submitted_at)
    by = {"received_by": unit.actor.person.id, "received_at": unit.now}
    return take(unit, RECOMMENDATIONS, row, "receive", {}, **by)


def check_recommendation(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Recommendation:
    """Check a table against its scan, as somebody who had no hand in it before."""
    row = RECOMMENDATIONS.begin(unit, "check", row_id, version=version)
    return take(unit, RECOMMENDATIONS, row, "check", {})


def return_recommendation(
    unit: Unit, _profile: Profile, row_id: int, data: ReturnRecommendation, version: int | None = None
) -> Recommendation:
    """Send a table back to its district, which hands it in anew with a new scan."""
    row = RECOMMENDATIONS.begin(unit, "return", row_id, version=version)
    nobody = dict.fromkeys(("submitted_by", "submitted_at", "received_by", "received_at"))
    back = {"reason": data.reason, "returned_at": unit.now}
    return take(unit, RECOMMENDATIONS, row, "return", vars(data), **back, **nobody)


def withdraw_recommendation(
    unit: Unit, _profile: Profile, row_id: int, data: ReturnRecommendation, version: int | None = None
) -> Recommendation:
    """Record that a table is not to be submitted."""
    row = RECOMMENDATIONS.begin(unit, "withdraw", row_id, version=version)
    return take(unit, RECOMMENDATIONS, row, "withdraw", vars(data), reason=data.reason)


def _read(
    unit: Unit, profile: Profile, data: ReviseRecommendation, *, district: str, call: str
) -> dict[str, Any]:
    """The columns of what is said."""
    names = ("title", "document_no", "as_of", "maker", "reviewer")
    lines = read_lines(unit, profile, data.recommended, district=district, call=call)
    return {**{name: getattr(data, name) for name in names}, "lines": lines}
