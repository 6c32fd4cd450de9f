"""The present names of the providers and enterprises that entries refer to by id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import ARRAY, BigInteger, any_, bindparam

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.kinds.registry import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement

    from banfa.trust.unit import Unit

NAMES: Final = {"provider_id": "provider_name", "enterprise_id": "enterprise_name"}
"""Under which name stands what a provider or an enterprise is called, beside its id."""
_PARTIES: Final[Mapping[str, type[Provider | Enterprise]]] = {
    "provider_id": Provider,
    "enterprise_id": Enterprise,
}
PROVIDER_NAMES: Final = (
    select(Provider.c.entry_id.label("id"), Provider.c.name, Provider.c.name_key, Provider.c.search_text)
    .where(stands(Provider.rows))
    .subquery("provider_name")
)
"""Every provider that is there by id, with its name, and what it is put in order and found by."""
_NAMES_OF_PROVIDERS: Final = select(PROVIDER_NAMES.c.id, PROVIDER_NAMES.c.name).where(
    PROVIDER_NAMES.c.id == any_(bindparam("providers", type_=ARRAY(BigInteger)))
)


def name_providers(unit: Unit, provider_ids: Iterable[int | None]) -> dict[int, str]:
    """Name the providers of these ids, in one statement; one that is not there is left out."""
    ids = sorted({number for number in provider_ids if number is not None})
    return {row.id: row.name for row in unit.execute(_NAMES_OF_PROVIDERS, providers=ids)} if ids else {}


def name_entries(unit: Unit, kind: str, entry_ids: Iterable[int]) -> dict[int, str]:
    """Name entries of a kind by what people know them by; one without a name or key by our number."""
    row, ids = KINDS[kind].row, sorted(set(entry_ids))
    if not ids:
        return {}
    key = next((name for name in ("name", *KINDS[kind].keys) if name in KINDS[kind].columns), "entry_id")
    statement = select(row.c.entry_id, row.c[key].label("name")).where(
        row.c.entry_id == any_(bindparam("ids", type_=ARRAY(BigInteger))), stands(row.rows)
    )
    outward = dict(zip(ids, unit.ids.encode(kind, ids), strict=True))
    named = {entry.entry_id: entry.name for entry in unit.execute(statement, ids=ids)}
    return {i: str(named[i]) if named.get(i) and key != "entry_id" else outward[i] for i in ids}


def name_party(column: ColumnElement[int], name: str) -> ColumnElement[str | None]:
    """Name the provider or enterprise of a column of this name, within a statement run by `Unit.execute`."""
    named = _PARTIES[name]
    return (
        select(named.c.name)
        .where(named.c.entry_id == column, stands(named.rows))
        .correlate_except(named.rows)
        .scalar_subquery()
    )
