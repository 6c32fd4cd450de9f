"""Writes docs/law-language.md, the reference of the law language, from the code: `python -m tests.language`.

It stands outside the product because it looks at both ends: the words in `banfa.law`, and the ledger, which
alone knows over which days a fact can be asked.
"""

from __future__ import annotations

import inspect
import re
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from banfa import law
from banfa.cities.builtins import RECORDS, TRANSITIONS
from banfa.cities.catalogue import CATALOGUE, RECORD_FACTS
from banfa.law import clauses, facts
from banfa.law.expressions import Silence, Term, Window
from banfa.law.notices import BLANKS
from banfa.law.outline import DISPOSITION_ZH, Disposition
from banfa.law.quantity import PERIOD_UNITS
from banfa.law.values import WORDS
from banfa.law.windows import windows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banfa.law import Fact, Remedy

DOCUMENT = Path(__file__).parent.parent / "docs" / "law-language.md"

CHAPTERS = {
    "cite": "Citations",
    "quantity": "Numbers and periods",
    "expressions": "Conditions",
    "facts": "Conditions about findings, checks and grades",
    "clauses": "Clauses and remedies",
    "rules": "Rules about applicants, evaluations and contracts",
    "admission": "How providers are admitted",
    "task_books": "Who signs a task book",
    "scales": "Scales",
    "rubric": "Rubric",
    "grading": "Grading",
    "open_terms": "Open terms and readings",
    "outline": "Outline",
    "vocabulary": "What a city knows",
    "notices": "Documents",
    "practice": "How remedies are carried out",
    "edition": "Editions",
    "settle": "Settling",
}
"""Modules of `banfa.law` in the order in which an author meets them."""

STARS: Mapping[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}

INTRODUCTION = """\
# The law language

*Written by `make docs` from the code; do not edit. A test keeps it true.*

A city's plugin says in these words what its measure says. All of them are imported from `banfa.law`; facts
from `banfa.law.facts`, usually as `f`. Values are frozen and pure: nothing here computes, reads a clock or
knows a database. `plugins/README.md` tells how a plugin is built, checked and tried; this page lists the
words.

```python
from banfa.law import MUST, Months, article, cite, facts as f, finding, item, percent, rectify, share, warn

WARNING = article(
    11,
    MUST,
    warn(),
    rectify(Months(1), missed=(cite("12.4"),)),
    items=(
        item(4, "泄露试点企业信息", finding("disclosure", "泄露试点企业的商业秘密")),
        item(5, "超过三成", share(f.dissatisfied_enterprises, f.surveyed_enterprises).exceeds(percent(30))),
    ),
)
```

An article says its force and remedies once; its items are conditions. Comparisons use the statute's words and
carry units: `exceeds` 超过, `reaches` 达到, `below` 未达到, `at_most` 不超过; 家 cannot be compared with 次.
Conditions are joined by `&`, `|`, `~`, or by `all_of` and `any_of`. What the text leaves to the bureau is an
open term, what can be read in two ways a `reading`; neither has a default.
"""


def write_document() -> str:
    """The whole reference as Markdown."""
    lines = [INTRODUCTION.rstrip(), *_chapters(), *_facts(), *_lists()]
    return "\n".join(lines) + "\n"


def _chapters() -> Iterator[str]:
    for name, title in CHAPTERS.items():
        module = import_module(f"banfa.law.{name}")
        members = [
            (key, value)
            for key, value in (("Term", Term), *((key, getattr(law, key)) for key in law.__all__))
            if callable(value) and value.__module__ == module.__name__
        ]
        yield f"\n## {title}\n\n{inspect.getdoc(module)}\n"
        for key, value in sorted(members, key=_order):
            yield _entry(key, value)
            yield from _methods(value)


def _methods(value: Any) -> Iterator[str]:
    """What an author calls on a word: comparisons, other days, kinds of field."""
    plain = inspect.isclass(value) and not issubclass(value, Enum | Exception)
    for name, method in vars(value).items() if plain else ():
        function = getattr(method, "__func__", method)
        if inspect.isfunction(function) and not name.startswith("_"):
            yield f"  - `.{name}{_signature(getattr(value, name), without='self')}`: {_prose(function)}"


def _order(member: tuple[str, Any]) -> tuple[bool, bool, str]:
    """Classes first, enumerations after them, functions last."""
    name, value = member
    return not inspect.isclass(value), inspect.isclass(value) and issubclass(value, Enum), name


def _entry(name: str, value: Any) -> str:
    words = f"- **`{name}`**"
    if inspect.isclass(value) and issubclass(value, Enum):
        members = "; ".join(f"`{member.name}` {member.value}" for member in value)
        return f"{words}: {_first_line(value)} {members}."
    travels = " *(travels in receipts)*" if WORDS.get(name) is value else ""
    return f"{words}`{_signature(value)}`{travels}: {_prose(value)}"


def _first_line(value: Any) -> str:
    return (inspect.getdoc(value) or "").partition("\n")[0]


def _prose(value: Any) -> str:
    """A docstring as one paragraph."""
    return re.sub(r"\s+", " ", inspect.getdoc(value) or "").strip()


def _signature(value: Any, *, without: str = "") -> str:
    """Parts or parameters with their types and defaults, as an author writes them."""
    words: list[str] = []
    for parameter in inspect.signature(value).parameters.values():
        if parameter.name == without:
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not any(word.startswith("*") for word in words):
            words.append("*")
        default = "" if parameter.default is parameter.empty else f" = {_literal(parameter.default)}"
        words.append(f"{STARS.get(parameter.kind, '')}{parameter.name}: {parameter.annotation}{default}")
    return f"({', '.join(words)})"


def _literal(value: Any) -> str:
    return f"{type(value).__name__}.{value.name}" if isinstance(value, Enum) else repr(value)


def _facts() -> Iterator[str]:
    yield f"\n## Facts\n\n{inspect.getdoc(facts)}\n"
    yield (
        "`fact.in_(window)` asks the same fact over other days, of those listed. {} is worded by the city,\n"
        "which also names the unit of its own records.\n"
    )
    yield "| write | key | in Chinese | unit | of | days (first: as written) | no row means |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for fact in CATALOGUE.values():
        unit = "own" if fact.name in RECORD_FACTS else fact.unit
        cells = [_written(fact), fact.key, _chinese(fact), unit, fact.subject, _windows(fact), fact.silence]
        yield f"| {' | '.join(cells)} |"


def _written(fact: Fact) -> str:
    """How a plugin writes the fact, or what makes it."""
    for name, value in vars(facts).items():
        if value is fact:
            return f"`f.{name}`"
        if fact.args and inspect.isfunction(value) and name == fact.name.replace("verified", "verification"):
            return f"`f.{name}({', '.join(inspect.signature(value).parameters)})`"
    return f"`f.{fact.name}`"


def _chinese(fact: Fact) -> str:
    return fact.zh.replace("x", "{}") if fact.args and isinstance(fact.args[0], str) else fact.zh


def _windows(fact: Fact) -> str:
    others = [w for w in Window if w is not fact.window and w in windows_of(fact)]
    return "、".join(window.value for window in (fact.window, *others))


def _lists() -> Iterator[str]:
    yield "\n## Windows\n"
    yield from (f"- `f.{w.name}` {w.value}" for w in Window)
    yield "\n## What no row means\n"
    yield f"{_prose(Silence)}\n"
    yield from (f"- `{s.name}` {s.value}" for s in Silence)
    yield "\n## Units\n"
    units = dict.fromkeys(fact.unit for name, fact in CATALOGUE.items() if name not in RECORD_FACTS)
    yield f"Of facts: {'、'.join(units)}. Of shares: %."
    yield f"Of open numbers about time: {'、'.join(PERIOD_UNITS)}."
    yield "\n## Remedies\n\n| write | kind | in Chinese | taken by |\n| --- | --- | --- | --- |"
    for name, remedy in _remedies():
        yield f"| `{name}` | {remedy.kind} | {remedy.zh} | {remedy.by} |"
    yield "\n## Dispositions\n\n| write | in Chinese |\n| --- | --- |"
    yield from (f"| {d.value} | {DISPOSITION_ZH[d]} |" for d in Disposition)
    yield "\n## What Banfa keeps and does\n\nNames that an outline may use after its bar.\n"
    yield from (f"- `record:{key}` {zh}" for key, zh in RECORDS.items())
    yield from (f"- `transition:{key}` {zh}" for key, zh in TRANSITIONS.items())
    yield "\n## Blanks of documents\n"
    yield "、".join(f"{{{blank}}}" for blank in BLANKS)


def _remedies() -> Iterator[tuple[str, Remedy]]:
    """Each function that makes a remedy, with the remedy it makes of sample arguments."""
    samples = {"scope": "{范围}", "within": law.Months(1), "remedies": law.warn()}
    for name, make in vars(clauses).items():
        if inspect.isfunction(make) and inspect.signature(make).return_annotation == "Remedy":
            parameters = inspect.signature(make).parameters.values()
            required = [p.name for p in parameters if p.default is p.empty]
            yield f"{name}({', '.join(p.name for p in parameters)})", make(*(samples[p] for p in required))


if __name__ == "__main__":
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(write_document(), encoding="utf-8")
