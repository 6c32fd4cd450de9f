"""How many entries of each kind stand, counted in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, literal, union_all

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.registry import KINDS

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

_COUNTS: Final = union_all(
    *(
        select(literal(kind.name).label("kind"), func.count().label("n"))
        .select_from(kind.row.rows)
        .where(stands(kind.row.rows))
        for kind in KINDS.values()
    )
)


def count_entries(unit: Unit) -> dict[str, int]:
    """Count the entries that stand, by kind."""
    return {row.kind: row.n for row in unit.execute(_COUNTS)}
