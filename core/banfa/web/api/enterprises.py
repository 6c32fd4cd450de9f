"""Enterprises (试点企业)."""

from __future__ import annotations

from banfa.ledger.kinds.providers import SIZES
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import Level
from banfa.web.fields import OneOf, Text
from banfa.web.forms import Form
from banfa.web.operations import Topic

topic = Topic("enterprises", "试点企业")


class Enterprise(Form):
    """An enterprise of the pilot."""

    name = Text("企业名称", required=True, most=200)
    uscc = Text("统一社会信用代码（18位，校验）", most=40)
    district = Text("所在区（县、市）")
    industry = Text("所属试点行业，见 /law/vocabulary", required=True)
    size = OneOf("企业规模", options=SIZES, required=True)
    level = Level("数字化水平等级")
    level_edition = Text("评测指标版本")


declare(
    topic,
    Entries(
        name="enterprise", filters=("uscc", "industry", "district"), plural="enterprises", form=Enterprise
    ),
)
