"""The names of providers and enterprises that a page of entries refers to, in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, literal, union_all

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banfa.trust.unit import Unit

_NAMED: Final[Mapping[str, type[Provider | Enterprise]]] = {"provider": Provider, "enterprise": Enterprise}
_NAMES: Final = union_all(
    *(
        select(literal(kind).label("kind"), row.c.entry_id, row.c.name).where(
            row.c.entry_id == any_(bindparam(kind, type_=ARRAY(BigInteger))), stands(row.rows)
        )
        for kind, row in _NAMED.items()
    )
)


def find_names(unit: Unit, rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, int], str]:
    """Find the present name of each provider and enterprise that rows name by id: {("provider", 7): name}."""
    rows = list(rows)
    ids = {kind: sorted({row[f"{kind}_id"] for row in rows if row.get(f"{kind}_id")}) for kind in _NAMED}
    if not any(ids.values()):
        return {}
    return {(row.kind, row.entry_id): row.name for row in unit.execute(_NAMES, **ids)}
