"""Holds rows to their shape: `python -m tests.rows`.

In the ledger and in procedures no row is looked into by a string, and no day or moment is made text: rows are
frozen classes, and what people read is written in `web` alone.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
ROOMS = ("core/banfa/ledger", "core/banfa/procedures")
NO_ROWS = frozenset(
    {
        "data",
        "receipt",
        "facts",
        "hashes",
        "arrays",
        "values",
        "schema",
        "common",
        "dialect_options",
        "_by_key",
    }
)
"""Names of what is no row.

A receipt's data and its parts, arrays by name, what a report says by field, JSON Schema, an index. Nor are
constants rows.
"""


def find_complaints(source: str) -> Iterator[tuple[int, str]]:
    """Give line and mend of whatever looks into a row by a string or writes a day as text."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Subscript(value=value, slice=ast.Constant(value=str(key)), ctx=ast.Load()) if (
                name := _name(value)
            ) not in NO_ROWS and not name.isupper():
                yield node.lineno, f'{ast.unparse(value)}["{key}"]: declare a row, say .{key}'
            case ast.Call(func=ast.Attribute(attr="isoformat")):
                yield node.lineno, "keep the day or moment; web writes it"
            case ast.Call(func=ast.Attribute(attr="mappings")):
                yield node.lineno, "read rows by Unit.all or Unit.one_or_none"


def _name(value: ast.expr) -> str:
    """Name what is looked into: the variable, or the attribute, itself or within."""
    match value:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=inner):
            return _name(inner)
    return ""


def main() -> int:
    """Say what there is to mend in all rooms, if anything."""
    complaints = [
        f"rows: {path.relative_to(ROOT)}:{line}: {mend}\n"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for line, mend in find_complaints(path.read_text(encoding="utf-8"))
    ]
    sys.stderr.writelines(complaints)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
