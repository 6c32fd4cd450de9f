"""Every night's checkpoints: one a bureau and night, outside the database, whole or not at all."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from banfa.jobs.checkpoints import write_checkpoints
from banfa.settings import Settings
from banfa.trust import unit_of_work
from banfa.trust.checkpoint_files import find_checkpoint_faults, list_checkpoints, write_checkpoint
from banfa.trust.checkpoints import read_public_key
from banfa.trust.tenants import operator
from tests.log_lines import written_lines
from tests.trust.bureaus import NOW, found_bureau
from tests.trust.test_audit import changed

NIGHT = date(2026, 4, 1)


@pytest.fixture
def settings(tmp_path):
    return Settings.from_env(
        {"BANFA_DATA": str(tmp_path / "data"), "BANFA_CHECKPOINTS": str(tmp_path / "cp")}
    )


def faults_of(engine, bureau, settings, public_key=None):
    with unit_of_work(engine, operator(bureau), now=NOW, read_only=True) as unit:
        paths = list_checkpoints(settings.checkpoints, bureau.uuid)
        key = public_key or read_public_key(settings.audit_key) or ""
        return [str(fault) for fault in find_checkpoint_faults(unit, paths, public_key=key)]


class TestANight:
    def test_writes_one_checkpoint_a_bureau(self, engine, owner_engine, settings):
        bureau = found_bureau(owner_engine)
        changed(engine, operator(bureau), times=2)
        assert write_checkpoints(engine, settings, day=NIGHT) >= 1
        assert write_checkpoints(engine, settings, day=NIGHT) == 0
        (path,) = list_checkpoints(settings.checkpoints, bureau.uuid)
        document = json.loads(path.read_text())
        assert (path.name, document["links"]) == ("2026-04-01.json", 2)
        assert [item.name for item in path.parent.iterdir()] == [path.name]
        changed(engine, operator(bureau))
        assert faults_of(engine, bureau, settings) == []

    def test_goes_on_where_one_bureau_fails(self, engine, owner_engine, settings):
        broken, sound = found_bureau(owner_engine), found_bureau(owner_engine)
        (settings.checkpoints).mkdir()
        (settings.checkpoints / str(broken.uuid)).write_text("in the way")
        write_checkpoints(engine, settings, day=NIGHT)
        assert len(list_checkpoints(settings.checkpoints, sound.uuid)) == 1

    def test_has_none_where_the_key_file_holds_something_else(self, engine, owner_engine, settings):
        found_bureau(owner_engine)
        settings.audit_key.parent.mkdir(parents=True)
        settings.audit_key.write_text("not a key")
        with written_lines() as lines:
            assert write_checkpoints(engine, settings, day=NIGHT) == 0
        assert [line["file"] for line in lines.of("checkpoint_key_unusable")] == [str(settings.audit_key)]

    def test_tells_of_one_that_is_gone_before_it_writes_it_anew(self, engine, owner_engine, settings):
        bureau = found_bureau(owner_engine)

        def lines_of_writing():
            with written_lines() as lines:
                write_checkpoints(engine, settings, day=NIGHT)
            return [line["tenant"] for line in lines.of("checkpoint_lost") if line["tenant"] == bureau.slug]

        assert lines_of_writing() == []
        (path,) = list_checkpoints(settings.checkpoints, bureau.uuid)
        path.unlink()
        assert lines_of_writing() == [], "another scheduler's, which shares no folder with this one"
        path.unlink()
        with owner_engine.begin() as connection:
            earlier = text("UPDATE nightly SET asked_at = asked_at - interval '2 h' WHERE tenant_id = :id")
            connection.execute(earlier, {"id": bureau.id})
        assert lines_of_writing() == [bureau.slug]


class TestAFile:
    def test_that_somebody_altered_is_a_fault(self, engine, owner_engine, settings):
        bureau = found_bureau(owner_engine)
        write_checkpoints(engine, settings, day=NIGHT)
        (path,) = list_checkpoints(settings.checkpoints, bureau.uuid)
        path.write_text(path.read_text().replace('"links": 0', '"links": 7'))
        (fault,) = faults_of(engine, bureau, settings)
        assert "不可信" in fault
        path.write_bytes(b"\xff")
        assert len(faults_of(engine, bureau, settings)) == 1

    def test_signed_by_anybody_else_is_a_fault(self, engine, owner_engine, settings):
        bureau = found_bureau(owner_engine)
        write_checkpoints(engine, settings, day=NIGHT)
        (fault,) = faults_of(engine, bureau, settings, public_key="00" * 32)
        assert "指定的公钥" in fault

    def test_is_not_there_in_part(self, tmp_path, monkeypatch):
        def fail(*_):
            raise OSError("the disk is full")

        monkeypatch.setattr("os.fsync", fail)
        path = tmp_path / "t" / "2026-04-01.json"
        with pytest.raises(OSError, match="disk"):
            write_checkpoint(path, {"links": 1})
        assert list(Path(path.parent).iterdir()) == []
