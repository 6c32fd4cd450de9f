"""Surveys (满意度评价). A provider sees what was said of it and never who said it."""

from __future__ import annotations

from banfa.ledger.kinds.surveys import ANSWERS
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfContract, OfEnterprise, OfProvider
from banfa.web.fields import Day, OneOf, Text, Whole
from banfa.web.operations import Topic

topic = Topic("surveys", "满意度评价")


class Survey(OfProvider, OfEnterprise, OfContract):
    """What an enterprise says of a provider."""

    topic = Text("评价维度，见 /law/vocabulary；省略时为总体评价 overall")
    answer = OneOf("评价结论，总体评价须填写", options=ANSWERS)
    score = Whole("评分，0至100，分项评价须填写", unit="分")
    answered_on = Day("评价之日", required=True)
    remark = Text("说明", most=4000)


declare(topic, Entries(name="survey", filters=("topic", "answer"), plural="surveys", form=Survey))
