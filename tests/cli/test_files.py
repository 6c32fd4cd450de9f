"""`banfa files check`: rows and contents held against each other; a lawful erasure takes the content too."""

from __future__ import annotations

import io
import os
import time
from uuid import uuid4

import pytest
from click.testing import CliRunner

from banfa.cli.main import main
from banfa.procedures.files.storing import make_file_room, store_file
from banfa.settings import Settings
from banfa.trust import unit_of_work
from banfa.trust.tenants import find_tenant, operator

DAY_S = 86_400
TEXT = "整改已完成。\n".encode()


@pytest.fixture
def settings(database, tmp_path):
    environ = {
        "DATABASE_URL": database.app_url,
        "BANFA_OWNER_URL": database.owner_url,
        "BANFA_FILES": str(tmp_path / "files"),
    }
    return Settings.from_env(environ)


@pytest.fixture
def banfa(settings):
    return lambda *words: CliRunner().invoke(main, words, obj=settings)


@pytest.fixture
def tenant(banfa):
    slug = "t" + uuid4().hex[:10]
    made = banfa("tenant", "create", "--slug", slug, "--city", "xiamen", "--name", "厦门市工业和信息化局")
    assert made.exit_code == 0, made.output
    return slug


@pytest.fixture
def stored(engine, settings, tenant):
    """A file of the bureau: its outward id, and where its content is."""
    with unit_of_work(engine, operator(find_tenant(engine, tenant))) as unit:
        room = make_file_room(settings)
        file = store_file(unit, io.BytesIO(TEXT), room=room, name="林女士.txt", kind="report")
        outward = unit.ids.encode_one("stored_file", file.id)
        return outward, settings.files / str(unit.actor.bureau.uuid) / file.sha256[:2] / file.sha256


class TestCheck:
    def test_finds_nothing_where_all_is_well(self, banfa, tenant, stored):
        checked = banfa("files", "check", tenant)
        assert (checked.exit_code, "共1份" in checked.stdout) == (0, True)

    def test_finds_a_row_without_content(self, banfa, tenant, stored):
        outward, path = stored
        path.unlink()
        checked = banfa("files", "check", tenant)
        assert checked.exit_code == 1
        assert f"登记了而内容不在：{path.name}，stored_file/{outward}" in checked.stderr

    @pytest.mark.parametrize("wrong", [TEXT[:-1] + b"!", TEXT[:-1], TEXT + b" ", b""])
    def test_finds_a_wrong_content(self, banfa, tenant, stored, wrong):
        outward, path = stored
        path.write_bytes(wrong)
        checked = banfa("files", "check", tenant)
        assert checked.exit_code == 1
        assert f"内容与登记时不符：{path.name}，stored_file/{outward}" in checked.stderr

    def test_finds_a_content_without_row_and_removes_it_once_it_is_old(self, banfa, tenant, stored):
        _, path = stored
        unnamed = path.parent.parent / "00" / ("0" * 64)
        unnamed.parent.mkdir(exist_ok=True)
        unfinished = path.parent.parent / "unfinished-abc"
        others = path.parent.parent / "lost+found"
        for left in (unnamed, unfinished, others):
            left.write_bytes(b"x")
        checked = banfa("files", "check", tenant, "--remove-orphans")
        assert checked.exit_code == 1
        assert checked.stderr.count("没有登记的内容（未满一天，可能正在上传）") == 2
        for left in (unnamed, unfinished, others, path):
            os.utime(left, (time.time() - DAY_S - 60,) * 2)
        checked = banfa("files", "check", tenant)
        assert (checked.exit_code, checked.stderr.count("没有登记的内容：")) == (1, 2)
        assert unnamed.exists()
        checked = banfa("files", "check", tenant, "--remove-orphans")
        assert (checked.exit_code, "已删去没有登记的内容2份" in checked.stdout) == (0, True)
        assert [left.exists() for left in (unnamed, unfinished, others, path)] == [False, False, True, True]


class TestErase:
    def test_takes_the_content_of_a_file(self, banfa, tenant, stored):
        outward, path = stored
        assert banfa("person", "add", tenant, "--name", "张三", "--role", "admin").exit_code == 0
        why = ("--person", "张三", "--reason", "本人申请", "--document", "厦工信删〔2026〕1号")
        erased = banfa("audit", "erase", tenant, f"stored_file/{outward}", *why)
        assert erased.exit_code == 0, erased.output
        assert not path.exists()
        assert banfa("files", "check", tenant).exit_code == 0
        assert banfa("audit", "verify", tenant).exit_code == 0
