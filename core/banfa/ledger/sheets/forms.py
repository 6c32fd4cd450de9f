"""Which sheets a city's bureau fills in: one for each kind of entry, one for each kind of record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed, Missing
from banfa.ledger.entries.origin import EXTERNAL_ID
from banfa.ledger.kinds.decisions import OUTCOMES
from banfa.ledger.kinds.records import Record, declare_field
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.sheets.columns import ENTRY, Cell, Column, make_column, make_reference_column
from banfa.trust.rights import DECIDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banfa.cities.profile import Profile
    from banfa.law import RecordKind
    from banfa.ledger.entries.entry import Kind

LEFT_OUT_OF_DECISIONS: Final = ("edition", "imported", "effect")
BODY: Final = "body."
"""How names of what a city's records hold begin."""
_ENTRY_COLUMN: Final = Column(
    name=ENTRY,
    column="entry_id",
    zh="系统编号",
    cell=Cell.TEXT,
    hint="新增的不填；更正的照抄导出表中的编号",
)


@dataclass(frozen=True, eq=False, kw_only=True)
class SheetForm:
    """A sheet: its columns in order, the first of which says which entry a row is about.

    `fixed` is what every row says without a column.
    """

    name: str
    zh: str
    kind: Kind
    columns: tuple[Column, ...]
    fixed: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def version(self) -> str:
        """A short digest of what the columns are: another template gives another one."""
        heads = "\n".join(f"{column.name}\t{column.head}" for column in self.columns)
        return sha256(heads.encode()).hexdigest()[:12]

    def find_column(self, name: str) -> Column | None:
        """The column under which the ledger reads or stores this; None where the sheet has none."""
        bare = name.partition("[")[0]
        return next((c for c in self.columns if bare in (c.name, c.column)), None)


def list_forms(profile: Profile) -> Iterator[SheetForm]:
    """List the sheets of a city, in an order in which they can be brought in."""
    for kind in KINDS.values():
        if kind is Record.declaration:
            yield from (_make_record_form(kind, declared, profile) for declared in profile.record_kinds)
        elif kind.rights is DECIDED:
            yield _make_form_of_decisions(kind, profile)
        else:
            yield find_list_form(profile, kind, None)


def is_of_decisions(form: SheetForm) -> bool:
    """Whether it is of decisions made before Banfa came: they are not reported but imported."""
    return form.kind.rights is DECIDED


def find_form(profile: Profile, name: str) -> SheetForm:
    """Find a sheet by name. Raises Missing (`unknown_kind`) listing those there are."""
    forms = {form.name: form for form in list_forms(profile)}
    if name not in forms:
        offered = "、".join(forms)
        raise Missing("unknown_kind", f"没有“{name[:40]}”这一种表；可用：{offered}。")
    return forms[name]


def _begin(kind: Kind, profile: Profile) -> Iterator[Column]:
    """The columns that every sheet begins with."""
    yield _ENTRY_COLUMN
    yield make_column(EXTERNAL_ID, profile)
    yield from (make_reference_column(kind, reference) for reference in kind.references)


def _make_form_of_decisions(kind: Kind, profile: Profile) -> SheetForm:
    """What a paper of before says; the edition is that of its day, and none is corrected by a sheet."""
    form = find_list_form(profile, kind, None)
    columns = [column for column in form.columns if column.name not in {ENTRY, *LEFT_OUT_OF_DECISIONS}]
    # How an order ended is a word of ours; a grade is the measure's own, and taken as it stands.
    fitted = (
        replace(column, cell=Cell.CHOICE, options=OUTCOMES) if column.name == "label" else column
        for column in columns
    )
    return replace(form, zh=f"既往{kind.zh}", columns=tuple(fitted))


def _make_record_form(kind: Kind, declared: RecordKind, profile: Profile) -> SheetForm:
    columns = list(_begin(kind, profile))
    columns.append(replace(make_column(kind.field("item"), profile), zh=declared.item_zh))
    columns.append(make_column(kind.field("occurred_on"), profile))
    if declared.amount_zh:
        amount = make_column(kind.field("amount"), profile)
        columns.append(replace(amount, zh=declared.amount_zh, hint="", required=True))
    heads = {column.zh for column in columns}
    for law in declared.fields:
        column = make_column(declare_field(law), profile)
        # A city may call what a record is about and one of its fields alike.
        columns.append(replace(column, zh=f"{column.zh}（明细）") if column.zh in heads else column)
    return SheetForm(
        name=f"{kind.name}.{declared.key}",
        zh=declared.zh,
        kind=kind,
        columns=tuple(columns),
        fixed={"kind": declared.key},
    )


def find_list_form(profile: Profile, kind: Kind, record_kind: str | None) -> SheetForm:
    """Find the columns of a kind's list, also of what is not brought in by a sheet.

    Raises Malformed where it is of records and none of their kinds is named.
    """
    if kind is Record.declaration:
        if record_kind is None:
            raise Malformed("field_missing", "请指明记录种类（kind）。", field="kind")
        return find_form(profile, f"{kind.name}.{record_kind}")
    columns = (make_column(declared, profile) for declared in kind.fields)
    return SheetForm(name=kind.name, zh=kind.zh, kind=kind, columns=(*_begin(kind, profile), *columns))
