"""Surveys (满意度评价). A provider sees what was said of it and never who said it."""

from __future__ import annotations

from banfa.ledger.kinds.surveys import ANSWERS
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfContract, OfEnterprise, OfProvider
from banfa.web.fields import Date, Enum, Integer, Str
from banfa.web.operation import Blueprint

blp = Blueprint("surveys", __name__, description="满意度评价")


class Survey(OfProvider, OfEnterprise, OfContract):
    """What an enterprise says of a provider."""

    topic = Str("评价维度，见 /law/vocabulary；省略时为总体评价 overall", max_length=500)
    answer = Enum("评价结论，总体评价须填写", choices=ANSWERS)
    score = Integer("评分，0至100，分项评价须填写", unit="分")
    answered_on = Date("评价之日", required=True)
    remark = Str("说明", max_length=4000)


declare(blp, Entries(name="survey", filters=("topic", "answer"), plural="surveys", form=Survey))
