"""The names of providers and enterprises that a page of entries refers to, in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import literal, union_all

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.registry import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banfa.trust.unit import Unit

NAMED_KINDS: Final = ("provider", "enterprise")


def find_names(unit: Unit, rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, int], str]:
    """The present name of each provider and enterprise that rows name by id: {("provider", 7): name}."""
    ids = {kind: {row[f"{kind}_id"] for row in rows if row.get(f"{kind}_id")} for kind in NAMED_KINDS}
    statements = [
        select(literal(kind).label("kind"), named.c.entry_id, named.c.name).where(
            named.c.entry_id.in_(sorted(ids[kind])), stands(named)
        )
        for kind, named in ((kind, KINDS[kind].row.rows) for kind in NAMED_KINDS)
        if ids[kind]
    ]
    if not statements:
        return {}
    names = unit.execute(union_all(*statements))
    return {(name.kind, name.entry_id): name.name for name in names}
