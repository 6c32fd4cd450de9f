"""Where in a plugin's files a rule, an open term, a kind of record or a line of the outline stands.

Read off the source, without running it: rules are found by the path they cite, everything else by its key.
What a plugin puts together at run time (a key made of parts, a citation passed along) is not found.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from banfa.law import Disposition, cite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from banfa.cities.problems import Problem

KEYED_BY: Final = {
    "record": ("RecordKind",),
    "finding": ("finding",),
    "contract_finding": ("contract_finding",),
    "verification": ("verification",),
    "notice": ("Notice", "letter", "announcement", "advance_notice"),
    "term": ("reading", "choice", "open_rounding", "OpenNumber", "OpenDate", "OpenScale", "OpenCriteria"),
}
"""What kind of thing a key is of, and which calls give it as their first or second argument."""
RULE_KINDS: Final = ("rule", "rubric", "dimension", "criterion", "grading", "publicity", "support")
OUTLINE_LINE: Final = re.compile(rf"\s*(\d+(?:\.\d+){{0,2}})\s+(?:{'|'.join(Disposition)})(?:\+[a-z]+)*\s")


@dataclass(frozen=True)
class Sources:
    """Places as `package/file.py:line`.

    `names` are those an outline may use (`clause:12.5`, `record:training`, `term:weight`), `outline` goes by
    path.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    outline: Mapping[str, str] = field(default_factory=dict)


def read_sources(module: str) -> Sources:
    """The places in the package that this module is, or stands in. Empty where it has no files."""
    names: dict[str, str] = {}
    outline: dict[str, str] = {}
    for path in _files(module):
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        for name, line in (*_rules(tree), *_keys(tree)):
            names.setdefault(name, _place(path, line))
        for cited, line in _outline_lines(text):
            outline.setdefault(cited, _place(path, line))
    return Sources(names, outline)


def locate_problems(problems: Iterable[Problem], module: str) -> Iterator[Problem]:
    """Say file and line of each problem whose rule can be found in the plugin's source."""
    problems = tuple(problems)
    places = read_sources(module).names if module and problems else {}
    yield from (replace(problem, place=places.get(problem.place, problem.place)) for problem in problems)


def _files(module: str) -> list[Path]:
    spec = find_spec(module.partition(":")[0])
    folders = list(spec.submodule_search_locations or ()) if spec else []
    if not folders and spec and spec.origin:
        return [Path(spec.origin)]
    return sorted(path for folder in folders for path in Path(folder).rglob("*.py"))


def _place(path: Path, line: int) -> str:
    return f"{path.parent.name}/{path.name}:{line}"


def _rules(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Names of rules and their lines: items of articles, and calls that begin with a citation.

    A helper of the plugin is taken for the kind of rule that its name contains: `_criterion("6.1.2", …)`.
    """
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = _name_of_call(call)
        if name == "article":
            yield from _items(call, constants)
            continue
        kind = next((kind for kind in RULE_KINDS if kind == name.strip("_").lower()), None)
        key = _citation(call.args[0], constants) if call.args and kind else None
        if kind and key:
            alone = kind in {"rubric", "grading", "publicity"}
            yield (kind if alone else f"{kind}:{key}"), call.lineno


def _items(article: ast.Call, constants: Mapping[str, ast.expr]) -> Iterator[tuple[str, int]]:
    """The clauses of `article(12, …, items=(item(5, …), NAMED))`."""
    number = _constant(article.args[0]) if article.args else ""
    items = next((keyword.value for keyword in article.keywords if keyword.arg == "items"), None)
    for element in items.elts if isinstance(items, ast.Tuple) else ():
        item = constants.get(element.id) if isinstance(element, ast.Name) else element
        if isinstance(item, ast.Call) and item.args:
            part = next((_constant(k.value) for k in item.keywords if k.arg == "part"), "")
            path = ".".join(n for n in (number, _constant(item.args[0])) if n not in {"", "0"})
            yield f"clause:{path}{part}", item.lineno


def _constant(value: ast.expr) -> str:
    """A literal as text; nothing for what is worked out at run time."""
    return str(value.value) if isinstance(value, ast.Constant) else ""


def _citation(value: ast.expr, constants: Mapping[str, ast.expr]) -> str | None:
    """The key that `cite("12.5")`, a constant of it, or the path itself names."""
    if isinstance(value, ast.Name):
        value = constants.get(value.id, value)
    if isinstance(value, ast.Call) and _name_of_call(value) == "cite" and value.args:
        value = value.args[0]
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        try:
            return cite(value.value).key
        except ValueError:
            return None
    return None


def _keys(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Names of what has a key: records, findings, documents, open terms."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        kind = next(
            (kind for kind, calls in KEYED_BY.items() if _name_of_call(call).lstrip("_") in calls), None
        )
        for argument in call.args[:2] if kind else ():
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield f"{kind}:{argument.value}", call.lineno


def _name_of_call(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _outline_lines(text: str) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(text.splitlines(), 1):
        if match := OUTLINE_LINE.match(line):
            yield match[1], number
