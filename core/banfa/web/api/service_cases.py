"""Service cases (服务案例) that providers show when they apply."""

from __future__ import annotations

from banfa.ledger.kinds.providers import SIZES
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Day, OneOf, Text
from banfa.web.operations import Topic

topic = Topic("service-cases", "服务案例")


class ServiceCase(OfProvider):
    """Whom a provider served before."""

    client = Text("服务对象", required=True)
    client_size = OneOf("服务对象规模", options=SIZES, required=True)
    industry = Text("试点行业；不属试点行业的不填")
    place = Text("所在地")
    served_on = Day("服务之日", required=True)
    verified_on = Day("核实之日；未核实的不填")


declare(topic, Entries(name="service_case", plural="service_cases", form=ServiceCase))
