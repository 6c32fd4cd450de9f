"""Rulings (人工认定): what a person of the bureau has said of a field outranks what its source reports.

A ruling stands until a person lets go. Meanwhile the entry's record holds the ruled value; the entry's other
fields go on following the source, and what the source says of the ruled one waits here. The moments at which
a source said what it last said, where it tells them, lie beside: neither is part of what a round rests on.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Index, UniqueConstraint, text

from banfa.database.rows import Bound, TenantRow, bigint_column, instant_column, json_column, text_column

NEVER_HAPPENED: Final = "voids"
"""The field of a ruling that an entry of a source's never happened."""


class Ruling(
    TenantRow,
    table="ruling",
    refers={"ruled_by": "person", "released_by": "person"},
    rights="SELECT, INSERT, UPDATE (said, contradicted_at, released_at, released_by, release_reason)",
    constraints=(
        CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released_by_somebody"),
        CheckConstraint("(released_at IS NULL) = (release_reason IS NULL)", name="release_says_why"),
        Index(
            "uq_ruling_in_force",
            *("tenant_id", "kind", "entry_id", "field"),
            unique=True,
            postgresql_where=text("released_at IS NULL"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("reason", "release_reason"),
):
    """A ruling about one column of an entry.

    `value` is what was ruled, `said` what the source says, both as JSON data. `contradicted_at` is when the
    source last said otherwise since the ruling (None: it has not, or has come round).
    """

    id: int
    kind: str = text_column()
    entry_id: int = bigint_column()
    field: str = text_column()
    value: Any = json_column()
    said: Any = json_column()
    reason: str = text_column()
    ruled_by: int
    ruled_at: datetime = instant_column()
    contradicted_at: datetime | None = instant_column()
    released_at: datetime | None = instant_column()
    released_by: int | None = bigint_column()
    release_reason: str | None = text_column()


class LastSaid(
    TenantRow,
    table="last_said",
    key=("kind", "entry_id"),
    constraints=(
        Column("id", BigInteger, Identity(), nullable=False),
        UniqueConstraint("tenant_id", "id"),
    ),
    bound=Bound(state=True),
):
    """When a source said what it last said of an entry, by column; only of those that it dates."""

    kind: str = text_column()
    entry_id: int = bigint_column()
    said_at: dict[str, datetime] = json_column(dict[str, datetime])
