"""Worked cases: what happened goes in, what the measure says to it comes out, and both were written by hand.

`_compile_case` reads a case against the city's own law once: names, units and provisions are settled there.
`banfa.cities.cases.run` then runs it against an edition, the same or a changed one: that is how mutation
asks whether the cases would notice.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.cases.facts import Span, find_fact, parse_span
from banfa.cities.cases.file import CaseError, WrittenCase, read_file
from banfa.cities.checks.answers import is_under, list_rules
from banfa.errors import Missing
from banfa.law import Edition, Fact, SettingError, Since, facts_of, open_terms, settle, walk
from banfa.reasoning.calendar import day_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from banfa.cities.profile import Profile

SUBJECTS: Final = {
    "条款": "clause",
    "规则": "rule",
    "指标": "criterion",
    "公示": "publicity",
    "支持": "support",
}
RESULT_COLUMN: Final = {"条款": "结果", "规则": "结果", "指标": "得分"}
TRUTH_WORDS: Final = {
    "条款": ("不成立", "尚不能确定", "成立"),
    "规则": ("不符合", "尚不能确定", "符合"),
}
"""What a truth of 0, 1 or 2 is called."""
UNTIMED_DAY: Final = 20_000
"""The day asked about where nothing measures time."""


@dataclass(frozen=True)
class Row:
    """One situation: what is known of one subject, and what was expected of it."""

    n: int
    said: str
    facts: Mapping[str, Span]
    as_of: int
    category: str | None
    expected: Any


@dataclass(frozen=True)
class Case:
    """A case, understood: `law` is its edition as it settles it, `read` the facts it may name, by key."""

    written: WrittenCase
    edition: str
    law: Edition
    rule: str
    rows: tuple[Row, ...]
    read: Mapping[str, Fact]


def read_cases(
    profile: Profile, paths: Iterable[Path], *, about: Callable[[WrittenCase], bool] = lambda _: True
) -> tuple[list[Case], list[CaseError]]:
    """Read the cases of these files, and what is wrong with those that cannot be understood.

    `about`: which of them are wanted; the others are read and no more.
    """
    cases: list[Case] = []
    wrong: list[CaseError] = []
    settlers = {e.key: Settler(e) for e in profile.editions}
    for path in paths:
        written_cases, errors = read_file(path)
        wrong += errors
        for case in filter(about, written_cases):
            try:
                cases += [_compile_case(case, settlers[e.key]) for e in _find_editions(case, profile)]
            except CaseError as error:
                wrong.append(error.at(case.file, case.line))
    return cases, wrong


class Settler:
    """An edition under many settings, each worked out once; without its outline, which nothing here reads."""

    def __init__(self, edition: Edition) -> None:
        self.key = edition.key
        self.edition = replace(edition, outline=())
        self.open_terms = open_terms(self.edition)
        self._made: dict[str, Edition] = {}

    def settle(self, settings: Mapping[str, Any]) -> Edition:
        """Settle the edition with these settings. Raises SettingError."""
        key = json.dumps(settings, sort_keys=True, ensure_ascii=False)
        if key not in self._made:
            self._made[key] = settle(self.edition, settings)
        return self._made[key]

    def settle_known_terms(self, settings: Mapping[str, Any]) -> Edition:
        """Settle what the edition has of these settings; the others are passed over."""
        return self.settle({key: value for key, value in settings.items() if key in self.open_terms})


def _compile_case(written: WrittenCase, settler: Settler) -> Case:
    """Understand a case. Raises CaseError with its mend."""
    edition = settler.edition
    law = _settle(written, settler)
    name, subjects = find_subject(written, law)
    source = find_subject(written, edition)[1] if written.kind in TRUTH_WORDS else subjects
    readable = tuple(dict.fromkeys(f for s in (*source, *subjects) for f in facts_of(s)))
    timed = any(isinstance(v, Since) for s in (*source, *subjects) for v in walk(s))
    reader = RowReader(written, readable, timed=timed)
    rows = tuple(reader.read_rows())
    return Case(written, settler.key, law, name, rows, {f.key: f for f in readable})


def _find_editions(written: WrittenCase, profile: Profile) -> list[Edition]:
    """Find the editions a case is about: those it names, or the city's only one."""
    if not written.editions:
        if len(profile.editions) > 1:
            mend = f"写明版本：{'、'.join(e.key for e in profile.editions)}"
            raise written.error("没有写版本，而本市有几个版本", mend)
        return [profile.latest]
    try:
        return [profile.edition(key) for key in written.editions]
    except Missing as error:
        raise written.error(f"的版本“{error.data['edition']}”不存在", error.detail) from None


def _settle(written: WrittenCase, settler: Settler) -> Edition:
    """Settle the edition with the case's settings."""
    try:
        return settler.settle(written.settings)
    except SettingError as error:
        raise written.error(
            f"的设定“{error.key}”不行：{error}", "核对 banfa city outline 所列的待定事项"
        ) from error


def rule_of(written: WrittenCase) -> str:
    """The name of the rule that a case says it is about, whether or not there is one."""
    match written.kind:
        case "评定":
            return "grading"
        case "评价":
            return "evaluation"
        case "公示":
            return "publicity"
    return f"{SUBJECTS[written.kind]}:{written.target}"


def find_subject(written: WrittenCase, edition: Edition) -> tuple[str, tuple[Any, ...]]:
    """Find the rule a case is about by name, and the values it consists of."""
    if written.kind == "评定":
        return "grading", (edition.grading,)
    if written.kind == "评价":
        return "evaluation", (edition.rubric, edition.grading, edition.rules)
    kind = SUBJECTS[written.kind]
    wanted = f"{kind}:{written.target}"
    named = [
        (name, rule)
        for name, cite, rule in list_rules(edition)
        if name == wanted or (kind == name == "publicity" and cite.key == written.target)
    ]
    if not named and written.kind == "条款" and not {"事实", "情形"} & set(written.body):
        named = _article_clauses(written, edition)
    if named:
        return named[0][0] if len({n for n, _ in named}) == 1 else wanted, tuple(rule for _, rule in named)
    here = [name for name, _, _ in list_rules(edition) if name.startswith(kind)]
    near = [n for n in here if n.startswith(wanted)]
    offered = "、".join(n.partition(":")[2] for n in near or here)
    raise written.error(f"所说的{written.kind}{written.target}不存在", f"改为现有的：{offered or '无'}")


def _article_clauses(written: WrittenCase, edition: Edition) -> list[tuple[str, Any]]:
    """The clauses of a whole article, for cases that only say force and remedies."""
    if not written.target.isdecimal():
        return []
    return [(f"clause:{c.cite.key}", c) for c in edition.clauses if is_under(c.cite, (int(written.target),))]


class RowReader:
    """Reads the situations of one case: a single one, a table, or a list of providers."""

    def __init__(self, written: WrittenCase, readable: tuple[Fact, ...], *, timed: bool) -> None:
        self.written, self.readable, self.timed = written, readable, timed
        self.body = written.body

    def read_rows(self) -> list[Row]:
        """Read every situation of the case. Raises CaseError."""
        if self.written.kind in {"评定", "评价"}:
            return self._read_providers()
        result = RESULT_COLUMN.get(self.written.kind)
        if result is None:
            return []
        if "情形" in self.body:
            return self._read_table(result)
        if "事实" not in self.body and result not in self.body:
            return []
        if result not in self.body:
            raise self.written.error(f"没有写{result}", f"写上“{result}:”")
        facts = self._read_facts(self.body.get("事实") or {})
        return [self._read_row(0, facts, {}, self.body[result])]

    def _read_table(self, result: str) -> list[Row]:
        """Read a header of facts ending in the result, then one situation a line."""
        table = self.body["情形"]
        if not isinstance(table, list) or len(table) < 2 or not all(isinstance(r, list) for r in table):  # noqa: PLR2004
            mend = f"第一行是表头：[事实, …, {result}]，以下每行一种情形"
            raise self.written.error("的情形不是表格", mend)
        header = [str(h) for h in table[0]]
        if header[-1] != result:
            mend = f"表头最后一列写“{result}”"
            raise self.written.error(f"的表头以“{header[-1]}”结尾", mend)
        common = self.body.get("事实") or {}
        rows = []
        for n, line in enumerate(table[1:], 1):
            if len(line) != len(header):
                mend = f"每行{len(header)}格，与表头对齐"
                raise self.written.error(f"第{n}种情形有{len(line)}格，表头有{len(header)}格", mend)
            cells = dict(zip(header[:-1], line[:-1], strict=True))
            more: dict[str, Any] = {k: cells.pop(k) for k in ("截至", "类别") if k in cells}
            rows.append(self._read_row(n, self._read_facts({**common, **cells}), more, line[-1]))
        return rows

    def _read_providers(self) -> list[Row]:
        """Read providers of a grading ([name, total, grade]) or of an evaluation (with their facts)."""
        listed = self.body.get("服务商")
        if not isinstance(listed, list) or not listed:
            raise self.written.error("没有服务商", "写“服务商:”，下面一行一家")
        return [self._read_provider(n, line) for n, line in enumerate(listed, 1)]

    def _read_provider(self, n: int, line: Any) -> Row:
        """Read one line of a grading or an evaluation."""
        match self.written.kind, line:
            case "评定", [name, total, grade]:
                return Row(n, f"{name} {total}", {}, UNTIMED_DAY, None, {"总分": total, "等级": grade})
            case "评定", _:
                raise self.written.error(f"第{n}家写法不对：{line}", "写作 [甲, 95, 优秀]")
            case "评价", dict():
                known = {"名称", "事实", "总分", "等级", "名次", "参评", "类别", "指标"}
                strange = set(line) - known
                if strange or not set(line) - {"名称", "事实", "类别"}:
                    mend = f"可写：{'、'.join(sorted(known))}，至少写一项结果"
                    raise self.written.error(f"第{n}家写法不对（{'、'.join(line)}）", mend)
                facts = self._read_facts({**(self.body.get("事实") or {}), **(line.get("事实") or {})})
                more = {"类别": line["类别"]} if "类别" in line else {}
                expected = {k: v for k, v in line.items() if k not in {"名称", "事实", "类别"}}
                return self._read_row(n, facts, more, expected, label=str(line.get("名称", f"第{n}家")))
        raise self.written.error(f"第{n}家写法不对", "写作“- 名称: 甲”，下面写事实和结果")

    def _read_facts(self, written_facts: Mapping[str, Any]) -> dict[str, tuple[Fact, Any, Span]]:
        """Read facts by key: the fact, what was written, and the range it stands for."""
        if not isinstance(written_facts, dict):
            raise self.written.error("的事实不是一组键值", "写成 事实: {名称: 值}")
        facts: dict[str, tuple[Fact, Any, Span]] = {}
        for name, raw in written_facts.items():
            try:
                fact = find_fact(name, self.readable)
                facts[fact.key] = (fact, raw, parse_span(raw, fact))
            except CaseError as error:
                raise self.written.error(f"：{error.message}", error.mend) from None
        return facts

    def _read_row(
        self,
        n: int,
        facts: Mapping[str, tuple[Fact, Any, Span]],
        more: Mapping[str, Any],
        expected: Any,
        label: str = "",
    ) -> Row:
        """Read one situation."""
        as_of = more.get("截至", self.written.as_of)
        if as_of is not None and not isinstance(as_of, date):
            raise self.written.error(f"的截至“{as_of}”不是日期", "写作 2026-03-31")
        if as_of is None and self.timed:
            raise self.written.error("没有写截至，而这条规则计算时间", "写“截至: 2026-03-31”，或在表里加一列")
        category = more.get("类别", self.body.get("类别"))
        words = label or _format_facts(facts)
        day = UNTIMED_DAY if as_of is None else day_number(as_of)
        spans = {key: interval for key, (_, _, interval) in facts.items()}
        return Row(n, words, spans, day, None if category is None else str(category), expected)


def _format_facts(facts: Mapping[str, tuple[Fact, Any, Span]]) -> str:
    """Name each fact and what is known of it; its window too where two facts differ in that alone."""
    times = Counter(fact.zh for fact, _, _ in facts.values())
    named = (
        (f"{fact.zh}（{fact.window.value}）" if times[fact.zh] > 1 else fact.zh, raw)
        for fact, raw, _ in facts.values()
    )
    return "，".join(f"{name} {format_raw(raw)}" for name, raw in named)


def format_raw(raw: Any) -> str:
    """Write a value as it stands in the file."""
    match raw:
        case dict():
            return "、".join(f"{k}{v}" for k, v in raw.items())
        case [low, high]:
            return f"{low}至{high}"
    return str(raw)
