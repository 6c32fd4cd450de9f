"""Surveys (满意度评价): what an enterprise says of a provider on a topic. No provider sees who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, SmallInteger, Text

from banfa.database.base import one_of as among
from banfa.errors import Malformed
from banfa.ledger.entries.checks import not_before
from banfa.ledger.entries.fields import Field, known, one_of, past_day, whole, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import at_least, entry_table

if TYPE_CHECKING:
    from typing import Any

    from banfa.ledger.entries.fields import ReadingContext
    from banfa.ledger.entries.kind import Draft

OVERALL = "overall"
DISSATISFIED = "不满意"
ANSWERS = ("满意", "基本满意", DISSATISFIED)
FULL_SCORE = 100

survey = entry_table(
    "survey",
    Column("contract_id", BigInteger),
    Column("topic", Text, nullable=False),
    Column("answer", Text),
    Column("score", SmallInteger),
    Column("answered_on", Date, nullable=False),
    Column("remark", Text),
    among("answer", ANSWERS),
    at_least("score", 0, FULL_SCORE),
    CheckConstraint("topic <> 'overall' OR answer IS NOT NULL", name="overall_answered"),
    CheckConstraint("topic = 'overall' OR score IS NOT NULL", name="topic_scored"),
    refers={"provider_id": "provider", "enterprise_id": "enterprise", "contract_id": "contract"},
    cover={
        "sheet": (("provider_id", "answered_on"), ("topic", "answer", "score")),
        "overall": (("provider_id", "enterprise_id", "answered_on", "entry_id"), ("topic", "answer")),
    },
)


def topic(value: Any, ground: ReadingContext) -> str:
    """A topic that this city's rules read, or the overall verdict."""
    return known(value, "unknown_topic", {OVERALL: "总体评价", **ground.profile.rating_topics}, ground)


def answered(draft: Draft) -> None:
    """The overall topic asks for a verdict, any other for points."""
    overall = draft.values["topic"] == OVERALL
    lacking = "answer" if overall else "score"
    if draft.values[lacking] is None:
        why = "总体评价须填写评价结论（answer）" if overall else "分项评价须填写评分（score）"
        raise Malformed("field_missing", f"{why}。", field=lacking)


SURVEY = Kind(
    name="survey",
    zh="满意度评价",
    table=survey,
    day="answered_on",
    fields=(
        Field("topic", "评价维度", topic, default=OVERALL),
        Field("answer", "评价结论", one_of(*ANSWERS)),
        Field("score", "评分", whole(0, FULL_SCORE)),
        Field("answered_on", "评价之日", past_day, required=True),
        Field("remark", "说明", words),
    ),
    refers=(
        Ref(
            "contract_id",
            "contract",
            "合同",
            required=False,
            carries=("provider_id", "enterprise_id"),
            reads=("signed_on",),
        ),
        Ref("provider_id", "provider", "服务商"),
        Ref("enterprise_id", "enterprise", "试点企业"),
    ),
    checks=(
        answered,
        not_before(
            "contract_id",
            "signed_on",
            "合同签订之日",
            "answered_on",
            "评价之日",
            code="survey_before_signing",
        ),
    ),
    secret_from={
        "provider": ("enterprise_id", "contract_id", "remark", "external_id", "reason", "recorded_by")
    },
)
