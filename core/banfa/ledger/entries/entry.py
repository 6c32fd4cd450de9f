"""Entries (台账条目), and how a kind of entry is declared: one class that says every field once.

An entry is one thing that happened; its records are what was reported of it. The first record gives the
entry its id, which others refer to; a correction is a further record that names the entry, and so is a
voiding. Of a record that is stored only `superseded_at` ever changes, once, when a later one takes its
place: the database grants no more. What was known at any moment can therefore be selected again:
`recorded_at <= moment < superseded_at`.

    class Progress(Entry, name="progress", zh="改造进展", rights=FIELD, day="occurred_on"):
        contract_id: int = reference("contract", "合同")
        occurred_on: date = past_day("发生之日")
        content: str | None = text("进展内容", max_length=4000)
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, dataclass_transform

from banfa.database import base
from banfa.database.rows import Bound, TenantRow
from banfa.ledger.entries import specifiers
from banfa.ledger.entries.declaring import Place, check_indexes, list_secrets, take_specs
from banfa.ledger.entries.fields import Field, Reference
from banfa.ledger.entries.lookup import make_lookup_items, size_lookup
from banfa.ledger.entries.origin import DISTRICT_COLUMNS, EXTERNAL_ID, OBSERVED_AT, SOURCE, SUBJECTS
from banfa.ledger.entries.tables import (
    LOOSE,
    RIGHTS,
    Cover,
    make_check,
    make_common_items,
    make_key_index,
    stands,
)
from banfa.ledger.entries.values import MAX_ID

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import CheckConstraint, Select, Table
    from sqlalchemy.schema import SchemaItem

    from banfa.errors import BanfaError
    from banfa.ledger.entries.fields import ReadingContext
    from banfa.trust.rights import Rights
    from banfa.trust.unit import Unit

NO_COVER: Final[Cover] = {}

Values = dict[str, Any]
"""What was read of one row, by column."""


@dataclass(slots=True)
class Draft:
    """One row on its way in.

    `data` is what came, `values` what was read of it, `given` what it says it refers to, by id or key,
    `parents` the entries found for that, `error` what is wrong with it. `observed_at` is its moment at the
    source. `held` are columns that keep their value, since a person has ruled so or, being `late`, something
    newer is known; `said` is what the row says of them. `voided_id`
    is the entry that its external id meant before that was voided.
    """

    index: int
    data: dict[str, Any]
    external_id: str | None = None
    values: Values = field(default_factory=dict)
    given: Values = field(default_factory=dict)
    parents: dict[str, Entry] = field(default_factory=dict)
    observed_at: datetime | None = None
    held: Values = field(default_factory=dict)
    said: Values = field(default_factory=dict)
    late: frozenset[str] = frozenset()
    voided_id: int | None = None
    entry_id: int | None = None
    error: BanfaError | None = None


class Check(ABC):
    """A rule about one row and what it refers to, which the database may hold as well."""

    @abstractmethod
    def __call__(self, kind: Kind, draft: Draft) -> None:
        """Raise Malformed for a row that breaks the rule."""

    def constraints(self) -> Sequence[CheckConstraint]:
        """The rule as CHECKs, where it concerns the row's own columns alone."""
        return ()


Guard = Callable[["Unit", Sequence[Draft]], Mapping[int, "BanfaError"]]
Refine = Callable[[Values, "ReadingContext"], Values]
RowCheck = Callable[["Kind", Draft], None]


@dataclass(frozen=True, eq=False, kw_only=True)
class Kind:
    """One kind of entry.

    `row` is the class that declares it. `rights` is what it is, as far as it matters who records it. `plural`
    names its list. `day` is the column that says when it happened (None where it has no day). `keys` are
    columns by which others may refer to it, beside ids. `alike` are columns in which two entries of two
    sources agree that may well be one. `refine` completes what was read, `checks` look at one row with what
    it refers to: both raise Malformed. `guards` look at all rows of a call at once, with the ledger, and give
    errors by index. `secret_from` names, by role, columns that the subject of the entry may not see;
    `sealed_from` the subjects that may see no entry at all. `told_once`: the column that has to be filled
    before a subject is told that there is an entry (None: at once).
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
    alike: tuple[str, ...] = ()
    refine: Refine | None = None
    checks: tuple[RowCheck, ...] = ()
    guards: tuple[Guard, ...] = ()
    secret_from: Mapping[str, frozenset[str]]
    sealed_from: tuple[str, ...] = ()
    told_once: str | None = None

    @property
    def table(self) -> Table:
        """The table itself, for INSERT and UPDATE."""
        return self.row.table

    @cached_property
    def is_personal(self) -> bool:
        """Whether its entries hold somebody's data, or what is kept from some: readers leave a trace."""
        return any(field.personal or field.secret_from for field in self.fields)

    @cached_property
    def unique(self) -> Mapping[str, tuple[str, ...]]:
        """Natural keys: by name, the columns that no two standing entries have in common."""
        return {field.name: (field.name, *field.unique_with) for field in self.fields if field.unique}

    @cached_property
    def inputs(self) -> Mapping[str, Field]:
        """All that a report may say, by name, in the order in which it is read."""
        references = (input_ for ref in self.references for input_ in _make_reference_inputs(ref))
        return {field.name: field for field in (EXTERNAL_ID, OBSERVED_AT, *references, *self.fields)}

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
        references = (_make_reference_inputs(ref)[0] for ref in (*self.references, *self.carried))
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

    @property
    def district_column(self) -> str | None:
        """The column naming the enterprise by which its entries are a district's; None: of no district."""
        return DISTRICT_COLUMNS.get(self.name)

    def label(self, column: str) -> str:
        """What a column is called."""
        references = {reference.name: reference.zh for reference in (*self.references, *self.carried)}
        return references.get(column) or self.field(column).zh

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        specifiers.boolean,
        specifiers.carried_reference,
        specifiers.choice,
        specifiers.city_choice,
        specifiers.credit_code,
        specifiers.day,
        specifiers.integer,
        specifiers.json_object,
        specifiers.key,
        specifiers.level,
        specifiers.money,
        specifiers.object_list,
        specifiers.past_day,
        specifiers.reference,
        specifiers.text,
        specifiers.text_list,
    ),
)
@dataclass(frozen=True, kw_only=True)
class Entry(TenantRow):
    """A record of an entry, as it was reported. Subclasses declare a kind; see the module.

    `id` is the record's, `entry_id` the entry's, whose records `revision` counts from 1; `observed_at` is
    the moment at its source; `recorded_by` is the id of a person. A row that is read for somebody from whom a
    field is secret has None there.
    """

    declaration: ClassVar[Kind]
    standing: ClassVar[Select[Any]]
    """Selects the records that stand now, whole."""

    id: int
    entry_id: int
    revision: int
    source: str
    external_id: str | None
    observed_at: datetime | None
    recorded_at: datetime
    recorded_by: int | None
    reason: str | None

    def __init_subclass__(
        cls,
        *,
        name: str,
        zh: str,
        rights: Rights,
        plural: str = "",
        day: str | None = None,
        keys: tuple[str, ...] = (),
        alike: tuple[str, ...] = (),
        refine: Refine | None = None,
        checks: tuple[RowCheck, ...] = (),
        guards: tuple[Guard, ...] = (),
        sealed_from: tuple[str, ...] = (),
        told_once: str | None = None,
        constraints: Sequence[SchemaItem] = (),
        cover: Cover = NO_COVER,
    ) -> None:
        """Declare a kind. What is not explained here is explained in `Kind`.

        `constraints` are further ones of the table; `cover` is that of `make_common_items`.

        Raises DeclarationError, with file, line and mend.
        """
        place = Place.of_class(cls.__name__, depth=1)
        if name in base.metadata.tables:
            first = base.metadata.tables[name].info.get("declared", "another table")
            place.fail(f": the kind {name!r} is declared twice, first at {first}: give this one another name")
        specs = take_specs(cls, place)
        fields = [spec for spec in specs.values() if isinstance(spec, Field)]
        references = [spec for spec in specs.values() if isinstance(spec, Reference)]
        cls.declaration = Kind(
            name=name,
            zh=zh,
            rights=rights,
            plural=plural or f"{name}s",
            row=cls,
            day=day,
            columns=tuple(specs),
            fields=tuple(fields),
            references=tuple(ref for ref in references if not ref.carried),
            carried=tuple(ref for ref in references if ref.carried),
            keys=keys,
            alike=alike,
            refine=refine,
            checks=checks,
            guards=guards,
            secret_from=list_secrets(specs),
            sealed_from=sealed_from,
            told_once=told_once,
        )
        of_checks = [item for check in checks if isinstance(check, Check) for item in check.constraints()]
        indexed = [field for field in fields if field.unique or field.name in keys]
        super().__init_subclass__(
            table=name,
            refers={**{ref.name: ref.kind for ref in references}, "recorded_by": "person"},
            rights=RIGHTS,
            constraints=[
                *make_common_items(name, cover),
                *make_lookup_items(name, fields, day),
                *(make_check(field) for field in fields if field.check),
                *(make_key_index(name, field) for field in indexed),
                *of_checks,
                *constraints,
            ],
            bound=Bound(loose=LOOSE),
            erasable=("reason", *(field.name for field in fields if field.personal)),
        )
        cls.table.info["declared"] = f"{place.file}:{place.line}"
        sizes = {field.name: field.max_bytes for field in (*fields, SOURCE, EXTERNAL_ID)}
        check_indexes(place, cls.table, sizes | size_lookup(fields))
        cls.standing = cls.select().where(stands(cls.rows))

    @classmethod
    def make_part(cls, names: Sequence[str], values: Sequence[Any]) -> Self:
        """Make a row of which only these columns have been read; it has no others."""
        row = object.__new__(cls)
        row.__dict__.update(zip(names, values, strict=True))
        return row


def _make_reference_inputs(reference: Reference) -> tuple[Field, Field]:
    """How an entry says what it refers to: by our id, or by a key that its source knows."""
    by_id = specifiers.integer(f"{reference.zh}编号", minimum=1, maximum=MAX_ID, hint=reference.hint)
    by_key = specifiers.key(reference.zh, hint=f"与 {reference.name} 二选一")
    return replace(by_id, name=reference.name), replace(by_key, name=reference.key)
