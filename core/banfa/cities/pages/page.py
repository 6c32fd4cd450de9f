"""The page of a provision: its outline line, its rules in Chinese, its readings, facts and worked cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.cases.case import Case, read_cases, rule_of
from banfa.cities.checks.answers import find_answers, is_under, list_routes, list_rules
from banfa.cities.pages.admission import describe_route
from banfa.cities.pages.answers import answers_in_chinese
from banfa.cities.pages.cases import describe_case
from banfa.cities.pages.rules import INDENT, Row, describe_heading, describe_rule
from banfa.errors import Malformed
from banfa.law import (
    Choice,
    Cite,
    Edition,
    Fact,
    OpenDate,
    OpenNumber,
    Provision,
    cite,
    facts_of,
    open_terms,
    walk,
)
from banfa.law.outline import DISPOSITION_ZH
from banfa.reasoning.describe import describe_choice, describe_fact, describe_open_number

if TYPE_CHECKING:
    from banfa.cities.cases.file import WrittenCase
    from banfa.cities.pages.sources import Sources
    from banfa.cities.profile import Profile

MAX_NEIGHBOURS: Final = 5
"""How many neighbours are named where a provision does not exist."""


@dataclass(frozen=True)
class Section:
    """A part of a page: its title, where it stands in the plugin (empty where unknown), its rows."""

    title: str
    source: str
    rows: tuple[Row, ...]


Locate = Callable[[Fact], Sequence[str]]
"""Where in the ledger a fact is found, in lines."""


def _find_provision(edition: Edition, path: str) -> tuple[Provision, str]:
    """The provision of a path, and the half of it that the path names (11.5前段), if any.

    Raises Malformed (`unknown_provision`) naming those nearby.
    """
    try:
        place = cite(path)
    except ValueError as error:
        raise Malformed("unknown_provision", f"{error}。", provision=path) from error
    for provision in edition.outline:
        if provision.cite.numbers == place.numbers:
            return provision, place.key.removeprefix(place.path)
    near = "、".join(_near(edition, place))
    raise Malformed("unknown_provision", f"本办法没有{place}（{path}）；相近的有：{near}。", provision=path)


def _near(edition: Edition, place: Cite) -> list[str]:
    """Provisions of the same article, else those with the nearest numbers."""
    same = [p.cite for p in edition.outline if p.cite.article == place.article]
    others = sorted((p.cite for p in edition.outline), key=lambda c: abs(c.article - place.article))
    chosen = (same or [c for c in others if not c.item])[:MAX_NEIGHBOURS]
    return [c.path for c in sorted(chosen, key=lambda c: c.numbers)]


def make_page(
    profile: Profile, edition: Edition, path: str, *, sources: Sources, locate: Locate
) -> Iterator[Section]:
    """The sections of a provision's page, in reading order. Raises Malformed for one that does not exist."""
    provision, part = _find_provision(edition, path)
    rules = [
        (name, rule)
        for name, place, rule in list_rules(edition)
        if place.numbers == provision.cite.numbers and place.key.endswith(part)
    ]
    yield _outline_section(profile, edition, provision, sources)
    for name, rule in rules:
        title = f"规则 {name} {getattr(rule, 'zh', '')}".rstrip()
        yield Section(title, sources.names.get(name, ""), tuple(describe_rule(rule, profile)))
    for route in list_routes(profile, edition):
        if route.cite.numbers == provision.cite.numbers:
            yield Section(f"入库途径 {route.zh}", "", tuple(describe_route(route, profile)))
    below = [p for p in edition.outline if is_under(p.cite, provision.cite.numbers) and p is not provision]
    if below and not rules:
        yield from _heading_section(edition, provision)
    if below:
        yield Section("所属各项", "", tuple((p.cite.path, p.zh) for p in below))
    terms = _terms_of(edition, provision, [rule for _, rule in rules])
    yield from _term_sections(terms, sources)
    facts = tuple(dict.fromkeys(fact for _, rule in rules for fact in facts_of(rule)))
    if facts:
        yield Section("读取的事实", "", tuple(row for fact in facts for row in _describe_facts(fact, locate)))
    cases = _cases_of(profile, edition, {name for name, _ in rules}, provision)
    if cases:
        files = {path.name: f"{path.parent.name}/{path.name}" for path in profile.cases}
        yield Section("案例", "", tuple(row for case in cases for row in describe_case(case, files, terms)))


def _heading_section(edition: Edition, provision: Provision) -> Iterator[Section]:
    """What the heading of an article says once for all its items: force, remedies, what follows."""
    for clause in edition.clauses:
        if is_under(clause.cite, provision.cite.numbers):
            yield Section("条首", "", tuple(describe_heading(clause)))
            return


def _outline_section(profile: Profile, edition: Edition, provision: Provision, sources: Sources) -> Section:
    rows: list[Row] = []
    above = [p for p in edition.outline if p is not provision and is_under(provision.cite, p.cite.numbers)]
    rows += [(f"{p.cite}", p.zh) for p in above]
    rows.append(("摘要", provision.zh))
    rows.append(("落实方式", "、".join(DISPOSITION_ZH[d] for d in provision.dispositions)))
    words = answers_in_chinese(profile, edition)
    heading = "由何落实"
    for name in find_answers(edition, provision, profile):
        place = f"（{sources.names[name]}）" if name in sources.names else ""
        rows.append((heading, f"{name} {words.get(name, '')}".rstrip() + place))
        heading = ""
    title = f"{provision.cite}（{provision.cite.path}）"
    return Section(title, sources.outline.get(provision.cite.path, ""), tuple(rows))


def _terms_of(edition: Edition, provision: Provision, rules: list[Any]) -> dict[str, Any]:
    """What the bureau has still to decide: readings of the rules here, and what cites the provision."""
    terms: dict[str, Any] = dict(open_terms(tuple(rules)))
    for value in walk(edition):
        if isinstance(value, OpenDate | OpenNumber | Choice) and value.cite.numbers == provision.cite.numbers:
            terms.setdefault(value.key, value)
    return terms


def _term_sections(terms: dict[str, Any], sources: Sources) -> Iterator[Section]:
    for key, term in terms.items():
        match term:
            case Choice():
                rows = tuple((option.key, option.zh) for option in term.options)
                title = f"{describe_choice(term)} {key} {term.zh}"
            case OpenNumber():
                title, rows = f"待定事项 {key}", (("取值", describe_open_number(term)),)
            case OpenDate():
                title, rows = f"待定事项 {key}", (("日期", term.zh),)
            case _:
                title, rows = f"待定事项 {key}", (("内容", str(term)),)
        yield Section(title, sources.names.get(f"term:{key}", ""), rows)


def _describe_facts(fact: Fact, locate: Locate) -> Iterator[Row]:
    silence = f"无记录时{fact.silence.value}"
    part = f"，记到1/{fact.per}{fact.unit}" if fact.per != 1 else ""
    yield fact.key, f"{describe_fact(fact)}（{fact.unit}{part}，{silence}）"
    yield from (("", f"{INDENT}{line}") for line in locate(fact))


def _cases_of(profile: Profile, edition: Edition, rules: set[str], provision: Provision) -> list[Case]:
    """The worked cases of these rules, of a dimension's own criteria, and of the article as a whole."""
    wanted = {*rules, f"clause:{provision.cite.path}"}
    if rules & {"grading", "rubric"}:
        wanted |= {"grading", "evaluation"}
    set_criteria = tuple(f"criterion:{n.partition(':')[2]}#" for n in rules if n.startswith("dimension:"))

    def is_wanted(written: WrittenCase) -> bool:
        name = rule_of(written)
        return name in wanted or (bool(set_criteria) and name.startswith(set_criteria))

    cases, _ = read_cases(profile, profile.cases, about=is_wanted)
    return [case for case in cases if case.edition == edition.key]
