"""Storing results: one statement of one row a provider, whatever their number.

COPY does not pass row security, so columns travel as arrays; the points of all providers are one flat array, of
which each row takes its slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import text

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

_ARRAYS = ", ".join(f"CAST(:{name} AS {kind}[]) AS {name}" for name, kind in COLUMNS.items())
_NAMES = ", ".join(COLUMNS)
_SLICE = "[(n - 1) * :criteria + 1 : n * :criteria]"

INSERT: Final = text(
    "WITH given AS MATERIALIZED (SELECT CAST(:provider_id AS bigint[]) AS provider_id, CAST(:low AS integer[]) AS low,"  # noqa: S608 - names of our own columns
    f" CAST(:high AS integer[]) AS high, {_ARRAYS})"
    f" INSERT INTO round_result (tenant_id, computation_id, provider_id, low, high, {_NAMES})"
    f" SELECT :tenant_id, :computation_id, one.provider_id, given.low{_SLICE}, given.high{_SLICE},"
    f" {', '.join(f'one.{name}' for name in COLUMNS)}"
    f" FROM given, unnest(given.provider_id, {', '.join(f'given.{name}' for name in COLUMNS)})"
    f" WITH ORDINALITY AS one (provider_id, {_NAMES}, n)"
)


def store_results(unit: Unit, *, computation_id: int, providers: Ints, arrays: Mapping[str, Any]) -> None:
    """Write one row per provider into `round_result`."""
    nothing = np.zeros((0, len(providers)), np.int32)
    low = arrays.get("points_low", nothing)
    values: dict[str, Any] = {name: literal(arrays[name]) if name in arrays else None for name in COLUMNS}
    values |= {
        "tenant_id": unit.tenant_id,
        "computation_id": computation_id,
        "criteria": len(low),
        "provider_id": literal(providers),
        "low": literal(low.T.ravel()),
        "high": literal(arrays.get("points_high", nothing).T.ravel()),
    }
    unit.connection.execute(INSERT, values)


def literal(values: Any) -> str:
    """An array as PostgreSQL reads it: made at once rather than element by element."""
    return "{" + ",".join(values.astype(str).tolist()) + "}"
