"""Memberships (入库记录) of providers in the pool."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Day, Text
from banfa.web.operations import Topic

topic = Topic("memberships", "入库记录")


class Membership(OfProvider):
    """A provider in the pool, in one category and for one industry."""

    category = Text("服务商类别，见 /law/vocabulary", required=True)
    industry = Text("服务行业；未分行业的不填")
    from_on = Day("入库之日", required=True)
    until_on = Day("在库最后一日")
    basis = Text("入库依据", most=4000)
    ended_why = Text("出库原因", most=4000)


declare(
    topic, Entries(name="membership", filters=("category", "industry"), plural="memberships", form=Membership)
)
