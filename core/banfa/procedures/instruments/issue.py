"""Issuing instruments (文件): documents that put an edition in force, set its terms, switch procedure on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.procedures.instruments.bodies import KINDS, Promulgation, read_body
from banfa.procedures.instruments.editions import find_edition
from banfa.procedures.instruments.instrument import Instrument, list_of_edition, merge_settings
from banfa.procedures.instruments.locked import lock_edition
from banfa.procedures.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


def issue_instrument(
    unit: Unit,
    profile: Profile,
    *,
    kind: str,
    edition: str,
    document_no: str,
    issuer: str,
    issued_on: date,
    body: Mapping[str, object],
) -> Instrument:
    """Record an instrument, after holding what it sets against the edition with the plugin's own checker.

    `body`: for promulgation {"commencement": day, "end"?: day}; for terms {"settings": {key: value}}; for
    internal {"objections"?: true, "review_steps"?: 3}. Raises Malformed for what the edition does not take,
    Conflict for a number used twice.
    """
    law = find_edition(profile, edition)
    _check_head(unit, kind=kind, document_no=document_no, issuer=issuer, issued_on=issued_on)
    take_lock(unit, Lock.INSTRUMENTS)
    recorded = list_of_edition(unit, edition)
    same_kind = [instrument for instrument in recorded if instrument.kind == kind]
    if any(instrument.document_no == document_no for instrument in same_kind):
        message = f"文号“{document_no}”已登记过同类文件；如有变化请另发文号。"
        raise Conflict("document_recorded", message, field="document_no")
    earlier = [instrument for instrument in recorded if instrument.issued_on <= issued_on]
    later = recorded[len(earlier) :]
    instrument = unit.add(
        Instrument,
        kind=kind,
        edition=edition,
        version=1 + len(same_kind),
        document_no=document_no,
        issuer=issuer,
        issued_on=issued_on,
        body=read_body(
            law,
            kind,
            body,
            issued_on=issued_on,
            before=merge_settings(earlier),
            after=merge_settings(later),
        ),
        recorded_by=unit.actor.person.id,
        recorded_at=unit.now,
    )
    if isinstance(instrument.body, Promulgation):
        lock_edition(unit, law, instrument)
    data = {"kind": kind, "edition": edition, "document_no": document_no, "body": body}
    unit.note("instrument.issued", f"instrument/{instrument.id}", data)
    return instrument


def _check_head(unit: Unit, *, kind: str, document_no: str, issuer: str, issued_on: date) -> None:
    """Raise Malformed for an unknown kind, no number, no issuer, or a day to come."""
    if kind not in KINDS:
        message = f"文件种类只有{'、'.join(KINDS)}，没有“{kind}”。"
        raise Malformed("unknown_instrument_kind", message, field="kind")
    for field, value, zh in (("document_no", document_no, "文号"), ("issuer", issuer, "发文机关")):
        if not value.strip():
            raise Malformed("field_missing", f"请写明{zh}（{field}）。", field=field)
    if issued_on > unit.today:
        raise Malformed("future_day", "发文日期 issued_on 不能晚于今天，请核对文件。", field="issued_on")
