"""One after the other: things of a tenant that must not be decided twice at the same time.

A lock that ends with the transaction. Who takes it and then looks, sees what those before have committed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

INSTRUMENTS: Final = 0x0BA101
"""The order of a bureau's documents."""
ROUNDS: Final = 0x0BA102
"""Which rounds there are."""
PUBLICATION: Final = 0x0BA103
"""Whose period is spoken for."""

_TAKE: Final = text("SELECT pg_advisory_xact_lock(:what, hashint8(:tenant_id))")


def take_turn(unit: Unit, what: int) -> None:
    """Wait until nobody else of this tenant is at it."""
    unit.connection.execute(_TAKE, {"what": what, "tenant_id": unit.tenant_id})
