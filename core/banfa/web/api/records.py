"""Records (专项记录) of the kinds that the city declares."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfEnterprise, OfProvider
from banfa.web.fields import Day, Free, Text, Whole
from banfa.web.operations import Topic

topic = Topic("records", "专项记录")


class Record(OfProvider, OfEnterprise):
    """A record; what its body holds depends on its kind."""

    kind = Text("记录种类，见 /law/vocabulary 的 record_kinds", required=True)
    item = Text("事项：同一事项的多条记录只算一项", required=True)
    occurred_on = Day("发生之日", required=True)
    amount = Whole("数量；该种类有数量的须填写")
    body = Free("该种类声明的字段")


declare(topic, Entries(name="record", filters=("kind", "item"), plural="records", form=Record))
