"""Targets (绩效目标) of providers."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Date, Integer, Str
from banfa.web.operation import Blueprint

blp = Blueprint("targets", __name__, description="绩效目标")


class Target(OfProvider):
    """How much of an item is due by a day."""

    item = Str("目标事项", required=True, max_length=500)
    period = Str("所属期间", max_length=500)
    due_on = Date("应完成之日", required=True)
    planned = Integer("到该日应完成的数量", minimum=1, required=True)
    achieved = Integer("到该日已完成的数量；未报告的不填")


declare(blp, Entries(name="target", filters=("item",), plural="targets", form=Target))
