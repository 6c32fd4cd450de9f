"""Expert reviews (专家评审)."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfEnterprise, OfProvider
from banfa.web.fields import Date, Integer, Str
from banfa.web.operation import Blueprint

blp = Blueprint("reviews", __name__, description="专家评审")


class Review(OfProvider, OfEnterprise):
    """Points that an expert or an officer gives."""

    topic = Str("评审事项，见 /law/vocabulary", required=True, max_length=500)
    score = Integer("评分，0至100", unit="分", required=True)
    reviewed_on = Date("评审之日", required=True)
    reviewer = Str("评审人", max_length=500)
    remark = Str("评审意见", max_length=4000)


declare(blp, Entries(name="review", filters=("topic",), plural="reviews", form=Review))
