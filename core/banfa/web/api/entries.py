"""Entries of the ledger: the seven operations that every kind has, declared once.

A topic says what an entry's form is; listing, reading, history, recording, recording in bulk, correcting and
voiding follow from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Forbidden, Malformed
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.correct import correct, void
from banfa.ledger.recording.listing import get_entry, history, list_rows
from banfa.ledger.recording.record import CREATED, REFUSED, record, record_many
from banfa.web.api.entry_schemas import BulkReport, Outcome, Schemas, VoidIn, schemas
from banfa.web.api.pages import list_of, page_of
from banfa.web.flaws import Found
from banfa.web.operations import MEBIBYTE, Topic
from banfa.web.requests import Call
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from marshmallow.fields import Field

    from banfa.ledger.entries.kind import Kind
    from banfa.trust.actor import Actor
    from banfa.web.forms import Form

LARGEST_BULK: Final = 16 * MEBIBYTE
SUBJECTS: Final = ("provider", "enterprise")

Rows = list[dict[str, Any]]
Enrich = Callable[[Call, Rows], Rows]


def as_they_are(_call: Call, rows: Rows) -> Rows:
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
    enrich: Enrich = as_they_are
    extra: Mapping[str, Field[Any]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The address of the list."""
        return f"/{self.plural.replace('_', '-')}"

    @property
    def kind(self) -> Kind:
        """The ledger's kind."""
        return KINDS[self.name]


def declare(topic: Topic, entries: Entries) -> None:
    """Declare the operations of a kind."""
    shapes = schemas(entries.kind, entries.form, filters=entries.filters, extra=entries.extra)
    declare_reading(topic, entries, shapes)
    declare_writing(topic, entries, shapes)


def declare_reading(topic: Topic, entries: Entries, shapes: Schemas) -> None:
    """Declare list, one entry, and its history."""
    kind, path, zh = entries.name, entries.path, entries.kind.zh
    shared: dict[str, Any] = {"method": "GET", "action": "ledger.read", "status": 200, "own": entries.own}

    names = shapes.query().fields.keys() - {"after", "limit"}

    def listed(call: Call) -> Answer:
        filters = call.filters(*names)
        check_filters(call.unit.actor, entries.kind, filters)
        page = list_rows(call.unit, kind, filters, after=call.after() or 0, limit=call.query["limit"])
        return call.paged(entries.enrich(call, page.dicts()), page.after)

    def shown(call: Call, entry_id: int) -> Answer:
        entry = entries.enrich(call, [get_entry(call.unit, kind, entry_id)])[0]
        return Answer(entry, version=entry["version"])

    def past(call: Call, entry_id: int) -> Answer:
        return Answer({"items": history(call.unit, kind, entry_id)})

    topic.declare(
        listed,
        name=f"list_{entries.plural}",
        rule=path,
        summary=f"{zh}列表",
        query=shapes.query,
        answer=page_of(shapes.told),
        **shared,
    )
    one = f"{path}/<number:entry_id>"
    topic.declare(shown, name=f"get_{kind}", rule=one, summary=zh, answer=shapes.told, **shared)
    topic.declare(
        past,
        name=f"get_{kind}_history",
        rule=f"{one}/history",
        summary=f"{zh}的全部记录，含更正和作废",
        answer=list_of(shapes.past),
        **shared,
    )


def declare_writing(topic: Topic, entries: Entries, shapes: Schemas) -> None:
    """Declare recording, singly and in bulk, correcting and voiding."""
    path, kind, zh = entries.path, entries.name, entries.kind.zh
    shared: dict[str, Any] = {"method": "POST", "action": "ledger.write"}
    topic.declare(
        recorder(entries),
        name=f"record_{kind}",
        rule=path,
        summary=f"登记{zh}",
        body=shapes.sent,
        answer=Outcome,
        status=201,
        unchanged=True,
        **shared,
    )
    topic.declare(
        bulk_recorder(entries),
        name=f"record_{entries.plural}_in_bulk",
        rule=f"{path}/bulk",
        summary=f"批量登记{zh}",
        description="凭来源和 external_id 认出已登记的：相同的不变，不同的作为更正。每行全收或全不收。",
        body=shapes.bulk,
        answer=BulkReport,
        status=200,
        largest=LARGEST_BULK,
        by_row=True,
        **shared,
    )
    one = f"{path}/<number:entry_id>"
    topic.declare(
        corrector(kind),
        name=f"correct_{kind}",
        rule=f"{one}/correction",
        summary=f"更正{zh}",
        description="原记录保留，由新记录取代。",
        body=shapes.correction,
        answer=Outcome,
        status=200,
        versioned=True,
        **shared,
    )
    topic.declare(
        voider(kind),
        name=f"void_{kind}",
        rule=f"{one}/voiding",
        summary=f"作废{zh}",
        description="所记之事并未发生；记录保留，注明理由。有其他记录以它为据的，先作废那些记录。",
        body=VoidIn,
        answer=Outcome,
        status=200,
        versioned=True,
        **shared,
    )


def recorder(entries: Entries) -> Callable[[Call], Answer]:
    """The view that records one entry."""

    def view(call: Call) -> Answer:
        source = source_of(call.unit.actor)
        made = record(call.unit, entries.name, call.body, source=source, profile=call.profile)
        status = 201 if made["outcome"] == CREATED else 200
        return Answer(made, status=status, version=made["version"], location=f"{entries.path}/{made['id']}")

    return view


def bulk_recorder(entries: Entries) -> Callable[[Call], Answer]:
    """The view that records many entries."""

    def view(call: Call) -> Answer:
        rows = call.body["rows"]
        whole = [n for n in range(len(rows)) if n not in call.row_flaws]
        source = source_of(call.unit.actor)
        taken = record_many(
            call.unit, entries.name, [rows[n] for n in whole], source=source, profile=call.profile
        )
        reports = {n: {**told.to_json(), "index": n} for n, told in zip(whole, taken, strict=True)}
        reports |= {n: refused(n, rows[n], flaws[0]) for n, flaws in call.row_flaws.items()}
        counts = Counter(report["outcome"] for report in reports.values())
        told = {name: counts[name] for name in ("created", "unchanged", "corrected", "refused")}
        return Answer({**told, "rows": [reports[n] for n in sorted(reports)]})

    return view


def corrector(kind: str) -> Callable[..., Answer]:
    """The view that corrects an entry."""

    def view(call: Call, entry_id: int) -> Answer:
        done = correct(
            call.unit,
            kind,
            entry_id,
            call.body["data"],
            call.body["reason"],
            profile=call.profile,
            version=call.version,
        )
        return Answer(done, version=done["version"])

    return view


def voider(kind: str) -> Callable[..., Answer]:
    """The view that voids an entry."""

    def view(call: Call, entry_id: int) -> Answer:
        return Answer(void(call.unit, kind, entry_id, call.body["reason"], version=call.version))

    return view


def refused(index: int, row: Any, found: Found) -> dict[str, Any]:
    """The report of a row that the ledger was never shown."""
    external_id = row.get("external_id") if isinstance(row, dict) else None
    report = {"index": index, "outcome": REFUSED, "code": found.flaw.code, "detail": found.flaw.zh}
    report |= {"field": found.field} if found.field else {}
    return report | ({"external_id": external_id} if isinstance(external_id, str) else {})


def source_of(actor: Actor) -> str:
    """Whose report it is: external ids are its own. Raises Forbidden for who reports nothing."""
    if actor.source is None:
        raise Forbidden("no_source", "该令牌不属于任何来源，不能登记。")
    return actor.source


def check_filters(actor: Actor, kind: Kind, filters: Mapping[str, Any]) -> None:
    """Refuse to narrow a list by what the asker may not see: which rows come would tell it."""
    for name in filters:
        if name in kind.secret_from.get(actor.role, ()):
            raise Malformed("parameter_unknown", f"不能按 {name} 筛选。", field=name)
