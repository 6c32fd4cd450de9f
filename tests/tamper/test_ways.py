"""Each way of tampering that was thought of is located, by our verifier and by the standalone one."""

import pytest
from sqlalchemy import text

from tests.tamper.run import generalise
from tests.tamper.ways import LAST, WAYS


def test_nothing_is_located_where_nobody_tampered(ground):
    with ground.attack() as connection:
        assert ground.locate(connection) == (set(), set())
        assert not ground.differs_from_checkpoint(connection)
        assert ground.checkpoint["links"] == LAST


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_is_located(ground, way):
    with ground.attack() as connection:
        for statement in way.sql:
            assert connection.execute(text(statement), {"t": ground.actor.tenant_id}).rowcount > 0
        ours, theirs = ground.locate(connection)
    assert generalise(ours) == generalise(theirs)
    assert any(seq == way.seq and subject.startswith(way.subject) for seq, subject in ours), ours
