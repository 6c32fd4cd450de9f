"""The second lock: statements name the tenant because of what they read and how they are made."""

import ast
from pathlib import Path

import banfa

HOUSE = Path(banfa.__file__).parent
FUNCTIONS = {"select", "update", "delete", "insert"}
CLASSES = {"Select", "Update", "Delete", "Insert"}

# Modules that may make a bare statement, each with the reason. The list may only shrink.
ALLOWED = {
    "database/rows.py": "makes the narrowed rows",
    "database/tenancy.py": "makes the narrowed statements",
    "trust/login_attempts.py": "counts attempts to log in, in a table without tenant",
    "trust/tenants.py": "makes a tenant, in a table without tenant",
    "trust/authentication.py": "writes the fingerprint that the door looks up, in a table without tenant",
}


def bare(source):
    """The bare constructors that a module imports from SQLAlchemy, reaches through the package, or calls."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            found |= {alias.name for alias in node.names} & FUNCTIONS
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in {"sa", "sqlalchemy"}:
            found |= {node.attr} & (FUNCTIONS | CLASSES)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {node.func.id} & CLASSES  # as annotations they do no harm
    return found


def test_no_other_module_makes_a_bare_statement():
    offenders = {
        name: sorted(found)
        for path in HOUSE.rglob("*.py")
        if (name := str(path.relative_to(HOUSE))) not in ALLOWED and (found := bare(path.read_text()))
    }

    assert offenders == {}, "read narrowed rows, write by tenant_insert, tenant_update or tenant_delete"


def test_every_exception_is_still_needed():
    assert [name for name in ALLOWED if not bare((HOUSE / name).read_text())] == []


def test_the_search_finds_what_it_looks_for():
    assert bare("from sqlalchemy import select, text") == {"select"}
    assert bare("import sqlalchemy as sa\nsa.update(x)") == {"update"}
    assert bare("from sqlalchemy.dialects.postgresql import insert") == {"insert"}
    assert bare("from sqlalchemy import Select\nSelect(x)") == {"Select"}
    assert bare("from sqlalchemy import Select\ny: Select = x") == set()
