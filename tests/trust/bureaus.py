"""Fixtures for tests that need a bureau of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from banfa.trust.tenants import create_tenant, operator

NOW = datetime(2026, 3, 31, 1, 30, tzinfo=UTC)


def found_bureau(owner_engine, **choices):
    """A bureau that no other test knows."""
    slug = "b" + uuid4().hex[:12]
    with owner_engine.begin() as connection:
        return create_tenant(
            connection, slug=slug, city="xiamen", name="厦门市工业和信息化局", now=NOW, **choices
        )


@pytest.fixture
def bureau(owner_engine):
    return found_bureau(owner_engine)


@pytest.fixture
def admin(bureau):
    return operator(bureau)
