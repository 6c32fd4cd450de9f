"""A quarter like Xiamen's, as plain data: fifteen criteria, four bands. Both sides are built from it.

A criterion is (kind, most points, figures): `tiers` gives points from each threshold on, `linear` runs
straight from nothing at the first figure to the most at the second. Thresholds of shares are percentages.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Spec(NamedTuple):
    """One criterion: over a fact, or over the share of two (`num` over `den`), none earned where den is 0."""

    key: str
    kind: str
    most: int
    figures: tuple[tuple[int, str], ...]
    share: bool = False
    part: bool = True
    upto: int = 12


RATES = ((0, "0"), (60, "1.5"), (70, "3"), (80, "4.5"), (90, "6"))
CRITERIA = (
    Spec("registered", "tiers", 8, ((0, "0"), (1, "2"), (3, "4"), (5, "6"), (10, "8"))),
    Spec("on_time", "tiers", 6, RATES, share=True),
    Spec("passed", "linear", 6, ((60, "0"), (100, "6")), share=True),
    Spec("concession", "linear", 5, ((0, "0"), (100, "5")), share=True),
    Spec("products", "tiers", 8, ((0, "0"), (1, "2.5"), (3, "5"), (5, "8"))),
    Spec("scenarios", "linear", 8, ((0, "0"), (12, "8"))),
    Spec("solutions", "tiers", 5, ((0, "0"), (1, "2"), (2, "3.5"), (4, "5"))),
    Spec("maintenance", "linear", 4, ((0, "0"), (3600, "4")), share=True, part=False, upto=36),
    Spec("attitude", "linear", 5, ((6000, "0"), (10000, "5")), share=True, part=False, upto=100),
    Spec("response", "linear", 5, ((6000, "0"), (10000, "5")), share=True, part=False, upto=100),
    Spec("effect", "linear", 10, ((6000, "0"), (9500, "10")), share=True, part=False, upto=100),
    Spec("chain", "linear", 10, ((0, "0"), (8, "10"))),
    Spec("exemplary", "tiers", 5, ((0, "0"), (1, "3"), (2, "5"))),
    Spec("events", "linear", 5, ((0, "0"), (6, "5"))),
    Spec("overseas", "tiers", 10, ((0, "0"), (1, "4"), (2, "7"), (3, "10"))),
)
BANDS = (("优秀", 80, 20), ("良好", 70, 30), ("合格", 60, 40), ("不合格", None, None))

Columns = dict[str, npt.NDArray[np.int64]]


def columns(n: int, *, seed: int) -> Columns:
    """Plausible whole numbers for n providers: counts, sums and numbers of answers, empty ones among them."""
    rng = np.random.default_rng(seed)
    made: Columns = {}
    for spec in CRITERIA:
        if not spec.share:
            made[spec.key] = rng.integers(0, spec.upto + 1, n)
            continue
        den = rng.integers(0, 21, n)
        made[f"{spec.key}_den"] = den
        if spec.part:
            made[f"{spec.key}_num"] = den - rng.integers(0, 5, n).clip(max=den)
        else:
            made[f"{spec.key}_num"] = den * rng.integers(spec.upto // 2, spec.upto + 1, n)
    return made
