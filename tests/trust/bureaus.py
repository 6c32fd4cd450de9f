"""Fixtures for tests that need a bureau of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text

from banfa.trust.tenants import create_tenant, operator
from banfa.trust.unit import unit_of_work

NOW = datetime(2026, 3, 31, 1, 30, tzinfo=UTC)

SYSTEMS = ("platform", "test")
"""The sources that every bureau of the tests has, beside its own."""

_REGISTER = text("""
    WITH agent AS (
        INSERT INTO person (tenant_id, uuid, kind, name, roles, created_at)
        VALUES (:tenant, gen_random_uuid(), 'system', :key, '{platform,auditor}', :now) RETURNING id
    )
    INSERT INTO source (tenant_id, key, name, kind, agent_id, registered_at)
    SELECT :tenant, :key, :key, 'platform', id, :now FROM agent
""")


def new_tenant(owner_engine, *, slug=None, city="xiamen", name="厦门市工业和信息化局", now=NOW, **choices):
    """A bureau to which the systems of the tests report; nothing of that is in its audit."""
    slug = slug or "b" + uuid4().hex[:12]
    with owner_engine.begin() as connection:
        tenant = create_tenant(connection, slug=slug, city=city, name=name, now=now, **choices)
        rows = [{"tenant": tenant.id, "key": key, "now": now} for key in SYSTEMS]
        connection.execute(_REGISTER, rows)
    return tenant


def read_rows(engine, actor, row):
    """All rows of a kind that the actor's tenant has, by their key."""
    key = [column for column in row.table.primary_key if column.name != "tenant_id"]
    with unit_of_work(engine, actor, now=NOW, read_only=True) as unit:
        return unit.all(row, row.select().order_by(*(row.c[column.name] for column in key)))


def found_bureau(owner_engine, **choices):
    """A bureau that no other test knows."""
    return new_tenant(owner_engine, **choices)


@pytest.fixture
def bureau(owner_engine):
    return found_bureau(owner_engine)


@pytest.fixture
def admin(bureau):
    return operator(bureau)
