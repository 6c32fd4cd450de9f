"""Expert reviews (专家评审)."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfEnterprise, OfProvider
from banfa.web.fields import Day, Text, Whole
from banfa.web.operations import Topic

topic = Topic("reviews", "专家评审")


class Review(OfProvider, OfEnterprise):
    """Points that an expert or an officer gives."""

    topic = Text("评审事项，见 /law/vocabulary", required=True)
    score = Whole("评分，0至100", unit="分", required=True)
    reviewed_on = Day("评审之日", required=True)
    reviewer = Text("评审人")
    remark = Text("评审意见", most=4000)


declare(topic, Entries(name="review", filters=("topic",), plural="reviews", form=Review))
