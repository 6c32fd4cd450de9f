"""What the bureau does: set terms, run a round from facts to published grades, prove a result."""

from banfa.procedures import (
    computations,
    exclusions,
    instruments,
    objections,
    publication,
    results,
    review,
    rounds,
    steps,
)

__all__ = [
    "computations",
    "exclusions",
    "instruments",
    "objections",
    "publication",
    "results",
    "review",
    "rounds",
    "steps",
]
