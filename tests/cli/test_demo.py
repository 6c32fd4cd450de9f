"""`banfa demo` as a newcomer runs it, and `banfa replay` on what it leaves."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BANFA = Path(sys.executable).with_name("banfa")
CITIES = ("changchun", "changsha", "huangshi", "liuzhou", "xiamen")
BARE = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}


def banfa(*words, **environ):
    return subprocess.run(
        [BANFA, *map(str, words)],
        env=BARE | environ,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("receipts")
    return banfa("demo", "--no-serve", "--receipts", folder), folder


class TestDemo:
    @pytest.mark.long
    def test_ends_well_with_every_city(self, demo):
        done, folder = demo
        assert done.returncode == 0, done.stderr + done.stdout[-2000:]
        assert sorted(path.name for path in folder.iterdir()) == [f"{key}.receipt.json" for key in CITIES]

    @pytest.mark.long
    def test_shows_a_table_with_floors_and_places_and_a_decision_with_its_articles(self, demo):
        said = demo[0].stdout
        assert "优秀：80分及以上，名额" in said
        assert "A：80分及以上" in said
        assert "一项决定的全部理由" in said
        assert "第六条第（一）项第1目“企业已签约立项数量”（满分8分）" in said
        assert said.count("情形监测：疑似符合") == len(CITIES)

    def test_says_that_a_port_is_taken_before_it_starts_anything(self):
        import socket  # noqa: PLC0415

        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            done = banfa("demo", BANFA_PORT=str(taken.getsockname()[1]))
        assert done.returncode == 1
        assert "端口" in done.stderr
        assert "BANFA_PORT" in done.stderr
        assert not done.stdout


class TestReplay:
    @pytest.mark.long
    @pytest.mark.parametrize("key", CITIES)
    def test_reproduces_every_receipt_with_nothing_running(self, demo, key):
        done = banfa("replay", demo[1] / f"{key}.receipt.json")
        assert done.returncode == 0, done.stdout
        assert "逐字节一致" in done.stdout

    @pytest.mark.long
    def test_says_what_was_altered(self, demo, tmp_path):
        receipt = json.loads((demo[1] / "xiamen.receipt.json").read_bytes())
        receipt["about"]["bureau"] = "某局"
        altered = tmp_path / "altered.json"
        altered.write_text(json.dumps(receipt, ensure_ascii=False))
        done = banfa("replay", altered)
        assert done.returncode == 1
        assert "“说明”部分" in done.stdout

    def test_refuses_what_is_no_receipt(self, tmp_path):
        other = tmp_path / "other.json"
        other.write_text("{}")
        done = banfa("replay", other)
        assert done.returncode == 2
        assert "不是评价凭证" in done.stderr
