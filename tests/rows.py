"""Holds rows to their shape: `python -m tests.rows`.

In the ledger and in procedures no row is looked into by a string, and no day or moment is made text: rows are
frozen classes, and what people read is written in `web` alone. What still does otherwise is listed in
`tests/rows_left.txt` by file, kind and how often; the list may only shrink (`python -m tests.rows lower`).
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
LEFT = Path(__file__).with_name("rows_left.txt")
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


def slips(source: str) -> Iterator[tuple[int, str, str]]:
    """Give line, kind and mend of whatever looks into a row by a string or writes a day as text."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Subscript(value=value, slice=ast.Constant(value=str(key)), ctx=ast.Load()) if (
                name := _name(value)
            ) not in NO_ROWS and not name.isupper():
                yield node.lineno, "subscript", f'{ast.unparse(value)}["{key}"]: declare a row, say .{key}'
            case ast.Call(func=ast.Attribute(attr="isoformat")):
                yield node.lineno, "isoformat", "keep the day or moment; web writes it"
            case ast.Call(func=ast.Attribute(attr="mappings")):
                yield node.lineno, "mappings", "read rows by Unit.all or Unit.one_or_none"


def _name(value: ast.expr) -> str:
    """Name what is looked into: the variable, or the attribute, itself or within."""
    match value:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=inner):
            return _name(inner)
    return ""


Slips = dict[tuple[str, str], list[str]]
"""Complaints by file and kind."""


def all_slips() -> Slips:
    """Find the slips of all rooms."""
    found: Slips = {}
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        name = str(path.relative_to(ROOT))
        for line, kind, mend in slips(path.read_text(encoding="utf-8")):
            found.setdefault((name, kind), []).append(f"{name}:{line}: {mend}")
    return found


def left() -> dict[tuple[str, str], int]:
    """Read how many slips are known, by file and kind."""
    lines = (line.split() for line in LEFT.read_text(encoding="utf-8").splitlines() if line)
    return {(name, kind): int(count) for name, kind, count in lines}


def complaints(found: Slips, known: dict[tuple[str, str], int]) -> Iterator[str]:
    """Say what is new, with file, line and mend, and what the list may drop."""
    for place in sorted(found.keys() | known.keys()):
        lines, allowed = found.get(place, []), known.get(place, 0)
        if len(lines) > allowed:
            yield from lines
        elif len(lines) < allowed:
            yield f"{LEFT.name}: {' '.join(place)} {allowed} is {len(lines)} now: python -m tests.rows lower"


def lower(found: Slips, known: dict[tuple[str, str], int]) -> None:
    """Write the list anew: no figure is higher than it was."""
    counts = {place: min(allowed, len(found.get(place, []))) for place, allowed in known.items()}
    lines = (f"{name} {kind} {count}\n" for (name, kind), count in sorted(counts.items()) if count)
    LEFT.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["lower"]:
        lower(all_slips(), left())
    said = list(complaints(all_slips(), left()))
    for complaint in said:
        sys.stderr.write(f"rows: {complaint}\n")
    sys.exit(1 if said else 0)
