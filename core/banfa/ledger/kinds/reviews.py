"""Expert reviews (专家评审): whole points that an expert or an officer gives on a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Date, SmallInteger, Text

from banfa.ledger.entries.fields import Field, known, past_day, whole, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import at_least, entry_table
from banfa.ledger.kinds.surveys import FULL_SCORE

if TYPE_CHECKING:
    from typing import Any

    from banfa.ledger.entries.fields import ReadingContext

review = entry_table(
    "review",
    Column("enterprise_id", BigInteger),
    Column("topic", Text, nullable=False),
    Column("score", SmallInteger, nullable=False),
    Column("reviewed_on", Date, nullable=False),
    Column("reviewer", Text),
    Column("remark", Text),
    at_least("score", 0, FULL_SCORE),
    refers={"provider_id": "provider", "enterprise_id": "enterprise"},
    cover={"sheet": (("provider_id", "reviewed_on"), ("topic", "score"))},
)


def topic(value: Any, ground: ReadingContext) -> str:
    """A topic on which this city's rules ask for an expert's points."""
    return known(value, "unknown_topic", ground.profile.review_topics, ground)


REVIEW = Kind(
    name="review",
    zh="专家评审",
    table=review,
    day="reviewed_on",
    fields=(
        Field("topic", "评审事项", topic, required=True),
        Field("score", "评分", whole(0, FULL_SCORE), required=True),
        Field("reviewed_on", "评审之日", past_day, required=True),
        Field("reviewer", "评审人", words),
        Field("remark", "评审意见", words),
    ),
    refers=(
        Ref("provider_id", "provider", "服务商"),
        Ref("enterprise_id", "enterprise", "试点企业", required=False),
    ),
    secret_from={"provider": ("reviewer",)},
)
