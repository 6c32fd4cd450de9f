import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from banfa.database.tenancy import tenant_transaction
from banfa.trust import unit_of_work
from banfa.trust.chain import verify_chain
from banfa.trust.export import export_chain
from banfa.trust.tenants import operator
from tests.trust.bureaus import NOW, found_bureau


def changed(engine, actor, *, times=1, start=1):
    """So many changes, each a unit of its own."""
    for number in range(start, start + times):
        with unit_of_work(engine, actor, now=NOW) as unit:
            data = {"name": f"第{number}家", "amount": 10**12 + number}
            unit.note("provider.registered", f"provider/{number}", data)


def verified(engine, actor):
    with unit_of_work(engine, actor, now=NOW, read_only=True, isolation="REPEATABLE READ") as unit:
        return verify_chain(unit)


def tampered(owner_engine, actor, statement, **values):
    with owner_engine.begin() as connection:
        hit = connection.execute(text(statement), {"tenant": actor.tenant_id, **values})
        assert hit.rowcount > 0


class TestTheChain:
    def test_is_not_walked_along_while_it_grows(self, engine, admin):
        for read_only in (True, False):
            with unit_of_work(engine, admin, read_only=read_only) as unit:
                with pytest.raises(RuntimeError, match="one moment"):
                    verify_chain(unit)
                with pytest.raises(RuntimeError, match="one moment"):
                    next(export_chain(unit))

    def test_is_empty_and_whole_for_a_new_tenant(self, engine, admin):
        found = verified(engine, admin)
        assert (found.links, found.hash, found.broken) == (0, bytes(32), None)

    @pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
    def test_grows_by_a_link_a_note_and_verifies(self, engine, owner_engine, algorithm):
        actor = operator(found_bureau(owner_engine, algorithm=algorithm))
        changed(engine, actor, times=2)
        with unit_of_work(engine, actor, now=NOW) as unit:
            for number in range(3):
                unit.note("contract.recorded", f"contract/{number}", {})
        found = verified(engine, actor)
        assert (found.links, found.erased, found.broken) == (5, 0, None)

    def test_is_not_made_again_with_the_same_bytes(self, engine, owner_engine):
        ends = []
        for _ in range(2):
            actor = operator(found_bureau(owner_engine))
            changed(engine, actor)
            ends.append(verified(engine, actor).hash)
        assert ends[0] != ends[1]

    def test_holds_no_personal_data(self, engine, owner_engine, admin):
        changed(engine, admin)
        with owner_engine.connect() as connection:
            statement = text("SELECT l::text FROM audit_link l WHERE tenant_id = :tenant")
            link = connection.execute(statement, {"tenant": admin.tenant_id}).scalar_one()
        assert "provider/pv_" in link
        assert "第1家" not in link
        assert admin.name not in link

    def test_misses_data_that_was_erased_without_a_link_that_tells_of_it(self, engine, owner_engine, admin):
        changed(engine, admin, times=3)
        tampered(owner_engine, admin, "DELETE FROM audit_data WHERE tenant_id = :tenant AND seq = 2")
        found = verified(engine, admin)
        assert (found.links, found.erased) == (3, 0)
        assert [(fault.seq, "缺失" in fault.reason) for fault in found.faults] == [(2, True)]

    @pytest.mark.parametrize(
        "statement",
        [
            *(f"UPDATE {table} SET seq = seq" for table in ("audit_link", "audit_data", "audit_seal")),
            *(f"DELETE FROM {table}" for table in ("audit_link", "audit_data", "audit_seal", "audit_head")),
        ],
    )
    def test_cannot_be_changed_by_the_app(self, engine, admin, statement):
        changed(engine, admin)
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            tenant_transaction(engine, admin.tenant_id) as connection,
        ):
            connection.execute(text(statement))


class TestTampering:
    @pytest.mark.parametrize(
        ("statement", "seq", "reason"),
        [
            (
                "UPDATE audit_link SET subject = 'provider/9' WHERE tenant_id = :tenant AND seq = 3",
                3,
                "链接内容",
            ),
            ("UPDATE audit_link SET token = 'tk_' WHERE tenant_id = :tenant AND seq = 1", 1, "链接内容"),
            (
                """UPDATE audit_link SET person = (
                    SELECT uuid FROM person p WHERE p.tenant_id = :tenant AND p.built_in = 'clock')
                WHERE tenant_id = :tenant AND seq = 2""",
                2,
                "链接内容",
            ),
            ("UPDATE audit_link SET role = 'auditor' WHERE tenant_id = :tenant AND seq = 1", 1, "链接内容"),
            (
                "UPDATE audit_link SET at = at + interval '1 second' WHERE tenant_id = :tenant AND seq = 2",
                2,
                "内容",
            ),
            ("UPDATE audit_link SET hash = data_hash WHERE tenant_id = :tenant AND seq = 4", 4, "链接内容"),
            ("UPDATE audit_link SET previous = hash WHERE tenant_id = :tenant AND seq = 4", 4, "不衔接"),
            (
                """UPDATE audit_data SET data = '{"name": "别家"}' WHERE tenant_id = :tenant AND seq = 2""",
                2,
                "数据",
            ),
            ("UPDATE audit_head SET seq = 9 WHERE tenant_id = :tenant", 6, "缺失"),
            ("UPDATE audit_head SET hash = '\\x00' WHERE tenant_id = :tenant", 5, "链尾"),
        ],
    )
    def test_is_found_at_its_first_link(self, engine, owner_engine, admin, *, statement, seq, reason):
        changed(engine, admin, times=5)
        tampered(owner_engine, admin, statement)
        found = verified(engine, admin)
        assert found.broken is not None
        assert found.broken.seq == seq
        assert reason in found.broken.reason

    @pytest.mark.parametrize("seq", [1, 3, 5])
    def test_by_taking_a_link_out_is_found(self, engine, owner_engine, admin, seq):
        changed(engine, admin, times=5)
        # The first link alone has seals: of what the bureau was founded with.
        seals = ["audit_seal"] if seq == 1 else []
        for table in ("event", "audit_data", *seals, "audit_link"):
            tampered(
                owner_engine, admin, f"DELETE FROM {table} WHERE tenant_id = :tenant AND seq = :seq", seq=seq
            )
        found = verified(engine, admin)
        assert found.broken is not None
        assert found.broken.seq == seq
