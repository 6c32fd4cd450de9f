"""Inspections (跟踪检查) of providers."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfContract, OfProvider
from banfa.web.fields import Day, Text
from banfa.web.operations import Topic

topic = Topic("inspections", "跟踪检查")


class Inspection(OfProvider, OfContract):
    """An inspection."""

    inspected_on = Day("检查之日", required=True)
    inspector = Text("检查单位", required=True)
    result = Text("检查情况", required=True, most=4000)


declare(topic, Entries(name="inspection", plural="inspections", form=Inspection))
