"""Instruments (文件) as recorded, and what an edition's instruments together say.

Nothing that an instrument does not set has a value. An instrument is never changed: a later one of the same
kind overrides it key by key. The order is that of the days they were issued on, then that of recording.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import UniqueConstraint, bindparam, func

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.database.tenancy import select
from banfa.procedures.instruments.bodies import KINDS, Body, Expiry, Internal, Promulgation, Terms
from banfa.trust.persons import list_with_person, name_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit

KINDS_OF_LAW: Final = ("promulgation", "expiry", "terms")
"""The kinds that a result follows from."""
CLASSES: Final = {
    "normative": "规范性文件",
    "standard": "公开的通知或评价标准",
    "minutes": "会议纪要",
    "internal": "内部工作规程",
}
"""The classes of document, in Chinese."""
PUBLISHED_CLASSES: Final = ("normative", "standard")
"""What lessens rights or adds duties rests on these alone (优化营商环境条例第六十四条)."""


class Instrument(
    TenantRow,
    table="instrument",
    refers={"recorded_by": "person"},
    rights="SELECT, INSERT",
    constraints=(
        one_of("kind", KINDS),
        one_of("document_class", CLASSES),
        UniqueConstraint("tenant_id", "edition", "kind", "version"),
        UniqueConstraint("tenant_id", "edition", "kind", "document_no"),
    ),
    bound=Bound(),
):
    """A document. `version`: the how-many-th of its kind about its edition.

    `published_in`: where, by name or address. `valid_until`: the last day of its term of validity.
    """

    id: int
    kind: str = text_column()
    edition: str = text_column()
    version: int = integer_column()
    document_no: str = text_column()
    issuer: str = text_column()
    issued_on: date = date_column()
    document_class: str = text_column()
    published_on: date | None = date_column()
    published_in: str | None = text_column()
    valid_until: date | None = date_column()
    body: Body = json_column(Body)
    recorded_by: int
    recorded_at: datetime = instant_column()

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds for the day, and for a period that begins on it."""
        if self.valid_until is not None and day > self.valid_until:
            return False
        match self.body:
            case Terms(applies_from=first):
                return first <= day
            case Expiry(end=last):
                return last < day
        return True


@dataclass(frozen=True, slots=True)
class InForce:
    """From which day to which an edition is in force, and by which document. `until` is None while open."""

    document_no: str
    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the edition is in force on the day; both ends count."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class InternalProcedure:
    """What internal procedure is switched on, and by which document (None: by none, these are the defaults).

    Without one there are no objections to file, and one reviewer who is not the officer in charge approves.
    `public_pages` is the document that has opened the bureau's notice board, None while none has.
    """

    objections: bool = False
    review_steps: int = 1
    document_no: str | None = None
    chains: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    court: str | None = None
    public_pages: str | None = None
    visits_a_year: int | None = None
    confirm_data: bool = False
    party_links: bool = False
    link_hours: int | None = None
    web_letters: bool = False


_ALL: Final = Instrument.select().add_columns(name_person(Instrument.c.recorded_by)).order_by(Instrument.c.id)
_OF_EDITION: Final = (
    Instrument.select()
    .where(Instrument.c.edition == bindparam("edition"))
    .order_by(Instrument.c.issued_on, Instrument.c.id)
)
_OF_LAW: Final = (
    Instrument.select()
    .where(Instrument.c.kind.in_(KINDS_OF_LAW))
    .order_by(Instrument.c.issued_on, Instrument.c.id)
)
_PROMULGATIONS: Final = (
    Instrument.select()
    .where(Instrument.c.kind.in_(("promulgation", "expiry")))
    .order_by(Instrument.c.issued_on, Instrument.c.id)
)
_LAST_ID: Final = select(func.max(Instrument.c.id))


def list_instruments(unit: Unit) -> list[WithPerson[Instrument]]:
    """List all instruments in the order of recording, each with who recorded it: a bureau issues few."""
    return list_with_person(unit, Instrument, _ALL)


def list_of_edition(unit: Unit, edition: str) -> list[Instrument]:
    """List all instruments of an edition, in the order they take effect."""
    return unit.all(Instrument, _OF_EDITION, edition=edition)


def select_holding(
    instruments: Iterable[Instrument], day: date, *, last_id: int | None = None
) -> list[Instrument]:
    """Select those that hold for a day, of terms up to `last_id`; promulgations name their own days."""
    return [
        instrument
        for instrument in instruments
        if instrument.kind == "promulgation"
        or (
            instrument.holds_on(day)
            and (last_id is None or instrument.id <= last_id or instrument.kind != "terms")
        )
    ]


def list_holding(unit: Unit, edition: str, *, day: date, last_id: int | None = None) -> list[Instrument]:
    """List the instruments of an edition that hold for a day; see `select_holding`."""
    return select_holding(list_of_edition(unit, edition), day, last_id=last_id)


def list_of_law(unit: Unit) -> list[Instrument]:
    """List the instruments of all editions that a result follows from, in the order they take effect."""
    return unit.all(Instrument, _OF_LAW)


def last_instrument_id(unit: Unit) -> int:
    """Get the id of the instrument recorded last; 0 before the first."""
    return int(unit.execute(_LAST_ID).scalar() or 0)


def merge_settings(instruments: Iterable[Instrument]) -> dict[str, object]:
    """Merge what instruments, in order, set: a later one overrides an earlier one key by key."""
    settings: dict[str, object] = {}
    for instrument in instruments:
        if isinstance(instrument.body, Terms):
            settings |= instrument.body.settings
    return settings


def merge_internal(instruments: Iterable[Instrument]) -> InternalProcedure:
    """Merge what instruments, in order, switch on."""
    merged = InternalProcedure()
    for instrument in instruments:
        if isinstance(body := instrument.body, Internal):
            merged = InternalProcedure(
                merged.objections if body.objections is None else body.objections,
                merged.review_steps if body.review_steps is None else body.review_steps,
                instrument.document_no,
                {**merged.chains, **(body.chains or {})},
                {**merged.days, **(body.days or {})},
                body.court or merged.court,
                _open_board(merged, instrument.document_no, body),
                body.visits_a_year or merged.visits_a_year,
                merged.confirm_data if body.confirm_data is None else body.confirm_data,
                merged.party_links if body.party_links is None else body.party_links,
                body.link_hours or merged.link_hours,
                merged.web_letters if body.web_letters is None else body.web_letters,
            )
    return merged


def _open_board(merged: InternalProcedure, document_no: str, body: Internal) -> str | None:
    """Give the document by which the notice board is open after an instrument; None where it is not."""
    if body.public_pages is None:
        return merged.public_pages
    return document_no if body.public_pages else None


def ids_of_law(instruments: Sequence[Instrument]) -> list[int]:
    """List the ids of those that a result follows from, in order."""
    return sorted(instrument.id for instrument in instruments if instrument.kind in KINDS_OF_LAW)


def list_promulgations(unit: Unit) -> dict[str, InForce]:
    """Give the last promulgation of every edition that has one, in the order they were issued.

    An end recorded since the last promulgation (`Expiry`) binds.
    """
    return collect_promulgations(unit.all(Instrument, _PROMULGATIONS))


def collect_promulgations(instruments: Iterable[Instrument]) -> dict[str, InForce]:
    """Give the same of instruments that have been read, in the order they take effect."""
    promulgations: dict[str, InForce] = {}
    expiries: dict[str, date] = {}
    for instrument in instruments:
        key = instrument.edition
        if isinstance(body := instrument.body, Promulgation):
            promulgations.pop(key, None)
            expiries.pop(key, None)
            ends = [end for end in (body.end, instrument.valid_until) if end is not None]
            promulgations[key] = InForce(instrument.document_no, body.commencement, min(ends, default=None))
        elif isinstance(body, Expiry) and key in promulgations:
            expiries[key] = body.end
    for key, end in expiries.items():
        in_force = promulgations[key]
        promulgations[key] = replace(in_force, until=min(end, in_force.until or end))
    return promulgations
