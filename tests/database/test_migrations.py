import ast
import re

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from banfa.database import migrations, schema, security
from banfa.database.base import metadata
from banfa.database.engine import make_engine
from banfa.errors import Unavailable
from tests.make_migrations import generate

# All that a schema is made of, as the database itself writes it down.
COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
           pg_get_expr(d.adbin, d.adrelid)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND c.relname <> 'alembic_version'
"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"


def rights(table):
    """What a table grants, a right on several columns taken apart."""
    for right, columns in re.findall(r"(\w+)(?: \(([^)]*)\))?", table.info["rights"]):
        yield from (f"{right} ({column.strip()})" for column in columns.split(",")) if columns else [right]


def meaning(path):
    """A module apart from how it is laid out."""
    return ast.dump(ast.parse(path.read_text()))


@pytest.fixture(scope="module")
def upgraded(database):
    """The database as the committed revisions make it."""
    migrations.upgrade(database.owner_url)
    return database


@pytest.fixture(scope="module")
def declared(postgres):
    """An empty database into which the declared tables are put directly."""
    with postgres.connect() as connection:
        connection.execute("CREATE DATABASE declared OWNER banfa_owner")
    engine = make_engine(postgres.url(security.OWNER, "declared"))
    schema.load_rooms()
    metadata.create_all(engine)
    yield engine
    engine.dispose()
    with postgres.connect() as connection:
        connection.execute("DROP DATABASE declared WITH (FORCE)")


class TestMigratedSchema:
    def test_is_what_the_tables_declare(self, upgraded, owner_engine):
        schema.load_rooms()
        with owner_engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == [], "run make migration"

    @pytest.mark.parametrize("question", [COLUMNS, CONSTRAINTS, INDEXES])
    def test_is_the_same_to_the_last_constraint(self, upgraded, owner_engine, declared, question):
        with owner_engine.connect() as migrated, declared.connect() as direct:
            assert set(migrated.execute(text(question))) == set(direct.execute(text(question)))

    def test_guards_every_tenant_table(self, upgraded, engine, owner_engine):
        with engine.connect() as connection:
            assert security.weaknesses(connection) == []
        with owner_engine.connect() as connection:
            policies = connection.execute(
                text("SELECT tablename FROM pg_policies WHERE policyname = 'banfa_tenant'")
            )
            assert set(policies.scalars()) == {t.name for t in metadata.tables.values() if t.info["tenant"]}

    def test_grants_what_the_tables_declare(self, upgraded, owner_engine):
        granted = text("""
            SELECT c.relname, string_agg(g.right, ', ' ORDER BY g.right) AS rights
            FROM pg_class c CROSS JOIN LATERAL (
                SELECT privilege_type, grantee FROM aclexplode(c.relacl) UNION ALL
                SELECT format('%s (%s)', privilege_type, a.attname), grantee
                FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) WHERE a.attrelid = c.oid
            ) AS g ("right", grantee)
            WHERE g.grantee = 'banfa_app'::regrole AND c.relkind = 'r' AND c.relname <> 'alembic_version'
            GROUP BY 1
        """)
        with owner_engine.connect() as connection:
            found = {row.relname: row.rights for row in connection.execute(granted)}
        assert found == {
            table.name: ", ".join(sorted(rights(table)))
            for table in metadata.tables.values()
            if table.info["rights"]
        }

    def test_has_the_declared_doors_and_no_other(self, upgraded, owner_engine):
        definers = text("""
            SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
        """)
        with owner_engine.connect() as connection:
            assert set(connection.execute(definers).scalars()) == set(security.doors())

    def test_lets_the_app_write_no_sql_of_its_own(self, upgraded, engine):
        with engine.connect() as connection:
            owned = connection.execute(
                text("SELECT count(*) FROM pg_class WHERE relowner = 'banfa_app'::regrole")
            )
            assert owned.scalar_one() == 0


class TestUpgrade:
    def test_can_be_repeated(self, upgraded):
        assert migrations.upgrade(upgraded.owner_url) == migrations.newest()

    def test_can_be_taken_back(self, postgres, fresh_database):
        engine = make_engine(fresh_database.owner_url)
        with engine.begin() as connection:
            config = migrations._config(migrations.VERSIONS)
            config.attributes["connection"] = connection
            command.downgrade(config, "base")
        with engine.connect() as connection:
            assert inspect(connection).get_table_names() == ["alembic_version"]
            assert migrations.current(connection) is None
        engine.dispose()

    def test_says_when_the_apps_role_is_missing(self, monkeypatch, upgraded):
        monkeypatch.setattr(migrations, "APP", "nobody_at_all")
        with pytest.raises(Unavailable, match=r"deploy/roles\.sql"):
            migrations.upgrade(upgraded.owner_url)


class TestGenerate:
    def test_writes_what_is_committed(self, tmp_path):
        """Until the first release the revisions follow the tables; later ones are written by hand on top."""
        written = {path.name: meaning(path) for path in generate(tmp_path)}
        committed = {path.name: meaning(path) for path in migrations.VERSIONS.glob("*.py")}

        assert written == committed, "run make migration"
