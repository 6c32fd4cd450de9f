"""Service cases (服务案例) that providers show when they apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.checks import InOrder
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import choice, city_choice, past_day, reference, text
from banfa.ledger.kinds.enterprises import SIZES
from banfa.trust.rights import FIELD

if TYPE_CHECKING:
    from datetime import date

SMALL_AND_MEDIUM: Final = ("micro", "small", "medium")


class ServiceCase(
    Entry,
    name="service_case",
    zh="服务案例",
    rights=FIELD,
    day="served_on",
    alike=("provider_id", "client", "served_on"),
    checks=(InOrder("served_on", "verified_on"),),
    cover={"sheet": (("provider_id", "verified_on"), ("industry", "client_size"))},
):
    """Whom a provider served before."""

    provider_id: int = reference("provider", "服务商")
    client: str = text("服务对象", max_length=500, sortable=True)
    client_size: str = choice("服务对象规模", SIZES)
    industry: str | None = city_choice(
        "试点行业",
        lambda profile: {i.key: i.zh for i in profile.industries},
        code="unknown_industry",
        free_where_none=True,
        hint="不属试点行业的不填，见 /law/vocabulary",
    )
    place: str | None = text("所在地", max_length=500)
    served_on: date = past_day("服务之日")
    verified_on: date | None = past_day("核实之日", hint="未核实的不填")


service_case = ServiceCase.table
