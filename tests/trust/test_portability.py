"""A tenant is a unit: its rows, taken to another database under another number, prove the same."""

import pytest
from sqlalchemy import Connection, text

from banfa.database.base import metadata
from banfa.database.engine import make_engine
from banfa.database.schema import load_rooms
from banfa.errors import Malformed
from banfa.trust import unit_of_work
from banfa.trust.chain import verify_chain
from banfa.trust.checkpoints import read_signing_key, take_checkpoint
from banfa.trust.persons import add_person
from banfa.trust.tenants import act_as, find_tenant, operator, tenant
from tests.trust.bureaus import NOW, found_bureau
from tests.trust.chains import verify_against


@pytest.fixture
def elsewhere(fresh_database):
    """Another installation, which has tenants of its own already."""
    engines = make_engine(fresh_database.owner_url), make_engine(fresh_database.app_url)
    with engines[0].begin() as connection:
        connection.execute(text("ALTER TABLE tenant ALTER id RESTART WITH 5000"))
    found_bureau(engines[0])
    yield engines
    for engine in engines:
        engine.dispose()


def copy_tenant(here: Connection, there: Connection, number: int) -> int:
    """Take all rows of a tenant along; only its number is new."""
    load_rooms()
    row = here.execute(tenant.select().where(tenant.c.id == number)).mappings().one()
    values = {name: value for name, value in row.items() if name != "id"}
    new: int = there.execute(tenant.insert().values(**values).returning(tenant.c.id)).scalar_one()
    for table in metadata.sorted_tables:
        if table.info["tenant"]:
            plain = [c for c in table.c if c.computed is None]
            rows = here.execute(table.select().with_only_columns(*plain).where(table.c.tenant_id == number))
            moved = [{**dict(found), "tenant_id": new} for found in rows.mappings()]
            if moved:
                there.execute(table.insert(), moved)
    return new


def test_the_chain_the_checkpoint_and_outward_ids_hold_under_another_number(
    engine, owner_engine, bureau, elsewhere, tmp_path
):
    with unit_of_work(engine, operator(bureau), now=NOW) as unit:
        person = add_person(unit, name="张三", roles=["officer"])
    with unit_of_work(engine, act_as(bureau, person.identity, "officer"), now=NOW) as unit:
        unit.note("contract.recorded", "contract/7", {"amount": 5})
        outward = unit.ids.encode_one("contract", 7)
    with unit_of_work(engine, operator(bureau), now=NOW, read_only=True, isolation="REPEATABLE READ") as unit:
        checkpoint = take_checkpoint(unit, key=read_signing_key(tmp_path / "key.pem"))
        before = verify_chain(unit)

    owner, app = elsewhere
    with owner_engine.connect() as here, owner.begin() as there:
        number = copy_tenant(here, there, bureau.id)
    assert number == 5001 != bureau.id
    moved = find_tenant(app, bureau.slug)
    assert (moved.uuid, moved.console) == (bureau.uuid, bureau.console)
    with unit_of_work(app, operator(moved), now=NOW, read_only=True, isolation="REPEATABLE READ") as unit:
        assert verify_chain(unit) == before
        assert verify_against(unit, checkpoint) == before
        assert unit.ids.decode("contract", outward) == 7
    with unit_of_work(app, operator(moved), now=NOW) as unit:
        unit.note("contract.corrected", "contract/7", {"amount": 6})
    with unit_of_work(app, operator(moved), now=NOW, read_only=True, isolation="REPEATABLE READ") as unit:
        assert (verify_against(unit, checkpoint).broken, verify_chain(unit).links) == (None, before.links + 1)


def test_a_checkpoint_of_another_tenant_of_the_same_number_is_told_apart(engine, bureau, elsewhere, tmp_path):
    with unit_of_work(engine, operator(bureau), now=NOW, read_only=True) as unit:
        checkpoint = take_checkpoint(unit, key=read_signing_key(tmp_path / "key.pem"))
    owner, app = elsewhere
    with owner.begin() as connection:
        connection.execute(text(f"ALTER TABLE tenant ALTER id RESTART WITH {bureau.id}"))
    other = found_bureau(owner)
    assert other.id == bureau.id
    with (
        unit_of_work(app, operator(other), now=NOW, read_only=True, isolation="REPEATABLE READ") as unit,
        pytest.raises(Malformed) as refusal,
    ):
        verify_against(unit, checkpoint)
    assert refusal.value.code == "checkpoint_tenant"
