"""What a plugin's source must not do: read a clock or the network, draw lots, count with floats.

The same plugin says the same law on every machine: it imports `banfa.law`, a few quiet modules, and no more.
"""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from banfa.cities.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED_IMPORTS: Final = frozenset(
    {"__future__", "banfa.law", "collections", "dataclasses", "datetime", "enum", "fractions", "functools"}
    | {"importlib.resources", "itertools", "pathlib", "typing"}
)
"""What a plugin may import besides itself."""
CLOCK_CALLS: Final = frozenset({"now", "today", "utcnow", "fromtimestamp", "localtime", "monotonic"})
FORBIDDEN_CALLS: Final = frozenset({"eval", "exec", "input", "open", "__import__"})


def source_problems(module: str, city: str) -> Iterator[Problem]:
    """What the source of a city's package does that it must not."""
    for path in _source_files(module):
        tree = ast.parse(path.read_text("utf-8"), str(path))
        for node in ast.walk(tree):
            for rule, message, mend in _find_faults(node, module.partition(".")[0]):
                yield Problem(city, rule, f"{path.name} 第{getattr(node, 'lineno', 1)}行{message}", mend)


def _source_files(module: str) -> list[Path]:
    """The Python files of a package, or the one of a module."""
    spec = find_spec(module.partition(":")[0])
    if spec is None:
        return []
    if spec.submodule_search_locations:
        return sorted(p for place in spec.submodule_search_locations for p in Path(place).rglob("*.py"))
    return [Path(spec.origin)] if spec.origin else []


def _find_faults(node: ast.AST, package: str) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one node: rule, message, mend."""
    match node:
        case ast.Constant(value=float() as value):
            yield "float", f"写了浮点数 {value}", f'写成整数、字符串 "{value}"、Fraction 或 percent(…)'
        case ast.Attribute(attr=attr) if attr in CLOCK_CALLS:
            yield "reads-clock", f"读时钟（{attr}）", "日期写成 date(年, 月, 日)，或留给文件设定（OpenDate）"
        case ast.Call(func=ast.Name(id=name)) if name in FORBIDDEN_CALLS:
            yield "reads-world", f"调用 {name}", "插件只构造 banfa.law 的值；文件路径由 worked_cases 返回"
        case ast.Call(func=ast.Name(id="float")):
            yield "float", "用了 float()", "写成 Fraction 或字符串"
    for name in _imported_modules(node):
        if not _is_allowed(name, package):
            mend = f"只从 banfa.law 和这些模块导入：{'、'.join(sorted(ALLOWED_IMPORTS))}"
            yield "reads-world", f"导入 {name}", mend


def _imported_modules(node: ast.AST) -> Iterator[str]:
    """The modules a statement imports; relative ones are the plugin's own."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        if any(name.startswith(f"{node.module}.") for name in ALLOWED_IMPORTS):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        else:
            yield node.module


def _is_allowed(name: str, package: str) -> bool:
    """A quiet module, or something inside one, or the plugin itself."""
    return any(name == root or name.startswith(f"{root}.") for root in (*ALLOWED_IMPORTS, package))
