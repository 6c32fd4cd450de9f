"""Findings (认定): facts that an officer has verified."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfContract, OfProvider
from banfa.web.fields import Day, Text, YesNo
from banfa.web.operations import Topic

topic = Topic("findings", "认定")


class Finding(OfProvider, OfContract):
    """A fact verified, or found not to hold."""

    kind = Text("认定种类，见 /law/vocabulary", required=True)
    holds = YesNo("是否成立；省略时为成立")
    found_on = Day("认定之日", required=True)
    evidence = Text("依据", most=4000)


declare(topic, Entries(name="finding", filters=("kind",), plural="findings", form=Finding))
