"""Records (专项记录) of the kinds that the city declares."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfEnterprise, OfProvider
from banfa.web.fields import Date, Dict, Integer, Str, Value
from banfa.web.operation import Blueprint

blp = Blueprint("records", __name__, description="专项记录")


class Record(OfProvider, OfEnterprise):
    """A record; what its body holds depends on its kind."""

    kind = Str("记录种类，见 /law/vocabulary 的 record_kinds", required=True, max_length=500)
    item = Str("事项：同一事项的多条记录只算一项", required=True, max_length=500)
    occurred_on = Date("发生之日", required=True)
    amount = Integer("数量；该种类有数量的须填写")
    body = Dict("该种类声明的字段", values=Value(types=("string", "integer", "boolean")))


declare(blp, Entries(name="record", filters=("kind", "item"), plural="records", form=Record))
