"""How much a batch's rule comes to, exactly: a rate in millionths, a cap in 分, its document's rounding."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

WHOLE: Final = 1_000_000
"""Parts of the audited amount that a rate counts: 一百万分之一, so 12.3456% is exact."""
ROUNDINGS: Final = {
    "fen_down": "舍去分以下",
    "fen_half_up": "四舍五入到分",
    "yuan_down": "舍去元以下",
    "yuan_half_up": "四舍五入到元",
}
FEN_IN_YUAN: Final = 100


def work_out(audited: int, *, rate: int, cap: int | None, rounding: str) -> int:
    """What the rule comes to, in 分: a part of the audited amount, rounded as the document says, capped."""
    exact = Fraction(audited * rate, WHOLE)
    per = FEN_IN_YUAN if rounding.startswith("yuan") else 1
    units = exact / per + (Fraction(1, 2) if rounding.endswith("half_up") else 0)
    amount = int(units) * per
    return amount if cap is None else min(amount, cap)


def format_rate(rate: int) -> str:
    """A rate in per cent, exactly: 300000 is 30%."""
    whole, rest = divmod(rate, 10_000)
    digits = f"{rest:04}".rstrip("0")
    return f"{whole}.{digits}%" if digits else f"{whole}%"
