"""In a long chain nothing is located where nothing is wrong: the million of the long run, shortened."""

from banfa.database.engine import make_engine
from banfa.trust import unit_of_work
from banfa.trust.chain import verify_chain
from banfa.trust.tenants import operator
from tests.ledger.town import NOW
from tests.tamper.million import begin_chain, copy_chain
from tests.trust.bureaus import found_bureau

LINKS = 2_000


def test_a_long_chain_is_whole(postgres, database, engine, owner_engine):
    admin = operator(found_bureau(owner_engine))
    superuser = make_engine(postgres.url("postgres", database.name))
    copy_chain(superuser, begin_chain(engine, admin), LINKS - 1)
    superuser.dispose()
    with unit_of_work(engine, admin, now=NOW, read_only=True, isolation="REPEATABLE READ") as unit:
        verification = verify_chain(unit)
    assert (verification.links, verification.faults) == (LINKS, ())
