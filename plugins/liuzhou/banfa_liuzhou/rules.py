"""What a contract is worth (2, 10(2)). The text has no conditions of admission: the bureau selects (2)."""

from __future__ import annotations

from banfa.law import Otherwise, Rule, Stage, cite, yes
from banfa.law import facts as f

RULES = (
    Rule(cite("2"), "签约之日服务商在库", Stage.CONTRACT, yes(f.in_pool), Otherwise.NOT_COUNTED),
    Rule(
        cite("10.2"),
        "价格不高于市面同类产品均价",
        Stage.CONTRACT,
        f.price.at_most(f.market_price),
        Otherwise.CHECK,
    ),
)
