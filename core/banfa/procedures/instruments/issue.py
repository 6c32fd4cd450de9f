"""Instruments (文件): documents that put an edition in force, set its open terms, switch procedure on.

Nothing that an instrument does not set has a value. An instrument is never changed: a later one of the same
kind overrides it key by key. The order is that of the days they were issued on, then that of recording.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, Date, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.base import moment, one_of, tenant_table
from banfa.errors import Conflict, Malformed
from banfa.law import Edition, SettingError, settle
from banfa.procedures.instruments.bodies import checked, merged
from banfa.procedures.locks import INSTRUMENTS, take_turn
from banfa.trust.persons import put_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

KINDS: Final = {"promulgation": "公布施行", "terms": "待定事项和理解口径", "internal": "内部程序"}
OF_THE_LAW: Final = ("promulgation", "terms")
"""The kinds that a result follows from."""

instrument = tenant_table(
    "instrument",
    Column("kind", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document_no", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("body", JSONB, nullable=False),
    moment("recorded_at"),
    one_of("kind", KINDS),
    UniqueConstraint("tenant_id", "edition", "kind", "version"),
    UniqueConstraint("tenant_id", "edition", "kind", "document_no"),
    refers={"recorded_by": "person"},
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

    `body`: for promulgation {"commencement": day, "end"?: day}; for terms {"settings": {key: value}}; for
    internal see `banfa.procedures.instruments.internal`. Raises Malformed for what the edition does not take,
    Conflict for a number used twice.
    """
    law = known_edition(profile, edition)
    check_head(unit, kind=kind, document_no=document_no, issuer=issuer, issued_on=issued_on)
    take_turn(unit, INSTRUMENTS)
    standing = of_edition(unit, edition)
    if any(one["document_no"] == document_no and one["kind"] == kind for one in standing):
        message = f"文号“{document_no}”已登记过同类文件；如有变化请另发文号。"
        raise Conflict("document_recorded", message, field="document_no")
    before = [one for one in standing if one["issued_on"] <= issued_on]
    row = {
        "kind": kind,
        "edition": edition,
        "version": 1 + sum(one["kind"] == kind for one in standing),
        "document_no": document_no,
        "issuer": issuer,
        "issued_on": issued_on,
        "body": checked(law, kind, body, merged(before), merged(standing[len(before) :])),
        "recorded_by": unit.actor.person.id,
        "recorded_at": unit.now,
    }
    made = unit.insert(instrument).values(**row).returning(instrument.c.id)
    new = unit.connection.execute(made).scalar_one()
    told = {"kind": kind, "edition": edition, "document_no": document_no, "body": row["body"]}
    unit.note("instrument.issued", f"instrument/{new}", told)
    return shown({"id": new, **row}) | {"recorded_by": unit.actor.name}


def check_head(unit: Unit, *, kind: str, document_no: str, issuer: str, issued_on: date) -> None:
    """Raises Malformed for an unknown kind, no number, no issuer, or a day to come."""
    if kind not in KINDS:
        message = f"文件种类只有{'、'.join(KINDS)}，没有“{kind}”。"
        raise Malformed("unknown_instrument_kind", message, field="kind")
    for field, value, zh in (("document_no", document_no, "文号"), ("issuer", issuer, "发文机关")):
        if not value.strip():
            raise Malformed("field_missing", f"请写明{zh}（{field}）。", field=field)
    if issued_on > unit.today:
        raise Malformed("future_day", "发文日期 issued_on 不能晚于今天，请核对文件。", field="issued_on")


def known_edition(profile: Profile, key: str) -> Edition:
    """The city's edition of this key. Raises Malformed naming those there are."""
    for edition in profile.editions:
        if edition.key == key:
            return edition
    have = "、".join(e.key for e in profile.editions)
    raise Malformed("unknown_edition", f"{profile.city.zh}没有版本“{key}”；现有：{have}。", field="edition")


def of_edition(unit: Unit, edition: str) -> list[dict[str, Any]]:
    """All instruments of an edition, in the order they take effect."""
    c = instrument.c
    statement = unit.select(instrument).where(c.edition == edition).order_by(c.issued_on, c.id)
    return [dict(row) for row in unit.connection.execute(statement).mappings()]


def settled_edition(unit: Unit, profile: Profile, *, edition: str) -> Edition:
    """The edition as the instruments recorded so far settle it."""
    return settled(profile, edition, of_edition(unit, edition))


def settled(profile: Profile, edition: str, standing: list[dict[str, Any]]) -> Edition:
    """The edition as these instruments settle it.

    Raises Conflict where it takes no longer what they set: then the plugin has changed under them.
    """
    try:
        return settle(known_edition(profile, edition), merged(standing))
    except SettingError as error:
        message = f"已登记文件的设定与现行插件的版本“{edition}”不再相符：{error}。请另发文件重新设定。"
        raise Conflict("settings_unfit", message, field=f"settings.{error.key}") from error


def in_force(unit: Unit, *, edition: str) -> InForce | None:
    """The last promulgation of an edition, or None: then only trial runs are possible."""
    return promulgations(unit).get(edition)


def promulgations(unit: Unit) -> dict[str, InForce]:
    """The last promulgation of every edition that has one, in the order they were issued."""
    c = instrument.c
    statement = (
        unit.select(c.edition, c.document_no, c.body)
        .where(c.kind == "promulgation")
        .order_by(c.issued_on, c.id)
    )
    found: dict[str, InForce] = {}
    for row in unit.connection.execute(statement):
        found.pop(row.edition, None)
        since, end = row.body["commencement"], row.body["end"]
        found[row.edition] = InForce(
            row.document_no, date.fromisoformat(since), date.fromisoformat(end) if end else None
        )
    return found


def ruling(unit: Unit, day: date) -> str | None:
    """The key of the edition in force on a day; where two are, the one that came into force last."""
    found = [
        (force.since, n, key)
        for n, (key, force) in enumerate(promulgations(unit).items())
        if force.covers(day)
    ]
    return max(found)[2] if found else None


def edition_on(unit: Unit, profile: Profile, *, day: date) -> str | None:
    """The same for a city. Raises Malformed where its plugin has that edition no longer."""
    key = ruling(unit, day)
    return None if key is None else known_edition(profile, key).key


def list_instruments(unit: Unit, *, after: int = 0, limit: int = 50) -> list[dict[str, Any]]:
    """Instruments by id after `after`."""
    c = instrument.c
    statement = unit.select(instrument).where(c.id > after).order_by(c.id).limit(limit)
    rows = [shown(dict(row)) for row in unit.connection.execute(statement).mappings()]
    return put_names(unit, rows, "recorded_by")


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """An instrument, JSON-ready."""
    kept = {key: value for key, value in row.items() if key != "tenant_id"}
    return kept | {
        "issued_on": row["issued_on"].isoformat(),
        "recorded_at": row["recorded_at"],
    }


def of_the_law(standing: list[dict[str, Any]]) -> list[int]:
    """The ids of those that a result follows from, in order."""
    return sorted(one["id"] for one in standing if one["kind"] in OF_THE_LAW)
