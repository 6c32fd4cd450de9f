"""Clauses: an article's heading says force and consequences once; its items are conditions."""

from __future__ import annotations

from enum import StrEnum

from banfa.law.cite import Cite
from banfa.law.expressions import Condition, Fact, facts_of
from banfa.law.open_terms import Choice
from banfa.law.quantity import Period
from banfa.law.values import vocabulary, word


@vocabulary
class Force(StrEnum):
    """应、将 bind the bureau; 可、有权 leave it a choice; 一般 binds unless a reason is given.

    They are not one word.
    """

    MUST = "应当"
    MAY = "可以"
    GENERALLY = "一般"


MUST, MAY, GENERALLY = Force.MUST, Force.MAY, Force.GENERALLY


@vocabulary
class Nature(StrEnum):
    """A state is cleared when it no longer holds; an event stays met from the day it was."""

    STATE = "状态"
    EVENT = "事件"


STATE, EVENT = Nature.STATE, Nature.EVENT


@word
class Remedy:
    """A measure the bureau (or `by`) takes. `kind` is Banfa's word for it, `zh` the text's.

    `missed`: provisions that open where it is not done in time. `options`: where the text names several and
    leaves the choice among them to the bureau.
    """

    kind: str
    zh: str
    within: Period | None = None
    missed: tuple[Cite, ...] = ()
    by: str = "主管部门"
    options: tuple[Remedy, ...] = ()


def interview() -> Remedy:
    """约谈."""
    return Remedy("interview", "约谈")


def warn() -> Remedy:
    """予以警告: pool management, not an administrative penalty."""
    return Remedy("warning", "警告")


def circular(scope: str = "") -> Remedy:
    """通报, across `scope` where the text names one (全市范围内)."""
    return Remedy("circular", f"{scope}通报")


def rectify(within: Period, missed: tuple[Cite, ...] = ()) -> Remedy:
    """限期整改 within a period; `missed` as in Remedy."""
    return Remedy("rectification", "限期整改", within, missed)


def disqualify(what: str = "服务资格") -> Remedy:
    """取消服务资格, or what the text calls it that is lost (试点工作资格)."""
    return Remedy("disqualification", f"取消{what}")


def remove() -> Remedy:
    """清退: out of the pool."""
    return Remedy("removal", "清退")


def publish() -> Remedy:
    """向社会公示 what was decided."""
    return Remedy("publication", "向社会公示")


def grey_list() -> Remedy:
    """纳入灰名单: no term or way out unless the text gives one."""
    return Remedy("grey_list", "纳入灰名单")


def replace_provider() -> Remedy:
    """Served enterprises may ask for another provider."""
    return Remedy("replacement", "更换服务商", by="试点企业申请")


def reassign() -> Remedy:
    """Another body organises the work instead."""
    return Remedy("reassignment", "相关工作改由其他机构组织")


def recover(scope: str) -> Remedy:
    """追回 the money that `scope` names."""
    return Remedy("recovery", f"追回{scope}")


def refer() -> Remedy:
    """移送司法机关, where a crime is suspected."""
    return Remedy("referral", "移送司法机关")


def either(*remedies: Remedy) -> Remedy:
    """One of these, whichever the other provisions of the measure call for (Huangshi 18)."""
    return Remedy("either", "或".join(r.zh for r in remedies), options=remedies)


@word
class Clause:
    """One situation (情形) and what follows from it.

    `anew`: when one of these facts grows, a clause already met opens again with new evidence.
    `categories` limits it to providers of these categories (keys); empty means all.
    """

    cite: Cite
    zh: str
    when: Condition | Choice
    force: Force
    then: tuple[Remedy, ...]
    nature: Nature = Nature.STATE
    categories: tuple[str, ...] = ()
    anew: tuple[Fact, ...] = ()


@word
class Item:
    """One item of an article, before `article` gives it the article's force and consequences."""

    n: int
    zh: str
    when: Condition | Choice
    part: str = ""
    nature: Nature = Nature.STATE
    anew: tuple[Fact, ...] = ()


def item(
    n: int,
    zh: str,
    when: Condition | Choice,
    *,
    part: str = "",
    nature: Nature = STATE,
    anew: Fact | tuple[Fact, ...] = (),
) -> Item:
    """第（n）项; n is 0 where the article has no items.

    `anew` adds to the findings it rests on: each new one counts.
    """
    findings = tuple(f for f in facts_of(when) if f.name == "finding")
    return Item(n, zh, when, part, nature, findings + ((anew,) if isinstance(anew, Fact) else anew))


def article(
    number: int, force: Force, *then: Remedy, items: tuple[Item, ...], categories: tuple[str, ...] = ()
) -> tuple[Clause, ...]:
    """The clauses of one article: its items share one heading and one set of consequences."""
    return tuple(
        Clause(Cite(number, i.n, part=i.part), i.zh, i.when, force, then, i.nature, categories, i.anew)
        for i in items
    )
