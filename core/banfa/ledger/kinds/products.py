"""Products (“小快轻准”产品) and the scenarios they cover, once the public platform has approved them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.ledger.entries.checks import InOrder
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import past_day, reference, text, text_list
from banfa.trust.rights import FIELD

if TYPE_CHECKING:
    from datetime import date


class Product(
    Entry,
    name="product",
    zh="产品",
    rights=FIELD,
    day="published_on",
    alike=("provider_id", "name"),
    checks=(InOrder("published_on", "retired_on"),),
    cover={"sheet": (("provider_id", "published_on"), ("retired_on", "entry_id"))},
):
    """A product of a provider's."""

    provider_id: int = reference("provider", "服务商")
    name: str = text("产品名称", max_length=500, sortable=True)
    published_on: date | None = past_day("审核发布之日", hint="未经审核的不填")
    retired_on: date | None = past_day("下架之日")
    scenarios: list[str] = text_list("覆盖的场景", max_length=500, max_items=200)


product = Product.table
