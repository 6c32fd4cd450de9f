"""The door by which a link or a visit is known before its bureau is, and who it lets in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from banfa.database.security import door
from banfa.errors import Unauthorised
from banfa.procedures.party_links.link_rows import APPLY
from banfa.trust.actor import ActingPerson, Actor
from banfa.trust.credential import fingerprint, well_formed
from banfa.trust.instants import PRESENT
from banfa.trust.tenants import COLUMNS, JOINED, RETURNED, make_tenant

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine, Row

SEES: Final = frozenset({"ledger.read", "round.read", "law.read", "terms.read"})
"""What who has come to see his own may do: what the role of that name reads, and nothing that writes."""
SEES_NOTHING: Final[frozenset[str]] = frozenset()

DOOR: Final = door(
    "banfa_door_link",
    f"""
    CREATE FUNCTION banfa_door_link(fingerprint bytea)
    RETURNS TABLE ({RETURNED}, person_id bigint, person_uuid uuid, person_name text, person_active boolean,
                   link_id bigint, purpose text, provider_id bigint, enterprise_id bigint, state text,
                   expires_at timestamptz, session_until timestamptz, by_session boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT {COLUMNS}, p.id, p.uuid, p.name, p.active,
               l.id, l.purpose, l.provider_id, l.enterprise_id, l.state, l.expires_at, l.session_until,
               l.session_sha256 IS NOT DISTINCT FROM c.sha256
        FROM credential c
        JOIN party_link l ON l.tenant_id = c.tenant_id AND c.sha256 IN (l.sha256, l.session_sha256)
        JOIN person p ON p.tenant_id = l.tenant_id AND p.id = l.holder_id
        JOIN ({JOINED}) ON t.id = l.tenant_id
        WHERE c.sha256 = fingerprint
    $$
    """,  # noqa: S608 - our own columns
)
_PRESENT: Final = f"{PRESENT}(known.tenant_id) AS present"
_BY_FINGERPRINT: Final = text(f"SELECT known.*, {_PRESENT} FROM {DOOR}(:fingerprint) AS known")  # noqa: S608
ENTER: Final = (
    f"SELECT known.*, {_PRESENT}, set_config('banfa.tenant', known.tenant_id::text, true) "  # noqa: S608
    f"FROM {DOOR}('\\x{{}}') AS known"
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who has come by a link: for what, and until when he may stay."""

    actor: Actor
    link_id: int
    purpose: str
    until: datetime


def make_closed_problem() -> Unauthorised:
    """Say that a link does not open, whatever the reason."""
    message = "链接不能打开：可能已经用过、过期或者收回。请联系发给您链接的工作人员另发。"
    return Unauthorised("link_not_open", message)


def look_up(engine: Engine, secret: str) -> Row[Any] | None:
    """Give the door's row of a secret; None where it opens none."""
    if not well_formed(secret):
        return None
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        return connection.execute(_BY_FINGERPRINT, {"fingerprint": fingerprint(secret)}).one_or_none()


def read_visitor(row: Row[Any] | None, now: datetime | None) -> Visitor:
    """The visitor of the row that the door gave, if nothing has ended his visit."""
    if row is None or not row.by_session or row.state != "opened" or not row.person_active:
        raise make_closed_problem()
    if (now or row.present) >= row.session_until:
        raise make_closed_problem()
    return Visitor(make_actor(row), row.link_id, row.purpose, row.session_until)


def make_actor(row: Row[Any]) -> Actor:
    """Make the actor: of a party in its role, of an applicant in that of providers with nothing to see."""
    return Actor(
        bureau=make_tenant(row),
        person=ActingPerson(row.person_id, row.person_uuid, row.person_name),
        role="provider" if row.enterprise_id is None else "enterprise",
        link_id=row.link_id,
        provider_id=row.provider_id,
        enterprise_id=row.enterprise_id,
        scopes=SEES_NOTHING if row.purpose == APPLY else SEES,
    )
