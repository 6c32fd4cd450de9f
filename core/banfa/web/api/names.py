"""Names beside ids: an answer that names a provider or an enterprise by id also says what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.recording.names import find_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.trust.unit import Unit

NAMES: Final = {"provider_id": "provider_name", "enterprise_id": "enterprise_name"}


def add_names(unit: Unit, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the names of those they refer to, as far as they show whom; one statement for all."""
    names = find_names(unit, rows)
    return [
        row
        | {
            name: names.get((column.removesuffix("_id"), row[column]))
            for column, name in NAMES.items()
            if column in row
        }
        for row in rows
    ]
