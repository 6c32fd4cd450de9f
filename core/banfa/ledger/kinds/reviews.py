"""Expert reviews (专家评审): whole points that an expert or an officer gives on a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.law.windows import FULL_SCORE
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, city_choice, integer, past_day, reference, text
from banfa.trust.rights import VERIFIED

if TYPE_CHECKING:
    from datetime import date


class Review(
    Entry,
    name="review",
    zh="专家评审",
    rights=VERIFIED,
    day="reviewed_on",
    alike=("provider_id", "enterprise_id", "topic", "reviewed_on", "score", "reviewer"),
    cover={"sheet": (("provider_id", "reviewed_on"), ("topic", "score"))},
):
    """Points that an expert or an officer gives."""

    provider_id: int = reference("provider", "服务商")
    enterprise_id: int | None = reference("enterprise", "试点企业")
    topic: str = city_choice("评审事项", lambda profile: profile.review_topics, code="unknown_topic")
    score: int = integer("评分", minimum=0, maximum=FULL_SCORE, unit="分")
    reviewed_on: date = past_day("评审之日")
    reviewer: str | None = text(
        "评审人", max_length=200, personal="reviewer", secret_from=("provider", "enterprise")
    )
    remark: str | None = text("评审意见", max_length=MAX_CONTENT, secret_from=("provider",))


review = Review.table
