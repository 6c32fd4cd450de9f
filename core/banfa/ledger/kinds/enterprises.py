"""Enterprises (试点企业) and their digital level."""

from __future__ import annotations

from typing import Final

from banfa.ledger.entries.checks import CodeOnLicence, Together
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import (
    MAX_WORD,
    boolean,
    choice,
    city_choice,
    credit_code,
    key,
    level,
    text,
)
from banfa.trust.rights import REGISTER

SIZES: Final = {"micro": "微型", "small": "小型", "medium": "中型", "large": "大型"}
QUALITIES: Final = {
    "none": "未认定",
    "innovative": "创新型中小企业",
    "specialised": "专精特新中小企业",
    "little_giant": "专精特新“小巨人”企业",
}
"""优质中小企业梯度培育管理办法: what an enterprise has been recognised as, the highest of them."""


class Enterprise(
    Entry,
    name="enterprise",
    zh="试点企业",
    rights=REGISTER,
    keys=("uscc",),
    checks=(CodeOnLicence("uscc", "licence_seen"), Together("level", "level_edition")),
):
    """An enterprise of the pilot."""

    name: str = text("企业名称", max_length=200, sortable=True)
    uscc: str | None = credit_code("统一社会信用代码", unique=True)
    licence_seen: bool | None = boolean(
        "已核对营业执照，信用代码与执照所载一致", hint="代码校验码不合标准或以字母开头的，须填 true"
    )
    district: str | None = key("所在区（县、市）", max_length=MAX_WORD)
    industry: str = city_choice(
        "所属试点行业",
        lambda profile: {i.key: i.zh for i in profile.industries},
        code="unknown_industry",
        free_where_none=True,
    )
    size: str = choice("企业规模", SIZES)
    above_scale: bool | None = boolean("规模以上工业企业", hint="规上填 true，规下填 false，不清楚的不填")
    quality: str | None = choice("优质中小企业认定", QUALITIES, hint="取最高的一种；不清楚的不填")
    level: int | None = level("数字化水平等级")
    level_edition: str | None = text("评测指标版本", max_length=200)


enterprise = Enterprise.table
