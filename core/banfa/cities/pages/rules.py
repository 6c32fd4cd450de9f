"""A rule in Chinese, as lines under headings: condition, force, remedies, points, grades, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.law import (
    Band,
    Choice,
    Clause,
    Criterion,
    Dimension,
    Fact,
    Grading,
    Measured,
    Nature,
    OpenCriteria,
    OpenNumber,
    OpenScale,
    Publicity,
    Remedy,
    Rubric,
    Rule,
    Scale,
    SetCriterion,
    Share,
    Support,
)
from banfa.reasoning.describe import (
    describe_choice,
    describe_condition,
    describe_fact,
    describe_open_number,
    describe_term,
)
from banfa.reasoning.explain import explain_consequences, explain_rounding, explain_scale
from banfa.reasoning.wording import format_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile

Row = tuple[str, str]
"""A heading and its words; an empty heading goes on with the one above."""

INDENT: Final = "  "


def describe_rule(rule: Any, profile: Profile) -> Iterator[Row]:
    """What a rule says, heading by heading, in the order in which a lawyer asks for it."""
    match rule:
        case Clause():
            yield from _describe_clause(rule, profile)
        case Rule():
            yield "阶段", str(rule.stage.value)
            yield from _describe_tree("须符合", rule.holds)
            yield "否则", str(rule.otherwise.value)
            yield from _describe_categories(rule.categories, profile)
        case Rubric():
            yield from _describe_rubric(rule)
        case Dimension():
            yield from _describe_dimension(rule)
        case Criterion() | SetCriterion():
            yield "满分", f"{rule.full}分"
            yield from _describe_scale(rule.scale)
        case Grading():
            yield from _describe_grading(rule)
        case Publicity():
            days = rule.at_least
            least = describe_open_number(days) if isinstance(days, OpenNumber) else format_period(days)
            yield "公示", f"不少于{least}"
        case Support():
            yield "激励", rule.zh
            yield "给予", "、".join(rule.labels) or "原文没有指明等级"


def describe_heading(clause: Clause) -> Iterator[Row]:
    """What the heading of a clause's article says: force, remedies with their terms, what follows."""
    yield "力度", str(clause.force.value)
    for heading, remedy in zip(("措施", *[""] * len(clause.then)), clause.then, strict=False):
        yield heading, _describe_remedy(remedy)
    yield "后果", f"{explain_consequences(clause)}。"


def _describe_clause(clause: Clause, profile: Profile) -> Iterator[Row]:
    yield from _describe_tree("情形", clause.when)
    yield from describe_heading(clause)
    if clause.nature is Nature.EVENT:
        yield "性质", "事件：一经发生即成立，不因其后改正而消除"
    else:
        yield "性质", "状态：不再存在时不再成立"
    if clause.anew:
        again = (f"新认定“{f.zh}”" if f.name == "finding" else f"{describe_fact(f)}增加" for f in clause.anew)
        yield "再次成立", f"{'、'.join(again)}的，按新的情况重新计"
    yield from _describe_categories(clause.categories, profile)


def _describe_remedy(remedy: Remedy) -> str:
    if remedy.options:
        return f"下列之一：{'；'.join(map(_describe_remedy, remedy.options))}"
    term = f"，期限{format_period(remedy.within)}" if remedy.within is not None else ""
    missed = f"，逾期未完成的依照{'、'.join(map(str, remedy.missed))}" if remedy.missed else ""
    return f"{remedy.zh}（{remedy.kind}）{term}{missed}"


def _describe_tree(heading: str, condition: Any) -> Iterator[Row]:
    for line in describe_condition(condition):
        yield heading, INDENT * line.depth + line.words
        heading = ""


def _describe_categories(categories: tuple[str, ...], profile: Profile) -> Iterator[Row]:
    names = {category.key: category.zh for category in profile.categories}
    if categories:
        yield "只适用于", "、".join(names.get(key, key) for key in categories)


def _describe_rubric(rubric: Rubric) -> Iterator[Row]:
    yield "总分", f"{rubric.total}分"
    for dimension in rubric.dimensions:
        bonus = "（加分项）" if dimension.bonus else ""
        yield "", f"{dimension.cite}{dimension.zh}：{_describe_full(dimension.full)}{bonus}"
    yield "取舍", f"{explain_rounding(rubric)}"
    match rubric.cap:
        case None:
            yield "封顶", "不封顶"
        case Choice():
            yield from _describe_options("封顶", rubric.cap)
        case _:
            yield "封顶", f"{rubric.cap}分"


def _describe_full(full: int | OpenNumber) -> str:
    return describe_open_number(full) if isinstance(full, OpenNumber) else f"{full}分"


def _describe_dimension(dimension: Dimension) -> Iterator[Row]:
    yield "满分", f"{_describe_full(dimension.full)}{'（加分项）' if dimension.bonus else ''}"
    for criterion in dimension.criteria:
        yield "指标", f"{criterion.cite}{criterion.zh}：{criterion.full}分"
    if dimension.open is not None:
        yield from _describe_scale(dimension.open)


def _describe_scale(scale: Scale | OpenScale | OpenCriteria) -> Iterator[Row]:
    match scale:
        case Scale():
            yield "统计", _describe_figure(scale.of)
            yield "标准", explain_scale(scale)
        case OpenScale(menu=menu) if menu:
            yield "统计", "由主管部门择一："
            yield from _describe_menu(menu)
            yield "标准", f"{explain_scale(scale)}（{scale.key}）"
        case OpenScale():
            yield "统计", _describe_figure(scale.of)
            yield "标准", f"{explain_scale(scale)}（{scale.key}）"
        case OpenCriteria():
            yield "指标", f"由主管部门确定（{scale.key}），可用："
            yield from _describe_menu(scale.menu)


def _describe_menu(menu: tuple[Measured, ...]) -> Iterator[Row]:
    for measured in menu:
        yield "", f"{INDENT}{measured.key}：{measured.zh}（{_describe_figure(measured.of)}）"


def _describe_figure(of: Fact | Share) -> str:
    unit = of.num.unit if isinstance(of, Share) and not of.part else of.unit
    return f"{describe_term(of)}，以{unit}计"


def _describe_grading(grading: Grading) -> Iterator[Row]:
    yield "周期", f"每{grading.every}"
    heading = "等级"
    for band in grading.bands:
        yield heading, _describe_band(band)
        heading = ""
    for rule_heading, rule in (
        ("同分", grading.ties),
        ("空额", grading.vacancy),
        ("名额已满", grading.beyond),
    ):
        if isinstance(rule, Choice):
            yield from _describe_options(rule_heading, rule)
        elif any(band.quota for band in grading.bands):
            yield rule_heading, str(rule.value)


def _describe_band(band: Band) -> str:
    floor = "其余" if band.floor is None else f"{band.floor}分及以上"
    return f"{band.label}：{floor}{f'，{describe_open_number(band.quota.share)}' if band.quota else ''}"


def _describe_options(heading: str, choice: Choice) -> Iterator[Row]:
    yield heading, f"{describe_choice(choice)}：{choice.zh}（{choice.key}），由主管部门择一："
    for option in choice.options:
        yield "", f"{INDENT}{option.key}：{option.zh}"
