"""Contracts of the story: signed, begun, accepted, judged; some as the measure does not want them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from banfa.demo.names import credit_code

if TYPE_CHECKING:
    from banfa.demo.story import Firm, Story

LEVEL_EDITION: Final = "2024年版"
YUAN: Final = 100


def contracts(told: Story, firm: Firm) -> None:
    """Those of the period, and those before it that fall due in it."""
    span = told.span
    for _ in range(max(0, round(firm.random.gauss(11 * firm.talent - 2, 2)))):
        _contract(told, firm, firm.day(max(span.start, firm.joined), span.end))
    for _ in range(max(0, round(firm.random.gauss(9 * firm.talent, 2)))):
        _contract(told, firm, firm.day(firm.joined, span.start - timedelta(1)))
    if firm.chance(0.15):
        _contract(told, firm, firm.joined - timedelta(firm.random.randint(3, 40)))


def _enterprise(told: Story, firm: Firm) -> str:
    known = firm.industry if firm.industry and firm.chance(0.92) else None
    offered = [i.key for i in told.profile.industries] or ["制造业"]
    uscc = credit_code(told.random, told.place)
    told.tell(
        "enterprise",
        uscc=uscc,
        name=told.names.enterprise(told.place),
        district=told.random.choice(told.place.districts),
        industry=known or firm.random.choice(offered),
        size=firm.random.choice(("micro", "small", "small", "medium")),
        level=firm.random.choice((0, 1, 1, 1, 2)),
        level_edition=LEVEL_EDITION,
    )
    return uscc


def _contract(told: Story, firm: Firm, signed: date) -> None:
    random, end = firm.random, told.span.end
    registered = signed + timedelta(random.randint(1, 12))
    price = random.randint(8, 90) * 10_000 * YUAN
    number = told.tell(
        "contract",
        number=f"{told.place.code}-{signed.year}-{len(told.rows['contract']) + 1:05}",
        provider=firm.uscc,
        enterprise=_enterprise(told, firm),
        signed_on=signed.isoformat(),
        registered_on=registered.isoformat() if registered <= end else None,
        amount=price,
        market_price=price * random.choice((97, 102, 108, 115, 120)) // 100,
        maintenance_months=random.choice((12, 24, 36, 36)) if firm.chance(0.9) else None,
        subcontracted=True if firm.chance(0.01) else None,
    )
    begun = signed + timedelta(random.randint(5, 50))
    if begun <= end and firm.chance(0.97):
        told.tell(
            "progress",
            contract=number,
            kind="substantive",
            occurred_on=begun.isoformat(),
            content="进场实施",
        )
    _acceptance(told, firm, number, signed)
    _survey(told, firm, number, signed)


def _acceptance(told: Story, firm: Firm, contract: str, signed: date) -> None:
    random = firm.random
    planned = signed + timedelta(random.choice((60, 75, 90, 120)))
    in_time = firm.chance(0.45 + 0.55 * firm.talent)
    held = planned + timedelta(random.randint(-20, 0) if in_time else random.randint(5, 40))
    if held > told.span.end:
        told.tell("acceptance", contract=contract, planned_on=planned.isoformat())
        return
    passed = firm.chance(0.7 + 0.3 * firm.talent)
    told.tell(
        "acceptance",
        contract=contract,
        planned_on=planned.isoformat(),
        accepted_on=held.isoformat(),
        outcome="passed" if passed else "failed",
        level_before=1,
        level_after=random.choice((2, 2, 2, 3, 3, 4)) if passed else 1,
        level_edition=LEVEL_EDITION,
    )


def _survey(told: Story, firm: Firm, contract: str, signed: date) -> None:
    if firm.chance(0.15):
        return
    answered = firm.day(max(signed, told.span.start), told.span.end)
    about = {"contract": contract, "answered_on": answered.isoformat()}
    mood = firm.talent + firm.random.gauss(0, 0.18)
    answer = "满意" if mood > 0.55 else "基本满意" if mood > 0.35 else "不满意"
    told.tell("survey", topic="overall", answer=answer, **about)
    for topic in told.profile.rating_topics:
        told.tell("survey", topic=topic, score=firm.score(), **about)
