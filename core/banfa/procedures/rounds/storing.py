"""Storing results: one statement, one row a provider, whatever their number.

COPY does not pass row security, so columns travel as arrays; the points of all providers are one flat
array, of which each row takes its slice. That is linear: a slice of an array without nulls is found by
its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import text

from banfa.ledger.facts.packing import array_literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.reasoning.columns import Ints
    from banfa.trust.unit import Unit

COLUMNS: Final = {
    "taking_part": "smallint",
    "total_low": "bigint",
    "total_high": "bigint",
    "rank_best": "integer",
    "rank_worst": "integer",
    "grade_best": "smallint",
    "grade_worst": "smallint",
}
"""One value a provider; a column that the law does not lead to is NULL."""

ARRAYS: Final = ", ".join(f"CAST(:{name} AS {kind}[]) AS {name}" for name, kind in COLUMNS.items())
NAMES: Final = ", ".join(COLUMNS)
GIVEN: Final = ", ".join(f"given.{name}" for name in COLUMNS)
ONE: Final = ", ".join(f"one.{name}" for name in COLUMNS)
SLICE: Final = "[(n - 1) * :criteria + 1 : n * :criteria]"

# Names of our own columns are all that is put into the text.
INSERT: Final = text(
    f"""
    WITH given AS MATERIALIZED (
        SELECT CAST(:provider_id AS bigint[]) AS provider_id,
               CAST(:low AS integer[]) AS low, CAST(:high AS integer[]) AS high, {ARRAYS}
    )
    INSERT INTO round_result (tenant_id, computation_id, provider_id, low, high, {NAMES})
    SELECT :tenant_id, :computation_id, one.provider_id, given.low{SLICE}, given.high{SLICE}, {ONE}
    FROM given, unnest(given.provider_id, {GIVEN}) WITH ORDINALITY AS one (provider_id, {NAMES}, n)
    """  # noqa: S608
)


def store_results(unit: Unit, *, computation_id: int, providers: Ints, arrays: Mapping[str, Any]) -> None:
    """Write one row per provider into `round_result`."""
    nothing = np.zeros((0, len(providers)), np.int32)
    low = arrays.get("points_low", nothing)
    values: dict[str, Any] = {
        name: array_literal(arrays[name]) if name in arrays else None for name in COLUMNS
    }
    values |= {
        "tenant_id": unit.tenant_id,
        "computation_id": computation_id,
        "criteria": len(low),
        "provider_id": array_literal(providers),
        "low": array_literal(low.T.ravel()),
        "high": array_literal(arrays.get("points_high", nothing).T.ravel()),
    }
    unit.connection.execute(INSERT, values)
