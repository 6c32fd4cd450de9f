"""Holds names and words to the project's taste: `python -m tests.words`.

- Retired words in identifiers and docstrings of core and plugins, and locals that do not say what they hold.
- Module-level functions named by a past participle, or used at home only without an underscore.
- Constants of core that do not say that they are (`Final`).
- Circles among modules (imports for typing count as well).
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WRITTEN: Final = re.compile(r"/migrations/(versions/|env\.py)")
"""Written by a program, or as Alembic wants it: they use our names, and are not held to them."""
NAMED_IN_TEXT: Final = re.compile(r"([a-z_.]+):([a-z_]+)")
"""How a server is told of a function: `banfa.web.app:app_from_environment`."""
ROOT: Final = Path(__file__).parent.parent

REFUSE: Final = "FieldError or problem; raise, reject"
RETIRED: Final[dict[str, str]] = {
    "house": "Banfa, core, builtins, internal procedure",
    "opening": "open term",
    "openings": "open terms",
    "flaw": "FieldError",
    "flaws": "FieldErrors",
    "unfit": "FieldError",
    "refusal": REFUSE,
    "refusals": REFUSE,
    "refuse": REFUSE,
    "refuses": REFUSE,
    "refused": REFUSE,
    "leash": "exec_child",
}
"""Words that neither an identifier nor a docstring uses, and what to say instead."""
RETIRED_NAMES: Final[dict[str, str]] = {
    "ground": "ReadingContext, HitKey or situation",
    "grounds": "ReadingContext, HitKeys or situations",
    "moment": "AsOf in the ledger, DateTime for fields",
    "behind": "rows_behind_…",
    "measure": "Aggregate in the ledger",
    "unsaid": "what the value means: UNKNOWN, NOT_RECORDED",
    "patience": "timeout_s",
    "slip": "operator, mutant",
    "slips": "operators, mutants",
}
"""Words that are good English, but not as a name of ours; `measure` is the regulation, outside the ledger."""
LEDGER_ONLY: Final = frozenset({"measure"})
VAGUE: Final = frozenset({"found", "made", "said", "told", "one", "kept", "asked", "shown"})
"""Locals that say how a value came about, not what it is."""
RIGHT_NAMES: Final[dict[str, str]] = {
    "orders_refused": "the measures' own 拒不整改",
    "REFUSED": "the same",
    "ranks_behind": "a distance: 还差几名",
}
"""Names that are right although a word of theirs is retired, and why."""
SAID_INSTEAD: Final = "rows_behind"
"""What to say instead of a word may hold the word."""

CONSTANT: Final = re.compile(r"_?[A-Z][A-Z0-9_]*")
PARTICIPLE: Final = re.compile(
    r"\w+ed|begun|bound|brought|built|chosen|done|drawn|found|given|gone|held|hidden|kept|known|left|lost|made|"
    r"meant|met|paid|said|seen|sent|shown|spelt|spoken|stood|taken|told|understood|won|worn|written"
)
NO_PARTICIPLE: Final = frozenset(
    {"bed", "embed", "exceed", "feed", "hundred", "need", "proceed", "red", "seed"}
)
PREPOSITIONS: Final = frozenset({"as", "at", "by", "for", "from", "in", "of", "on", "to", "until", "with"})
PLAIN_DECORATORS: Final = frozenset(
    {"cache", "lru_cache", "contextmanager", "overload", "wraps", "dataclass_transform", "staticmethod"}
)
"""Decorators that leave a function what it is; any other registers it somewhere."""


@dataclass(frozen=True, order=True)
class Complaint:
    """Something to mend."""

    path: str
    line: int
    rule: str
    name: str
    mend: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.name}: {self.mend}"


@dataclass(frozen=True)
class Module:
    """A module of ours: its dotted name, its path from the root, its syntax tree."""

    name: str
    path: str
    tree: ast.Module


def read_modules(root: Path = ROOT) -> list[Module]:
    """Every module of core, plugins and tests."""
    modules = []
    for path in sorted(p for folder in ("core", "plugins", "tests") for p in (root / folder).rglob("*.py")):
        relative = path.relative_to(root)
        skip = {"core": 1, "plugins": 2}.get(relative.parts[0], 0)
        parts = [part for part in relative.with_suffix("").parts[skip:] if part != "__init__"]
        modules.append(Module(".".join(parts), str(relative), ast.parse(path.read_text("utf-8"))))
    return modules


def find_complaints(modules: list[Module]) -> Iterator[Complaint]:
    """Everything to mend, in order of rule."""
    ours = [m for m in modules if m.path.startswith(("core/", "plugins/")) and not WRITTEN.search(m.path)]
    used = find_uses(modules)
    for module in ours:
        yield from find_retired_words(module)
        yield from find_vague_locals(module)
        yield from find_badly_named_functions(module, used)
    core = [m for m in ours if m.path.startswith("core/")]
    for module in core:
        yield from find_bare_constants(module)
    yield from find_circles(ours)


def find_retired_words(module: Module) -> Iterator[Complaint]:
    """Retired words in names that the module binds and in its docstrings."""
    in_ledger = module.path.startswith("core/banfa/ledger/")
    seen: set[str] = set()
    for name, line in _bound_names(module.tree):
        for word in _words_of(name):
            mend = RETIRED.get(word) or RETIRED_NAMES.get(word)
            if (
                mend is None
                or name in RIGHT_NAMES
                or name in seen
                or name.startswith(SAID_INSTEAD)
                or (word in LEDGER_ONLY and not in_ledger)
            ):
                continue
            seen.add(name)
            yield Complaint(module.path, line, "word", name, f"“{word}” is retired, say {mend}")
    for owner, line, text in _docstrings(module.tree):
        for word in dict.fromkeys(re.findall(r"[a-z]+", text.lower())):
            if word in RETIRED:
                mend = f"“{word}” is retired, say {RETIRED[word]}"
                yield Complaint(module.path, line, "docstring", f"{owner}:{word}", mend)


def find_vague_locals(module: Module) -> Iterator[Complaint]:
    """Variables and parameters named `found`, `made`, `said`, once for each function."""
    for function in (n for n in ast.walk(module.tree) if isinstance(n, ast.FunctionDef)):
        names = {name: line for name, line in reversed(list(_bound_names(function))) if name in VAGUE}
        for name, line in names.items():
            mend = "name it after what it holds"
            yield Complaint(module.path, line, "local", f"{function.name}:{name}", mend)


def find_badly_named_functions(module: Module, used: Mapping[str, set[str]]) -> Iterator[Complaint]:
    """Module-level functions named by a participle, and those used at home only without an underscore."""
    for node in module.tree.body:
        if not isinstance(node, ast.FunctionDef) or _is_known_outside(node, module):
            continue
        if is_participle(node.name):
            mend = "begin with a verb (list_rows), or a noun for a property"
            yield Complaint(module.path, node.lineno, "participle", node.name, mend)
        if not node.name.startswith("_") and not used[f"{module.name}.{node.name}"]:
            mend = f"used in this module only: call it _{node.name}"
            yield Complaint(module.path, node.lineno, "private", node.name, mend)


def is_participle(name: str) -> bool:
    """Is a function called by what has been done: `shown`, `_asked`, `told_by_then`?"""
    first, _, rest = name.strip("_").partition("_")
    if rest and rest.partition("_")[0] not in PREPOSITIONS:
        return False  # settled_problems: an adjective before its noun
    return first not in NO_PARTICIPLE and PARTICIPLE.fullmatch(first) is not None


def _is_known_outside(node: ast.FunctionDef, module: Module) -> bool:
    """Is it called by name from elsewhere: a view, a command, a hook, `main`, a public name?"""
    decorators = {ast.unparse(d).partition("(")[0].rpartition(".")[2] for d in node.decorator_list}
    return bool(
        decorators - PLAIN_DECORATORS
        or node.name in {"main", *_exported(module.tree)}
        or re.fullmatch(r"__\w+__|pytest_\w+", node.name)
    )


def _exported(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return [str(name) for name in ast.literal_eval(node.value)]
    return []


def find_uses(modules: list[Module]) -> Mapping[str, set[str]]:
    """Names by dotted path (`banfa.law.cite.cite`) to the modules that import them or reach for them."""
    names = {module.name for module in modules}
    used: dict[str, set[str]] = defaultdict(set)
    for module in modules:
        aliases: dict[str, str] = {}
        for node in ast.walk(module.tree):
            for base, name, alias in _imports(node, module):
                full = f"{base}.{name}" if name else base
                used[full].add(module.name)
                if full in names:
                    aliases[alias] = full
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used[f"{aliases.get(node.value.id, '')}.{node.attr}"].add(module.name)
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and (named := NAMED_IN_TEXT.fullmatch(text)):
                used[f"{named[1]}.{named[2]}"].add(module.name)
    return used


def find_bare_constants(module: Module) -> Iterator[Complaint]:
    """Names in capitals that a module binds without `Final`; several at once cannot have it."""
    for node in module.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                final = isinstance(value, ast.Call) and ast.unparse(value.func) in ("TypeVar", "ParamSpec")
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                final = ast.unparse(annotation).startswith("Final")
            case _:
                continue
        if CONSTANT.fullmatch(name) and not final:
            yield Complaint(module.path, node.lineno, "constant", name, f"say {name}: Final = …")


def find_circles(modules: list[Module]) -> Iterator[Complaint]:
    """Modules that need each other, one circle for each knot of them."""
    by_name = {module.name: module for module in modules}
    graph: dict[str, dict[str, int]] = {}
    for module in modules:
        targets: dict[str, int] = {}
        for node in ast.walk(module.tree):
            for base, name, _ in _imports(node, module):
                target = f"{base}.{name}" if f"{base}.{name}" in by_name else base
                if target in by_name and target != module.name:
                    targets.setdefault(target, getattr(node, "lineno", 1))
        graph[module.name] = targets
    left = set(graph)
    while left:
        start = min(left)
        circle = _shortest_circle(graph, start)
        left.discard(start)
        if circle:
            left -= set(circle)
            names = " -> ".join(circle)
            line = graph[circle[0]][circle[1]]
            yield Complaint(
                by_name[start].path, line, "circle", names, "move what both need into a third module"
            )


def _shortest_circle(graph: Mapping[str, Mapping[str, int]], start: str) -> list[str]:
    """The shortest way from a module back to itself; empty where there is none."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop(0)
        for target in sorted(graph[way[-1]]):
            if target == start:
                return [*way, start]
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return []


def _imports(node: ast.AST, module: Module) -> Iterator[tuple[str, str, str]]:
    """What a statement imports: module, name in it (may be a module), and what it is called here."""
    if isinstance(node, ast.Import):
        yield from ((alias.name, "", alias.asname or alias.name) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            parts = module.name.split(".")
            home = parts if module.path.endswith("__init__.py") else parts[:-1]
            base = ".".join([*home[: len(home) - node.level + 1], *([base] if base else [])])
        yield from ((base, alias.name, alias.asname or alias.name) for alias in node.names)


def _bound_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that is given to something: functions, classes, parameters, variables, parts of a class."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) if node is not tree:
                yield name, node.lineno
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.MatchAs(name=str(name)):
                yield name, node.lineno


def _docstrings(tree: ast.Module) -> Iterator[tuple[str, int, str]]:
    """Docstrings, and texts that stand below a constant: owner, line, text."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            match statement:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    yield getattr(node, "name", "module"), statement.lineno, text


def _words_of(name: str) -> list[str]:
    """HitKeys and hit_keys are hit, keys."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def main() -> int:
    """Say what there is to mend, if anything."""
    complaints = sorted(find_complaints(read_modules()))
    for complaint in complaints:
        sys.stderr.write(f"words: {complaint}\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
