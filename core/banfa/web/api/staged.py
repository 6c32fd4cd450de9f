"""Rows that a district sees: what its schema says of them, and the stage in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marshmallow import Schema

WORDS: Final = "stage_zh"


class Staged(Protocol):
    """What stands at a stage."""

    @property
    def stage(self) -> str:
        """Where it stands for who is told."""
        ...


def render_staged(row: Staged, schema: Schema, stages: Mapping[str, str]) -> dict[str, Any]:
    """Give the fields of a schema, and the words of the stage."""
    names = schema.fields.keys() - {WORDS}
    return {**{name: getattr(row, name) for name in names}, WORDS: stages[row.stage]}
