"""Recognising who holds a token. Only the SHA-256 of one is stored.

Nothing about a token is cached anywhere: a revocation holds from the next request on.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    LargeBinary,
    PrimaryKeyConstraint,
    insert,
    text,
)

from banfa.database.base import control_table
from banfa.database.security import door
from banfa.database.tenancy import begin
from banfa.errors import Unauthorised
from banfa.trust.actor import DISTRICT, ActingPerson, Actor
from banfa.trust.credential import fingerprint, well_formed
from banfa.trust.instants import PRESENT
from banfa.trust.permissions import ROLES
from banfa.trust.sources import source_of
from banfa.trust.tenants import COLUMNS, JOINED, RETURNED, make_tenant
from banfa.trust.unit import SHANGHAI, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from banfa.database.tenancy import Isolation

T = TypeVar("T")

credential = control_table(
    "credential",
    Column("sha256", LargeBinary, nullable=False),
    Column("tenant_id", BigInteger, nullable=False),
    PrimaryKeyConstraint("sha256"),
    ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_credential_tenant_id"),
    rights="INSERT",
)
"""Which tenant a token's or session's row is looked for in: every index of theirs leads with the tenant."""

DOOR: Final = door(
    "banfa_door_token",
    f"""
    CREATE FUNCTION banfa_door_token(fingerprint bytea)
    RETURNS TABLE ({RETURNED},
                   person_id bigint, person_uuid uuid, person_name text, person_active boolean,
                   person_roles text[], mandate_kinds text[], mandate_until date, districts text[],
                   token_id bigint, role text, source text, provider_id bigint, enterprise_id bigint,
                   scopes text[], expires_at timestamptz, revoked_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT {COLUMNS},
               p.id, p.uuid, p.name, p.active, p.roles, p.mandate_kinds, p.mandate_until,
               p.districts,
               k.id, k.role, k.source, k.provider_id, k.enterprise_id, k.scopes, k.expires_at, k.revoked_at
        FROM credential c
        JOIN token k ON k.tenant_id = c.tenant_id AND k.sha256 = c.sha256
        JOIN person p ON p.tenant_id = k.tenant_id AND p.id = k.person_id
        JOIN ({JOINED}) ON t.id = k.tenant_id
        WHERE c.sha256 = fingerprint
    $$
    """,  # noqa: S608 - our own columns
)

_PRESENT: Final = f"{PRESENT}(known.tenant_id) AS present"
_BY_FINGERPRINT: Final = text(f"SELECT known.*, {_PRESENT} FROM {DOOR}(:fingerprint) AS known")  # noqa: S608
_ENTER: Final = (
    f"SELECT known.*, {_PRESENT}, set_config('banfa.tenant', known.tenant_id::text, true) "  # noqa: S608
    f"FROM {DOOR}('\\x{{}}') AS known"
)
"""Looks a token up, by its fingerprint in hexadecimal, and binds the transaction to the holder's tenant."""


def add_credential(connection: Connection, sha256: bytes, tenant_id: int) -> None:
    """Let the door find the tenant of a token or a session by its fingerprint."""
    connection.execute(insert(credential), {"sha256": sha256, "tenant_id": tenant_id})


def authenticate(engine: Engine, secret: str, *, now: datetime | None = None) -> Actor:
    """Tell who holds this token; it is now what the database's clock says, unless another is passed in.

    Raises Unauthorised: `token_malformed` (no query is made), `token_unknown`, `token_revoked`,
    `token_expired`, `person_inactive`, `role_withdrawn`, `mandate_ended`.
    """
    sha256 = _take_fingerprint(secret)
    # One statement needs no BEGIN and no ROLLBACK around it, and this one precedes every request.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        row = connection.execute(_BY_FINGERPRINT, {"fingerprint": sha256}).one_or_none()
    return _read_actor(row, now)


@contextmanager
def reading_unit(
    engine: Engine, secret: str, *, now: datetime | None = None, isolation: Isolation | None = None
) -> Iterator[Unit]:
    """Tell who holds this token and open a unit that he can only read from, bound to his tenant.

    One round trip instead of two. Raises as `authenticate` does.
    """
    enter = _ENTER.format(_take_fingerprint(secret).hex())
    with read_in_one_trip(
        engine, enter, lambda row: _read_actor(row, now), _same, now=now, isolation=isolation
    ) as (_, unit):
        yield unit


@contextmanager
def read_in_one_trip(
    engine: Engine,
    enter: str,
    recognise: Callable[[Any], T],
    get_actor: Callable[[T], Actor],
    *,
    now: datetime | None,
    isolation: Isolation | None = None,
) -> Iterator[tuple[T, Unit]]:
    """Open a unit to read from for whom `recognise` makes of the one row, or None, that `enter` gives.

    `enter` is a statement that also binds the transaction to the tenant and gives its `present`.
    """
    with engine.connect() as connection, connection.begin():
        rows = begin(connection, enter, read_only=True, isolation=isolation)
        recognised = recognise(rows[0] if rows else None)
        unit = Unit(connection, get_actor(recognised), now=now or rows[0].present, read_only=True)
        unit.unaudited("it only reads")
        yield recognised, unit


def _same(actor: Actor) -> Actor:
    return actor


def _take_fingerprint(secret: str) -> bytes:
    if not well_formed(secret):
        raise Unauthorised("token_malformed", "接口密钥格式不正确，请检查是否复制完整。")
    return fingerprint(secret)


def _read_actor(row: Any, now: datetime | None) -> Actor:
    """The actor of the row that the door gave, if it gave one and neither token nor mandate has ended."""
    if row is None:
        raise Unauthorised("token_unknown", "接口密钥无效，请向主管部门申请新的接口密钥。")
    _check_valid(row, now or row.present)
    return Actor(
        bureau=make_tenant(row),
        person=ActingPerson(row.person_id, row.person_uuid, row.person_name),
        role=row.role,
        source=source_of(row.role, row.source, row.districts),
        token_id=row.token_id,
        provider_id=row.provider_id,
        enterprise_id=row.enterprise_id,
        scopes=None if row.scopes is None else frozenset(row.scopes),
        kinds=None if row.mandate_kinds is None else frozenset(row.mandate_kinds),
        districts=find_districts(row, row.role),
    )


def _check_valid(row: Any, now: datetime) -> None:
    """Raise Unauthorised where the token, its holder's mandate or the holder's time here has ended."""
    if row.revoked_at is not None:
        raise make_revocation_problem()
    if row.expires_at <= now:
        raise Unauthorised("token_expired", "接口密钥已过期，请向主管部门申请新的接口密钥。")
    problem = check_person(row, row.role, now)
    if problem is not None:
        raise problem


def check_person(row: Any, role: str, now: datetime) -> Unauthorised | None:
    """Say why the person of a door's row may not act in a role now; None where nothing forbids it."""
    if not row.person_active:
        return Unauthorised("person_inactive", "所属的人员或系统已停用，请联系本单位的管理员。")
    if role not in row.person_roles:
        detail = f"所属的人员已不担任{ROLES[role]}，请联系本单位的管理员。"
        return Unauthorised("role_withdrawn", detail)
    if row.mandate_until is not None and row.mandate_until < now.astimezone(SHANGHAI).date():
        return Unauthorised("mandate_ended", "所属人员的授权期限已过，请联系本单位的管理员。")
    return None


def find_districts(row: Any, role: str) -> frozenset[str] | None:
    """The districts that a role confines the person of a door's row to; None where it confines to none."""
    return frozenset(row.districts or ()) if role == DISTRICT else None


def make_revocation_problem() -> Unauthorised:
    """Say that a token was revoked."""
    return Unauthorised("token_revoked", "接口密钥已被吊销，请向主管部门申请新的接口密钥。")
