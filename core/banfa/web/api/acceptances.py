"""Acceptances (验收) of contracts."""

from __future__ import annotations

from banfa.ledger.kinds.acceptances import AUTHORITIES, OUTCOMES
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import Level, OfContract
from banfa.web.fields import Day, OneOf, Text
from banfa.web.operations import Topic

topic = Topic("acceptances", "验收")


class Acceptance(OfContract):
    """An acceptance, planned or held."""

    authority = OneOf("验收层级；省略时为市级", options=AUTHORITIES)
    planned_on = Day("计划验收之日")
    accepted_on = Day("验收之日")
    outcome = OneOf("验收结论，须与验收之日一并填写", options=OUTCOMES)
    level_before = Level("改造前等级")
    level_after = Level("验收后等级，通过验收的须填写")
    level_edition = Text("评测指标版本")


declare(
    topic, Entries(name="acceptance", filters=("authority", "outcome"), plural="acceptances", form=Acceptance)
)
