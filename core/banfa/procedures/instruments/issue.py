"""Issuing instruments (文件): documents that put an edition in force, set its terms, switch procedure on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.procedures.instruments.bodies import KINDS, Promulgation, read_body
from banfa.procedures.instruments.editions import find_edition
from banfa.procedures.instruments.instrument import (
    CLASSES,
    KINDS_OF_LAW,
    PUBLISHED_CLASSES,
    Instrument,
    collect_promulgations,
    list_of_edition,
    merge_settings,
)
from banfa.procedures.instruments.locked import lock_edition
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


_BETWEEN_ISSUERS: Final = re.compile(r"[、，,;；\s]+")


def issue_instrument(
    unit: Unit,
    profile: Profile,
    *,
    kind: str,
    edition: str,
    document_no: str,
    issuer: str,
    issued_on: date,
    document_class: str,
    body: Mapping[str, object],
    published_on: date | None = None,
    published_in: str | None = None,
    valid_until: date | None = None,
) -> Instrument:
    """Record an instrument, after holding what it sets against the edition with the plugin's own checker.

    `body`: for promulgation {"commencement": day, "end"?: day}; for expiry {"end": day}; for terms
    {"settings": {key: value}, "applies_from"?: day}; for internal {"objections"?: true, "review_steps"?: 3}.
    Raises Malformed for what the edition does not take, for what burdens providers and is not published or
    not the bureau's; Conflict for a number used twice.
    """
    law = find_edition(profile, edition)
    _check_head(unit, kind=kind, document_no=document_no, issuer=issuer, issued_on=issued_on)
    _check_issuer(profile, kind, issuer)
    _check_publication(
        unit, kind, document_class, issued_on, published_on=published_on, published_in=published_in
    )
    if valid_until is not None and valid_until < (published_on or issued_on):
        message = "有效期届满之日 valid_until 不能早于发文、公布之日。"
        raise Malformed("days_reversed", message, field="valid_until")
    take_lock(unit, Lock.INSTRUMENTS)
    recorded = list_of_edition(unit, edition)
    same_kind = [instrument for instrument in recorded if instrument.kind == kind]
    without_expiries = [instrument for instrument in recorded if instrument.kind != "expiry"]
    span = collect_promulgations(without_expiries).get(edition)
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
        document_class=document_class,
        published_on=published_on,
        published_in=published_in,
        valid_until=valid_until,
        body=read_body(
            law,
            kind,
            body,
            published_on=published_on or issued_on,
            promulgated=Promulgation(span.since, span.until) if span else None,
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


def _check_issuer(profile: Profile, kind: str, issuer: str) -> None:
    """Raise Malformed where a document of law does not come from the bureau, alone or with others."""
    bureau = profile.city.bureau
    if kind in KINDS_OF_LAW and bureau not in _BETWEEN_ISSUERS.split(issuer.strip()):
        message = (
            f"{KINDS[kind]}的文件须由本办法的主管部门{bureau}发文（联合发文的用顿号分开），"
            f"不能是“{issuer}”；请写发文机关全称。"
        )
        raise Malformed("issuer_not_bureau", message, field="issuer")


def _check_publication(
    unit: Unit,
    kind: str,
    document_class: str,
    issued_on: date,
    *,
    published_on: date | None,
    published_in: str | None,
) -> None:
    """Raise Malformed where a document is not published as its class is, or as what it sets asks for."""
    if document_class not in CLASSES:
        message = f"文件类别只有{'、'.join(CLASSES)}，没有“{document_class}”。"
        raise Malformed("unknown_document_class", message, field="document_class")
    zh = CLASSES[document_class]
    if document_class not in PUBLISHED_CLASSES:
        if kind in KINDS_OF_LAW:
            may = "、".join(CLASSES[name] for name in PUBLISHED_CLASSES)
            message = (
                f"{KINDS[kind]}影响服务商的权利义务，只能以公布的文件（{may}）设定，不能以{zh}设定"
                "（优化营商环境条例第六十四条）。"
            )
            raise Malformed("not_published", message, field="document_class")
        return
    for field, value, of in (
        ("published_on", published_on, "日期"),
        ("published_in", published_in, "载体或网址"),
    ):
        if not value:
            raise Malformed("field_missing", f"{zh}须写明公布{of}（{field}）。", field=field)
    if published_on and not issued_on <= published_on <= unit.today:
        message = f"公布日期 published_on 应在发文日期{issued_on}之后、不晚于今天，请核对。"
        raise Malformed("field_out_of_range", message, field="published_on")
