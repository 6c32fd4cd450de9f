from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text

from banfa.errors import Conflict
from banfa.trust import unit_of_work
from banfa.trust.audit_rows import AuditData, AuditLink
from banfa.trust.events import Event
from banfa.trust.persons import Person
from banfa.trust.tenants import operator
from banfa.trust.work import Work
from tests.trust.bureaus import NOW, found_bureau, read_rows
from tests.trust.test_audit import verified


def left(engine, actor):
    """How many rows of each kind there are."""
    return tuple(len(read_rows(engine, actor, row)) for row in (AuditLink, AuditData, Event, Work))


class TestAUnitOfWork:
    def test_leaves_change_link_event_and_work_together(self, engine, admin):
        with unit_of_work(engine, admin, now=NOW) as unit:
            unit.note("round.opened", "round/1", {"from": date(2026, 1, 1)})
            unit.note("source.completed", "source/2", {}, event=False)
            work_id = unit.work("round.compute", {"round_id": 1})
            assert left(engine, admin) == (0, 0, 0, 0), "nothing is seen before it ends"
        assert left(engine, admin) == (2, 2, 1, 1)
        with unit_of_work(engine, admin, now=NOW) as unit:
            (told,) = unit.all(Event, Event.select())
            round_id = unit.ids.encode_one("round", 1)
        (asked,) = read_rows(engine, admin, Work)
        assert (told.seq, told.type, told.subject) == (1, "round.opened", f"round/{round_id}")
        assert (told.at, told.version, told.revision, told.changed) == (NOW, 1, None, ["from"])
        assert (asked.id, asked.kind, asked.data, asked.state) == (
            work_id,
            "round.compute",
            {"round_id": 1},
            "waiting",
        )

    def test_leaves_nothing_when_it_fails(self, engine, admin):
        def opened_in_vain():
            with unit_of_work(engine, admin, now=NOW) as unit:
                unit.note("round.opened", "round/1", {})
                unit.work("round.compute", {"round_id": 1})
                raise Conflict("round_closed", "评价周期已关闭。")

        with pytest.raises(Conflict):
            opened_in_vain()
        assert left(engine, admin) == (0, 0, 0, 0)
        assert verified(engine, admin).links == 0

    def test_leaves_what_it_keeps_despite_an_error(self, engine, admin):
        def refused(*, other):
            with unit_of_work(engine, admin, now=NOW) as unit:
                unit.note("round.opened", "round/1", {})
                error = unit.keep_despite(Conflict("round_closed", "评价周期已关闭。"))
                raise Conflict("round_closed", "另一个错误。") if other else error

        with pytest.raises(Conflict, match="另一个错误"):
            refused(other=True)
        assert left(engine, admin) == (0, 0, 0, 0)
        with pytest.raises(Conflict, match="评价周期已关闭"):
            refused(other=False)
        assert left(engine, admin) == (1, 1, 1, 0)

    def test_leaves_nothing_when_its_data_cannot_be_recorded(self, engine, admin):
        def noted_with_a_float():
            with unit_of_work(engine, admin, now=NOW) as unit:
                unit.work("round.compute", {})
                unit.note("round.opened", "round/1", {"share": 0.5})

        with pytest.raises(TypeError):
            noted_with_a_float()
        assert left(engine, admin) == (0, 0, 0, 0)

    def test_may_read_and_leave_nothing(self, engine, admin):
        with unit_of_work(engine, admin, now=NOW, read_only=True) as unit:
            assert unit.all(Work, Work.select()) == []
        with unit_of_work(engine, admin, now=NOW) as unit:
            assert unit.all(Work, Work.select()) == []
        assert left(engine, admin) == (0, 0, 0, 0)

    def test_does_not_write_unnoticed(self, engine, admin):
        with pytest.raises(RuntimeError, match="noted nothing"), unit_of_work(engine, admin, now=NOW) as unit:
            unit.work("round.compute", {})
        assert left(engine, admin) == (0, 0, 0, 0)

    def test_writes_unnoticed_when_it_says_why(self, engine, admin):
        with unit_of_work(engine, admin, now=NOW) as unit:
            unit.unaudited("a nightly job that nobody asked for")
            unit.work("watch.evaluate", {})
        assert left(engine, admin) == (0, 0, 0, 1)

    def test_says_which_day_it_is_where_the_measures_apply(self, engine, admin):
        late = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
        with unit_of_work(engine, admin, now=late) as unit:
            assert (unit.today, unit.tenant_id) == (date(2026, 4, 1), admin.tenant_id)

    def test_refuses_a_moment_without_a_zone(self, engine, admin):
        with (
            pytest.raises(ValueError, match="zone"),
            unit_of_work(engine, admin, now=NOW.replace(tzinfo=None)),
        ):
            pass

    def test_sees_and_touches_its_own_tenant_alone(self, engine, owner_engine, admin):
        stranger = operator(found_bureau(owner_engine))
        with unit_of_work(engine, stranger, now=NOW) as unit:
            unit.note("round.opened", "round/1", {})
            unit.work("round.compute", {})
        with unit_of_work(engine, admin, now=NOW) as unit:
            assert unit.all(AuditLink, AuditLink.select()) == []
            assert unit.connection.execute(text("SELECT * FROM work")).all() == []
            assert unit.connection.execute(unit.update(Work.table).values(step="?")).rowcount == 0


class TestASnapshot:
    def test_belongs_to_one_moment_and_cannot_write(self, engine, admin):
        count = text("SELECT count(*) FROM work")
        with unit_of_work(engine, admin, now=NOW) as unit:
            unit.note("round.opened", "round/1", {})
            with unit.snapshot() as snapshot:
                before = snapshot.scalar(count)
                with unit_of_work(engine, admin, now=NOW) as other:
                    other.note("round.opened", "round/2", {})
                    other.work("round.compute", {})
                assert (before, snapshot.scalar(count), unit.connection.scalar(count)) == (0, 0, 1)
                assert snapshot.scalar(text("SHOW transaction_read_only")) == "on"


class TestManyAtOnce:
    def test_make_one_chain_without_gaps(self, engine, admin):
        def change(number):
            with unit_of_work(engine, admin, now=NOW) as unit:
                unit.note("provider.registered", f"provider/{number}", {})
                unit.note("provider.admitted", f"provider/{number}", {})

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(change, range(40)))
        found = verified(engine, admin)
        assert (found.links, found.broken) == (80, None)


def test_a_row_that_proves_something_is_never_written_without_a_note(engine, admin):
    """Whatever a unit says of itself: such a row would have no link."""

    def write():
        with unit_of_work(engine, admin, now=NOW) as unit:
            unit.unaudited("so it says")
            unit.add(Person, uuid=uuid4(), kind="natural", name="张三", roles=["admin"], created_at=NOW)

    with pytest.raises(RuntimeError, match="noted nothing"):
        write()
