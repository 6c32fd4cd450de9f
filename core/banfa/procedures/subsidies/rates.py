"""How much a batch's rule comes to, exactly: a rate in millionths, limits in 分, its document's rounding."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from banfa.ledger.entries.values import MILLION

CAP_LAST, CAP_FIRST = "cap_last", "cap_first"
CUTTINGS: Final = {CAP_LAST: "先扣减、后封顶", CAP_FIRST: "先封顶、后扣减"}
"""Whether deductions come off what the rate gives, or off what is left of it by the limits."""
ROUNDINGS: Final = {
    "fen_down": "舍去分以下",
    "fen_half_up": "四舍五入到分",
    "yuan_down": "舍去元以下",
    "yuan_half_up": "四舍五入到元",
}
FEN_IN_YUAN: Final = 100


def work_out(
    audited: int, *, rate: int, limit: int | None, rounding: str, cutting: str = CAP_LAST, deducted: int = 0
) -> int:
    """What the rule comes to, in 分: rounded once, at the end, and never above the limit.

    Below zero where more is deducted than there is.
    """
    exact = Fraction(audited * rate, MILLION)
    if cutting == CAP_LAST:
        return _round(_cut_off(exact - deducted, limit), limit, rounding)
    return _round(_cut_off(exact, limit) - deducted, limit, rounding)


def _cut_off(amount: Fraction, limit: int | None) -> Fraction:
    return amount if limit is None else min(amount, Fraction(limit))


def _round(amount: Fraction, limit: int | None, rounding: str) -> int:
    """Round as the document says, down where up would be above the limit."""
    per = FEN_IN_YUAN if rounding.startswith("yuan") else 1
    half = Fraction(1, 2) if rounding.endswith("half_up") else Fraction(0)
    rounded = ((amount / per + half) // 1) * per
    return rounded - per if limit is not None and rounded > limit else rounded
