"""The table of races is whole: no lock, no index's error, no version is looked at outside of it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import banfa
from tests.races import for_decisions, for_entries, for_letting_in, for_rounds  # noqa: F401 - enter their races
from tests.races.places import GUARDS, HERE, PAGE, make_page, read_places
from tests.races.racing import RACES

CORE = Path(banfa.__file__).parent
TREE = HERE.parents[1]
PLACES = read_places()
SIGNS = {
    "take_lock(",
    "with_for_update(",
    "except IntegrityError",
    "on_conflict_do_",
    "PreconditionFailed(",
    "ON CONFLICT",
    "FOR UPDATE",
    "pg_advisory",
    "pg_try_advisory",
}
"""By what a place that guards something is known."""
ELSEWHERE = {
    "database.tenancy.tenant_upsert": "makes the statement for others",
    "trust.locks._TAKE": "is the lock that others take",
    "trust.locks.take_lock": "is the lock that others take",
    "procedures.watch.looks.look_at": "a look names the run it is of: one too late counts for nothing",
    "web.headers.read_versions": "reads the header; who is given the version looks at it",
    "web.operation._carry_out": "tries each version that the header lists",
    "embedded.directories._take_lock": "a lock of files, of servers on one machine",
    "embedded.directories._sweep": "the same",
    "embedded.directories.lasting": "the same",
}


def list_definitions(path):
    """Every function and constant of a module, by name, with its source."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()

    def read(node):
        return "\n".join(lines[node.lineno - 1 : node.end_lineno])

    for node in ast.parse(source).body:
        text = read(node)
        if isinstance(node, ast.FunctionDef):
            yield node.name, text
        elif isinstance(node, ast.ClassDef):
            methods = (n for n in node.body if isinstance(n, ast.FunctionDef))
            yield from ((f"{node.name}.{n.name}", read(n)) for n in methods)
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            yield ast.unparse(target), text


def name_module(path):
    return ".".join(path.relative_to(CORE).with_suffix("").parts)


def find_module(where):
    """The module that a place stands in, and its name there: a function, a constant, a class's method."""
    parts = where.split(".")
    for n in range(len(parts) - 1, 0, -1):
        path = CORE.joinpath(*parts[:n]).with_suffix(".py")
        if path.exists():
            return path, ".".join(parts[n:])
    pytest.fail(f"there is no module of {where}")


def test_every_guard_stands_in_the_table():
    guards = {
        f"{name_module(path)}.{name}"
        for path in CORE.rglob("*.py")
        if "migrations" not in path.parts and name_module(path) != "errors"
        for name, text in list_definitions(path)
        if any(sign in text for sign in SIGNS) and not name.endswith("class")
    }
    assert guards - {place.where for place in PLACES} - ELSEWHERE.keys() == set()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.where)
def test_a_place_is_there_with_its_race(place):
    path, name = find_module(place.where)
    assert name in dict(list_definitions(path))
    assert place.guard in GUARDS
    if "::" in place.race:
        file, *_, test = place.race.split("::")
        assert f"def {test}(" in (TREE / file).read_text(encoding="utf-8")
    else:
        assert place.race in RACES


def test_the_page_is_made_of_the_table():
    assert PAGE.read_text(encoding="utf-8") == make_page()
