"""Names beside ids: an answer that names a provider by id also says what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.ledger.recording.names import name_providers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.trust.unit import Unit


def add_names(unit: Unit, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the present names of their providers; one statement for all."""
    names = name_providers(unit, (row["provider_id"] for row in rows))
    return [{**row, "provider_name": names.get(row["provider_id"])} for row in rows]
