"""The table of locks follows the code: every patch applies, and names a test that is there."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from tests.sabotage.locks import TREE, read_locks

LOCKS = read_locks()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.opens)
def test_a_lock_can_be_opened_and_names_its_test(lock):
    text = (TREE / lock.file).read_text(encoding="utf-8")
    assert text.count(lock.old) == 1
    assert lock.new not in {lock.old, text}
    if lock.file.endswith(".py"):
        ast.parse(text.replace(lock.old, lock.new))
    path, *names = lock.test.split("[")[0].split("::")
    body = ast.parse((TREE / path).read_text(encoding="utf-8")).body
    for name in names:
        (node,) = (
            node for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name
        )
        body = node.body


def test_no_lock_is_there_twice():
    assert [name for name, n in Counter(lock.opens for lock in LOCKS).items() if n > 1] == []
