"""Instruments (文件): numbered documents that put an edition in force, set its open terms, switch procedure on.

Nothing that an instrument does not set has a value. An instrument is never changed: a later one of the same kind
overrides it key by key. The order is that of the days they were issued on, then that of recording.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, Date, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from banfa.cities.checking import settled_problems
from banfa.database.base import moment, one_of, tenant_table
from banfa.errors import Conflict, Malformed
from banfa.law import Edition, SettingError, settle
from banfa.procedures.house import check_house

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

KINDS: Final = {"promulgation": "公布施行", "terms": "待定事项和理解口径", "house": "内部程序"}

instrument = tenant_table(
    "instrument",
    Column("kind", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document_no", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("recorded_by", Text, nullable=False),
    moment("recorded_at"),
    one_of("kind", KINDS),
    UniqueConstraint("tenant_id", "edition", "kind", "version"),
    UniqueConstraint("tenant_id", "edition", "kind", "document_no"),
    rights="SELECT, INSERT",
)


@dataclass(frozen=True, slots=True)
class InForce:
    """From which day to which an edition is in force, and by which document. `until` is None while open."""

    document_no: str
    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether the edition is in force on the day; both ends count."""
        return self.since <= day and (self.until is None or day <= self.until)


def issue(
    unit: Unit,
    profile: Profile,
    *,
    kind: str,
    edition: str,
    document_no: str,
    issuer: str,
    issued_on: date,
    body: Mapping[str, Any],
) -> dict[str, Any]:
    """Record an instrument, after holding what it sets against the edition with the plugin's own checker.

    `body`: for promulgation {"commencement": day, "end": day | None}; for terms {"settings": {key: value}}; for house
    see `banfa.procedures.house`. Raises Malformed for what the edition does not take, Conflict for a number used twice.
    """
    law = known_edition(profile, edition)
    if kind not in KINDS:
        raise Malformed(
            "unknown_instrument_kind", f"文件种类只有{'、'.join(KINDS)}，没有“{kind}”。", field="kind"
        )
    if issued_on > unit.today:
        raise Malformed("future_day", "发文日期 issued_on 不能晚于今天，请核对文件。", field="issued_on")
    standing = of_edition(unit, edition)
    if any(i["document_no"] == document_no and i["kind"] == kind for i in standing):
        raise Conflict(
            "document_recorded",
            f"文号“{document_no}”已登记过同类文件；如有变化请另发文号。",
            field="document_no",
        )
    checked = _checked(law, kind, body, standing)
    version = 1 + sum(i["kind"] == kind for i in standing)
    row = {
        "kind": kind, "edition": edition, "version": version, "document_no": document_no, "issuer": issuer,
        "issued_on": issued_on, "body": checked, "recorded_by": unit.actor.name, "recorded_at": unit.now,
    }  # fmt: skip
    new = unit.connection.execute(
        unit.insert(instrument).values(**row).returning(instrument.c.id)
    ).scalar_one()
    unit.note(
        "instrument.issued",
        f"instrument/{new}",
        {"kind": kind, "edition": edition, "document_no": document_no, "body": checked},
    )
    return {"id": new, **row, "issued_on": issued_on.isoformat(), "recorded_at": unit.now.isoformat()}


def _checked(
    law: Edition, kind: str, body: Mapping[str, Any], standing: list[dict[str, Any]]
) -> dict[str, Any]:
    match kind:
        case "terms":
            return _checked_terms(law, body, standing)
        case "promulgation":
            return _checked_promulgation(body)
    return check_house(body)


def _checked_terms(law: Edition, body: Mapping[str, Any], standing: list[dict[str, Any]]) -> dict[str, Any]:
    new = body.get("settings")
    if set(body) != {"settings"} or not isinstance(new, dict) or not new:
        raise Malformed(
            "settings_missing",
            'body 须为 {"settings": {待定事项: 取值}}，且至少设定一项。',
            field="body.settings",
        )
    try:
        settled = settle(law, {**merged(standing), **new})
    except SettingError as error:
        raise Malformed("term_invalid", f"{error}。", field=f"settings.{error.key}") from error
    if problems := settled_problems(settled):
        told = "；".join(p.message for p in problems)
        raise Malformed("law_inconsistent", f"按此设定，规则自身不成立：{told}。", field="body.settings")
    return {"settings": new}


def _checked_promulgation(body: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(body) - {"commencement", "end"}:
        raise Malformed(
            "unknown_field", f"公布施行的文件没有字段{'、'.join(sorted(unknown))}。", field="body"
        )
    try:
        since = date.fromisoformat(body["commencement"])
        until = date.fromisoformat(body["end"]) if body.get("end") else None
    except (KeyError, TypeError, ValueError) as error:
        message = "须写明施行之日 commencement（如 2026-01-01），可写明失效之日 end。"
        raise Malformed("commencement_missing", message, field="body.commencement") from error
    if until and until < since:
        raise Malformed("days_reversed", "失效之日 end 不能早于施行之日 commencement。", field="body.end")
    return {"commencement": since.isoformat(), "end": until.isoformat() if until else None}


def known_edition(profile: Profile, key: str) -> Edition:
    """The city's edition of this key. Raises Malformed naming those there are."""
    for edition in profile.editions:
        if edition.key == key:
            return edition
    have = "、".join(e.key for e in profile.editions)
    raise Malformed("unknown_edition", f"{profile.city.zh}没有版本“{key}”；现有：{have}。", field="edition")


def of_edition(unit: Unit, edition: str) -> list[dict[str, Any]]:
    """All instruments of an edition, in the order they take effect."""
    rows = unit.connection.execute(
        unit.select(instrument)
        .where(instrument.c.edition == edition)
        .order_by(instrument.c.issued_on, instrument.c.id)
    )
    return [dict(row) for row in rows.mappings()]


def merged(standing: list[dict[str, Any]]) -> dict[str, Any]:
    """What the instruments set, key by key, the later one first."""
    settings: dict[str, Any] = {}
    for one in standing:
        if one["kind"] == "terms":
            settings |= one["body"]["settings"]
    return settings


def settled_edition(unit: Unit, profile: Profile, *, edition: str) -> Edition:
    """The edition as the instruments recorded so far settle it."""
    return settle(known_edition(profile, edition), merged(of_edition(unit, edition)))


def in_force(unit: Unit, *, edition: str) -> InForce | None:
    """The last promulgation of an edition, or None: then only trial runs are possible."""
    last = [i for i in of_edition(unit, edition) if i["kind"] == "promulgation"][-1:]
    if not last:
        return None
    body = last[0]["body"]
    until = date.fromisoformat(body["end"]) if body["end"] else None
    return InForce(last[0]["document_no"], date.fromisoformat(body["commencement"]), until)


def edition_on(unit: Unit, profile: Profile, *, day: date) -> str | None:
    """The key of the edition in force on a day; where two are, the one that came into force last."""
    found = [
        (f.since, e.key) for e in profile.editions if (f := in_force(unit, edition=e.key)) and f.covers(day)
    ]
    return max(found)[1] if found else None


def list_instruments(unit: Unit, *, after: int = 0, limit: int = 50) -> list[dict[str, Any]]:
    """Instruments by id after `after`."""
    rows = unit.connection.execute(
        unit.select(instrument).where(instrument.c.id > after).order_by(instrument.c.id).limit(limit)
    ).mappings()
    return [
        {
            **{k: v for k, v in row.items() if k != "tenant_id"},
            "issued_on": row["issued_on"].isoformat(),
            "recorded_at": row["recorded_at"].isoformat(),
        }
        for row in rows
    ]


def changed_since(unit: Unit, edition: str, instrument_id: int) -> bool:
    """Whether terms of an edition were set by an instrument recorded after this one."""
    return any(i["id"] > instrument_id and i["kind"] == "terms" for i in of_edition(unit, edition))
