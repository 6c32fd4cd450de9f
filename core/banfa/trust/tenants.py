"""Bureaus: one tenant each, bound to the city whose measure it applies."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Identity,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import insert

from banfa.database.base import control_table, make_instant_column
from banfa.database.security import CURRENT_TENANT, door
from banfa.errors import Conflict, Malformed, Missing
from banfa.trust import persons, sources
from banfa.trust.actor import ActingPerson, Actor, Tenant
from banfa.trust.audit import start_chain
from banfa.trust.digests import check_algorithm
from banfa.trust.ids import KEY_BYTES

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row

SLUG: Final = re.compile(r"[a-z][a-z0-9-]{0,62}", re.ASCII)

tenant = control_table(
    "tenant",
    Column("id", BigInteger, Identity(), nullable=False),
    Column("uuid", Uuid, nullable=False),
    Column("slug", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("id_key", LargeBinary, nullable=False),
    make_instant_column("created_at"),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("uuid"),
    UniqueConstraint("slug"),
    CheckConstraint("name <> ''", name="name_given"),
    CheckConstraint(f"octet_length(id_key) = {KEY_BYTES}", name="id_key_length"),
)
"""See `banfa.trust.actor.Tenant`. The app's role reads none of it directly: doors answer for one tenant at a
time, by its slug, by the transaction's binding or by a token."""

RETURNED: Final = """tenant_id bigint, tenant_uuid uuid, tenant_slug text, tenant_city text,
                   tenant_name text, tenant_created_at timestamptz, tenant_id_key bytea,
                   console_id bigint, console_uuid uuid, console_name text,
                   clock_id bigint, clock_uuid uuid, clock_name text"""
COLUMNS: Final = """t.id AS tenant_id, t.uuid AS tenant_uuid, t.slug AS tenant_slug, t.city AS tenant_city,
               t.name AS tenant_name, t.created_at AS tenant_created_at, t.id_key AS tenant_id_key,
               console.id AS console_id, console.uuid AS console_uuid, console.name AS console_name,
               clock.id AS clock_id, clock.uuid AS clock_uuid, clock.name AS clock_name"""
JOINED: Final = """tenant t
        JOIN person console ON console.tenant_id = t.id AND console.built_in = 'console'
        JOIN person clock ON clock.tenant_id = t.id AND clock.built_in = 'clock'"""
"""What every door that answers with a tenant returns (`make_tenant` reads it), and where it stands."""

DOOR: Final = door(
    "banfa_door_tenant",
    f"""
    CREATE FUNCTION banfa_door_tenant(wanted text)
    RETURNS TABLE ({RETURNED})
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT {COLUMNS}
        FROM {JOINED}
        WHERE t.slug = wanted
    $$
    """,  # noqa: S608 - our own columns
)

DOOR_OWN: Final = door(
    "banfa_door_own_tenant",
    f"""
    CREATE FUNCTION banfa_door_own_tenant()
    RETURNS TABLE ({RETURNED})
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT {COLUMNS}
        FROM {JOINED}
        WHERE t.id = {CURRENT_TENANT}
    $$
    """,  # noqa: S608 - our own columns
)

_BY_SLUG: Final = text("SELECT * FROM banfa_door_tenant(:slug)")
_OWN: Final = text("SELECT * FROM banfa_door_own_tenant()")
_ALL: Final = text(f"SELECT {COLUMNS} FROM {JOINED} ORDER BY t.slug")  # noqa: S608 - our own columns


def create_tenant(
    connection: Connection, *, slug: str, city: str, name: str, now: datetime, algorithm: str = "sha256"
) -> Tenant:
    """Set a bureau up and start its audit chain, through the owner's role; the caller commits.

    Whether a plugin of this name is installed is the caller's to check: this room knows no cities. Raises
    Malformed (`tenant_slug`, `tenant_name`, a digest this machine lacks) and Conflict (`tenant_exists`).
    """
    if not SLUG.fullmatch(slug):
        raise Malformed(
            "tenant_slug", "租户标识须以小写字母开头，只含小写字母、数字和连字符，不超过63个字符。", slug=slug
        )
    if not name.strip():
        raise Malformed("tenant_name", "请填写租户名称（主管部门全称）。")
    check_algorithm(algorithm)
    values = {"uuid": uuid4(), "slug": slug, "city": city, "name": name.strip(), "created_at": now}
    tenant_id = connection.execute(
        insert(tenant)
        .values(**values, id_key=secrets.token_bytes(KEY_BYTES))
        .on_conflict_do_nothing(index_elements=["slug"])
        .returning(tenant.c.id)
    ).scalar_one_or_none()
    if tenant_id is None:
        raise Conflict("tenant_exists", f"租户标识“{slug}”已被使用，请另选一个。", slug=slug)
    console = persons.add_built_in(connection, tenant_id, now=now)
    sources.add_built_in(connection, tenant_id, bureau=name.strip(), agent_id=console, now=now)
    start_chain(connection, tenant_id, algorithm=algorithm)
    return make_tenant(connection.execute(_BY_SLUG, {"slug": slug}).one())


def all_tenants(connection: Connection) -> list[Tenant]:
    """Return every bureau by slug; only the owner's role may read this."""
    return [make_tenant(row) for row in connection.execute(_ALL)]


def find_tenant(engine: Engine, slug: str) -> Tenant:
    """Look one bureau up by its slug, through the door. Raises Missing (`tenant_missing`)."""
    with engine.connect() as connection:
        row = connection.execute(_BY_SLUG, {"slug": slug}).one_or_none()
    if row is None:
        raise Missing("tenant_missing", f"没有标识为“{slug}”的租户。可用 banfa tenant list 查看。", slug=slug)
    return make_tenant(row)


def own_tenant(connection: Connection) -> Tenant:
    """Look up the bureau that a transaction is bound to."""
    return make_tenant(connection.execute(_OWN).one())


def make_tenant(row: Row[Any]) -> Tenant:
    """Make the tenant of a row that a door returned (`RETURNED`)."""
    return Tenant(
        id=row.tenant_id,
        uuid=row.tenant_uuid,
        slug=row.tenant_slug,
        city=row.tenant_city,
        name=row.tenant_name,
        created_at=row.tenant_created_at,
        id_key=bytes(row.tenant_id_key),
        console=ActingPerson(row.console_id, row.console_uuid, row.console_name),
        clock=ActingPerson(row.clock_id, row.clock_uuid, row.clock_name),
    )


def act_as(bureau: Tenant, person: ActingPerson, role: str) -> Actor:
    """Give the actor that a person of the bureau is in a role, without a token."""
    return Actor(bureau=bureau, person=person, role=role, source=sources.source_of(role, None))


def operator(bureau: Tenant) -> Actor:
    """Give the actor who works at the console; whoever holds the database's credentials is beyond tokens."""
    return act_as(bureau, bureau.console, "admin")


def clock(bureau: Tenant) -> Actor:
    """Give the actor in whose name what is due every night is asked for."""
    return act_as(bureau, bureau.clock, "admin")
