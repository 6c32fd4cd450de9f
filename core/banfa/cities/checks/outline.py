"""Checks that the outline accounts for every citation, and that something answers every provision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from banfa.cities.checks.answers import is_under, known_names, list_rules, names_by_provision
from banfa.cities.problems import Problem
from banfa.law import Cite, Disposition, Edition, Provision, Remedy, walk
from banfa.law.outline import ANSWERED

if TYPE_CHECKING:
    from banfa.cities.profile import Profile

NamesByProvision = Mapping[tuple[int, ...], list[str]]
"""Provision to what answers it by citation."""

OF_PROFILE: Final = frozenset({"record", "notice", "term", "finding", "contract_finding", "verification"})
"""Kinds of name that only a plugin's own check can tell, on its edition as it was written."""


def outline_problems(edition: Edition, profile: Profile | None) -> Iterator[Problem]:
    """Problems of what binds an edition's outline to its rules."""
    yield from _repeat_problems(edition)
    yield from _citation_problems(edition)
    yield from _rule_name_problems(edition)
    yield from _remedy_problems(edition)
    names = names_by_provision(edition, profile)
    known = known_names(edition, profile)
    for provision in edition.outline:
        yield from _disposition_problems(provision)
        yield from _answer_problems(provision, names, edition)
        yield from _name_problems(provision, known)


def _repeat_problems(edition: Edition) -> Iterator[Problem]:
    """Provisions on two lines, and those without the provision they stand in."""
    for numbers, times in Counter(p.cite.numbers for p in edition.outline).items():
        if times > 1:
            yield Problem(
                "",
                "outline-repeats",
                f"大纲中{_cite_of(numbers)}写了{times}行",
                "合并为一行，落实方式用 + 连接",
            )
    have = {p.cite.numbers for p in edition.outline}
    for numbers in sorted(have):
        if numbers[:-1] and numbers[:-1] not in have:
            yield Problem(
                "",
                "outline-orphan",
                f"大纲有{_cite_of(numbers)}而没有{_cite_of(numbers[:-1])}",
                "补上它所在的条或项",
            )


def _citation_problems(edition: Edition) -> Iterator[Problem]:
    """Citations anywhere in the edition's rules and open terms that the outline does not have."""
    have = {p.cite.numbers for p in edition.outline}
    law = replace(edition, outline=())
    strange = {v: None for v in walk(law) if isinstance(v, Cite) and v.numbers not in have}
    for cite in strange:
        yield Problem(
            "",
            "cite-not-in-outline",
            f"规则引用{cite}（{cite.path}），大纲没有这一条",
            f"核对编号；原文确有此条时在大纲加一行“{cite.path} encoded 摘要”",
        )


def _rule_name_problems(edition: Edition) -> Iterator[Problem]:
    """Names that two rules share."""
    names = (name for name, _, _ in list_rules(edition) if not name.startswith("support:"))
    for name, times in Counter(names).items():
        if times > 1:
            yield Problem(
                "",
                "rule-repeats",
                f"有{times}条规则都叫 {name}",
                "用 part=（如“前段”“后段”）区分同一条款里的几条规则",
            )


def _remedy_problems(edition: Edition) -> Iterator[Problem]:
    """Clauses from which nothing follows, and missed terms that open no clause."""
    for clause in edition.clauses:
        if not clause.then:
            mend = "写上条首的措施；什么也不引起的不是处置条款"
            yield Problem("", "no-remedy", f"{clause.cite}没有任何措施", mend)
        for remedy in (v for v in walk(clause.then) if isinstance(v, Remedy)):
            for cite in remedy.missed:
                if not any(is_under(c.cite, cite.numbers) for c in edition.clauses):
                    yield Problem(
                        "",
                        "missed-without-rule",
                        f"{clause.cite}的措施“{remedy.zh}”逾期适用{cite}，而那里没有条款规则",
                        f"在 clauses 中写出{cite}，或改正 missed",
                    )


def _disposition_problems(provision: Provision) -> Iterator[Problem]:
    """Lines that do not say how their provision is dealt with, or what it is about."""
    if not provision.dispositions:
        yield Problem(
            "",
            "no-disposition",
            f"大纲{provision.cite}没有落实方式",
            f"写上其中之一：{'、'.join(Disposition)}",
        )
    if Disposition.MISSING in provision.dispositions and len(provision.dispositions) > 1:
        yield Problem(
            "",
            "missing-and-more",
            f"大纲{provision.cite}标为 missing 又有其他落实方式",
            "原文缺失的只写 missing",
        )
    if not provision.zh.strip():
        yield Problem("", "no-summary", f"大纲{provision.cite}没有摘要", "用自己的话写一句摘要")


def _answer_problems(provision: Provision, names: NamesByProvision, edition: Edition) -> Iterator[Problem]:
    """Provisions that nothing answers; `encoded` needs a rule here or below, the others a name."""
    needed = ANSWERED & set(provision.dispositions)
    if not needed:
        return
    here = provision.cite.numbers
    by_rule = any(is_under(cite, here) for _, cite, _ in list_rules(edition)) or any(
        _names_a_rule(name, edition) for name in provision.answered_by
    )
    if Disposition.ENCODED in needed and not by_rule:
        yield Problem(
            "",
            "encoded-without-rule",
            f"大纲{provision.cite}标为 encoded，而没有规则引用它",
            f"写一条 cite 为 {provision.cite.path} 的规则，或在 | 后写出别处的规则，或改落实方式",
        )
    if needed - {Disposition.ENCODED} and not _is_answered_below(edition, names, here):
        kinds = "、".join(sorted(needed - {Disposition.ENCODED}))
        yield Problem(
            "",
            "unanswered",
            f"大纲{provision.cite}标为 {kinds}，而没有写由什么落实",
            "在该行 | 后写出，如 record:filing、transition:round.publish、finding:disclosure",
        )


def _is_answered_below(edition: Edition, names: NamesByProvision, here: tuple[int, ...]) -> bool:
    """Whether something answers the provision or, for an article that only opens a list, its items."""
    return any(
        provision.answered_by or names[provision.cite.numbers]
        for provision in edition.outline
        if is_under(provision.cite, here)
    )


def _names_a_rule(name: str, edition: Edition) -> bool:
    """Whether this is the name of a rule of the edition."""
    return any(name == rule for rule, _, _ in list_rules(edition))


def _name_problems(provision: Provision, known: dict[str, frozenset[str]]) -> Iterator[Problem]:
    """Names given by hand that do not exist."""
    for name in provision.answered_by:
        kind, _, key = name.partition(":")
        if kind in OF_PROFILE and kind not in known:
            continue  # no profile at hand: only the plugin's own check can tell
        if kind not in known:
            kinds = "、".join(sorted({*known, "clause", "criterion", "rule", "support"}))
            mend = f"写作“种类:名称”，种类为{kinds}"
            yield Problem(
                "", "answer-unknown", f"大纲{provision.cite}由“{name}”落实，而没有“{kind}”这个种类", mend
            )
        elif key not in known[kind]:
            offered = "、".join(sorted(known[kind])) or "无"
            yield Problem(
                "",
                "answer-unknown",
                f"大纲{provision.cite}由“{name}”落实，而没有这一{kind}",
                f"改为现有的：{offered}",
            )


def _cite_of(numbers: tuple[int, ...]) -> Cite:
    """The citation of these numbers, to be printed."""
    article, item, part = (*numbers, 0, 0)[:3]
    return Cite(article, item, part)
