"""Progress (改造进展) of contracts."""

from __future__ import annotations

from banfa.ledger.kinds.progress import KINDS_OF_PROGRESS
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfContract
from banfa.web.fields import Date, Enum, Str
from banfa.web.operation import Blueprint

blp = Blueprint("progress", __name__, description="改造进展")


class Progress(OfContract):
    """What was done on a contract."""

    kind = Enum("进展种类", choices=KINDS_OF_PROGRESS, required=True)
    occurred_on = Date("发生之日", required=True)
    content = Str("进展内容", max_length=4000)


declare(blp, Entries(name="progress", filters=("kind",), plural="progress", form=Progress))
