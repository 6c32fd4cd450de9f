"""Checks that every possible total has exactly one grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from banfa.cities.checks.answers import list_rules
from banfa.cities.checks.rubric import highest_total
from banfa.cities.problems import Problem, place_problems
from banfa.law import Edition, Grading, Rate, facts_of

FACTS_WITH_LABEL: Final = frozenset({"grades", "latest_grade"})
"""Facts whose argument is a grade."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def grading_problems(edition: Edition) -> Iterator[Problem]:
    """Problems of grades, publicity and what the graded are offered."""
    yield from place_problems(_grading_problems(edition), "grading")


def label_problems(edition: Edition, editions: Iterable[Edition]) -> Iterator[Problem]:
    """Rules that ask for a grade which none of the city's editions gives: the ledger never has one."""
    labels = {label for e in editions if e.grading for label in e.grading.labels}
    for name, cite, rule in list_rules(edition):
        if name == "rubric" or name.startswith("dimension"):
            continue
        for fact in facts_of(rule):
            if fact.name in FACTS_WITH_LABEL and fact.args and fact.args[0] not in labels:
                mend = f"改为现有的等级：{'、'.join(sorted(labels)) or '本办法不分等级'}"
                yield Problem(
                    "", "no-such-grade", f"{cite}（{name}）问“{fact.zh}”，而没有这个等级", mend, name
                )


def _grading_problems(edition: Edition) -> Iterator[Problem]:
    """Problems of grades, and of offers to the graded."""
    grading = edition.grading
    labels = grading.labels if grading else ()
    for support in edition.support:
        for label in support.labels:
            if label not in labels:
                mend = f"改为现有的等级：{'、'.join(labels) or '本办法不分等级，labels 留空'}"
                yield Problem("", "support-label", f"{support.cite}的支持给“{label}”，而没有这个等级", mend)
    if grading is None:
        return
    where = f"{grading.cite}的等级"
    if edition.rubric is None:
        yield Problem(
            "", "grading-without-rubric", f"{where}没有分数可依", "写出 rubric；不计分的评价不设 grading"
        )
    for label, times in Counter(labels).items():
        if times > 1:
            yield Problem("", "band-repeats", f"{where}“{label}”写了{times}次", "每个等级一个名称")
    if grading.every.n < 1:
        yield Problem(
            "", "round-length", f"{where}评价周期为{grading.every}", "写原文的周期，如每季度为 Months(3)"
        )
    yield from _floor_problems(grading, where, edition)
    yield from _quota_problems(grading, where)


def _floor_problems(grading: Grading, where: str, edition: Edition) -> Iterator[Problem]:
    """Floors that do not fall from band to band, and a last band that has one."""
    if not grading.bands:
        yield Problem("", "band-gap", f"{where}一个也没有", "从高到低写出各等级，末等不设最低分")
        return
    *upper, last = grading.bands
    if last.floor is not None:
        yield Problem(
            "",
            "band-gap",
            f"{where}：低于{last.floor}分的没有等级",
            f"末等“{last.label}”写 floor=None，其余分数都归它",
        )
    floors = [(b.label, b.floor) for b in upper]
    for label, floor in floors:
        if floor is None:
            mend = "只有末等不设最低分；给它写最低分，或移到最后"
            yield Problem(
                "", "band-overlap", f"{where}“{label}”没有最低分而不是末等，其后的等级永远评不到", mend
            )
        elif floor < 1 or (edition.rubric and floor > highest_total(edition.rubric)):
            yield Problem(
                "", "band-floor", f"{where}“{label}”的最低分{floor}不在可得的总分之内", "核对原文的分数线"
            )
    set_floors = [(label, floor) for label, floor in [*floors, (last.label, last.floor)] if floor is not None]
    for (above, high), (below, low) in pairwise(set_floors):
        if low == high:
            mend = "两个等级的最低分不能相同，核对原文"
            yield Problem("", "band-overlap", f"{where}“{above}”与“{below}”的最低分都是{low}", mend)
        elif low > high:
            mend = "等级从高到低排列，最低分逐级降低"
            yield Problem("", "band-order", f"{where}“{below}”（{low}分）排在“{above}”（{high}分）之后", mend)


def _quota_problems(grading: Grading, where: str) -> Iterator[Problem]:
    """Shares of places that cannot be kept together."""
    quotas = [(b.label, b.quota.share) for b in grading.bands if b.quota]
    if quotas and grading.bands[-1].quota:
        label = grading.bands[-1].label
        yield Problem("", "quota-on-last", f"{where}：末等“{label}”设了占比", "末等取其余，不设占比")
    for label, share in quotas:
        near = share.near
        if share.low < 0 or share.high > share.den:
            mend = "占比以 1/den 计，在0与den之间，如 20% 写 den=100"
            yield Problem(
                "",
                "quota-bounds",
                f"{where}“{label}”的占比可取{share.low}至{share.high}，分母{share.den}",
                mend,
            )
        if (
            isinstance(near, Rate)
            and not share.is_set  # a bureau may set 约20% to 21%
            and not share.low * near.den <= near.num * share.den <= share.high * near.den
        ):
            mend = "上下限要包住原文的约数"
            yield Problem(
                "", "quota-bounds", f"{where}“{label}”约{near}，不在{share.low}至{share.high}之内", mend
            )
    if sum(share.low for _, share in quotas) > max((share.den for _, share in quotas), default=1):
        yield Problem("", "quota-sum", f"{where}各占比的下限之和超过全体", "核对原文的比例")
