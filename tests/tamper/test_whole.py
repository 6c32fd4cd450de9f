"""A bureau that has done everything: every bound table has rows, nothing is located, every edit is."""

import pytest

from banfa.database.engine import make_engine
from banfa.trust.checkpoints import read_signing_key
from banfa.trust.sealed_rows import list_used_tables
from banfa.trust.seals import list_bound_tables
from tests.tamper.ground import Ground, sign_head
from tests.tamper.run import run_edits
from tests.tamper.whole import EMPTY, build_whole


@pytest.fixture(scope="module")
def whole(postgres, database, engine, owner_engine, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    actor = build_whole(engine, owner_engine)
    checkpoint = sign_head(engine, actor, read_signing_key(folder / "key.pem"))
    superuser = make_engine(postgres.url("postgres", database.name))
    yield Ground(superuser, actor, checkpoint, folder)
    superuser.dispose()


def test_has_rows_of_every_bound_table_and_none_that_is_located(whole):
    with whole.attack() as connection:
        used = {table.name for table in list_used_tables(whole.unit(connection))}
        assert {table.name for table in list_bound_tables()} - used <= EMPTY
        assert whole.locate(connection) == (set(), set())


def test_any_edit_of_any_column_is_located(whole):
    _, lost = run_edits(whole, count=150, seed=5)
    assert not lost, "\n".join(lost)
