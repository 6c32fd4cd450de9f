"""Points as people read them: exact decimals of whole units, never a float."""

from __future__ import annotations


def in_points(units: int, per: int) -> str:
    """8350 in hundredths is "83.5". `per` is a power of ten."""
    digits = len(str(per)) - 1
    whole, rest = divmod(abs(units), per)
    sign = "-" if units < 0 else ""
    tail = f"{rest:0{digits}}".rstrip("0") if digits else ""
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"
