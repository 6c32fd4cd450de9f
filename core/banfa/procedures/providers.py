"""Providers' names, for whatever is told about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import BigInteger, any_, bindparam
from sqlalchemy.dialects.postgresql import ARRAY

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.providers import Provider

if TYPE_CHECKING:
    from collections.abc import Collection

    from banfa.trust.unit import Unit

PROVIDER_NAMES: Final = (
    select(Provider.c.entry_id.label("id"), Provider.c.name)
    .where(stands(Provider.rows))
    .subquery("provider_name")
)
"""Every provider that is there by id, with its name as it stands."""

_NAMES_OF: Final = select(PROVIDER_NAMES.c.id, PROVIDER_NAMES.c.name).where(
    PROVIDER_NAMES.c.id == any_(bindparam("providers", type_=ARRAY(BigInteger)))
)


def names_of_providers(unit: Unit, provider_ids: Collection[int]) -> dict[int, str]:
    """Give the names of these providers by id; one that is not there is left out."""
    return {row.id: row.name for row in unit.execute(_NAMES_OF, providers=sorted(provider_ids))}
