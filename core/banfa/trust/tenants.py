"""Bureaus: one tenant each, bound to the city whose measure it applies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Identity,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import insert

from banfa.database.base import control_table, moment
from banfa.database.security import door
from banfa.errors import Conflict, Malformed, Missing
from banfa.trust.actor import Actor
from banfa.trust.audit import start_chain
from banfa.trust.digests import check_algorithm

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine

_SLUG: Final = re.compile(r"[a-z][a-z0-9-]{0,62}", re.ASCII)

tenant = control_table(
    "tenant",
    Column("id", BigInteger, Identity(), nullable=False),
    Column("slug", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("name", Text, nullable=False),
    moment("created_at"),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("slug"),
    CheckConstraint("name <> ''", name="name_given"),
)
"""`slug` stands in addresses, `city` is the plugin's name, `name` the bureau's. The app's role reads none
of it directly: `banfa_door_tenant` answers for one slug at a time."""


DOOR: Final = door(
    "banfa_door_tenant",
    """
    CREATE FUNCTION banfa_door_tenant(wanted text)
    RETURNS TABLE (id bigint, slug text, city text, name text, created_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.id, t.slug, t.city, t.name, t.created_at FROM tenant t WHERE t.slug = wanted
    $$
    """,
)


_BY_SLUG: Final = text("SELECT * FROM banfa_door_tenant(:slug)")


@dataclass(frozen=True, slots=True)
class Tenant:
    """One bureau."""

    id: int
    slug: str
    city: str
    name: str
    created_at: datetime


def create_tenant(
    connection: Connection, *, slug: str, city: str, name: str, now: datetime, algorithm: str = "sha256"
) -> Tenant:
    """Set a bureau up and start its audit chain, through the owner's role; the caller commits.

    Whether a plugin of this name is installed is the caller's to check: this room knows no cities. Raises
    Malformed (`tenant_slug`, `tenant_name`, a digest this machine lacks) and Conflict (`tenant_exists`).
    """
    if not _SLUG.fullmatch(slug):
        raise Malformed(
            "tenant_slug", "租户标识须以小写字母开头，只含小写字母、数字和连字符，不超过63个字符。", slug=slug
        )
    if not name.strip():
        raise Malformed("tenant_name", "请填写租户名称（主管部门全称）。")
    check_algorithm(algorithm)
    added = connection.execute(
        insert(tenant)
        .values(slug=slug, city=city, name=name.strip(), created_at=now)
        .on_conflict_do_nothing(index_elements=["slug"])
        .returning(*tenant.c)
    ).one_or_none()
    if added is None:
        raise Conflict("tenant_exists", f"租户标识“{slug}”已被使用，请另选一个。", slug=slug)
    start_chain(connection, added.id, algorithm=algorithm)
    return Tenant(**added._asdict())


def all_tenants(connection: Connection) -> list[Tenant]:
    """Return every bureau by slug; only the owner's role may read this."""
    rows = connection.execute(tenant.select().order_by(tenant.c.slug))
    return [Tenant(**row._asdict()) for row in rows]


def find_tenant(engine: Engine, slug: str) -> Tenant:
    """Look one bureau up by its slug, through the door. Raises Missing (`tenant_missing`)."""
    with engine.connect() as connection:
        row = connection.execute(_BY_SLUG, {"slug": slug}).one_or_none()
    if row is None:
        raise Missing("tenant_missing", f"没有标识为“{slug}”的租户。可用 banfa tenant list 查看。", slug=slug)
    return Tenant(**row._asdict())


def operator(bureau: Tenant, *, name: str = "系统运维") -> Actor:
    """Give the actor who works at the console; whoever holds the database's credentials is beyond tokens."""
    return Actor(
        tenant_id=bureau.id, tenant=bureau.slug, city=bureau.city, token_id=None, name=name, role="admin"
    )
