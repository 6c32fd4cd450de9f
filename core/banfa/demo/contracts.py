"""Contracts of the story: signed, begun, accepted, judged; some as the measure does not want them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from banfa.demo.names import credit_code

if TYPE_CHECKING:
    from banfa.demo.story import Firm, Story

LEVEL_EDITION: Final = "2024年版"
YUAN: Final = 100


def tell_contracts(story: Story, firm: Firm) -> None:
    """Those of the period, and those before it that fall due in it."""
    span = story.span
    for _ in range(max(0, round(firm.random.gauss(11 * firm.talent - 2, 2)))):
        _tell_contract(story, firm, firm.day(max(span.start, firm.joined), span.end))
    for _ in range(max(0, round(firm.random.gauss(9 * firm.talent, 2)))):
        _tell_contract(story, firm, firm.day(firm.joined, span.start - timedelta(1)))
    if firm.chance(0.15):
        _tell_contract(story, firm, firm.joined - timedelta(firm.random.randint(3, 40)))


def _tell_enterprise(story: Story, firm: Firm) -> str:
    known = firm.industry if firm.industry and firm.chance(0.92) else None
    offered = [i.key for i in story.profile.industries] or ["制造业"]
    uscc = credit_code(story.random, story.place)
    story.tell(
        "enterprise",
        uscc=uscc,
        name=story.names.enterprise(story.place),
        district=story.random.choice(story.place.districts),
        industry=known or firm.random.choice(offered),
        size=firm.random.choice(("micro", "small", "small", "medium")),
        level=firm.random.choice((0, 1, 1, 1, 2)),
        level_edition=LEVEL_EDITION,
    )
    return uscc


def _tell_contract(story: Story, firm: Firm, signed: date) -> None:
    random, end = firm.random, story.span.end
    registered = signed + timedelta(random.randint(1, 12))
    price = random.randint(8, 90) * 10_000 * YUAN
    number = story.tell(
        "contract",
        number=f"{story.place.code}-{signed.year}-{len(story.rows['contract']) + 1:05}",
        provider=firm.uscc,
        enterprise=_tell_enterprise(story, firm),
        signed_on=signed.isoformat(),
        registered_on=registered.isoformat() if registered <= end else None,
        amount=price,
        market_price=price * random.choice((97, 102, 108, 115, 120)) // 100,
        maintenance_months=random.choice((12, 24, 36, 36)) if firm.chance(0.9) else None,
        subcontracted=True if firm.chance(0.01) else None,
    )
    begun = signed + timedelta(random.randint(5, 50))
    if begun <= end and firm.chance(0.97):
        story.tell(
            "progress",
            contract=number,
            kind="substantive",
            occurred_on=begun.isoformat(),
            content="进场实施",
        )
    _tell_acceptance(story, firm, number, signed)
    _tell_survey(story, firm, number, signed)


def _tell_acceptance(story: Story, firm: Firm, contract: str, signed: date) -> None:
    random = firm.random
    planned = signed + timedelta(random.choice((60, 75, 90, 120)))
    in_time = firm.chance(0.45 + 0.55 * firm.talent)
    held = planned + timedelta(random.randint(-20, 0) if in_time else random.randint(5, 40))
    if held > story.span.end:
        story.tell("acceptance", contract=contract, planned_on=planned.isoformat())
        return
    passed = firm.chance(0.7 + 0.3 * firm.talent)
    story.tell(
        "acceptance",
        contract=contract,
        planned_on=planned.isoformat(),
        accepted_on=held.isoformat(),
        outcome="passed" if passed else "failed",
        level_before=1,
        level_after=random.choice((2, 2, 2, 3, 3, 4)) if passed else 1,
        level_edition=LEVEL_EDITION,
    )


def _tell_survey(story: Story, firm: Firm, contract: str, signed: date) -> None:
    if firm.chance(0.15):
        return
    answered = firm.day(max(signed, story.span.start), story.span.end)
    about = {"contract": contract, "answered_on": answered.isoformat()}
    mood = firm.talent + firm.random.gauss(0, 0.18)
    answer = "满意" if mood > 0.55 else "基本满意" if mood > 0.35 else "不满意"
    story.tell("survey", topic="overall", answer=answer, **about)
    for topic in story.profile.rating_topics:
        story.tell("survey", topic=topic, score=firm.score(), **about)
