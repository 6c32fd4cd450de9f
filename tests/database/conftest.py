"""A small schema of its own for the room's tests: a library (tenant) with shelves and books."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import BigInteger, Column, Identity, MetaData, Text, insert

from banfa.database import base, security

_slugs = itertools.count(1)


@pytest.fixture
def own_metadata(monkeypatch):
    """Tables that a test declares stay out of Banfa's metadata. The table of tenants is there already."""
    own = MetaData(naming_convention=base.metadata.naming_convention)
    monkeypatch.setattr(base, "metadata", own)
    base.control_table("tenant", Column("id", BigInteger, primary_key=True))
    return own


class Library:
    """Three tables made as Banfa makes its own."""

    def __init__(self):
        house, base.metadata = base.metadata, MetaData(naming_convention=base.metadata.naming_convention)
        try:
            self.tenant = base.control_table(
                "tenant", Column("id", BigInteger, Identity(), primary_key=True), Column("slug", Text)
            )
            self.shelf = base.tenant_table("shelf", Column("name", Text, nullable=False))
            self.book = base.tenant_table(
                "book",
                Column("title", Text, nullable=False),
                Column("lent", Text),
                refers={"shelf_id": "shelf"},
                rights="SELECT, INSERT, UPDATE, DELETE",
            )
            self.metadata = base.metadata
        finally:
            base.metadata = house

    def make(self, owner_engine):
        """Make the tables, and guard them with the statements that revisions use."""
        with owner_engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            connection.exec_driver_sql("GRANT USAGE ON SCHEMA public TO PUBLIC")
            self.metadata.create_all(connection)
            for table in self.metadata.sorted_tables:
                guard = security.guard_table(table.name, table.info["rights"], tenant=table.info["tenant"])
                for statement in guard:
                    connection.exec_driver_sql(statement)


@pytest.fixture(scope="session")
def library():
    return Library()


@pytest.fixture(scope="module")
def made_library(library, owner_engine):
    library.make(owner_engine)
    return library


@pytest.fixture
def new_tenant(made_library, owner_engine):
    """Makes a tenant; gives its id."""

    def make():
        statement = insert(made_library.tenant).values(slug=f"library-{next(_slugs)}")
        with owner_engine.begin() as connection:
            return connection.execute(statement.returning(made_library.tenant.c.id)).scalar_one()

    return make
