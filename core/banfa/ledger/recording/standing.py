"""What stands of the entries that rows are about, and what of a row counts beside it.

Absent means unchanged, null means removed. A column that a person has ruled on keeps its value; so does one
of which something later is known already. The rest of the row counts: so whatever the order in which dated
rows arrive, they end in one state. Rows without a moment are of the moment at which they come in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.ledger.entries.origin import EXTERNAL_ID
from banfa.ledger.entries.rulings import NEVER_HAPPENED, LastSaid, Ruling
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.recording.references import in_list
from banfa.trust.persons import list_with_person, name_person
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Select

    from banfa.errors import BanfaError
    from banfa.ledger.entries.entry import Draft, Entry, Kind
    from banfa.trust.unit import Unit

_RULINGS: Final = (
    Ruling.select()
    .add_columns(name_person(Ruling.c.ruled_by))
    .where(Ruling.c.kind == bindparam("kind"), Ruling.c.released_at.is_(None))
)
_LAST_SAID: Final = LastSaid.select().where(LastSaid.c.kind == bindparam("kind"))


@dataclass(frozen=True, slots=True)
class InForce:
    """A ruling in force, and who has made it."""

    ruling: Ruling
    by: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as it stands: its record, rulings by column, and when its source said what it last said.

    `said_at` is None where the source gives no moments: what stands is then of when it was recorded.
    """

    row: Entry
    rulings: Mapping[str, InForce] = field(default_factory=dict)
    said_at: Mapping[str, datetime] | None = None

    def find_said_at(self, column: str) -> datetime | None:
        """When the source last said anything of a column; None: never."""
        return self.row.recorded_at if self.said_at is None else self.said_at.get(column)


def read_external_ids(rows: Iterable[Any]) -> dict[int, str]:
    """Read the external ids of rows that have a sound one, by index."""
    ids = {}
    for index, row in enumerate(rows):
        if isinstance(row, dict) and row.get(EXTERNAL_ID.name) is not None:
            try:
                ids[index] = EXTERNAL_ID.read(row[EXTERNAL_ID.name])
            except InvalidValue:
                continue
    return ids


def find_standings(
    unit: Unit, kind: Kind, external_ids: Mapping[int, str], *, source: str, dated: bool
) -> dict[int, Standing]:
    """Find what stands under external ids, by index. `dated`: some of the rows say their moment."""
    if not external_ids:
        return {}
    c = kind.row.c
    statement = kind.row.standing.where(c.source == source, in_list(c.external_id, external_ids.values()))
    by_id = {s.row.external_id: s for s in _read_standings(unit, kind, statement, dated=dated)}
    return {index: by_id[text] for index, text in external_ids.items() if text in by_id}


def find_standings_of(
    unit: Unit, kind: Kind, entries: Mapping[int, int], *, dated: bool = False
) -> dict[int, Standing]:
    """Find what stands of entries that rows name, by index of the row; as `find_standings` does."""
    if not entries:
        return {}
    statement = kind.row.standing.where(in_list(kind.row.c.entry_id, entries.values()))
    by_id = {s.row.entry_id: s for s in _read_standings(unit, kind, statement, dated=dated)}
    return {index: by_id[entry_id] for index, entry_id in entries.items() if entry_id in by_id}


def _read_standings(unit: Unit, kind: Kind, statement: Select[Any], *, dated: bool) -> list[Standing]:
    # Two dated rows of an entry must not both go by what was said before either.
    rows = _read_locked(unit, kind, statement) if dated else unit.all(kind.row, statement)
    entry_ids = [row.entry_id for row in rows]
    rulings = find_rulings(unit, kind, entry_ids)
    dated = dated or any(row.observed_at is not None for row in rows)
    said_at = find_last_said(unit, kind, entry_ids) if dated or rulings else {}
    return [Standing(row, rulings.get(row.entry_id, {}), said_at.get(row.entry_id)) for row in rows]


def _read_locked(unit: Unit, kind: Kind, statement: Select[Any]) -> list[Entry]:
    """Read records that stand, each locked.

    One that was replaced while this waited for its lock is no longer in the answer, and the one in its place
    not yet: what stands is read again until all of it is locked.
    """
    c = kind.row.c
    while True:
        rows = unit.all(kind.row, statement.order_by(c.id).with_for_update())
        if {row.id for row in rows} == {*unit.execute(statement.with_only_columns(c.id)).scalars()}:
            return rows


def find_rulings(unit: Unit, kind: Kind, entry_ids: Sequence[int]) -> dict[int, dict[str, InForce]]:
    """Find the rulings in force about entries, by entry and column."""
    rulings: dict[int, dict[str, InForce]] = {}
    if entry_ids:
        statement = _RULINGS.where(in_list(Ruling.c.entry_id, entry_ids))
        for ruling, by in list_with_person(unit, Ruling, statement, kind=kind.name):
            rulings.setdefault(ruling.entry_id, {})[ruling.field] = InForce(ruling, by)
    return rulings


def find_last_said(unit: Unit, kind: Kind, entry_ids: Sequence[int]) -> dict[int, dict[str, datetime]]:
    """Find when a source said what it last said of entries, by entry and column."""
    if not entry_ids:
        return {}
    rows = unit.all(LastSaid, _LAST_SAID.where(in_list(LastSaid.c.entry_id, entry_ids)), kind=kind.name)
    return {row.entry_id: row.said_at for row in rows}


def find_voided(
    unit: Unit, kind: Kind, external_ids: Mapping[int, str], *, source: str
) -> dict[int, tuple[int, BanfaError]]:
    """Say of rows whose external id was voided which entry that was, and why: by index.

    A person may let go of his voiding (`release_ruling`): the external id is then as good as new.
    """
    if not external_ids:
        return {}
    c, r = kind.row.c, Ruling.c
    released = select(r.entry_id).where(
        r.kind == kind.name, r.field == NEVER_HAPPENED, r.entry_id == c.entry_id, r.released_at.is_not(None)
    )
    statement = (
        select(c.external_id, c.entry_id, c.recorded_at, c.reason, name_person(c.recorded_by).label("by"))
        .where(c.voids, c.source == source, in_list(c.external_id, external_ids.values()))
        .where(~released.correlate(kind.row.rows).exists())
    )
    voided = {row.external_id: row for row in unit.execute(statement)}
    return {
        index: (row.entry_id, _describe_voided(unit, kind, row))
        for index, text in external_ids.items()
        if (row := voided.get(text)) is not None
    }


def _describe_voided(unit: Unit, kind: Kind, row: Any) -> Conflict:
    if unit.actor.districts is not None:
        # Who voided it, and why, may be another district's word, or the bureau's.
        detail = f"该外部编号（external_id）所记的{kind.zh}已经作废，再次报送不予收录；请联系主管部门。"
        return Conflict("entry_voided", detail, field="external_id")
    since, entry = row.recorded_at.astimezone(SHANGHAI).date(), unit.ids.encode_one(kind.name, row.entry_id)
    detail = (
        f"该外部编号（external_id）所记的{kind.zh}（编号 {entry}）已由{row.by}于{since}作废，"
        f"理由：{row.reason}；再次报送不予收录。"
    )
    return Conflict("entry_voided", detail, field="external_id", id=entry, by=row.by, since=str(since))


def put_over(kind: Kind, draft: Draft, standing: Standing) -> None:
    """Put a row that has been read over what stands of its entry: what it leaves out is as it was."""
    old, observed_at, late = standing.row, draft.observed_at, set()
    if EXTERNAL_ID.name not in draft.data:
        draft.external_id = old.external_id
    for name, reported in list_said(kind, draft):
        known = standing.find_said_at(name)
        if reported and observed_at is not None and known is not None and observed_at < known:
            late.add(name)
        if reported and (name in late or name in standing.rulings):
            draft.held[name] = getattr(old, name)
        if not reported:
            _keep(draft, name, getattr(old, name))
        elif name in draft.held and name in draft.values:
            draft.said[name], draft.values[name] = draft.values[name], draft.held[name]
    draft.entry_id, draft.late = old.entry_id, frozenset(late)
    _leave_out_carried(kind, draft)


def list_said(kind: Kind, draft: Draft) -> Iterator[tuple[str, bool]]:
    """List the columns that a report of a kind can say, and whether the row says them."""
    for reference in kind.references:
        yield reference.name, reference.name in draft.data or reference.key in draft.data
    for declared in kind.fields:
        yield declared.name, declared.name in draft.data


def _keep(draft: Draft, name: str, value: Any) -> None:
    """Let a column that the row leaves out be as it was."""
    if name in draft.given:
        draft.given[name] = value
    else:
        draft.values[name] = value


def _leave_out_carried(kind: Kind, draft: Draft) -> None:
    """What a reference carries comes from what it refers to, unless the row says it or a person has."""
    for reference in kind.references:
        refers = draft.held.get(reference.name) or draft.given[reference.name] or draft.given[reference.key]
        for column in reference.carries if refers else ():
            reported = column in draft.data or column.removesuffix("_id") in draft.data
            if column in draft.given and not reported and column not in draft.held:
                draft.given[column] = None


def list_said_at(
    kind: Kind, draft: Draft, old: Standing | None, *, observed_at: datetime
) -> dict[str, datetime]:
    """When the source said what it has now said, by column."""
    reported = {name: is_said and name not in draft.late for name, is_said in list_said(kind, draft)}
    said_at: dict[str, datetime] = {}
    if old is not None:
        said_at |= dict.fromkeys(reported, old.row.recorded_at) if old.said_at is None else old.said_at
    return said_at | {name: observed_at for name, is_said in reported.items() if is_said}
