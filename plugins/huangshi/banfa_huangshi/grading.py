"""Articles 10 and 11: every half-year, four grades by points alone; no grade has a limit of places."""

from __future__ import annotations

from banfa.law import Band, Grading, Months, Ranks, cite

GRADING = Grading(
    cite("11"),
    every=Months(6),
    bands=(Band("A", 80), Band("B", 70), Band("C", 60), Band("D", None)),
    ranks=Ranks.SHARED,
)
