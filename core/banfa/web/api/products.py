"""Products (“小快轻准”产品) and the scenarios they cover."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Day, Items, Text
from banfa.web.operations import Topic

topic = Topic("products", "产品")


class Product(OfProvider):
    """A product."""

    name = Text("产品名称", required=True)
    published_on = Day("审核发布之日；未经审核的不填")
    retired_on = Day("下架之日")
    scenarios = Items(Text(), "覆盖的场景", most=200)


declare(topic, Entries(name="product", plural="products", form=Product))
