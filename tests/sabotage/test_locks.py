"""The table of locks follows the code: every patch applies, and names a test that is there."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter

import pytest

from tests.sabotage.locks import TREE, read_locks
from tests.sabotage.running import judge

LOCKS = read_locks()
RUFF = (sys.executable, "-m", "ruff", "check", "--quiet", "--isolated", "--output-format", "concise")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.opens)
def test_a_lock_can_be_opened_and_names_its_test(lock):
    text = (TREE / lock.file).read_text(encoding="utf-8")
    assert text.count(lock.old) == 1
    assert lock.new not in {lock.old, text}
    path, *names = lock.test.split("[")[0].split("::")
    body = ast.parse((TREE / path).read_text(encoding="utf-8")).body
    for name in names:
        (node,) = (
            node for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name
        )
        body = node.body


def test_an_opened_lock_is_code_that_works(tmp_path):
    """Otherwise its test goes red for another reason than that it is open: no name is undefined."""
    for lock in LOCKS:
        if lock.file.endswith(".py"):
            text = (TREE / lock.file).read_text(encoding="utf-8")
            name = re.sub(r"\W+", "_", lock.opens)
            (tmp_path / f"{name}.py").write_text(text.replace(lock.old, lock.new), encoding="utf-8")
    done = subprocess.run(
        [*RUFF, "--select", "F821", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_no_lock_is_there_twice():
    assert [name for name, n in Counter(lock.opens for lock in LOCKS).items() if n > 1] == []


@pytest.mark.parametrize(
    ("status", "printed", "word"),
    [
        (0, "1 passed", "GREEN"),
        (1, "FAILED tests/x.py::test_y[a - b c] - AssertionError: assert 1 == 2\n1 failed", "red"),
        (1, "FAILED tests/x.py::test_y - Failed: DID NOT RAISE Forbidden", "red"),
        (1, "FAILED tests/x.py::test_y", "red"),
        (1, "FAILED tests/x.py::test_y - NameError: name 'z' is not defined", "BROKEN"),
        (1, "ERROR tests/x.py::test_y - AssertionError: in a fixture", "NOT RUN (1)"),
        (4, "ERROR: not found: tests/x.py::test_z", "NOT RUN (4)"),
        (-1, "not over after 300 s", "NOT RUN (-1)"),
    ],
)
def test_a_verdict_is_red_only_where_a_test_failed_by_itself(status, printed, word):
    verdict = judge(status, printed)
    assert (verdict.word, verdict.noticed) == (word, word == "red")
