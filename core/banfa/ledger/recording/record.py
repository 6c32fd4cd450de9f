"""Recording what happened, singly and in bulk. Nothing stored is ever changed.

A row is wholly in or wholly out: it is read, resolved and checked before anything is written. In bulk a row
is known by its source's `external_id`: the same row again is unchanged, another row under the same id is
its correction, so a source can send everything it has as often as it likes; what it leaves out is unchanged,
and what a person has ruled on stays as ruled. The number of statements does not depend on that of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import msgspec

from banfa.errors import BanfaError, Conflict, FieldError, Malformed
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.doubles import note_doubles
from banfa.ledger.recording.outcome import CORRECTED, CREATED, REJECTED, UNCHANGED, Outcome, Overruled
from banfa.ledger.recording.own import check_districts
from banfa.ledger.recording.parsing import check_external_ids, check_rows, read_rows
from banfa.ledger.recording.references import resolve_references
from banfa.ledger.recording.ruling import (
    check_rulings,
    describe_overruled,
    list_overruled_fields,
    note_resent,
    note_statements,
)
from banfa.ledger.recording.standing import (
    Standing,
    find_standings,
    find_standings_of,
    find_voided,
    read_external_ids,
)
from banfa.ledger.recording.writing import guard_drafts, is_same, write_drafts
from banfa.trust.canonical import plain
from banfa.trust.digests import digest
from banfa.trust.rights import Act, allow_act

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Draft, Kind
    from banfa.trust.ids import Ids
    from banfa.trust.unit import Unit

_encode_sorted: Final = msgspec.json.Encoder(order="sorted").encode

RESENT_REASON: Final = "来源重新报送"
NOTHING_KNOWN: Final[Mapping[int, Standing]] = MappingProxyType({})
NO_ENTRIES: Final[Mapping[int, int]] = MappingProxyType({})
MAX_ROWS: Final = 10_000


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of one row. `id` is the entry's, `version` its revision that stands now.

    Of a rejected row `code`, `detail` and `field` say why; nothing of it was stored. Of one that came in they
    say what of it did not count: `overruled` fields, on which a person has ruled, or what is older than what
    is known (`older_than_known`). `errors` are all that is wrong with fields.
    """

    index: int
    external_id: str | None
    outcome: str
    id: int | None = None
    version: int | None = None
    code: str | None = None
    detail: str | None = None
    field: str | None = None
    overruled: tuple[Overruled, ...] = ()
    errors: tuple[FieldError, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data, without what does not apply."""
        names = (name for name in self.__slots__ if name != "errors")
        return {name: value for name in names if (value := getattr(self, name)) not in (None, ())}


def record_entry(
    unit: Unit,
    kind: str,
    data: Mapping[str, Any],
    *,
    source: str,
    profile: Profile,
    external_id: str | None = None,
    act: Act = "report",
) -> Outcome:
    """Record one entry: it is then created, or was there already and is unchanged.

    The same row under the same external id again changes nothing. Raises Malformed (422) or Conflict (409),
    among them `external_id_taken`: something else stands under this external id, to be corrected by
    `correct_entry`. `act` is what is done by the table of rights.
    """
    row = dict(data) if external_id is None else {**data, "external_id": external_id}
    declared = find_kind(kind)
    drafts, known = _prepare_known(unit, declared, [row], source=source, profile=profile, act=act)
    draft = drafts[0]
    if draft.error is not None:
        _note_rejected(unit, declared, draft, draft.error, source=source)
        raise draft.error
    if draft.index in known:
        return _repeat(unit, declared, draft, known, source=source)
    guard_drafts(unit, declared, drafts, {})
    _check_still_new(unit, declared, drafts, known, source=source)
    if draft.error is not None:
        raise draft.error
    version = write_drafts(unit, declared, drafts, {}, source=source, reason=RESENT_REASON)[0]
    note_statements(unit, declared, drafts, known, source=source)
    note_doubles(unit, declared, drafts, source=source)
    unit.note(
        f"{kind}.recorded",
        f"{kind}/{draft.entry_id}",
        {"source": source, "version": version, **plain(row)},
        revision=version,
        changed=row,
    )
    assert draft.entry_id is not None  # noqa: S101 - written
    return Outcome(draft.entry_id, version, CREATED)


def _check_still_new(
    unit: Unit, kind: Kind, drafts: Iterable[Draft], known: Mapping[int, Standing], *, source: str
) -> None:
    """Fail the call where a new row is in conflict with its own entry, which came in meanwhile.

    Otherwise it would be told that another has its key or its days. Raises Conflict (`changed_meanwhile`).
    """
    doubtful = {
        draft.index: draft.external_id
        for draft in drafts
        if isinstance(draft.error, Conflict) and draft.external_id is not None and draft.index not in known
    }
    if find_standings(unit, kind, doubtful, source=source, dated=False):
        raise Conflict("changed_meanwhile", f"登记期间有{kind.zh}被他人登记，请重试。")


def _note_rejected(unit: Unit, kind: Kind, draft: Draft, error: BanfaError, *, source: str) -> None:
    """Let the ruling by which a single row stays out know of it, as in bulk: that stays."""
    if draft.voided_id is None or not (resent := note_resent(unit, kind, [draft.voided_id])):
        return
    note_batch(unit, kind, source, [draft], created=0, corrected=0, overruled=resent)
    unit.keep_despite(error)


def check_entry(
    unit: Unit,
    kind: str,
    data: Mapping[str, Any],
    *,
    source: str,
    profile: Profile,
    act: Act,
    entry_id: int | None = None,
) -> dict[str, Any]:
    """Hold an entry against the ledger without recording it; returns what was read of it, by column.

    `entry_id`: the entry that would be corrected by it. Raises as `record_entry` does.
    """
    declared = find_kind(kind)
    drafts = prepare_drafts(unit, declared, [dict(data)], source=source, profile=profile, act=act)
    draft = drafts[0]
    draft.entry_id = entry_id
    guard_drafts(unit, declared, drafts, {})
    if draft.error is not None:
        raise draft.error
    return draft.values


def _repeat(unit: Unit, kind: Kind, draft: Draft, known: Mapping[int, Standing], *, source: str) -> Outcome:
    """Answer a single row whose external id is known. Raises Conflict where it says something else."""
    row = known[draft.index].row
    if not is_same(kind, draft, row):
        entry = unit.ids.encode_one(kind.name, row.entry_id)
        sentence = f"外部编号（external_id）已登记过不同的内容，请更正编号为 {entry} 的记录"
        raise Conflict("external_id_taken", f"{sentence}。", field="external_id", id=entry)
    late, overruled = note_statements(unit, kind, [draft], known, source=source)
    if draft.observed_at is not None or late or overruled:
        note_batch(unit, kind, source, [draft], created=0, corrected=0, late=late, overruled=overruled)
    return Outcome(row.entry_id, row.revision, UNCHANGED, list_overruled_fields(draft, known[draft.index]))


def record_entries(
    unit: Unit,
    kind: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    source: str,
    profile: Profile,
    act: Act = "report",
    entries: Mapping[int, int] = NO_ENTRIES,
) -> list[RowReport]:
    """Record many entries, each row with its `external_id`; returns a report per row, in order.

    `entries` are those of the source that rows are about which give no external id, by index. One note for
    all: how many came in, and the hash of what they said. Raises Malformed (`too_many_rows`), and Conflict
    (`changed_meanwhile`) for the whole call when another changed the same entries at the same time.
    """
    if len(rows) > MAX_ROWS:
        sentence = f"一次最多 {MAX_ROWS} 行，现为 {len(rows)} 行，请分批报送。"
        raise Malformed("too_many_rows", sentence, most=MAX_ROWS)
    declared = find_kind(kind)
    drafts, known = _prepare_known(
        unit, declared, rows, source=source, profile=profile, act=act, entries=entries
    )
    _require_external_ids(drafts, known)
    same = {
        d.index
        for d in drafts
        if d.error is None and d.index in known and is_same(declared, d, known[d.index].row)
    }
    old = {standing.row.entry_id: standing.row for standing in known.values()}
    pending = guard_drafts(unit, declared, [d for d in drafts if d.index not in same], old)
    _check_still_new(unit, declared, drafts, known, source=source)
    corrected = sum(draft.entry_id in old for draft in pending)
    versions = write_drafts(unit, declared, pending, old, source=source, reason=RESENT_REASON)
    check_rulings(unit, declared, [known[draft.index] for draft in pending if draft.index in known])
    note_doubles(unit, declared, pending, source=source)
    late, overruled = note_statements(unit, declared, drafts, known, source=source)
    resent = note_resent(unit, declared, [d.voided_id for d in drafts if d.voided_id is not None])
    if touched := [
        d for d in drafts if d.index in versions or d.late or d.said or d.voided_id or d.observed_at
    ]:
        created = len(pending) - corrected
        counts = {"created": created, "corrected": corrected, "late": late, "overruled": overruled + resent}
        note_batch(unit, declared, source, touched, **counts)
    else:
        unit.unaudited("no row came in: the locks of guards alone count as writing")
    return [report_row(declared, draft, known.get(draft.index), versions) for draft in drafts]


def _prepare_known(
    unit: Unit,
    kind: Kind,
    rows: Sequence[Mapping[str, Any]],
    *,
    source: str,
    profile: Profile,
    act: Act,
    entries: Mapping[int, int] = NO_ENTRIES,
) -> tuple[list[Draft], dict[int, Standing]]:
    """Prepare rows with what stands already under their external ids; what was voided stays out."""
    external_ids = read_external_ids(rows)
    dated = any(row.get("observed_at") is not None for row in rows if isinstance(row, dict))
    known = find_standings(unit, kind, external_ids, source=source, dated=dated)
    known |= find_standings_of(unit, kind, entries, dated=dated)
    new = {index: text for index, text in external_ids.items() if index not in known}
    drafts = prepare_drafts(unit, kind, rows, source=source, profile=profile, act=act, known=known)
    for index, (entry_id, error) in find_voided(unit, kind, new, source=source).items():
        if drafts[index].error is None:
            drafts[index].error, drafts[index].voided_id = error, entry_id
    return drafts, known


def report_row(kind: Kind, draft: Draft, standing: Standing | None, versions: Mapping[int, int]) -> RowReport:
    """Report what became of a row."""
    if draft.error is not None:
        return _report_rejected(draft, draft.error)
    uncounted = _describe_uncounted(kind, draft, standing)
    if draft.index not in versions:
        assert standing is not None  # noqa: S101 - neither new nor changed
        row = standing.row
        return RowReport(
            draft.index, draft.external_id, UNCHANGED, id=row.entry_id, version=row.revision, **uncounted
        )
    outcome, version = CREATED if standing is None else CORRECTED, versions[draft.index]
    return RowReport(draft.index, draft.external_id, outcome, id=draft.entry_id, version=version, **uncounted)


def _describe_uncounted(kind: Kind, draft: Draft, standing: Standing | None) -> dict[str, Any]:
    """Say what of a row that came in did not count."""
    overruled = () if standing is None else list_overruled_fields(draft, standing)
    if overruled:
        detail = describe_overruled(kind, overruled)
        return {"code": "overruled", "detail": detail, "field": overruled[0].field, "overruled": overruled}
    if draft.late:
        named = "、".join(f"{kind.label(name)}（{name}）" for name in sorted(draft.late))
        detail = f"来源时点（observed_at）早于已登记的{named}，这些内容只留作历史。"
        return {"code": "older_than_known", "detail": detail, "field": "observed_at"}
    return {}


def _require_external_ids(drafts: Iterable[Draft], known: Mapping[int, Standing]) -> None:
    """Reject new rows without an external id: sent again, nothing would tell them from new ones."""
    for draft in drafts:
        if draft.error is None and draft.external_id is None and draft.index not in known:
            sentence = "批量报送的每一行须有外部编号（external_id）。"
            draft.error = Malformed("field_missing", sentence, field="external_id")


def _report_rejected(draft: Draft, error: BanfaError) -> RowReport:
    """Report a row that stays out."""
    named = error.data.get("field")
    field = named if isinstance(named, str) else None
    errors: Any = error.data.get("errors", ())
    return RowReport(
        draft.index,
        draft.external_id,
        REJECTED,
        code=error.code,
        detail=error.detail,
        field=field,
        errors=tuple(FieldError(*each.values()) for each in errors),
    )


def note_batch(unit: Unit, kind: Kind, source: str, drafts: Sequence[Draft], **counts: int) -> None:
    """Leave one note for all rows that came in; its hash binds what each of them said, in order.

    The hash is that of the rows as their source sent them, RFC 8785, so whoever has kept them can hold them
    against the chain, in whatever database it lies.
    """
    rows = _restore_outward_ids(unit.ids, kind, [draft.data for draft in drafts])
    sent = digest("sha256", encode_rows(rows)).hex()
    names = sorted({name for draft in drafts for name in draft.data})
    noted = {name: n for name, n in counts.items() if n or name in ("created", "corrected")}
    unit.note(
        f"{kind.name}.recorded",
        f"{kind.name}/bulk",
        {"source": source, **noted, "sha256": sent},
        changed=names,
    )


def _restore_outward_ids(
    ids: Ids, kind: Kind, rows: Iterable[Mapping[str, Any]]
) -> Sequence[Mapping[str, Any]]:
    """The rows with outward ids where the door has put our numbers: one call of the cipher a reference."""
    outward = list(rows)
    for reference in kind.references:
        name = reference.name
        at = [n for n, row in enumerate(outward) if row.get(name) is not None]
        for n, text in zip(at, ids.encode(reference.kind, [outward[n][name] for n in at]), strict=True):
            outward[n] = {**outward[n], name: text}
    return outward


def encode_rows(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The canonical bytes (RFC 8785) of rows that were read: `canonical`, but a hundred times faster."""
    # Their names are ASCII and their numbers whole, so that sorted keys and the shortest form are all of it.
    return _encode_sorted(rows)


def prepare_drafts(
    unit: Unit,
    kind: Kind,
    rows: Iterable[Mapping[str, Any]],
    *,
    source: str,
    profile: Profile,
    act: Act,
    known: Mapping[int, Standing] = NOTHING_KNOWN,
) -> list[Draft]:
    """Read, resolve and check rows; what is wrong with one is written on it. Nothing is stored.

    `known` is what stands already of the rows' entries, by index.
    """
    allow_act(unit.actor, kind, act, source=source)
    context = ReadingContext(profile, unit.today)
    drafts = read_rows(kind, rows, context, known=known)
    check_external_ids(drafts)
    resolve_references(unit, kind, drafts, source=source)
    check_rows(kind, drafts, context)
    check_districts(unit, kind, drafts, {index: old.row.entry_id for index, old in known.items()})
    return drafts
