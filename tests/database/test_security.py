import pytest
from sqlalchemy.exc import DBAPIError

from banfa.database import security
from banfa.database.engine import make_engine
from banfa.database.security import door, doors, guard_door, weaknesses

PEEK = """
CREATE FUNCTION peek(wanted text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT id FROM tenant WHERE slug = wanted $$
"""


@pytest.fixture
def no_doors(monkeypatch):
    monkeypatch.setattr(security, "_doors", {})


class TestWeaknesses:
    @pytest.fixture
    def found(self, made_library, owner_engine, engine):
        """What is found after the owner has done something, which is then undone."""

        def look(*deeds):
            made_library.make(owner_engine)
            with owner_engine.begin() as connection:
                for deed in deeds:
                    connection.exec_driver_sql(deed)
            with engine.connect() as connection:
                return weaknesses(connection)

        yield look
        made_library.make(owner_engine)

    def test_are_none_for_the_app_and_guarded_tables(self, found):
        assert found() == []

    def test_name_a_role_that_can_bypass_and_owns(self, made_library, owner_engine):
        with owner_engine.connect() as connection:
            assert weaknesses(connection) == [
                "数据库角色 banfa_owner 可以绕过行级安全，请改用 banfa_app。",
                "数据库角色 banfa_owner 拥有数据表，请改用 banfa_app。",
            ]

    @pytest.mark.parametrize(
        ("deed", "undone", "named"),
        [
            ("GRANT CONNECT ON DATABASE {} TO PUBLIC", "REVOKE ALL ON DATABASE {} FROM PUBLIC", "数据库"),
            ("GRANT CREATE ON SCHEMA public TO PUBLIC", "REVOKE CREATE ON SCHEMA public FROM PUBLIC", "模式"),
            ("GRANT SELECT ON book TO PUBLIC", "REVOKE ALL ON book FROM PUBLIC", "数据表 book "),
        ],
    )
    def test_name_what_is_open_to_everybody(self, found, postgres, database, *, deed, undone, named):
        assert found() == []
        problems = found(deed.format(database.name))
        with postgres.connect(database.name) as superuser:
            superuser.execute(undone.format(database.name))
        assert [named in problem for problem in problems] == [True]
        assert found() == []

    def test_name_a_superuser(self, postgres, database):

        engine = make_engine(postgres.url("postgres", database.name))
        with engine.connect() as connection:
            assert "数据库角色 postgres 可以绕过行级安全，请改用 banfa_app。" in weaknesses(connection)
        engine.dispose()

    @pytest.mark.parametrize(
        "deed",
        [
            "ALTER TABLE book DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE book NO FORCE ROW LEVEL SECURITY",
            "DROP POLICY banfa_tenant ON book",
            "ALTER POLICY banfa_tenant ON book USING (true)",
            "ALTER POLICY banfa_tenant ON book WITH CHECK (true)",
            "CREATE POLICY open_door ON book USING (true)",
        ],
    )
    def test_name_a_table_that_is_not_guarded(self, found, deed):
        assert found(deed) == ["数据表 book 没有受到行级安全保护，请执行 banfa db upgrade。"]

    def test_name_a_new_table_that_the_app_may_read(self, found):
        made = "CREATE TABLE loose (tenant_id bigint)"

        assert found(made) == []
        assert len(found(made, "GRANT SELECT ON loose TO banfa_app")) == 1


@pytest.mark.usefixtures("no_doors")
class TestDoor:
    def test_is_registered_with_its_sql(self):
        assert door("peek", PEEK) == "peek"
        assert doors() == {"peek": PEEK.strip()}

    @pytest.mark.parametrize(
        ("part", "wanted"),
        [
            ("SECURITY DEFINER", "SECURITY DEFINER"),
            ("SET search_path = public, pg_temp", "SET search_path = public, pg_temp"),
            ("FUNCTION peek", "CREATE FUNCTION peek"),
        ],
    )
    def test_is_refused_without(self, part, wanted):
        with pytest.raises(ValueError, match=rf"door peek: its SQL has to say .{wanted}"):
            door("peek", PEEK.replace(part, ""))

    @pytest.mark.usefixtures("made_library")
    def test_opens_for_the_app_alone(self, postgres, database, owner_engine, engine):
        with owner_engine.begin() as connection:
            for statement in guard_door("peek", PEEK):
                connection.exec_driver_sql(statement)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT peek('library-0')").all() == [(None,)]
        with postgres.connect(database.name) as connection:
            connection.execute("CREATE ROLE passer_by")
            try:
                connection.execute("SET ROLE passer_by")
                with pytest.raises(Exception, match="permission denied for function peek"):
                    connection.execute("SELECT peek('library-0')")
            finally:
                connection.execute("RESET ROLE")
                connection.execute("DROP ROLE passer_by")

    def test_does_not_take_a_table_that_the_caller_has_put_in_the_way(self, postgres, database, made_library):
        with postgres.connect(database.name) as connection:
            connection.execute("DROP FUNCTION IF EXISTS peek(text)")
            connection.execute("SET ROLE banfa_owner")
            connection.execute(PEEK)
            connection.execute("RESET ROLE")
            connection.execute("CREATE TEMP TABLE tenant AS SELECT 666 AS id, 'trap' AS slug")
            assert connection.execute("SELECT peek('trap')").fetchone() == (None,)


def test_the_app_may_not_make_temporary_tables(engine):
    with pytest.raises(DBAPIError, match="permission denied"), engine.begin() as connection:
        connection.exec_driver_sql("CREATE TEMP TABLE trap (x int)")
