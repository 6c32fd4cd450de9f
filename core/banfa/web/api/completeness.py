"""Completeness (数据截止): up to which day a kind of report is declared complete."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.fields import Day, Text
from banfa.web.forms import Form
from banfa.web.operations import Topic

topic = Topic("completeness", "数据截止")


class Completeness(Form):
    """A kind of report, whole up to a day."""

    reports = Text("数据种类，如 contract、record.honour", required=True)
    until_on = Day("完整截至之日", required=True)
    basis = Text("依据", most=4000)


declare(
    topic,
    Entries(name="source_complete", filters=("reports",), plural="completeness", form=Completeness, own=()),
)
