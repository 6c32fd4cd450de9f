"""Acceptances (验收) of contracts."""

from __future__ import annotations

from banfa.ledger.kinds.acceptances import AUTHORITIES, OUTCOMES
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import Level, OfContract
from banfa.web.fields import Date, Enum, Str
from banfa.web.operation import Blueprint

blp = Blueprint("acceptances", __name__, description="验收")


class Acceptance(OfContract):
    """An acceptance, planned or held."""

    authority = Enum("验收层级；省略时为市级", choices=AUTHORITIES)
    planned_on = Date("计划验收之日")
    accepted_on = Date("验收之日")
    outcome = Enum("验收结论，须与验收之日一并填写", choices=OUTCOMES)
    level_before = Level("改造前等级")
    level_after = Level("验收后等级，通过验收的须填写")
    level_edition = Str("评测指标版本", max_length=500)


declare(
    blp, Entries(name="acceptance", filters=("authority", "outcome"), plural="acceptances", form=Acceptance)
)
