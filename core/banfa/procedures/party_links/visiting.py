"""Using a one-time link up, and recognising who has come by one.

Whatever is wrong with a link or a visit (unknown, used, over, taken back, switched off, its party voided) is
answered alike.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from banfa.errors import Missing
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.steps import take
from banfa.procedures.party_links.issuing import are_links_on
from banfa.procedures.party_links.link_door import (
    ENTER,
    Visitor,
    look_up,
    make_actor,
    make_closed_problem,
    read_visitor,
)
from banfa.procedures.party_links.link_rows import LINKS
from banfa.trust.authentication import add_credential, read_in_one_trip
from banfa.trust.credential import fingerprint, mint, well_formed
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine

    from banfa.trust.unit import Unit

SESSION_LASTS: Final = timedelta(hours=2)
"""How long who has opened a link stays in."""


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A session of a link at the only moment its secret is known."""

    visitor: Visitor
    secret: str


def open_link(engine: Engine, secret: str, *, now: datetime | None = None) -> OpenedLink:
    """Use a link up, and let who holds it in for a while. Raises Unauthorised (`link_not_open`)."""
    row = look_up(engine, secret)
    if row is None or row.by_session:
        raise make_closed_problem()
    until = (now or row.present) + SESSION_LASTS
    visitor = Visitor(make_actor(row), row.link_id, row.purpose, until)
    own = mint()
    with unit_of_work(engine, visitor.actor, now=now) as unit:
        link = LINKS.find(unit, row.link_id)
        if not (link.state == "issued" and row.person_active and unit.now < link.expires_at):
            raise make_closed_problem()
        check_open(unit)
        sha256 = fingerprint(own)
        table = LINKS.row.table
        unit.execute(unit.update(table).where(table.c.id == link.id).values(session_sha256=sha256))
        add_credential(unit.connection, sha256, unit.tenant_id)
        take(unit, LINKS, link, "open", {}, opened_at=unit.now, session_until=until)
    return OpenedLink(visitor, own)


def recognise_visitor(engine: Engine, secret: str, *, now: datetime | None = None) -> Visitor:
    """Tell who has come by the link of this session. Raises Unauthorised (`link_not_open`)."""
    row = look_up(engine, secret)
    return read_visitor(row, now)


@contextmanager
def enter_visit(
    engine: Engine, secret: str, *, now: datetime | None = None
) -> Iterator[tuple[Visitor, Unit]]:
    """Tell who has come by a link and open a unit that he can only read from. Raises as the same."""
    if not well_formed(secret):
        raise make_closed_problem()
    enter = ENTER.format(fingerprint(secret).hex())
    with read_in_one_trip(
        engine, enter, lambda row: read_visitor(row, now), lambda visitor: visitor.actor, now=now
    ) as (visitor, unit):
        check_open(unit)
        yield visitor, unit


def check_open(unit: Unit) -> None:
    """Raise Unauthorised (`link_not_open`) where links were switched off, or the party voided, meanwhile."""
    if not (are_links_on(unit) and _has_party(unit)):
        raise make_closed_problem()


def _has_party(unit: Unit) -> bool:
    """Whether the party that has come stands in the ledger; an applicant need not."""
    try:
        if unit.actor.provider_id is not None:
            get_entry(unit, Provider, unit.actor.provider_id)
        if unit.actor.enterprise_id is not None:
            get_entry(unit, Enterprise, unit.actor.enterprise_id)
    except Missing:
        return False
    return True


def leave(engine: Engine, visitor: Visitor, *, now: datetime | None = None) -> None:
    """End a visit: its session opens nothing any more."""
    with unit_of_work(engine, visitor.actor, now=now) as unit:
        take(unit, LINKS, LINKS.begin(unit, "leave", visitor.link_id), "leave", {})
