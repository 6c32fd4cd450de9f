"""No local of the pages' modules hides what the module has imported, such as the decorator of a button."""

from __future__ import annotations

import ast
from pathlib import Path

from banfa.web import console

MODULES = sorted(Path(console.__file__).parent.rglob("*.py"))


def list_imported(tree):
    return {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def find_hidden(source):
    """The imported names that a function's arguments or locals hide, with their lines."""
    tree = ast.parse(source)
    imported = list_imported(tree)
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in imported:
                    yield node.lineno, node.id
                if isinstance(node, ast.arg) and node.arg in imported:
                    yield node.lineno, node.arg


def test_no_local_hides_an_import():
    assert len(MODULES) > 50
    found = {path.name: list(find_hidden(path.read_text("utf-8"))) for path in MODULES}
    assert {name: hidden for name, hidden in found.items() if hidden} == {}


def test_one_that_does_is_found():
    source = "from banfa.x import act, page\n\ndef show(page):\n    act = 1\n    return act\n"
    assert sorted(find_hidden(source)) == [(3, "page"), (4, "act")]
