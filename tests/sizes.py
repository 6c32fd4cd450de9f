"""Holds the size of modules and functions to the figures of the design: `python -m tests.sizes`.

Modules: median <= 100 lines, 95th percentile <= 300, none > 400. Functions: 95th percentile <= 45 lines. No
module of the tests has more than 400 lines either. Revisions are written by a program and not counted.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
MODULE_MEDIAN, MODULE_95, MODULE_MOST, FUNCTION_95 = 100, 300, 400, 45


def modules(*folders: str) -> dict[Path, str]:
    """Read all modules beneath some folders."""
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return {
        path: path.read_text(encoding="utf-8") for path in sorted(paths) if path.parent.name != "versions"
    }


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Give the name and the length in lines of every function, decorators and docstring included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield node.name, (node.end_lineno or first) - first + 1


def complaints() -> Iterator[str]:
    """Say what is too long, and how to mend it."""
    house = modules("core", "plugins")
    sizes = {path: source.count("\n") for path, source in house.items()}
    tests = {path: source.count("\n") for path, source in modules("tests").items()}
    for path, size in {**sizes, **tests}.items():
        if size > MODULE_MOST:
            yield f"{path.relative_to(ROOT)}: {size} lines, more than {MODULE_MOST}: part it by topic"
    if median(sizes.values()) > MODULE_MEDIAN:
        yield f"the median module has {median(sizes.values())} lines, more than {MODULE_MEDIAN}"
    if _percentile_95(list(sizes.values())) > MODULE_95:
        longest = sorted(sizes, key=lambda path: sizes[path])[-len(sizes) // 20 :]
        names = ", ".join(f"{path.relative_to(ROOT)} ({sizes[path]})" for path in longest)
        yield f"more than 5 % of the modules exceed {MODULE_95} lines: {names}"
    lengths = [(length, path, name) for path, source in house.items() for name, length in functions(source)]
    if _percentile_95([length for length, _, _ in lengths]) > FUNCTION_95:
        over = sorted(((n, f"{p.relative_to(ROOT)}:{name}") for n, p, name in lengths if n > FUNCTION_95))
        names = ", ".join(f"{place} ({length})" for length, place in reversed(over))
        yield f"more than 5 % of the functions exceed {FUNCTION_95} lines: {names}"


def _percentile_95(values: list[int]) -> float:
    return quantiles(values, n=20)[-1]


if __name__ == "__main__":
    found = list(complaints())
    for complaint in found:
        sys.stderr.write(f"sizes: {complaint}\n")
    sys.exit(1 if found else 0)
