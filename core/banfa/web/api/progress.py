"""Progress (改造进展) of contracts."""

from __future__ import annotations

from banfa.ledger.kinds.progress import KINDS_OF_PROGRESS
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfContract
from banfa.web.fields import Day, OneOf, Text
from banfa.web.operations import Topic

topic = Topic("progress", "改造进展")


class Progress(OfContract):
    """What was done on a contract."""

    kind = OneOf("进展种类", options=KINDS_OF_PROGRESS, required=True)
    occurred_on = Day("发生之日", required=True)
    content = Text("进展内容", most=4000)


declare(topic, Entries(name="progress", filters=("kind",), plural="progress", form=Progress))
