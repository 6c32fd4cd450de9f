"""Memberships (入库记录) of providers in the pool."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Date, Str
from banfa.web.operation import Blueprint

blp = Blueprint("memberships", __name__, description="入库记录")


class Membership(OfProvider):
    """A provider in the pool, in one category and for one industry."""

    category = Str("服务商类别，见 /law/vocabulary", required=True, max_length=500)
    industry = Str("服务行业；未分行业的不填", max_length=500)
    from_on = Date("入库之日", required=True)
    until_on = Date("在库最后一日")
    basis = Str("入库依据", max_length=4000)
    ended_why = Str("出库原因", max_length=4000)


declare(
    blp, Entries(name="membership", filters=("category", "industry"), plural="memberships", form=Membership)
)
