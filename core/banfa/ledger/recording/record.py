"""Recording what happened, singly and in bulk. Nothing stored is ever changed.

A row is wholly in or wholly out: it is read, resolved and checked before anything is written. In bulk a row
is known by its source's `external_id`: the same row again is unchanged, another row under the same id is
its correction, so a source can send everything it has as often as it likes. The number of statements does
not depend on that of rows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from banfa.errors import BanfaError, Conflict, Malformed
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.outcome import CORRECTED, CREATED, REFUSED, UNCHANGED, Outcome
from banfa.ledger.recording.parsing import check_external_ids, check_rows, read_rows
from banfa.ledger.recording.references import resolve_references
from banfa.ledger.recording.writing import find_known, guard_drafts, is_same, write_drafts
from banfa.trust.canonical import canonical, plain
from banfa.trust.digests import digest
from banfa.trust.permissions import allow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Entry
    from banfa.ledger.entries.kind import Draft, Kind
    from banfa.trust.unit import Unit

SENT_AGAIN = "来源重新报送"
MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of one row. `id` is the entry's, `version` its revision that stands now.

    Of a refused row `code`, `detail` and `field` say why; nothing of it was stored.
    """

    index: int
    external_id: str | None
    outcome: str
    id: int | None = None
    version: int | None = None
    code: str | None = None
    detail: str | None = None
    field: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data, without what does not apply."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def record_entry(
    unit: Unit,
    kind: str,
    data: Mapping[str, Any],
    *,
    source: str,
    profile: Profile,
    external_id: str | None = None,
) -> Outcome:
    """Record one entry: it is then created, or was there already and is unchanged.

    The same row under the same external id again changes nothing. Raises Malformed (422) or Conflict (409),
    among them `external_id_taken`: something else stands under this external id, to be corrected by
    `correct_entry`.
    """
    row = dict(data) if external_id is None else {**data, "external_id": external_id}
    found = find_kind(kind)
    drafts = prepare_drafts(unit, found, [row], source=source, profile=profile)
    old = find_known(unit, found, drafts, source=source)
    draft = drafts[0]
    if draft.error is None and draft.entry_id is not None:
        return _repeat(unit, found, draft, old[draft.entry_id])
    guard_drafts(unit, found, drafts, old)
    if draft.error is not None:
        raise draft.error
    version = write_drafts(unit, found, drafts, source=source, reason=SENT_AGAIN)[0]
    unit.note(
        f"{kind}.recorded",
        f"{kind}/{draft.entry_id}",
        {"source": source, "version": version, **plain(row)},
        revision=version,
        changed=row,
    )
    assert draft.entry_id is not None  # noqa: S101 - written
    return Outcome(draft.entry_id, version, CREATED)


def _repeat(unit: Unit, kind: Kind, draft: Draft, row: Entry) -> Outcome:
    """Answer a single row whose external id is known. Raises Conflict where it says something else."""
    if not is_same(kind, draft, row):
        entry = unit.ids.encode_one(kind.name, row.entry_id)
        told = f"外部编号（external_id）已登记过不同的内容，请更正编号为 {entry} 的记录"
        raise Conflict("external_id_taken", f"{told}。", field="external_id", id=entry)
    return Outcome(row.entry_id, row.revision, UNCHANGED)


def record_entries(
    unit: Unit, kind: str, rows: Sequence[Mapping[str, Any]], *, source: str, profile: Profile
) -> list[RowReport]:
    """Record many entries, each row with its `external_id`; returns a report per row, in order.

    One note for all: which entries came in, and the hash of what was sent. Raises Malformed
    (`too_many_rows`), and Conflict (`changed_meanwhile`) for the whole call when another changed the same
    entries at the same time.
    """
    if len(rows) > MOST_ROWS:
        told = f"一次最多 {MOST_ROWS} 行，现为 {len(rows)} 行，请分批报送。"
        raise Malformed("too_many_rows", told, most=MOST_ROWS)
    found = find_kind(kind)
    drafts = prepare_drafts(unit, found, rows, source=source, profile=profile)
    named_by_source(drafts)
    old = find_known(unit, found, drafts, source=source)
    reports = {
        d.index: unchanged(d, old[d.entry_id])
        for d in drafts
        if d.entry_id and is_same(found, d, old[d.entry_id])
    }
    pending = guard_drafts(unit, found, [d for d in drafts if d.index not in reports], old)
    versions = write_drafts(unit, found, pending, source=source, reason=SENT_AGAIN)
    for draft in pending:
        outcome = CORRECTED if draft.entry_id in old else CREATED
        version = versions[draft.index]
        reports[draft.index] = RowReport(
            draft.index, draft.external_id, outcome, id=draft.entry_id, version=version
        )
    reports.update({d.index: refused(d, d.error) for d in drafts if d.error is not None})
    if pending:
        note_batch(unit, kind, source, [(draft, reports[draft.index]) for draft in pending])
    return [reports[index] for index in range(len(drafts))]


def named_by_source(drafts: Iterable[Draft]) -> None:
    """Refuse rows without an external id: sent again, they could not be told from new ones."""
    for draft in drafts:
        if draft.error is None and draft.external_id is None:
            told = "批量报送的每一行须有外部编号（external_id）。"
            draft.error = Malformed("field_missing", told, field="external_id")


def unchanged(draft: Draft, row: Entry) -> RowReport:
    """Report a row that says nothing new."""
    return RowReport(draft.index, draft.external_id, UNCHANGED, id=row.entry_id, version=row.revision)


def refused(draft: Draft, refusal: BanfaError) -> RowReport:
    """Report a row that stays out."""
    named = refusal.data.get("field")
    field = named if isinstance(named, str) else None
    return RowReport(
        draft.index, draft.external_id, REFUSED, code=refusal.code, detail=refusal.detail, field=field
    )


def note_batch(unit: Unit, kind: str, source: str, written: Sequence[tuple[Draft, RowReport]]) -> None:
    """Leave one note for all rows that came in: how many, and a hash that binds what each of them said."""
    sent = digest("sha256", canonical([plain(draft.data) for draft, _ in written]))
    outcomes = Counter(report.outcome for _, report in written)
    names = sorted({name for draft, _ in written for name in draft.data})
    unit.note(
        f"{kind}.recorded",
        f"{kind}/bulk",
        {"source": source, "rows": dict(outcomes), "sha256": sent.hex()},
        changed=names,
    )


def prepare_drafts(
    unit: Unit, kind: Kind, rows: Iterable[Mapping[str, Any]], *, source: str, profile: Profile
) -> list[Draft]:
    """Read, resolve and check rows; what is wrong with one is written on it. Nothing is stored."""
    allow(unit.actor, "ledger.write", kind=kind.name)
    context = ReadingContext(profile, unit.today)
    drafts = read_rows(kind, rows, context)
    check_external_ids(drafts)
    resolve_references(unit, kind, drafts, source=source)
    check_rows(kind, drafts, context)
    return drafts
