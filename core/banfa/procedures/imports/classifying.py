"""What each row comes to: new, changed and in what, unchanged, disputed, likely double, rejected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from banfa.ledger.recording.doubles import find_alike
from banfa.ledger.recording.outcome import CREATED, REJECTED, UNCHANGED
from banfa.ledger.recording.references import in_list
from banfa.ledger.recording.standing import find_rulings
from banfa.procedures.imports import tables
from banfa.procedures.imports.carrying import carry_rows
from banfa.procedures.imports.tables import Change, ImportRow, RowProblem
from banfa.trust.canonical import plain
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from banfa.ledger.entries.entry import Entry, Kind
    from banfa.ledger.recording.record import RowReport
    from banfa.ledger.recording.standing import InForce
    from banfa.procedures.imports.carrying import Bringing
    from banfa.procedures.imports.matching import MatchedRow
    from banfa.trust.unit import Unit

MAX_LABEL: Final = 120


@dataclass(frozen=True, slots=True)
class ClassifiedRow:
    """What a row has come to, and the entry that it is by then, in which revision."""

    row: ImportRow
    entry_id: int | None
    revision: int | None


def carry_and_classify(
    unit: Unit,
    bringing: Bringing,
    rows: Sequence[MatchedRow],
    *,
    import_id: int,
    tell: Callable[[int], None] = lambda _n: None,
) -> list[ClassifiedRow]:
    """Record rows, and say of each what it has come to; the preview does so and takes it back."""
    kind = bringing.form.kind
    old_ids = [row.old.entry_id for row in rows if row.old is not None]
    rulings = find_rulings(unit, kind, old_ids)
    reports = carry_rows(unit, bringing, rows, tell)
    ids = [r.id for r in reports.values() if r.id is not None and r.outcome != UNCHANGED]
    new_rows = _read_standing(unit, kind, ids)
    created = {r.id: line for line, r in reports.items() if r.outcome == CREATED and r.id is not None}
    alike = _describe_alike(unit, kind, created)
    classified = []
    for row in rows:
        report = reports.get(row.line)
        entry_id = None if report is None else report.id
        previewed = _classify(
            bringing,
            row,
            report,
            import_id=import_id,
            new=new_rows.get(entry_id or 0),
            in_force={} if row.old is None else rulings.get(row.old.entry_id, {}),
            alike=alike.get(entry_id or 0),
        )
        classified.append(ClassifiedRow(previewed, entry_id, None if report is None else report.version))
    return classified


def _describe_alike(unit: Unit, kind: Kind, created: Mapping[int, int]) -> dict[int, str]:
    """Say what new entries are alike to, by entry: one of the ledger's, or an earlier row of the sheet."""
    alike = find_alike(unit, kind, list(created))
    outward = dict(zip(alike, unit.ids.encode(kind.name, alike.values()), strict=True))
    return {
        entry_id: f"本表第 {created[of_id]} 行"
        if of_id in created
        else f"已有的{kind.zh}（编号 {outward[entry_id]}）"
        for entry_id, of_id in alike.items()
    }


def _read_standing(unit: Unit, kind: Kind, ids: Sequence[int]) -> dict[int, Entry]:
    if not ids:
        return {}
    rows = unit.all(kind.row, kind.row.standing.where(in_list(kind.row.c.entry_id, ids)))
    return {row.entry_id: row for row in rows}


def _classify(
    bringing: Bringing,
    row: MatchedRow,
    report: RowReport | None,
    *,
    import_id: int,
    new: Entry | None,
    in_force: Mapping[str, InForce],
    alike: str | None,
) -> ImportRow:
    kind, old = bringing.form.kind, row.old
    changes: tuple[Change, ...] = ()
    problems = tuple(RowProblem(e.path, e.code, e.message) for e in row.errors)
    if report is None or report.outcome == REJECTED:
        row_class = tables.REJECTED
        problems = problems or _describe_problems(report)
    else:
        if new is not None and old is not None:
            changes = _list_changes(kind, old, new, in_force)
        changes += _list_held(kind, row, report, in_force)
        row_class = _choose_class(report, changes)
        if alike is not None:
            row_class = tables.DOUBLE
            problems = (RowProblem("", "likely_double", f"与{alike}内容相同，可能是同一条。"),)
    return ImportRow(
        import_id=import_id,
        line=row.line,
        row_class=row_class,
        label=_make_label(bringing, row),
        external_id=row.external_id,
        entry_id=None if old is None else old.entry_id,
        revision=None if old is None else old.revision,
        changes=changes,
        problems=problems,
        outcome=None,
    )


def _choose_class(report: RowReport, changes: Sequence[Change]) -> str:
    if report.outcome == CREATED:
        return tables.NEW
    if any(change.ruled_by is not None for change in changes):
        return tables.DISPUTED
    return tables.CHANGED if changes else tables.UNCHANGED


def _list_changes(kind: Kind, old: Entry, new: Entry, in_force: Mapping[str, InForce]) -> tuple[Change, ...]:
    return tuple(
        _make_change(old, name, getattr(new, name), in_force.get(name))
        for name in kind.columns
        if getattr(old, name) != getattr(new, name)
    )


def _list_held(
    kind: Kind, row: MatchedRow, report: RowReport, in_force: Mapping[str, InForce]
) -> tuple[Change, ...]:
    """What a row says of fields on which a person has ruled: the ruling stands, whatever comes in."""
    if row.old is None:
        return ()
    old, keys = row.old, {reference.name: reference.key for reference in kind.references}
    names = [overruled.field for overruled in report.overruled]
    given = {name: row.data.get(name, row.data.get(keys.get(name, name))) for name in names}
    return tuple(_make_change(old, name, value, in_force.get(name)) for name, value in given.items())


def _make_change(old: Entry, name: str, new: object, in_force: InForce | None) -> Change:
    day = str(old.recorded_at.astimezone(SHANGHAI).date())
    ruled_by, since = (None, None)
    if in_force is not None:
        ruled_by, since = in_force.by, str(in_force.ruling.ruled_at.astimezone(SHANGHAI).date())
    return Change(name, plain(getattr(old, name)), old.source, day, plain(new), ruled_by, since)


def _describe_problems(report: RowReport | None) -> tuple[RowProblem, ...]:
    """Why a row is not taken: every cell that is wrong."""
    if report is None:
        return ()
    if report.errors:
        return tuple(RowProblem(e.path, e.code, e.message) for e in report.errors)
    return (RowProblem(report.field or "", report.code or "", report.detail or ""),)


def _make_label(bringing: Bringing, row: MatchedRow) -> str:
    """What a row is about, for people: its names, numbers, and whom it refers to, as it says them."""
    kind = bringing.form.kind
    named = [declared.name for declared in kind.fields if declared.sortable or declared.unique]
    named += [reference.key for reference in kind.references] + [kind.day or ""]
    texts = [row.data.get(name) or getattr(row.old, name, None) for name in dict.fromkeys(named)]
    return " ".join(str(text) for text in texts if text is not None)[:MAX_LABEL]
