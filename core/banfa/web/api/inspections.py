"""Inspections (跟踪检查) of providers."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfContract, OfProvider
from banfa.web.fields import Date, Str
from banfa.web.operation import Blueprint

blp = Blueprint("inspections", __name__, description="跟踪检查")


class Inspection(OfProvider, OfContract):
    """An inspection."""

    inspected_on = Date("检查之日", required=True)
    inspector = Str("检查单位", required=True, max_length=500)
    result = Str("检查情况", required=True, max_length=4000)


declare(blp, Entries(name="inspection", plural="inspections", form=Inspection))
