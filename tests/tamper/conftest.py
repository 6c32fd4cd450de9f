import pytest

from banfa.database.engine import make_engine
from banfa.trust.checkpoints import read_signing_key
from tests.tamper.ground import Ground, build


@pytest.fixture(scope="module")
def ground(postgres, database, engine, owner_engine, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tamper")
    key = read_signing_key(folder / "key.pem")
    actor, checkpoint, _ = build(engine, owner_engine, key)
    superuser = make_engine(postgres.url("postgres", database.name))
    yield Ground(superuser, actor, checkpoint, folder)
    superuser.dispose()
