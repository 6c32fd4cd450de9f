"""What a kind of entry is, as data: its table, fields, references, and what cannot be true of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import RowMapping, Table

    from banfa.errors import BanfaError
    from banfa.ledger.entries.fields import Field, ReadingContext
    from banfa.trust.unit import Unit

    Row = Mapping[str, Any] | RowMapping


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an entry of another kind.

    It is given by id (`provider_id`) or by a key (`provider`): one of the other kind's own keys, or the
    external id that the same source gave it. `carries` are columns of ours that are taken over from the
    entry referred to; `reads` are columns of that entry that our checks look at.
    """

    column: str
    kind: str
    zh: str
    required: bool = True
    carries: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name under which it is given by a key."""
        return self.column.removesuffix("_id")


@dataclass(slots=True)
class Draft:
    """One row on its way in: what came, what was read from it, what it refers to, what is wrong with it."""

    index: int
    data: dict[str, Any]
    external_id: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    parents: dict[str, Row] = field(default_factory=dict)
    entry_id: int | None = None
    refusal: BanfaError | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Kind:
    """One kind of entry.

    `day` is the column that says when it happened (None where it has no day). `keys` are columns by which
    others may refer to it, beside ids. `refine` completes what was read, `checks` look at one row with what
    it refers to: both raise Malformed. `guards` look at all rows of a call at once, with the ledger, and
    return refusals by index. `unique`: columns of which no two standing entries have the same value.
    `secret_from` names, by role, columns that the subject of the entry may not see.
    """

    name: str
    zh: str
    table: Table
    day: str | None
    fields: tuple[Field, ...]
    refers: tuple[Ref, ...] = ()
    keys: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    refine: Callable[[dict[str, Any], ReadingContext], dict[str, Any]] | None = None
    checks: tuple[Callable[[Draft], None], ...] = ()
    guards: tuple[Callable[[Unit, Sequence[Draft]], Mapping[int, BanfaError]], ...] = ()
    secret_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that a report fills, in order: what it refers to, then its fields."""
        carried = (name for ref in self.refers for name in (ref.column, *ref.carries))
        return tuple(dict.fromkeys([*carried, *(f.key for f in self.fields)]))

    def field(self, key: str) -> Field:
        """The field of that name."""
        return next(f for f in self.fields if f.key == key)
