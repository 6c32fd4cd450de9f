"""Products (“小快轻准”产品) and the scenarios they cover."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Date, List, Str
from banfa.web.operation import Blueprint

blp = Blueprint("products", __name__, description="产品")


class Product(OfProvider):
    """A product."""

    name = Str("产品名称", required=True, max_length=500)
    published_on = Date("审核发布之日；未经审核的不填")
    retired_on = Date("下架之日")
    scenarios = List(Str(max_length=500), "覆盖的场景", max_items=200)


declare(blp, Entries(name="product", plural="products", form=Product))
