"""Whether what let somebody ask for work still lets him: looked at as work begins and before it commits.

A token that was revoked or has run out, a person who has left, lost the role or whose mandate ended or was
narrowed meanwhile: then what he asked for is not done. Console and clock of a tenant are beyond that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, and_, bindparam

from banfa.database.tenancy import select
from banfa.trust.authentication import find_districts
from banfa.trust.persons import Person
from banfa.trust.token_row import Token
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.trust.actor import Actor

_rows: Any = Person.rows.outerjoin(
    Token.rows, and_(Token.c.person_id == Person.c.id, Token.c.id == bindparam("token_id", type_=BigInteger))
)
_STANDING: Final = (
    select(
        Person.c.built_in,
        Person.c.active,
        Person.c.roles,
        Person.c.mandate_kinds,
        Person.c.mandate_until,
        Person.c.districts,
        Token.c.id,
        Token.c.role,
        Token.c.scopes,
        Token.c.expires_at,
        Token.c.revoked_at,
    )
    .select_from(_rows)
    .where(Person.c.id == bindparam("person_id"))
)


def find_entitled(connection: Connection, actors: Iterable[Actor], *, now: datetime) -> Actor | None:
    """The first of some askers who may still have done what he asked for; None where nobody may."""
    return next((actor for actor in actors if is_entitled(connection, actor, now=now)), None)


def is_entitled(connection: Connection, actor: Actor, *, now: datetime) -> bool:
    """Whether an actor's credential holds as it was when he asked."""
    values = {"tenant": actor.tenant_id, "person_id": actor.person.id, "token_id": actor.token_id}
    row = connection.execute(_STANDING, values).one_or_none()
    if row is None:
        return False
    if row.built_in is not None:
        return True
    kinds = None if row.mandate_kinds is None else frozenset(row.mandate_kinds)
    there = (kinds, find_districts(row, actor.role))
    in_office = row.active and actor.role in row.roles and there == (actor.kinds, actor.districts)
    in_time = row.mandate_until is None or row.mandate_until >= now.astimezone(SHANGHAI).date()
    return bool(in_office and in_time and (actor.token_id is None or _holds(row, actor, now)))


def _holds(row: Any, actor: Actor, now: datetime) -> bool:
    """Whether the actor's token is there, neither revoked nor run out, with the role and scopes it had."""
    scopes = None if row.scopes is None else frozenset(row.scopes)
    there = row.id is not None and row.revoked_at is None and row.expires_at > now
    return there and (row.role, scopes) == (actor.role, actor.scopes)
