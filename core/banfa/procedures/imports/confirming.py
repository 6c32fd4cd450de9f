"""Confirming a preview: what it has previewed comes in, by a job, or nothing does."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, literal, or_

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.rulings import Ruling
from banfa.ledger.entries.tables import stands
from banfa.ledger.sheets.forms import find_form
from banfa.procedures.imports import tables
from banfa.procedures.imports.finding import check_version, find_import, list_rows, take_import_step
from banfa.procedures.imports.past_decisions import check_may_bring
from banfa.procedures.imports.preview import (
    check_alone,
    check_not_under_way,
    classify_rows,
    make_bringing,
    read_again,
)
from banfa.procedures.imports.requests import RECORD, ImportDone, ImportRequest
from banfa.procedures.imports.storing import store_outcomes
from banfa.procedures.imports.tables import Decision, ImportRow, SheetImport
from banfa.procedures.rounds import computing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Kind
    from banfa.ledger.sheets.forms import SheetForm
    from banfa.ledger.sheets.rows import SheetRow
    from banfa.procedures.imports.classifying import ClassifiedRow
    from banfa.procedures.imports.fresh import Fresh
    from banfa.trust.unit import Unit

MAX_NAMED: Final = 50
"""Lines that an error names."""


def confirm_import(
    unit: Unit,
    profile: Profile,
    *,
    import_id: int,
    version: int,
    choices: Mapping[str, str],
    leave_out: Sequence[int] = (),
    without_rejected: bool = False,
) -> SheetImport:
    """Confirm the preview of this version; a job then records the rows.

    Raises Missing, PreconditionFailed, Malformed (`rows_rejected`), and Conflict: `import_outdated` where the
    ledger has changed since, `import_recorded`, `import_in_progress`, `not_previewed`.
    """
    sheet = find_import(unit, import_id)
    form = find_form(profile, sheet.form)
    check_may_bring(unit, form, source=sheet.source)
    check_alone(sheet)
    check_not_under_way(unit, sheet)
    check_version(sheet, version)
    if sheet.state == tables.RECEIVED:
        raise Conflict("not_previewed", "这次导入还没有核对完，请稍候。")
    decision = Decision({**tables.DEFAULTS, **choices}, tuple(sorted(set(leave_out))), without_rejected)
    rejected = sheet.counts.get(tables.REJECTED, 0)
    if rejected and not without_rejected:
        detail = f"有 {rejected} 行拒收。请改好后重新上传，或确认不导入这些行（without_rejected）。"
        raise Malformed("rows_rejected", detail, field="without_rejected", rejected=rejected)
    check_unchanged(unit, form, sheet)
    work_id = unit.work(RECORD, asdict(ImportRequest(sheet.id, profile.city.key)), merge=True)
    confirmed = take_import_step(
        unit,
        sheet,
        state=tables.CONFIRMED,
        decision=decision,
        confirmed_by=unit.actor.person.id,
        work_id=work_id,
    )
    unit.note(
        "import.confirmed", f"sheet_import/{sheet.id}", asdict(decision) | {"leave_out": len(leave_out)}
    )
    return confirmed


def check_unchanged(unit: Unit, form: SheetForm, sheet: SheetImport, *, where: str = "") -> None:
    """Raise Conflict (`import_outdated`) where the ledger has changed since a sheet was previewed."""
    if lines := _list_changed(unit, form.kind, sheet):
        named = "、".join(map(str, lines[:MAX_NAMED]))
        detail = f"核对之后台账有变动，涉及{where}第 {named} 行，请重新核对后再确认。"
        raise Conflict("import_outdated", detail, lines=lines[:MAX_NAMED])


def _list_changed(unit: Unit, kind: Kind, sheet: SheetImport) -> list[int]:
    """List lines whose entries are no longer as the preview saw them, or have been ruled on since."""
    r, c, u = ImportRow.c, kind.row.c, Ruling.c
    since = sheet.previewed_at
    current = and_(c.entry_id == r.entry_id, stands(kind.row.rows))
    ruled = select(u.id).where(
        u.kind == kind.name, u.entry_id == r.entry_id, or_(u.ruled_at > since, u.released_at > since)
    )
    taken = select(c.id).where(
        c.source == literal(sheet.source), c.external_id == r.external_id, stands(kind.row.rows)
    )
    changed = or_(
        and_(r.entry_id.is_not(None), c.revision.is_distinct_from(r.revision)),
        and_(r.entry_id.is_not(None), ruled.correlate(ImportRow.rows).exists()),
        and_(r.entry_id.is_(None), taken.correlate(ImportRow.rows).exists()),
    )
    statement = (
        select(r.line)
        .select_from(ImportRow.rows.outerjoin(kind.row.rows, current))
        .where(r.import_id == sheet.id, r.row_class != tables.REJECTED, changed)
        .order_by(r.line)
    )
    return list(unit.execute(statement).scalars())


def carry_out_recording(
    unit: Unit, request: ImportRequest, progress: Callable[[int, int, str], None]
) -> ImportDone:
    """Carry out the work `import.record`: all that was confirmed, or nothing.

    Raises Conflict (`import_outdated`) where a row would come to something else than was previewed.
    """
    profile = computing.cities().profile(request.city)
    sheet = find_import(unit, request.import_id)
    if sheet.state != tables.CONFIRMED or sheet.decision is None:
        raise Conflict("import_recorded", "这次导入已经办过。")
    previewed = {row.line: row for row in list_rows(unit, sheet.id)}
    wanted = sum(sheet.decision.takes(row) for row in previewed.values())
    progress(0, wanted, "读取表格")
    rows = read_again(unit, sheet, make_bringing(unit, profile, sheet)).rows
    counts = record_sheet(
        unit, profile, sheet, rows, previewed, tell=lambda done: progress(done, wanted, "登记")
    )
    progress(wanted, wanted, "完成")
    return ImportDone(sheet.id, sum(counts.values()), counts)


def record_sheet(
    unit: Unit,
    profile: Profile,
    sheet: SheetImport,
    rows: Sequence[SheetRow],
    previewed: Mapping[int, ImportRow],
    *,
    tell: Callable[[int], None] = lambda _n: None,
    where: str = "",
    fresh: Fresh | None = None,
) -> dict[str, int]:
    """Record the rows of a confirmed sheet that are to come in; returns how many came in, by class.

    `fresh` is what sheets before it have brought in, `where` how it is called among them. Raises Conflict
    (`import_outdated`).
    """
    assert sheet.decision is not None  # noqa: S101 - it is confirmed
    bringing, decision = make_bringing(unit, profile, sheet), sheet.decision
    wanted = [row for row in rows if row.line in previewed and decision.takes(previewed[row.line])]
    recorded = classify_rows(unit, bringing, wanted, sheet.id, tell)
    if fresh is not None:
        recorded = fresh.name(bringing.form, recorded)
        fresh.add(bringing.form, recorded)
    _check_as_shown(previewed, recorded, where)
    return _store(unit, sheet, recorded)


def _check_as_shown(
    previewed: Mapping[int, ImportRow], recorded: Sequence[ClassifiedRow], where: str
) -> None:
    """Hold what rows have come to against what the preview has previewed."""
    rows = [classified.row for classified in recorded]
    lines = [row.line for row in rows if _essence(row) != _essence(previewed[row.line])]
    if lines:
        named = "、".join(map(str, lines[:MAX_NAMED]))
        detail = f"核对之后台账有变动，{where}第 {named} 行的结果与核对时不同；没有登记任何内容，请重新核对。"
        raise Conflict("import_outdated", detail, lines=lines[:MAX_NAMED])


def _essence(row: ImportRow) -> tuple[Any, ...]:
    """What of a row has been shown to who confirmed it."""
    return row.row_class, row.entry_id, row.revision, row.changes


def _store(unit: Unit, sheet: SheetImport, recorded: Sequence[ClassifiedRow]) -> dict[str, int]:
    """Store what became of the rows; returns how many came in, by class."""
    counts = dict(Counter(classified.row.row_class for classified in recorded))
    store_outcomes(unit, sheet.id, recorded)
    take_import_step(unit, sheet, state=tables.RECORDED, recorded_at=unit.now)
    unit.note("import.recorded", f"sheet_import/{sheet.id}", {**counts, "sha256": sheet.sha256})
    return counts
