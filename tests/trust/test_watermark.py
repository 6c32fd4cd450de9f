from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Event

import pytest

from banfa.errors import Unavailable
from banfa.trust import unit_of_work
from banfa.trust import watermark as topic
from banfa.trust.tenants import operator
from banfa.trust.watermark import watermark
from tests.trust.bureaus import NOW, found_bureau


class TestTheWatermark:
    def test_lies_after_what_is_recorded_and_before_what_comes(self, engine, admin):
        moments = []
        for _ in range(3):
            with unit_of_work(engine, admin, now=NOW) as unit:
                moments.append(unit.recorded_at)
            with unit_of_work(engine, admin, now=NOW) as unit:
                moments.append(unit.watermark())
        assert moments == sorted(moments)
        assert len(set(moments)) == 6

    @pytest.fixture
    def writing(self, engine, admin):
        """One who writes and whoever takes the watermark meanwhile; `end` lets the writer commit."""
        began, may_end = Event(), Event()

        def write():
            with unit_of_work(engine, admin, now=NOW) as unit:
                moment = unit.recorded_at
                began.set()
                may_end.wait(10)
                return moment

        with ThreadPoolExecutor(2) as pool:
            writer = pool.submit(write)
            began.wait(10)
            reader = pool.submit(watermark, engine, admin.tenant_id)
            wait([reader], timeout=0.3)
            yield writer, reader, may_end.set
            may_end.set()

    def test_waits_for_whoever_is_writing(self, writing):
        writer, reader, end = writing
        assert not reader.done()
        end()
        assert writer.result() < reader.result()

    def test_holds_up_no_writer(self, engine, admin, writing):
        """Neither by the writers it waits for nor by those who come later, whose moments are later."""
        writer, reader, end = writing
        with unit_of_work(engine, admin, now=NOW) as unit:
            later = unit.recorded_at
            end()
            assert writer.result() < reader.result(5) < later

    def test_does_not_wait_for_another_tenant(self, engine, owner_engine, admin):
        other = operator(found_bureau(owner_engine))
        with unit_of_work(engine, other, now=NOW) as unit:
            assert unit.recorded_at < watermark(engine, admin.tenant_id)

    @pytest.mark.timeout(10)
    def test_does_not_wait_for_ever(self, engine, admin, monkeypatch):
        monkeypatch.setattr(topic, "WAIT_S", 0.05)
        with unit_of_work(engine, admin, now=NOW) as unit:
            assert unit.recorded_at > NOW
            with pytest.raises(Unavailable) as refusal:
                watermark(engine, admin.tenant_id)
        assert refusal.value.code == "watermark_unavailable"

    def test_is_refused_to_a_unit_that_would_wait_for_itself(self, engine, admin):
        with unit_of_work(engine, admin, now=NOW) as unit:
            assert unit.recorded_at > NOW
            with pytest.raises(RuntimeError, match="wait for itself"):
                unit.watermark()


class TestTheMomentOfRecording:
    def test_is_one_for_a_unit(self, engine, admin):
        with unit_of_work(engine, admin, now=NOW) as unit:
            assert unit.recorded_at == unit.recorded_at

    def test_is_never_before_the_present_that_was_passed_in(self, engine, admin):
        later = NOW + timedelta(days=36500)
        with unit_of_work(engine, admin, now=later) as unit:
            assert unit.recorded_at == later
