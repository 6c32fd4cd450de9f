"""Entries (台账条目), and how a kind of entry is declared: one class that says every field once.

An entry is one thing that happened; its records are what we were told of it. The first record gives the
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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, dataclass_transform

from sqlalchemy import BigInteger

from banfa.database import base
from banfa.database.rows import ColumnSpec, TenantRow
from banfa.ledger.entries import specifiers
from banfa.ledger.entries.declaring import Place, check_field, check_indexes
from banfa.ledger.entries.fields import Field, Reference
from banfa.ledger.entries.kind import EXTERNAL_ID, ORIGIN, SOURCE, SUBJECTS, Check, Kind
from banfa.ledger.entries.tables import (
    RIGHTS,
    Cover,
    make_check,
    make_common_items,
    make_key_index,
    stands,
)

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.schema import SchemaItem

    from banfa.ledger.entries.kind import Guard, Refine, RowCheck
    from banfa.trust.rights import Rights

NO_COVER: Final[Cover] = {}


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        specifiers.boolean,
        specifiers.carried,
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
    """A record of an entry, as it was told. Subclasses declare a kind; see the module.

    `id` is the record's, `entry_id` the entry's, whose records `revision` counts from 1; `recorded_by` is the
    id of a person. A row that is read for somebody from whom a field is secret has None there.
    """

    declaration: ClassVar[Kind]
    standing: ClassVar[Select[Any]]
    """Selects the records that stand now, whole."""

    id: int
    entry_id: int
    revision: int
    source: str
    external_id: str | None
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
        refine: Refine | None = None,
        checks: tuple[RowCheck, ...] = (),
        guards: tuple[Guard, ...] = (),
        constraints: Sequence[SchemaItem] = (),
        cover: Cover = NO_COVER,
    ) -> None:
        """Declare a kind. What is not told here is told in `Kind`.

        `constraints` are further ones of the table; `cover` is that of `make_common_items`.

        Raises DeclarationError, with file, line and mend.
        """
        place = Place.of_class(cls.__name__, depth=1)
        if name in base.metadata.tables:
            first = base.metadata.tables[name].info.get("declared", "another table")
            place.fail(f": the kind {name!r} is declared twice, first at {first}: give this one another name")
        specs = _take_specs(cls, place)
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
            refine=refine,
            checks=checks,
            guards=guards,
            secret_from=_list_secrets(specs),
        )
        of_checks = [made for check in checks if isinstance(check, Check) for made in check.constraints()]
        indexed = [field for field in fields if field.unique or field.name in keys]
        super().__init_subclass__(
            table=name,
            refers={**{ref.name: ref.kind for ref in references}, "recorded_by": "person"},
            rights=RIGHTS,
            constraints=[
                *make_common_items(name, cover),
                *(make_check(field) for field in fields if field.check),
                *(make_key_index(name, field) for field in indexed),
                *of_checks,
                *constraints,
            ],
        )
        cls.table.info["declared"] = f"{place.file}:{place.line}"
        check_indexes(place, cls.table, {field.name: field for field in (*fields, SOURCE, EXTERNAL_ID)})
        cls.standing = cls.select().where(stands(cls.rows))

    @classmethod
    def make_part(cls, names: Sequence[str], values: Sequence[Any]) -> Self:
        """Make a row of which only these columns have been read; it has no others."""
        row = object.__new__(cls)
        row.__dict__.update(zip(names, values, strict=True))
        return row


def _take_specs(cls: type[Entry], place: Place) -> dict[str, Field | Reference]:
    """Take the fields off the class, each with its name, and leave its column for `TenantRow` to take."""
    specs: dict[str, Field | Reference] = {}
    for name, annotation in cls.__annotations__.items():
        spec = check_field(place, name, vars(cls).get(name), annotation)
        given = not annotation.endswith("| None")
        if isinstance(spec, Reference):
            specs[name] = replace(spec, name=name, required=given)
            setattr(cls, name, ColumnSpec(BigInteger()))
        else:
            specs[name] = replace(spec, name=name, required=given and spec.load_default is None)
            setattr(cls, name, ColumnSpec(spec.column))
    return specs


def _list_secrets(specs: Mapping[str, Field | Reference]) -> dict[str, frozenset[str]]:
    """Name, by role, the columns that it may not see; where a record came from no subject does."""
    secrets: dict[str, set[str]] = {role: set(ORIGIN) for role in SUBJECTS}
    for name, spec in specs.items():
        for role in spec.secret_from:
            secrets.setdefault(role, set()).add(name)
    return {role: frozenset(names) for role, names in secrets.items()}
