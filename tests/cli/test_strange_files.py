"""Files and names from strangers: a clean sentence and an exit status, never a traceback or gigabytes."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from click.testing import CliRunner

from banfa.cli._echo import echo, echo_lines, escape
from banfa.cli.main import main
from banfa.settings import Settings

RECEIPTS = Path(__file__).parents[1] / "receipts" / "second"
ALIASES = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n" for before, name in pairwise("abcdefghi")
)
GIGABYTE = 1 << 30


def run(*words):
    return CliRunner().invoke(main, words, obj=Settings.from_env({}))


def write(folder, content):
    path = folder / "案例.yaml"
    path.write_text(content, "utf-8")
    return str(path)


class TestCases:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (ALIASES, "展开后超过"),
            ("案例: &a [*a]\n", "指向它自己"),
            ("案例: " + "[" * 300 + "]" * 300 + "\n", "层次超过"),
            ("案例: " + "[" * 30_000 + "]" * 30_000 + "\n", "不是合格的 YAML"),
            ("- 条款: 14.5\n  截至: " + "9" * 5000 + "\n", "数太大（5000位）"),
            ("- 条款: 14.5\n  截至: 2026-02-30\n", "没有2026-02-30这一天"),
            ("\x00", "不是合格的 YAML"),
            ("a: " + "x" * (5 << 20), "文件超过4MB"),
        ],
    )
    def test_beyond_the_bounds_are_refused_in_a_sentence(self, tmp_path, content, sentence):
        result = run("city", "try", "huangshi", write(tmp_path, content))
        assert result.exit_code in {1, 2}
        assert sentence in result.output
        assert isinstance(result.exception, SystemExit)

    def test_aliases_of_aliases_take_no_memory(self, tmp_path):
        """435 bytes came to 4.7 GB; here the process may have one gigabyte."""
        path = write(tmp_path, ALIASES)

        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE))

        command = [str(Path(sys.executable).with_name("banfa")), "city", "try", "huangshi", path]
        finished = subprocess.run(
            command, check=False, preexec_fn=limit, capture_output=True, text=True, timeout=60
        )
        assert finished.returncode in {1, 2}
        assert "展开后超过" in finished.stdout + finished.stderr

    def test_an_alias_within_the_bounds_is_read(self, tmp_path):
        content = "案例:\n- 条款: 14.5\n  名称: &甲 偏差\n  情形: []\n- 条款: 14.5\n  名称: *甲\n  情形: []\n"
        assert "&" not in run("city", "try", "huangshi", write(tmp_path, content)).output


STRANGE: tuple[Any, ...] = (
    *(None, True, -1, 10**30, 1.5, "", "\x1b[2J", [], {}, [[]], {"$": "Edition"}),
    {"$": "date", "on": "2026-13-01"},
    {"$": "fraction", "of": [1, 0]},
    {"$": "fraction", "of": [10**40, 3]},
)
"""What stands in a value's place; the tuple itself: nothing does."""


def places(value, path=()):
    yield path
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield from places(child, (*path, key))


def replaced(receipt, path, value):
    copy = json.loads(json.dumps(receipt))
    if not path:
        return value
    holder = copy
    for key in path[:-1]:
        holder = holder[key]
    if value is STRANGE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return copy


class TestReceipts:
    @pytest.mark.long
    @pytest.mark.parametrize("city", ["huangshi", "xiamen"])
    def test_of_any_shape_are_refused_or_differ(self, tmp_path, city):
        """A hundred receipts a city, each with one value replaced or taken away."""
        chance = random.Random(20261126)  # noqa: S311 - a seed
        receipt = json.loads((RECEIPTS / f"{city}.json").read_bytes())
        everywhere = list(places(receipt))
        path = tmp_path / "receipt.json"
        statuses = set()
        for _ in range(100):
            value = chance.choice((*STRANGE, STRANGE))
            at = chance.choice(everywhere[1:])
            path.write_bytes(json.dumps(replaced(receipt, at, value)).encode())
            result = run("replay", str(path))
            assert result.exception is None or isinstance(result.exception, SystemExit), (at, value)
            assert "\x1b" not in result.output
            statuses.add(result.exit_code)
        assert statuses <= {0, 1, 2}
        assert {1, 2} <= statuses

    @pytest.mark.parametrize(
        "content",
        [b"", b"null", b"[" * 100_000, b'{"format": "banfa-receipt-1"}', b"\xff\xfe", b"9" * 10_000, b"NaN"],
    )
    def test_that_are_none_exit_with_2(self, tmp_path, content):
        path = tmp_path / "receipt.json"
        path.write_bytes(content)
        result = run("replay", str(path))
        assert result.exit_code == 2
        assert "[not_a_receipt]" in result.stderr

    def test_whose_heading_lacks_the_bureau_is_none(self, tmp_path):
        receipt = json.loads((RECEIPTS / "xiamen.json").read_bytes())
        receipt["about"].pop("bureau")
        path = tmp_path / "receipt.json"
        path.write_bytes(rfc8785.dumps(receipt))
        assert run("replay", str(path)).exit_code == 2


class TestPrinting:
    def test_a_name_makes_no_row_and_commands_no_terminal(self, capsys):
        echo("甲公司\n乙公司\t伪造", "\x1b[31m红\x9b", "\u202e倒写\u2028")
        line = capsys.readouterr().out
        assert line == "甲公司\\n乙公司\\t伪造\t\\x1b[31m红\\x9b\t\\u202e倒写\\u2028\n"

    def test_lines_of_ours_stay_lines(self, capsys):
        echo_lines("一\n二\x0b三\n")
        assert capsys.readouterr().out == "一\n二\\x0b三\n"

    def test_plain_chinese_is_left_as_it_is(self):
        assert escape("厦门市工业和信息化局　（签）") == "厦门市工业和信息化局　（签）"

    def test_is_the_only_way_out(self):
        """No command prints past it."""
        cli = Path(__file__).parents[2] / "core" / "banfa" / "cli"
        others = [
            p.name for p in cli.glob("*.py") if p.name != "_echo.py" and "click.echo" in p.read_text("utf-8")
        ]
        assert others == []
