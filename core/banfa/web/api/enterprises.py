"""Enterprises (试点企业)."""

from __future__ import annotations

from banfa.ledger.kinds.providers import SIZES
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import Level
from banfa.web.fields import Enum, Str
from banfa.web.operation import Blueprint
from banfa.web.requests import Form

blp = Blueprint("enterprises", __name__, description="试点企业")


class Enterprise(Form):
    """An enterprise of the pilot."""

    name = Str("企业名称", required=True, max_length=200)
    uscc = Str("统一社会信用代码（18位，校验）", max_length=40)
    district = Str("所在区（县、市）", max_length=500)
    industry = Str("所属试点行业，见 /law/vocabulary", required=True, max_length=500)
    size = Enum("企业规模", choices=SIZES, required=True)
    level = Level("数字化水平等级")
    level_edition = Str("评测指标版本", max_length=500)


declare(
    blp,
    Entries(
        name="enterprise", filters=("uscc", "industry", "district"), plural="enterprises", form=Enterprise
    ),
)
