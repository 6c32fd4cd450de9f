"""Findings (认定): facts that an officer has verified."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfContract, OfProvider
from banfa.web.fields import Boolean, Date, Str
from banfa.web.operation import Blueprint

blp = Blueprint("findings", __name__, description="认定")


class Finding(OfProvider, OfContract):
    """A fact verified, or found not to hold."""

    kind = Str("认定种类，见 /law/vocabulary", required=True, max_length=500)
    holds = Boolean("是否成立；省略时为成立")
    found_on = Date("认定之日", required=True)
    evidence = Str("依据", max_length=4000)


declare(blp, Entries(name="finding", filters=("kind",), plural="findings", form=Finding))
