"""Entries of the ledger: the seven operations that every kind has, declared once.

A topic says what an entry's form is; listing, reading, history, recording, recording in bulk, correcting and
voiding follow from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import FieldError, Forbidden, Malformed
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.correct import correct, void
from banfa.ledger.recording.listing import get_entry, history, list_rows
from banfa.ledger.recording.record import CREATED, REFUSED, record, record_many
from banfa.trust.ids import NOBODY, kind_of_field
from banfa.web.api.entry_schemas import BulkReport, Outcome, Schemas, VoidIn, make_schemas
from banfa.web.api.pages import list_of, page_of
from banfa.web.fields import NOT_ID
from banfa.web.operation import MEBIBYTE, Blueprint, operation
from banfa.web.requests import Arguments, Call, Form, pick
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from marshmallow.fields import Field

    from banfa.ledger.entries.kind import Kind
    from banfa.trust.actor import Actor

MAX_BULK_BYTES: Final = 16 * MEBIBYTE
SUBJECTS: Final = ("provider", "enterprise")

Rows = list[dict[str, Any]]
Enrich = Callable[[Call, Rows], Rows]


def _leave_as_is(_call: Call, rows: Rows) -> Rows:
    """Add nothing to entries."""
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """How one kind of entry appears in the API.

    `name` is the ledger's name for the kind; `plural` names its address (with hyphens) and its list. `own`
    are the roles that see their own entries only; `filters` the words a list can be narrowed by. `extra` are
    fields that `enrich` adds to entries when they are read.
    """

    name: str
    plural: str
    form: type[Form]
    filters: tuple[str, ...] = ()
    own: tuple[str, ...] = SUBJECTS
    enrich: Enrich = _leave_as_is
    extra: Mapping[str, Field[Any]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The address of the list."""
        return f"/{self.plural.replace('_', '-')}"

    @property
    def kind(self) -> Kind:
        """The ledger's kind."""
        return KINDS[self.name]


def declare(blp: Blueprint, entries: Entries) -> None:
    """Declare the operations of a kind."""
    schemas = make_schemas(entries.kind, entries.form, filters=entries.filters, extra=entries.extra)
    _declare_reading(blp, entries, schemas)
    _declare_recording(blp, entries, schemas)
    _declare_correcting(blp, entries, schemas)


def _declare_reading(blp: Blueprint, entries: Entries, schemas: Schemas) -> None:
    """Declare list, one entry, and its history."""
    kind, zh = entries.name, entries.kind.zh
    one = f"{entries.path}/<id({entries.name}):entry_id>"
    filter_names = schemas.query().fields.keys() - {"after", "limit"}

    @blp.route(entries.path, endpoint=f"list_{entries.plural}")
    @blp.arguments(schemas.query, location="query")
    @blp.response(200, page_of(schemas.answer))
    @operation("ledger.read", summary=f"{zh}列表", own=entries.own)
    def list_entries(call: Call, query: Arguments) -> Answer:
        filters = pick(query, *filter_names)
        _check_filters(call.unit.actor, entries.kind, filters)
        page = list_rows(call.unit, kind, filters, after=call.after(query) or 0, limit=query["limit"])
        return call.make_page(entries.enrich(call, page.dicts()), page.after)

    @blp.route(one, endpoint=f"get_{kind}")
    @blp.response(200, schemas.answer)
    @operation("ledger.read", summary=zh, own=entries.own)
    def get_one(call: Call, entry_id: int) -> Answer:
        entry = entries.enrich(call, [get_entry(call.unit, kind, entry_id)])[0]
        return Answer(entry, version=entry["version"])

    @blp.route(f"{one}/history", endpoint=f"get_{kind}_history")
    @blp.response(200, list_of(schemas.past))
    @operation("ledger.read", summary=f"{zh}的全部记录，含更正和作废", own=entries.own)
    def get_history(call: Call, entry_id: int) -> Answer:
        return Answer({"items": history(call.unit, kind, entry_id)})


def _declare_recording(blp: Blueprint, entries: Entries, schemas: Schemas) -> None:
    """Declare recording, singly and in bulk."""
    path, kind, zh = entries.path, entries.name, entries.kind.zh

    @blp.route(path, methods=["POST"], endpoint=f"record_{kind}")
    @blp.arguments(schemas.body)
    @blp.alt_response(200, schema=Outcome)
    @blp.response(201, Outcome)
    @operation("ledger.write", summary=f"登记{zh}")
    def record_one(call: Call, body: Arguments) -> Answer:
        source = _source_of(call.unit.actor)
        outcome = record(call.unit, kind, body, source=source, profile=call.profile)
        status = 201 if outcome["outcome"] == CREATED else 200
        location = call.locate(path, kind, outcome["id"])
        return Answer(_name_entry(call, kind, outcome), status, outcome["version"], location)

    @blp.route(f"{path}/bulk", methods=["POST"], endpoint=f"record_{entries.plural}_in_bulk")
    @blp.arguments(schemas.bulk)
    @blp.response(200, BulkReport)
    @operation(
        "ledger.write",
        summary=f"批量登记{zh}",
        description="凭来源和 external_id 认出已登记的：相同的不变，不同的作为更正。每行全收或全不收。",
        max_bytes=MAX_BULK_BYTES,
    )
    def record_in_bulk(call: Call, body: Arguments) -> Answer:
        rows = body["rows"]
        unreadable = {**_read_references(call, entries.kind, rows), **call.row_errors}
        readable = [n for n in range(len(rows)) if n not in unreadable]
        source = _source_of(call.unit.actor)
        outcomes = record_many(
            call.unit, kind, [rows[n] for n in readable], source=source, profile=call.profile
        )
        reports = {n: {**o.to_json(), "index": n} for n, o in zip(readable, outcomes, strict=True)}
        stored = [report for report in reports.values() if "id" in report]
        for report, entry_id in zip(
            stored, call.unit.ids.encode(kind, [r["id"] for r in stored]), strict=True
        ):
            report["id"] = entry_id
        reports |= {n: _report_unreadable(n, rows[n], errors) for n, errors in unreadable.items()}
        counts = Counter(report["outcome"] for report in reports.values())
        totals = {name: counts[name] for name in ("created", "unchanged", "corrected", "refused")}
        return Answer({**totals, "rows": [reports[n] for n in sorted(reports)]})


def _declare_correcting(blp: Blueprint, entries: Entries, schemas: Schemas) -> None:
    """Declare correcting and voiding."""
    kind, zh = entries.name, entries.kind.zh
    one = f"{entries.path}/<id({entries.name}):entry_id>"

    @blp.route(f"{one}/correction", methods=["POST"], endpoint=f"correct_{kind}")
    @blp.arguments(schemas.correction)
    @blp.response(200, Outcome)
    @operation(
        "ledger.write",
        summary=f"更正{zh}",
        description="原记录保留，由新记录取代。",
        versioned=True,
    )
    def correct_one(call: Call, body: Arguments, entry_id: int) -> Answer:
        changes, reason = body["data"], body["reason"]
        outcome = correct(
            call.unit, kind, entry_id, changes, reason, profile=call.profile, version=call.version
        )
        return Answer(_name_entry(call, kind, outcome), version=outcome["version"])

    @blp.route(f"{one}/voiding", methods=["POST"], endpoint=f"void_{kind}")
    @blp.arguments(VoidIn)
    @blp.response(200, Outcome)
    @operation(
        "ledger.write",
        summary=f"作废{zh}",
        description="所记之事并未发生；记录保留，注明理由。有其他记录以它为据的，先作废那些记录。",
        versioned=True,
    )
    def void_one(call: Call, body: Arguments, entry_id: int) -> Answer:
        outcome = void(call.unit, kind, entry_id, body["reason"], version=call.version)
        return Answer(_name_entry(call, kind, outcome))


def _name_entry(call: Call, kind: str, outcome: Mapping[str, Any]) -> dict[str, Any]:
    """What became of an entry, under its outward id: the schema is that of every kind."""
    return {**outcome, "id": call.unit.ids.encode_one(kind, outcome["id"])}


def _read_references(call: Call, kind: Kind, rows: Sequence[Any]) -> dict[int, list[FieldError]]:
    """Write numbers in place of the outward ids that rows refer to others by; returns errors by row.

    One call of the cipher a column. What is nothing here becomes `NOBODY`, like a reference to nothing.
    """
    errors: dict[int, list[FieldError]] = {}
    for column in kind.columns:
        of = kind_of_field(column)
        if of:
            at = [n for n, row in enumerate(rows) if isinstance(row, dict) and row.get(column) is not None]
            for n, number in zip(
                at, call.unit.ids.decode_many(of, [rows[n][column] for n in at]), strict=True
            ):
                if isinstance(rows[n][column], str):
                    rows[n][column] = number or NOBODY
                else:
                    errors.setdefault(n, []).append(FieldError(column, NOT_ID.code, NOT_ID.message))
    return errors


def _report_unreadable(index: int, row: Any, errors: Sequence[FieldError]) -> dict[str, Any]:
    """The report of a row that the ledger was never shown."""
    error = errors[0]
    external_id = row.get("external_id") if isinstance(row, dict) else None
    report = {"index": index, "outcome": REFUSED, "code": error.code, "detail": error.message}
    report |= {"field": error.path} if error.path else {}
    return report | ({"external_id": external_id} if isinstance(external_id, str) else {})


def _source_of(actor: Actor) -> str:
    """Whose report it is: external ids are its own. Raises Forbidden for who reports nothing."""
    if actor.source is None:
        raise Forbidden("no_source", "该令牌不属于任何来源，不能登记。")
    return actor.source


def _check_filters(actor: Actor, kind: Kind, filters: Mapping[str, Any]) -> None:
    """Narrow no list by what the asker may not see: which rows come would tell it. Raises Malformed."""
    for name in filters:
        if name in kind.secret_from.get(actor.role, ()):
            raise Malformed("parameter_unknown", f"不能按 {name} 筛选。", field=name)
