"""Telling the ledger of a published list: of all its names, in as many statements as of one, or of none."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.law import AdmissionStep
from banfa.ledger.entries.specifiers import day, text
from banfa.ledger.kinds.memberships import Membership
from banfa.ledger.recording.outcome import REJECTED
from banfa.ledger.recording.record import record_entries
from banfa.procedures.admission.applications import APPLICATIONS
from banfa.procedures.admission.batches import BATCHES
from banfa.procedures.admission.events import STEP_OF
from banfa.procedures.admission.publishing import (
    check_after_list,
    find_after_list,
    list_applications,
    list_last_events,
)
from banfa.procedures.admission.requirements import find_route
from banfa.procedures.admission.seats import check_seat
from banfa.procedures.cases.steps import take, take_all
from banfa.procedures.inputs import Inputs
from banfa.trust.locks import Lock, take_lock
from banfa.trust.source_row import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from banfa.cities.profile import Profile
    from banfa.procedures.admission.applications import AdmissionApplication
    from banfa.procedures.admission.batches import AdmissionBatch
    from banfa.procedures.admission.events import AdmissionEvent
    from banfa.trust.unit import Unit


class RecordMemberships(Inputs, example={"from_on": "2026-04-22"}):
    """From which day to which they are in the pool."""

    from_on: date = day("入库之日", hint="公示期满之后、不晚于公布之日；名单另有写明的，一并填写原文")
    until_on: date | None = day("在库最后一日", hint="名单写明期限的填写")
    term_words: str | None = text(
        "名单关于起止之日的原文", max_length=500, hint="入库之日晚于公布之日、或者写有最后一日的填写"
    )


def record_memberships(
    unit: Unit, profile: Profile, row_id: int, data: RecordMemberships, version: int | None = None
) -> AdmissionBatch:
    """Tell the ledger of every membership of a published list: of all, or of none.

    What the text has before the list is what stood on the list's day. Raises Malformed (`days_reversed`,
    `term_words_missing`), Conflict (`seat_taken`, `step_missing`), and Conflict with what
    the ledger has against a name (`membership_overlaps`, `end_before_start`).
    """
    batch = BATCHES.begin(unit, "record", row_id, version=version)
    _check_term(batch, data)
    take_lock(unit, Lock.ADMISSION)
    latest = list_last_events(unit, batch)
    listed = [row for row in list_applications(unit, batch.id) if row.state == "proposed"]
    assert batch.listed_on is not None  # noqa: S101 - published
    stood = check_after_list(unit, profile, batch, listed, batch.listed_on)
    entries, awaits = [], []
    for row in listed:
        route = find_route(profile, batch.edition, row.category)
        if row.assigned_industry and route.one_a_seat:
            check_seat(unit, row, industry=row.assigned_industry, on=data.from_on)
        consent = find_after_list(stood[row.id], row, route, AdmissionStep.CONSENT)
        entries.append(_write_entry(unit, batch, row, data, consent))
        done = {STEP_OF.get(kind) for (kind, _), event in latest[row.id].items() if event.state == "checked"}
        awaits.append([step for step in route.afterwards if step not in done])
    ids = _record(unit, profile, entries)
    admitted = [
        (row, {"membership_id": number, "awaits": left})
        for row, number, left in zip(listed, ids, awaits, strict=True)
    ]
    take_all(unit, APPLICATIONS, admitted, "admit", {"admission_batch_id": batch.id})
    return take(unit, BATCHES, batch, "record", vars(data))


def _check_term(batch: AdmissionBatch, data: RecordMemberships) -> None:
    """Check from when they are in the pool: after the list was shown, and not later than it was published.

    Another day, or a last one, is what the list itself says. Raises Malformed (`days_reversed`,
    `term_words_missing`).
    """
    assert batch.public_until is not None  # noqa: S101 - shown
    assert batch.listed_on is not None  # noqa: S101 - published
    if data.from_on <= batch.public_until:
        message = f"入库之日（from_on）须在公示期满之日{batch.public_until}之后。"
        raise Malformed("days_reversed", message, field="from_on")
    if (data.from_on > batch.listed_on or data.until_on is not None) and data.term_words is None:
        message = (
            f"入库之日（from_on）晚于公布之日{batch.listed_on}，或者写有最后一日的，"
            "须抄录名单的原文（term_words）。"
        )
        raise Malformed("term_words_missing", message, field="term_words")


def _write_entry(
    unit: Unit,
    batch: AdmissionBatch,
    row: AdmissionApplication,
    data: RecordMemberships,
    consent: AdmissionEvent | None,
) -> dict[str, Any]:
    """Write a name's membership as the ledger is told of it, with the consent where one was given."""
    basis = f"{batch.document_no}（{batch.number}）"
    if consent is not None:
        basis += f"；市人民政府{consent.held_on}同意（{consent.document_no}）"
    entry = {
        "external_id": f"admission/{unit.ids.encode_one('admission_application', row.id)}",
        "provider_id": row.provider_id,
        "category": row.category,
        "industry": row.assigned_industry,
        "industry_list": row.industry_list,
        "from_on": data.from_on,
        "selected_on": batch.listed_on,
        "until_on": data.until_on,
        "basis": basis,
    }
    return {name: value for name, value in entry.items() if value is not None}


def _record(unit: Unit, profile: Profile, entries: Sequence[dict[str, Any]]) -> list[int]:
    """Record the memberships; gives their numbers. Raises Conflict for the first that the ledger rejects."""
    kind = Membership.declaration.name
    reports = record_entries(unit, kind, entries, source=SYSTEM, profile=profile)
    for report in reports:
        if report.outcome == REJECTED or report.id is None:
            message = f"名单第{report.index + 1}家不能记入台账：{report.detail}"
            raise Conflict(report.code or "wrong_state", message, field=report.field)
    return [report.id for report in reports if report.id is not None]
