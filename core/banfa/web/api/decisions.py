"""Decisions (决定): orders and how they ended, removals, withdrawals and the rest."""

from __future__ import annotations

from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Date, Enum, Fen, Id, Str
from banfa.web.operation import Blueprint

blp = Blueprint("decisions", __name__, description="决定")


class Decision(OfProvider):
    """A decision of the bureau; a wrong one is withdrawn by a later one that names it."""

    kind = Enum("决定种类", choices=KINDS_OF_DECISION, required=True)
    label = Str("评定的等级，或整改结果", max_length=500)
    decided_on = Date("作出之日", required=True)
    served_on = Date("送达之日")
    effective_on = Date("生效之日，取消资格的须填写")
    due_on = Date("期限届满之日")
    amount = Fen("金额")
    cite = Str("依据条款，如 12.5", max_length=500)
    document_no = Str("文号", max_length=500)
    content = Str("内容", max_length=4000)
    about_id = Id("所针对的决定，撤回和整改结果须填写")
    about = Str("所针对的决定：同一来源登记时给的 external_id；与 about_id 二选一", max_length=500)


declare(blp, Entries(name="decision", filters=("kind", "label"), plural="decisions", form=Decision))
