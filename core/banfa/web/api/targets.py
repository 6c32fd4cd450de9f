"""Targets (绩效目标) of providers."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Day, Text, Whole
from banfa.web.operations import Topic

topic = Topic("targets", "绩效目标")


class Target(OfProvider):
    """How much of an item is due by a day."""

    item = Text("目标事项", required=True)
    period = Text("所属期间")
    due_on = Day("应完成之日", required=True)
    planned = Whole("到该日应完成的数量", low=1, required=True)
    achieved = Whole("到该日已完成的数量；未报告的不填")


declare(topic, Entries(name="target", filters=("item",), plural="targets", form=Target))
