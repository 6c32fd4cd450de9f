"""A visit by a one-time link: its cookie, attempts that fail, and the unit each page reads in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from flask import g, request, session

from banfa.errors import Unauthorised
from banfa.procedures.party_links.visiting import (
    check_open,
    enter_visit,
    leave,
    open_link,
    recognise_visitor,
)
from banfa.trust.ids import Ids
from banfa.trust.instants import read_clock
from banfa.trust.login_attempts import count_attempt, forget_attempt, make_address_key
from banfa.trust.reads import Reading
from banfa.trust.unit import unit_of_work
from banfa.web.confirming import confirm as confirm_authority
from banfa.web.context import get_context
from banfa.web.limits import VISIT, name_address
from banfa.web.party.forms import check_token
from banfa.web.request_log import name_actor
from banfa.web.traces import leave_trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    from banfa.cities.profile import Profile
    from banfa.procedures.party_links.link_door import Visitor
    from banfa.trust.actor import Actor
    from banfa.trust.unit import Unit

    T = TypeVar("T")


class CameForOther(Exception):
    """Who has come, has come for the other purpose: this one."""

    def __init__(self, purpose: str) -> None:
        super().__init__(purpose)
        self.purpose = purpose


@dataclass(slots=True)
class Visit:
    """A page of a visit: who has come, and the unit it is read or written in.

    `readings` are what the page shows of persons, by kind: each leaves a trace before the page does.
    """

    visitor: Visitor
    unit: Unit
    profile: Profile
    readings: dict[str, Reading] = field(default_factory=dict)

    def shows(self, kind: str, numbers: Iterable[int]) -> None:
        """Say what the page shows that leaves a trace."""
        link = {"link": self.unit.ids.encode_one("party_link", self.visitor.link_id)}
        before = self.readings[kind].shown if kind in self.readings else ()
        way = str(request.endpoint)
        self.readings[kind] = Reading(way=way, kind=kind, shown=sorted({*before, *numbers}), filters=link)


def begin_visit(secret: str) -> Visitor:
    """Use a link up and begin the visit. Raises Unauthorised, Overburdened for too many that do not open."""
    context = get_context()
    keys = make_address_key(context.secret, name_address())
    with context.engine.begin() as connection:
        now = context.read_clock() or read_clock(connection)
        count_attempt(connection, keys, now=now)
    opened = open_link(context.engine, secret, now=context.read_clock())
    with context.engine.begin() as connection:
        forget_attempt(connection, keys)
    session[VISIT] = opened.secret
    _name(opened.visitor)
    return opened.visitor


def end_visit() -> None:
    """End a visit, if there is one."""
    context = get_context()
    secret = str(session.pop(VISIT, ""))
    visitor = recognise_visitor(context.engine, secret, now=context.read_clock())
    _name(visitor)
    leave(context.engine, visitor, now=context.read_clock())


def forget_ended() -> None:
    """Take the cookie of a visit that is over; one that stands goes on, whatever else did not open."""
    context = get_context()
    try:
        with enter_visit(context.engine, _get_secret(), now=context.read_clock()):
            return
    except Unauthorised:
        session.pop(VISIT, None)


def read_page(purpose: str, show: Callable[[Visit], T]) -> T:
    """Show a page in a unit that only reads, to who has come for this purpose.

    Raises Unauthorised, CameForOther.
    """
    context = get_context()
    with enter_visit(context.engine, _get_secret(), now=context.read_clock()) as (visitor, unit):
        visit = _make_visit(visitor, unit, purpose)
        answer = show(visit)
    for reading in visit.readings.values():
        leave_trace(unit, reading)
    return answer


def write_page(purpose: str, take: Callable[[Visit], T]) -> T:
    """Carry out what was sent, by who has come for this purpose.

    Raises Unauthorised, CSRFError, CameForOther.
    """
    context, secret = get_context(), _get_secret()
    check_token()
    visitor = recognise_visitor(context.engine, secret, now=context.read_clock())
    confirm = partial(confirm_authority, partial(_recognise_now, secret), visitor.actor)
    with unit_of_work(context.engine, visitor.actor, now=context.read_clock(), before_commit=confirm) as unit:
        check_open(unit)
        return take(_make_visit(visitor, unit, purpose))


def _make_visit(visitor: Visitor, unit: Unit, purpose: str) -> Visit:
    if visitor.purpose != purpose:
        raise CameForOther(visitor.purpose)
    _name(visitor)
    g.visitor = visitor
    g.today = unit.today
    return Visit(visitor, unit, get_context().cities.profile(visitor.actor.city))


def _name(visitor: Visitor) -> None:
    name_actor(visitor.actor, Ids(visitor.actor.bureau.id_key))


def _recognise_now(secret: str) -> Actor:
    context = get_context()
    return recognise_visitor(context.engine, secret, now=context.read_clock()).actor


def _get_secret() -> str:
    return str(session.get(VISIT, ""))
