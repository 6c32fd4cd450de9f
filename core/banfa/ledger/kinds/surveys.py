"""Surveys (满意度评价): what an enterprise says of a provider on a topic.

No provider sees an answer. One that it saw come in would be that of the enterprise whose project it has just
handed over, whatever else were hidden; what all have said is told with the result of a closed period.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint

from banfa.errors import Malformed
from banfa.law.windows import FULL_SCORE
from banfa.ledger.entries.checks import NotBefore
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import (
    MAX_CONTENT,
    choice,
    city_choice,
    integer,
    past_day,
    reference,
    text,
)
from banfa.trust.rights import FIELD

if TYPE_CHECKING:
    from datetime import date

    from banfa.ledger.entries.entry import Draft, Kind

OVERALL: Final = "overall"
DISSATISFIED: Final = "不满意"
ANSWERS: Final = ("满意", "基本满意", DISSATISFIED)


def _check_answered(_kind: Kind, draft: Draft) -> None:
    """The overall topic asks for a verdict, any other for points."""
    overall = draft.values["topic"] == OVERALL
    lacking = "answer" if overall else "score"
    if draft.values[lacking] is None:
        why = "总体评价须填写评价结论（answer）" if overall else "分项评价须填写评分（score）"
        raise Malformed("field_missing", f"{why}。", field=lacking)


class Survey(
    Entry,
    name="survey",
    zh="满意度评价",
    rights=FIELD,
    day="answered_on",
    sealed_from=("provider",),
    alike=("provider_id", "enterprise_id", "topic", "answered_on", "answer", "score"),
    checks=(
        _check_answered,
        NotBefore("contract_id", "signed_on", "answered_on", code="survey_before_signing"),
    ),
    constraints=(
        CheckConstraint("topic <> 'overall' OR answer IS NOT NULL", name="overall_answered"),
        CheckConstraint("topic = 'overall' OR score IS NOT NULL", name="topic_scored"),
    ),
    cover={
        "sheet": (("provider_id", "answered_on"), ("topic", "answer", "score")),
        "overall": (("provider_id", "enterprise_id", "answered_on", "entry_id"), ("topic", "answer")),
    },
):
    """What an enterprise says of a provider."""

    contract_id: int | None = reference(
        "contract", "合同", carries=("provider_id", "enterprise_id"), reads=("signed_on",)
    )
    provider_id: int = reference("provider", "服务商")
    enterprise_id: int = reference("enterprise", "试点企业")
    topic: str = city_choice(
        "评价维度",
        lambda profile: {OVERALL: "总体评价", **profile.rating_topics},
        code="unknown_topic",
        load_default=OVERALL,
        hint="见 /law/vocabulary；省略时为总体评价 overall",
    )
    answer: str | None = choice("评价结论", ANSWERS, hint="总体评价须填写")
    score: int | None = integer("评分", minimum=0, maximum=FULL_SCORE, unit="分", hint="分项评价须填写")
    answered_on: date = past_day("评价之日")
    remark: str | None = text("说明", max_length=MAX_CONTENT, personal="respondent")


survey = Survey.table
