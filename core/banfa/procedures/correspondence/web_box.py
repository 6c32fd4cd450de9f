"""Whether a bureau takes letters by the form on the web, and in whose name it stores what strangers send."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import exists

from banfa.database.tenancy import select
from banfa.errors import Missing
from banfa.procedures.cases.office import find_office
from banfa.procedures.correspondence.web_rows import WebLetter
from banfa.trust.actor import STRANGER, Actor
from banfa.trust.locks import Lock, take_lock
from banfa.trust.persons import Person, add_person
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from banfa.trust.actor import Tenant
    from banfa.trust.unit import Unit

WRITER: Final = "网上来信"
"""The person in whose name is stored what strangers send: a system, of no use to log in with."""
WRITER_ROLES: Final = ("enterprise",)

_WRITER: Final = (
    Person.select().where(Person.c.kind == "system", Person.c.name == WRITER).order_by(Person.c.id).limit(1)
)


_TAKEN: Final = select(exists().where(WebLetter.c.id.is_not(None)))


def check_box(unit: Unit) -> None:
    """Check that the bureau takes letters by the form; one that is not there takes none.

    Raises Missing: `letterbox_stopped` where it took some before, `letterbox_closed` otherwise.
    """
    if _is_open(unit):
        return
    if _has_taken(unit):
        message = (
            "本单位已停止通过网上接收来信。此前提交的仍按规定登记和办理，"
            "可以凭受理编号和查询码查询；新的事项请拨打12345。"
        )
        raise Missing("letterbox_stopped", message)
    raise _make_closed_problem()


def check_asked(unit: Unit) -> None:
    """Check that letters can be asked about: also where no more are taken. Raises Missing."""
    if not _is_open(unit) and not _has_taken(unit):
        raise _make_closed_problem()


def _is_open(unit: Unit) -> bool:
    return bool(find_office(unit).procedure.web_letters)


def _has_taken(unit: Unit) -> bool:
    """Whether the bureau has ever taken a letter by the form."""
    return bool(unit.execute(_TAKEN).scalar())


def _make_closed_problem() -> Missing:
    """Say that there is no form here, whatever the reason."""
    return Missing("letterbox_closed", "没有这一页，请核对地址。")


def enter_as_writer(engine: Engine, bureau: Tenant, *, now: datetime | None) -> Actor:
    """Give the actor in whose name a bureau stores what strangers send: entered with the first letter.

    Raises Missing where the administrator has dismissed it.
    """
    actor = Actor(bureau=bureau, person=bureau.clock, role=STRANGER, scopes=frozenset())
    with unit_of_work(engine, actor, now=now) as unit:
        check_box(unit)
        take_lock(unit, Lock.LETTERBOX)
        person = unit.one_or_none(Person, _WRITER)
        if person is None:
            person = add_person(unit, name=WRITER, roles=WRITER_ROLES, kind="system")
        else:
            unit.unaudited("the person is there already")
    if not person.active:
        raise _make_closed_problem()
    return replace(actor, person=person.identity)
