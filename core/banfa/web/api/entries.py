"""Entries of the ledger: seven operations of every kind, all from its declaration.

What was decided is only read here: decisions come out of procedures.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import FieldError, Malformed
from banfa.ledger.entries.origin import EXTERNAL_ID, ORIGIN, SOURCE, SUBJECTS
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.recording.correct import correct_entry, void_entry
from banfa.ledger.recording.listing import (
    Named,
    Revision,
    find_hidden,
    get_named_entry,
    list_entries,
    list_revisions,
)
from banfa.ledger.recording.outcome import CORRECTED, CREATED, REJECTED, UNCHANGED, Outcome
from banfa.ledger.recording.record import RowReport as RowOutcome
from banfa.ledger.recording.record import record_entries, record_entry
from banfa.trust.actor import DISTRICT
from banfa.trust.rights import DECIDED, roles_for
from banfa.trust.sources import find_own_source
from banfa.web.api.entry_schemas import (
    BulkReport,
    EntrySchemas,
    OutcomeSchema,
    VoidIn,
    decode_references,
    make_schemas,
)
from banfa.web.api.examples import make_examples
from banfa.web.api.pages import page_of
from banfa.web.operation import MEBIBYTE, Blueprint, operation
from banfa.web.requests import Arguments, Call, PageQuery, pick
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from marshmallow import Schema

    from banfa.ledger.entries.entry import Entry, Kind
    from banfa.trust.ids import Ids

MAX_BULK_BYTES: Final = 16 * MEBIBYTE
WRITERS: Final = (DISTRICT,)
"""Roles that enter what is their own alone, as far as they enter a kind."""
RECORD_COLUMNS: Final = (SOURCE.name, *ORIGIN)
"""What a record says of itself, beside its kind's columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What a topic adds to entries when they are read: the fields, and their values for each of some rows."""

    schema: type[Schema]
    find: Callable[[Call, Sequence[Any]], Sequence[Mapping[str, Any]]]


def make_blueprint(kind: Kind, extra: Extra | None = None) -> Blueprint:
    """Declare the operations of a kind."""
    blp = Blueprint(kind.plural.replace("_", "-"), __name__, description=kind.zh)
    schemas = make_schemas(kind, extra.schema) if extra else make_schemas(kind)
    _declare_reading(blp, kind, schemas, extra)
    if kind.rights is not DECIDED:
        _declare_recording(blp, kind, schemas)
        _declare_correcting(blp, kind, schemas)
    return blp


def _find_path(kind: Kind) -> str:
    """The address of a kind's list."""
    return f"/{kind.plural.replace('_', '-')}"


def _list_confined(kind: Kind) -> tuple[str, ...]:
    """The roles that see of a kind what is their own."""
    subjects = SUBJECTS if kind.concerns_parties else ()
    return subjects if kind.district_column is None else (*subjects, DISTRICT)


def _find_entry_path(kind: Kind) -> str:
    """The address of an entry of a kind."""
    return f"{_find_path(kind)}/<id({kind.name}):entry_id>"


def _declare_reading(blp: Blueprint, kind: Kind, schemas: EntrySchemas, extra: Extra | None) -> None:
    """Declare list, one entry, and its history."""
    path, entry_path = _find_path(kind), _find_entry_path(kind)
    own = _list_confined(kind)

    def render(call: Call, entries: Sequence[Named[Entry]], hidden: frozenset[str]) -> list[dict[str, Any]]:
        items = [{**_render_entry(entry.row, hidden), **entry.names} for entry in entries]
        if extra is None or not entries:
            return items
        added = extra.find(call, [entry.row for entry in entries])
        return [{**item, **more} for item, more in zip(items, added, strict=True)]

    @blp.route(path, endpoint=f"list_{kind.plural}")
    @blp.arguments(schemas.query, location="query")
    @blp.response(200, page_of(schemas.entry))
    @operation("ledger.read", summary=f"{kind.zh}列表", own=own)
    def list_page(call: Call, query: Arguments) -> Answer:
        page = list_entries(
            call.unit,
            kind.row,
            pick(query, *kind.filters),
            profile=call.profile,
            after=call.after(query),
            **pick(query, "q", "updated_since", "sort", "limit", "count"),
        )
        return call.make_page(render(call, page.entries, page.hidden), page.after, total=page.total)

    @blp.route(entry_path, endpoint=f"get_{kind.name}")
    @blp.response(200, schemas.entry)
    @operation("ledger.read", summary=kind.zh, own=own)
    def get_one(call: Call, entry_id: int) -> Answer:
        entry = get_named_entry(call.unit, kind.row, entry_id)
        (item,) = render(call, [entry], find_hidden(call.unit, kind))
        return Answer(item, version=item.get("version"))

    @blp.route(f"{entry_path}/history", endpoint=f"get_{kind.name}_history")
    @blp.arguments(PageQuery, location="query")
    @blp.response(200, page_of(schemas.revision))
    @operation("ledger.read", summary=f"{kind.zh}的全部记录，含更正和作废", own=own)
    def get_history(call: Call, query: Arguments, entry_id: int) -> Answer:
        hidden = find_hidden(call.unit, kind)

        def render_revision(revision: Revision[Entry]) -> dict[str, Any]:
            ended = {"superseded_at": revision.superseded_at} if "recorded_at" not in hidden else {}
            return {**_render_entry(revision.row, hidden), **revision.names, **ended, "voids": revision.voids}

        return call.page(
            query,
            lambda after, limit: list_revisions(call.unit, kind.row, entry_id, after=after or 0, limit=limit),
            key=lambda revision: revision.row.id,
            render=render_revision,
        )


def _declare_recording(blp: Blueprint, kind: Kind, schemas: EntrySchemas) -> None:
    """Declare recording, singly and in bulk."""
    path, examples = _find_path(kind), make_examples(kind.name)

    @blp.route(path, methods=["POST"], endpoint=f"record_{kind.name}")
    @blp.arguments(schemas.report, example=examples["report"])
    @blp.alt_response(200, schema=OutcomeSchema)
    @blp.response(201, OutcomeSchema)
    @operation("ledger.write", summary=f"登记{kind.zh}", own=WRITERS, roles=roles_for(kind, "report"))
    def record_one(call: Call, body: Arguments) -> Answer:
        source = find_own_source(call.unit.actor)
        outcome = record_entry(call.unit, kind.name, body, source=source, profile=call.profile)
        status = 201 if outcome.outcome == CREATED else 200
        location = call.locate(path, kind.name, outcome.id)
        return Answer(_render_outcome(call, kind, outcome), status, outcome.version, location)

    @blp.route(f"{path}/bulk", methods=["POST"], endpoint=f"record_{kind.plural}_in_bulk")
    @blp.arguments(schemas.bulk, example=examples["bulk"])
    @blp.response(200, BulkReport)
    @operation(
        "ledger.write",
        summary=f"批量登记{kind.zh}",
        own=WRITERS,
        roles=roles_for(kind, "report"),
        description=(
            "凭来源和 external_id 认出已登记的：相同的不变，不同的作为更正；省略的字段不变，null 表示去掉。"
            "主管部门人员已作认定的字段以认定为准，来源时点（observed_at）较早的只留作历史，均在该行结果中注明。"
        ),
        max_bytes=MAX_BULK_BYTES,
        weight=20,
    )
    def record_in_bulk(call: Call, body: Arguments) -> Answer:
        source = find_own_source(call.unit.actor)
        return record_rows(
            call,
            kind,
            body["rows"],
            lambda rows: record_entries(call.unit, kind.name, rows, source=source, profile=call.profile),
        )


def record_rows(
    call: Call, kind: Kind, rows: Sequence[Any], record: Callable[[list[Any]], Sequence[RowOutcome]]
) -> Answer:
    """Answer a bulk request: `record` is given those rows whose references could be read."""
    unreadable = {**decode_references(kind, rows, call.unit.ids), **call.row_errors}
    readable = [n for n in range(len(rows)) if n not in unreadable]
    outcomes = record([rows[n] for n in readable])
    reports = {n: {**o.to_json(), "index": n} for n, o in zip(readable, outcomes, strict=True)}
    _write_ids(kind, [report for report in reports.values() if "id" in report], call.unit.ids)
    reports |= {n: _report_unreadable(n, rows[n], errors) for n, errors in unreadable.items()}
    counts = Counter(report["outcome"] for report in reports.values())
    totals = {name: counts[name] for name in (CREATED, UNCHANGED, CORRECTED, REJECTED)}
    return Answer({**totals, "rows": [reports[n] for n in sorted(reports)]})


def _declare_correcting(blp: Blueprint, kind: Kind, schemas: EntrySchemas) -> None:
    """Declare correcting and voiding."""
    entry_path = _find_entry_path(kind)

    @blp.route(f"{entry_path}/correction", methods=["POST"], endpoint=f"correct_{kind.name}")
    @blp.arguments(schemas.correction, example=make_examples(kind.name)["correction"])
    @blp.response(200, OutcomeSchema)
    @operation(
        "ledger.write",
        summary=f"更正{kind.zh}",
        own=WRITERS,
        roles=roles_for(kind, "correct_own", "correct_others"),
        description="原记录保留，由新记录取代。",
        versioned=True,
    )
    def correct_one(call: Call, body: Arguments, entry_id: int) -> Answer:
        changes, reason = body["data"], body["reason"]
        with _errors_below("data"):
            outcome = correct_entry(
                call.unit, kind.name, entry_id, changes, reason, profile=call.profile, version=call.version
            )
        return Answer(_render_outcome(call, kind, outcome), version=outcome.version)

    @blp.route(f"{entry_path}/voiding", methods=["POST"], endpoint=f"void_{kind.name}")
    @blp.arguments(VoidIn, example={"reason": "重复报送"})
    @blp.response(200, OutcomeSchema)
    @operation(
        "ledger.write",
        summary=f"作废{kind.zh}",
        own=WRITERS,
        roles=roles_for(kind, "void"),
        description="所记之事并未发生；记录保留，注明理由。有其他记录以它为据的，先作废那些记录。",
        versioned=True,
    )
    def void_one(call: Call, body: Arguments, entry_id: int) -> Answer:
        outcome = void_entry(call.unit, kind.name, entry_id, body["reason"], version=call.version)
        return Answer(_render_outcome(call, kind, outcome))


def _render_outcome(call: Call, kind: Kind, outcome: Outcome) -> dict[str, Any]:
    """Render what became of an entry, under its outward id: the schema is that of every kind."""
    rendered = {**asdict(outcome), "id": call.unit.ids.encode_one(kind.name, outcome.id)}
    return rendered if outcome.overruled else {k: v for k, v in rendered.items() if k != "overruled"}


def _write_ids(kind: Kind, reports: Sequence[dict[str, Any]], ids: Ids) -> None:
    """Write the entries' outward ids into what is reported of rows."""
    for report, entry_id in zip(reports, ids.encode(kind.name, [r["id"] for r in reports]), strict=True):
        report["id"] = entry_id


def _render_entry(row: Entry, hidden: frozenset[str]) -> dict[str, Any]:
    """Render a record of an entry without what is hidden from who asks."""
    names, read = _list_visible(row.declaration, hidden)
    return dict(zip(names, read(row), strict=True))


@cache
def _list_visible(
    kind: Kind, hidden: frozenset[str]
) -> tuple[tuple[str, ...], Callable[[Entry], tuple[Any, ...]]]:
    """Under which names a record is shown, and how their values are taken from it."""
    names = tuple(name for name in (*kind.columns, *RECORD_COLUMNS) if name not in hidden)
    if "recorded_at" in hidden:  # a subject: how often it was recorded tells of what is hidden
        return ("id", *names), attrgetter("entry_id", *names)
    return ("id", "version", *names), attrgetter("entry_id", "revision", *names)


@contextmanager
def _errors_below(path: str) -> Iterator[None]:
    """Let what is wrong with an entry be named where it stands in the body."""
    try:
        yield
    except Malformed as error:
        named = error.data.get("errors") or [
            {"field": error.data.get("field", ""), "code": error.code, "detail": error.detail}
        ]
        moved = [{**error, "field": f"{path}.{error['field']}"} for error in named]  # type: ignore[attr-defined]
        raise Malformed(error.code, error.detail, errors=moved) from error


def _report_unreadable(index: int, row: Any, errors: Sequence[FieldError]) -> dict[str, Any]:
    """Report a row that the ledger was never shown."""
    error = errors[0]
    report = {"index": index, "outcome": REJECTED, "code": error.code, "detail": error.message}
    report |= {"field": error.path} if error.path else {}
    try:
        return report | {"external_id": EXTERNAL_ID.read(row["external_id"])}
    except (InvalidValue, LookupError, TypeError):
        return report
