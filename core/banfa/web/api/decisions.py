"""Decisions (决定): orders and how they ended, removals, withdrawals and the rest."""

from __future__ import annotations

from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Day, Fen, Id, OneOf, Text
from banfa.web.operations import Topic

topic = Topic("decisions", "决定")


class Decision(OfProvider):
    """A decision of the bureau; a wrong one is withdrawn by a later one that names it."""

    kind = OneOf("决定种类", options=KINDS_OF_DECISION, required=True)
    label = Text("评定的等级，或整改结果")
    decided_on = Day("作出之日", required=True)
    served_on = Day("送达之日")
    effective_on = Day("生效之日，取消资格的须填写")
    due_on = Day("期限届满之日")
    amount = Fen("金额")
    cite = Text("依据条款，如 12.5")
    document_no = Text("文号")
    content = Text("内容", most=4000)
    about_id = Id("所针对的决定，撤回和整改结果须填写")
    about = Text("所针对的决定：同一来源登记时给的 external_id；与 about_id 二选一")


declare(topic, Entries(name="decision", filters=("kind", "label"), plural="decisions", form=Decision))
