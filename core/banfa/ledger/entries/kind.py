"""A kind of entry as data: all that follows from the class that declares it; and a row on its way in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.entries import specifiers
from banfa.ledger.entries.fields import Field, Reference
from banfa.ledger.entries.values import MAX_ID

if TYPE_CHECKING:
    from sqlalchemy import CheckConstraint, Table

    from banfa.errors import BanfaError
    from banfa.ledger.entries.entry import Entry
    from banfa.ledger.entries.fields import ReadingContext
    from banfa.trust.rights import Rights
    from banfa.trust.unit import Unit

EXTERNAL_ID: Final = replace(
    specifiers.key("外部编号", hint="来源自己的编号，重发时凭它认出同一条"), name="external_id"
)
SOURCE: Final = replace(specifiers.key("来源", max_length=40), name="source", required=True)
"""A registered system (`banfa.trust.sources`); the table's foreign key is its check."""
REASON: Final = replace(
    specifiers.text("理由", max_length=specifiers.MAX_CONTENT, hint="更正或作废须写明"),
    name="reason",
    required=True,
)
SUBJECTS: Final = ("provider", "enterprise")
"""Roles that read entries about themselves."""
ORIGIN: Final = ("external_id", "recorded_at", "recorded_by", "reason")
"""What every record says of where it came from: it can give away who spoke, and no subject sees it."""

Values = dict[str, Any]
"""What was read of one row, by column."""


@dataclass(slots=True)
class Draft:
    """One row on its way in.

    `data` is what came, `values` what was read of it, `given` what it says it refers to, by id or key,
    `parents` the entries found for that, `error` what is wrong with it.
    """

    index: int
    data: dict[str, Any]
    external_id: str | None = None
    values: Values = field(default_factory=dict)
    given: Values = field(default_factory=dict)
    parents: dict[str, Entry] = field(default_factory=dict)
    entry_id: int | None = None
    error: BanfaError | None = None


class Check:
    """What cannot be true of one row with what it refers to: raises Malformed."""

    def __call__(self, kind: Kind, draft: Draft) -> None:
        """Look at a row."""
        raise NotImplementedError

    def constraints(self) -> Sequence[CheckConstraint]:
        """The same in SQL, where the row alone shows it."""
        return ()


Guard = Callable[["Unit", Sequence[Draft]], Mapping[int, "BanfaError"]]
Refine = Callable[[Values, "ReadingContext"], Values]
RowCheck = Callable[["Kind", Draft], None]


@dataclass(frozen=True, eq=False, kw_only=True)
class Kind:
    """One kind of entry.

    `row` is the class that declares it. `rights` is what it is, as far as it matters who records it. `plural`
    names its list. `day` is the column that says when it happened (None where it has no day). `keys` are
    columns by which others may refer to it, beside ids. `refine` completes what was read, `checks` look at
    one row with what it refers to: both raise Malformed. `guards` look at all rows of a call at once, with
    the ledger, and give errors by index. `secret_from` names, by role, columns that the subject of the entry
    may not see.
    """

    name: str
    zh: str
    rights: Rights
    plural: str
    row: type[Entry]
    day: str | None
    columns: tuple[str, ...]
    fields: tuple[Field, ...]
    references: tuple[Reference, ...]
    carried: tuple[Reference, ...] = ()
    keys: tuple[str, ...] = ()
    refine: Refine | None = None
    checks: tuple[RowCheck, ...] = ()
    guards: tuple[Guard, ...] = ()
    secret_from: Mapping[str, frozenset[str]]

    @property
    def table(self) -> Table:
        """The table itself, for INSERT and UPDATE."""
        return self.row.table

    @cached_property
    def unique(self) -> tuple[str, ...]:
        """Columns of which no two standing entries have the same value."""
        return tuple(field.name for field in self.fields if field.unique)

    @cached_property
    def inputs(self) -> Mapping[str, Field]:
        """All that a report may say, by name, in the order in which it is read."""
        references = (made for ref in self.references for made in _reference_inputs(ref))
        return {field.name: field for field in (EXTERNAL_ID, *references, *self.fields)}

    @cached_property
    def defaults(self) -> Mapping[str, Any]:
        """What stands for each input that is not given."""
        return {name: field.load_default for name, field in self.inputs.items()}

    @cached_property
    def required(self) -> frozenset[str]:
        """Inputs that must be given."""
        return frozenset(name for name, field in self.inputs.items() if field.required)

    @cached_property
    def reference_inputs(self) -> tuple[str, ...]:
        """Under which names a report says what it refers to."""
        return tuple(name for ref in self.references for name in (ref.name, ref.key))

    @cached_property
    def fitted(self) -> tuple[Field, ...]:
        """Fields that are held against the city's words or the day it is."""
        return tuple(field for field in self.fields if field.fit is not None)

    @cached_property
    def filters(self) -> Mapping[str, Field]:
        """All that a list can be narrowed by, by name."""
        references = (_reference_inputs(ref)[0] for ref in (*self.references, *self.carried))
        texts = (field for field in self.fields if field.filterable)
        filters = {field.name: field for field in (*references, *texts, SOURCE, EXTERNAL_ID)}
        if self.day is not None:
            day = replace(self.field(self.day), fit=None, hint="")
            filters |= {"from": replace(day, name="from"), "to": replace(day, name="to")}
        return filters

    @property
    def concerns_parties(self) -> bool:
        """Whether its entries are about a provider or an enterprise, whose own tokens may then read them."""
        return self.name in SUBJECTS or any(f"{party}_id" in self.columns for party in SUBJECTS)

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)


def _reference_inputs(reference: Reference) -> tuple[Field, Field]:
    """How an entry says what it refers to: by our id, or by a key that its source knows."""
    by_id = specifiers.integer(f"{reference.zh}编号", minimum=1, maximum=MAX_ID, hint=reference.hint)
    by_key = specifiers.key(reference.zh, hint=f"与 {reference.name} 二选一")
    return replace(by_id, name=reference.name), replace(by_key, name=reference.key)
