"""A unit for who shows no credential: to read what a bureau shows everybody.

The bureau is that of an address. Where there is none of this name the unit is bound to nobody, and what is
done in it takes the same course and finds nothing: who asks does not learn which bureaus there are.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from banfa.trust.actor import STRANGER, ActingPerson, Actor, Tenant
from banfa.trust.authentication import read_in_one_trip
from banfa.trust.ids import KEY_BYTES
from banfa.trust.instants import PRESENT
from banfa.trust.tenants import DOOR, SLUG, make_tenant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from banfa.trust.unit import Unit

_NO_PERSON: Final = ActingPerson(0, UUID(int=0), "")
_NO_BUREAU: Final = Tenant(
    id=0,
    uuid=UUID(int=0),
    slug="",
    city="",
    name="",
    created_at=datetime.min.replace(tzinfo=UTC),
    id_key=bytes(KEY_BYTES),
    console=_NO_PERSON,
    clock=_NO_PERSON,
)
_ENTER: Final = (
    f"SELECT known.*, {PRESENT}(known.tenant_id) AS present, "  # noqa: S608 - our own names
    "set_config('banfa.tenant', coalesce(known.tenant_id, 0)::text, true) "
    f"FROM (SELECT) AS one LEFT JOIN {DOOR}('{{}}') AS known ON true"
)
"""Looks a bureau up by its slug, and binds the transaction to it or to none."""


@contextmanager
def strangers_unit(engine: Engine, slug: str, *, now: datetime | None = None) -> Iterator[Unit]:
    """Open a unit that a stranger can only read from, bound to the bureau of this slug, or to none."""
    enter = _ENTER.format(slug if SLUG.fullmatch(slug) else "")
    with read_in_one_trip(engine, enter, _make_actor, lambda actor: actor, now=now) as (_, unit):
        yield unit


def _make_actor(row: Any) -> Actor:
    bureau = _NO_BUREAU if row.tenant_id is None else make_tenant(row)
    return Actor(bureau=bureau, person=_NO_PERSON, role=STRANGER)
