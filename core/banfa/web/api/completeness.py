"""Completeness (数据截止): up to which day a kind of report is declared complete."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.fields import Date, Str
from banfa.web.operation import Blueprint
from banfa.web.requests import Form

blp = Blueprint("completeness", __name__, description="数据截止")


class Completeness(Form):
    """A kind of report, whole up to a day."""

    reports = Str("数据种类，如 contract、record.honour", required=True, max_length=500)
    until_on = Date("完整截至之日", required=True)
    basis = Str("依据", max_length=4000)


declare(
    blp,
    Entries(name="source_complete", filters=("reports",), plural="completeness", form=Completeness, own=()),
)
