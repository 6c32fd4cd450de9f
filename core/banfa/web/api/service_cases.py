"""Service cases (服务案例) that providers show when they apply."""

from __future__ import annotations

from banfa.ledger.kinds.providers import SIZES
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Date, Enum, Str
from banfa.web.operation import Blueprint

blp = Blueprint("service-cases", __name__, description="服务案例")


class ServiceCase(OfProvider):
    """Whom a provider served before."""

    client = Str("服务对象", required=True, max_length=500)
    client_size = Enum("服务对象规模", choices=SIZES, required=True)
    industry = Str("试点行业；不属试点行业的不填", max_length=500)
    place = Str("所在地", max_length=500)
    served_on = Date("服务之日", required=True)
    verified_on = Date("核实之日；未核实的不填")


declare(blp, Entries(name="service_case", plural="service_cases", form=ServiceCase))
