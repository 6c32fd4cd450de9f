"""Rulings as they are made, contradicted by a source, listed and let go; see `entries.rulings`."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam
from sqlalchemy.exc import IntegrityError

from banfa.database.tenancy import select
from banfa.errors import Conflict, Missing
from banfa.ledger.entries.rulings import NEVER_HAPPENED, LastSaid, Ruling
from banfa.ledger.entries.tables import stands
from banfa.ledger.recording.lookup import derive_lookup
from banfa.ledger.recording.outcome import Overruled
from banfa.ledger.recording.references import in_list
from banfa.ledger.recording.standing import InForce, Standing, find_rulings, list_said_at
from banfa.trust.canonical import plain
from banfa.trust.permissions import allow
from banfa.trust.persons import list_with_person, name_person
from banfa.trust.source_row import BUREAU, SYSTEM
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from banfa.ledger.entries.entry import Draft, Entry, Kind
    from banfa.trust.actor import Actor
    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit

_RELEASED: Final = (
    Ruling.select()
    .add_columns(name_person(Ruling.c.released_by))
    .where(Ruling.c.id == bindparam("wanted"), Ruling.c.released_at.is_not(None))
)
LATE_REASON: Final = "来源补报的较早内容，仅留作历史"
_OVERRULED: Final = (
    Ruling.select().add_columns(name_person(Ruling.c.ruled_by)).where(Ruling.c.released_at.is_(None))
)


def outranks(actor: Actor, source: str) -> bool:
    """Whether what this actor says of an entry of a source's outranks what the source itself says."""
    return actor.source == BUREAU and source not in (BUREAU, SYSTEM)


def list_overruled_fields(draft: Draft, standing: Standing) -> tuple[Overruled, ...]:
    """List what a row says otherwise than a person has ruled."""
    return tuple(
        Overruled(name, standing.rulings[name].by, _say_day(standing.rulings[name].ruling))
        for name, reported in draft.said.items()
        if name in standing.rulings and name not in draft.late and reported != draft.held[name]
    )


def _say_day(ruling: Ruling) -> str:
    return str(ruling.ruled_at.astimezone(SHANGHAI).date())


def describe_overruled(kind: Kind, fields: Sequence[Overruled]) -> str:
    """Say whose rulings stand against a row, and since when."""
    named = "；".join(f"{kind.label(f.field)}（{f.field}）自{f.since}起以{f.by}的认定为准" for f in fields)
    return f"{named}；其余内容照收。"


def is_new(in_force: InForce | None, value: Any) -> bool:
    """Whether a person rules otherwise than has been ruled already."""
    return in_force is None or in_force.ruling.value != plain(value)


def make_rulings(
    unit: Unit, kind: Kind, ruled: Iterable[tuple[Standing, Mapping[str, Any]]], *, reason: str
) -> None:
    """Record that a person rules on columns of entries; a ruling of before is thereby let go."""
    pairs = [(standing, name, value) for standing, values in ruled for name, value in values.items()]
    before = [standing.rulings[name].ruling for standing, name, _ in pairs if name in standing.rulings]
    ended = _end(unit, before, reason=reason)
    rulings = [
        {
            "kind": kind.name,
            "entry_id": standing.row.entry_id,
            "field": name,
            "value": plain(value),
            "said": ended[standing.rulings[name].ruling.id]
            if name in standing.rulings
            else _find_reported(standing, name),
            "reason": reason,
            "ruled_by": unit.actor.person.id,
            "ruled_at": unit.recorded_at,
        }
        for standing, name, value in pairs
    ]
    if rulings:
        try:
            written = unit.connection.execute(unit.insert(Ruling.table).returning(Ruling.table.c.id), rulings)
        except IntegrityError as error:
            raise Conflict("changed_meanwhile", "该字段刚刚已由他人认定，请重新读取。") from error
        unit.seal(Ruling.table, written.scalars().all())


def _find_reported(standing: Standing, name: str) -> Any:
    """What a source says of a column that nobody has ruled on."""
    return True if name == NEVER_HAPPENED else plain(getattr(standing.row, name))


def _end(unit: Unit, rulings: Sequence[Ruling], *, reason: str) -> dict[int, Any]:
    """End rulings that are in force; returns what their sources have said of the fields until now, by id.

    That is read by the statement that ends it: the source may have said more since the ruling was read.
    """
    if not rulings:
        return {}
    ended = {
        "released_at": unit.recorded_at,
        "released_by": unit.actor.person.id,
        "release_reason": reason,
    }
    statement = (
        unit.update(Ruling.table)
        .where(in_list(Ruling.table.c.id, [r.id for r in rulings]), Ruling.table.c.released_at.is_(None))
        .values(**ended)
        .returning(Ruling.table.c.id, Ruling.table.c.said)
    )
    reported = {row.id: row.said for row in unit.connection.execute(statement)}
    if len(reported) != len(rulings):
        raise Conflict("changed_meanwhile", "该认定刚刚已被他人处理，请重新读取。")
    unit.seal(Ruling.table, list(reported))
    return reported


def note_statements(
    unit: Unit, kind: Kind, drafts: Iterable[Draft], known: Mapping[int, Standing], *, source: str
) -> tuple[int, int]:
    """Remember what a source has said: against rulings, and when. Keeps late rows as history.

    Returns how many rows were late, and how many said otherwise than a ruling.
    """
    dated, late, overruled = [], [], 0
    statements: list[dict[str, Any]] = []
    for draft in (draft for draft in drafts if draft.error is None):
        standing = known.get(draft.index)
        before = None if standing is None else standing.said_at
        if draft.observed_at is not None or before is not None:
            observed_at = draft.observed_at or unit.recorded_at
            said_at = list_said_at(kind, draft, standing, observed_at=observed_at)
            if said_at != before:
                key = {"kind": kind.name, "entry_id": draft.entry_id}
                dated.append({**key, "said_at": said_at})
        if standing is None:
            continue
        if draft.late:
            late.append(_make_late(unit, kind, draft, standing, source=source))
        overruled += bool(list_overruled_fields(draft, standing))
        statements += _list_changed_statements(unit, draft, standing)
    _write_statements(unit, statements)
    if dated:
        upsert = unit.upsert(LastSaid.table)
        upsert = upsert.on_conflict_do_update(
            constraint=LastSaid.table.primary_key, set_={"said_at": upsert.excluded.said_at}
        )
        written = unit.connection.execute(upsert.returning(LastSaid.table.c.id), dated)
        unit.seal(LastSaid.table, written.scalars().all())
    if late:
        written = unit.connection.execute(unit.insert(kind.table).returning(kind.table.c.id), late)
        unit.seal(kind.table, written.scalars().all())
    return len(late), overruled


def _write_statements(unit: Unit, statements: Sequence[Mapping[str, Any]]) -> None:
    """Write what a source says against rulings. Raises Conflict where one was let go of meanwhile.

    The row was read as if the ruling held: had it not, the entry would say what the source does.
    """
    if not statements:
        return
    c = Ruling.table.c
    update = unit.update(Ruling.table).where(c.id == bindparam("ruling_id"), c.released_at.is_(None))
    changes = {
        "said": bindparam("reported", type_=c.said.type),
        "contradicted_at": bindparam("since", type_=c.contradicted_at.type),
    }
    in_order = sorted(statements, key=itemgetter("ruling_id"))
    if unit.connection.execute(update.values(changes), in_order).rowcount != len(in_order):
        raise Conflict("changed_meanwhile", "登记期间有认定被撤销，请重试。")
    unit.seal(Ruling.table, list(map(itemgetter("ruling_id"), in_order)))


def check_rulings(unit: Unit, kind: Kind, known: Iterable[Standing]) -> None:
    """Check that nobody has ruled on these entries since they were read. Raises Conflict.

    Who rules locks the record that stands (`lock_standing`), and so does who takes its place: whichever is
    second sees what the first has done.
    """
    entries = {standing.row.entry_id: standing for standing in known}
    for entry_id, rulings in find_rulings(unit, kind, [*entries]).items():
        if rulings.keys() - entries[entry_id].rulings.keys():
            raise Conflict("changed_meanwhile", f"登记期间有{kind.zh}的内容由他人认定，请重试。")


def lock_standing(unit: Unit, kind: Kind, row: Entry) -> None:
    """Lock a record that goes on to stand, for a ruling about it. Raises Conflict where it stands no more."""
    c = kind.row.c
    statement = select(c.id).where(c.id == row.id, stands(kind.row.rows)).with_for_update()
    if unit.execute(statement).one_or_none() is None:
        raise Conflict("changed_meanwhile", f"登记期间该{kind.zh}被他人改动，请重试。")


def _make_late(unit: Unit, kind: Kind, draft: Draft, standing: Standing, *, source: str) -> dict[str, Any]:
    """Make the record of a row older than what is known: it stands at no moment."""
    old = standing.row
    values = {name: getattr(old, name) for name in kind.columns}
    values |= {name: draft.said[name] for name in draft.late if name in draft.said}
    return {
        **values,
        **derive_lookup(kind, values),
        "source": source,
        "external_id": old.external_id,
        "observed_at": draft.observed_at,
        "recorded_at": unit.recorded_at,
        "superseded_at": unit.recorded_at,
        "recorded_by": unit.actor.person.id,
        "revision": old.revision,
        "corrects": old.entry_id,
        "reason": LATE_REASON,
    }


def _list_changed_statements(unit: Unit, draft: Draft, standing: Standing) -> Iterator[dict[str, Any]]:
    """List the rulings of which a row says something new: what it says, and since when it contradicts."""
    for name, in_force in standing.rulings.items():
        if name not in draft.said or name in draft.late:
            continue
        ruling, reported = in_force.ruling, plain(draft.said[name])
        otherwise = reported != ruling.value
        if reported != ruling.said or otherwise != (ruling.contradicted_at is not None):
            yield {
                "ruling_id": ruling.id,
                "reported": reported,
                "since": unit.recorded_at if otherwise else None,
            }


def note_resent(unit: Unit, kind: Kind, entry_ids: Sequence[int]) -> int:
    """Let rulings that entries never happened know that the source has sent them again; returns how many."""
    if not entry_ids:
        return 0
    c = Ruling.table.c
    statement = (
        unit.update(Ruling.table)
        .where(
            c.kind == kind.name,
            c.field == NEVER_HAPPENED,
            in_list(c.entry_id, entry_ids),
            c.released_at.is_(None),
        )
        .values(said=False, contradicted_at=unit.recorded_at)
        .returning(c.id)
    )
    ruling_ids = unit.connection.execute(statement).scalars().all()
    unit.seal(Ruling.table, ruling_ids)
    return len(ruling_ids)


def list_overruled(
    unit: Unit, *, waiting: bool = True, after: int | None = None, limit: int = 50
) -> list[WithPerson[Ruling]]:
    """List rulings in force, by default those that a source contradicts. Raises Forbidden."""
    allow(unit.actor, "ledger.rule")
    statement = _OVERRULED.order_by(Ruling.c.id).limit(limit)
    if waiting:
        statement = statement.where(Ruling.c.contradicted_at.is_not(None))
    if after is not None:
        statement = statement.where(Ruling.c.id > after)
    return list_with_person(unit, Ruling, statement)


def find_ruling(unit: Unit, ruling_id: int) -> InForce:
    """Find a ruling in force. Raises Missing."""
    listed = list_with_person(
        unit, Ruling, _OVERRULED.where(Ruling.c.id == bindparam("wanted")), wanted=ruling_id
    )
    if not listed:
        raise _make_missing_problem()
    return InForce(listed[0].row, listed[0].person)


def find_released(unit: Unit, ruling_id: int) -> WithPerson[Ruling]:
    """Find a ruling that was let go of, with the name of who did. Raises Missing."""
    listed = list_with_person(unit, Ruling, _RELEASED, wanted=ruling_id)
    if not listed:
        raise _make_missing_problem()
    return listed[0]


def end_ruling(unit: Unit, in_force: InForce, *, reason: str) -> Any:
    """Let go of a ruling, and say so; returns what its source says of the field by now. Raises Conflict."""
    ruling = in_force.ruling
    reported = _end(unit, [ruling], reason=reason)[ruling.id]
    subject, data = f"{ruling.kind}/{ruling.entry_id}", {"field": ruling.field, "reason": reason}
    unit.note(f"{ruling.kind}.released", subject, data, changed=[ruling.field])
    return reported


def _make_missing_problem() -> Missing:
    """Say that there is no such ruling."""
    return Missing("ruling_missing", "没有这条认定，或已撤销；请核对编号。")
