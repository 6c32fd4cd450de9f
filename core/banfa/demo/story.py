"""What happened in a made-up city: reports as a public service platform would send them, from a seed.

The city's plugin says which categories, industries, topics, checks and record kinds there are; the story fills them. It holds
what real ledgers hold: busy and idle providers, overdue and failed acceptances, unhappy enterprises, contracts that break
the measure, facts nobody has reported yet.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from banfa.demo.names import PLACES, Names, Place, credit_code
from banfa.demo.records import records

if TYPE_CHECKING:
    from banfa.cities.profile import Profile

PROVIDERS: Final = 30
"""Providers of a city at scale 1."""

SCENARIOS = (
    "产品设计", "工艺设计", "计划排程", "生产管控", "质量管理", "设备管理", "安全生产", "能耗管理", "仓储物流",
    "采购管理", "营销管理", "售后服务", "财务管理", "人力资源", "协同办公", "数据治理",
)  # fmt: skip
PRODUCT_TYPES = (
    "轻量化MES",
    "云ERP",
    "设备物联",
    "质量追溯",
    "智能排产",
    "能碳管理",
    "数字仓储",
    "供应链协同",
    "低代码平台",
)
LEVEL_EDITION = "2024年版"
WORST, BEST = 35, 98


@dataclass(frozen=True, slots=True)
class Span:
    """The period evaluated, and how far history goes back."""

    start: date
    end: date
    history: date

    def day(self, random: Random, first: date | None = None, last: date | None = None) -> date:
        """Some day between the two, the period's ends where not given."""
        first, last = first or self.start, last or self.end
        return first + timedelta(random.randint(0, max((last - first).days, 0)))


@dataclass(slots=True)
class Story:
    """Reports by kind, in an order in which they can be recorded; every row has an `external_id`."""

    profile: Profile
    span: Span
    random: Random
    place: Place
    names: Names
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def tell(self, kind: str, /, **row: Any) -> str:
        """Add a report; returns its external id."""
        external_id = f"{kind}-{len(self.rows[kind]) + 1:06}"
        self.rows[kind].append(
            {"external_id": external_id, **{k: v for k, v in row.items() if v is not None}}
        )
        return external_id


def story(profile: Profile, *, seed: int, span: Span, scale: int = 1) -> Story:
    """The story of a city. The same arguments tell the same story."""
    random = Random(f"{profile.city.key}-{seed}")  # noqa: S311 - plausible, not secret
    told = Story(profile, span, random, PLACES[profile.city.key], Names(random))
    for _ in range(PROVIDERS * scale):
        _provider(told)
    return told


def _provider(told: Story) -> None:
    random, profile, span = told.random, told.profile, told.span
    talent = random.triangular(0.1, 1.0, 0.72)
    uscc = credit_code(random, told.place)
    told.tell(
        "provider",
        uscc=uscc,
        name=told.names.provider(told.place),
        address=f"{told.place.zh}市{random.choice(told.place.districts)}软件园{random.randint(1, 60)}号",
        legal_representative=told.names.person(),
    )
    joined = span.day(random, span.history, span.start - timedelta(20))
    industry = random.choice(profile.industries).key if profile.industries and random.random() < 0.8 else None
    told.tell(
        "membership",
        provider=uscc,
        category=random.choice(profile.categories).key,
        industry=industry,
        from_on=joined.isoformat(),
        basis=f"遴选公告〔{joined.year}〕{random.randint(1, 9)}号",
    )
    _checks(told, uscc, joined)
    _products(told, uscc, joined, talent)
    _concessions(told, uscc, joined, talent)
    for _ in range(max(0, round(random.gauss(9 * talent, 3)))):
        _contract(told, uscc, joined, industry, talent)
    _reviews(told, uscc, talent)
    records(told, uscc, talent)
    _history(told, uscc, joined, talent)


def _checks(told: Story, uscc: str, joined: date) -> None:
    for kind in told.profile.verification_kinds:
        told.tell(
            "finding", provider=uscc, kind=kind, holds=True, found_on=joined.isoformat(), evidence="核验表"
        )
    if told.random.random() < 0.12 and told.profile.finding_kinds:
        kind = told.random.choice(sorted(told.profile.finding_kinds))
        told.tell(
            "finding",
            provider=uscc,
            kind=kind,
            holds=True,
            found_on=told.span.day(told.random).isoformat(),
            evidence="核查记录",
        )


def _products(told: Story, uscc: str, joined: date, talent: float) -> None:
    random = told.random
    for _ in range(random.randint(0, 1 + round(7 * talent))):
        published = told.span.day(random, joined)
        told.tell(
            "product",
            provider=uscc,
            name=f"{random.choice(PRODUCT_TYPES)}{random.choice(('标准版', '轻享版', '专业版'))}",
            published_on=published.isoformat() if random.random() < 0.95 else None,
            scenarios=random.sample(SCENARIOS, random.randint(1, 4)),
        )


def _concessions(told: Story, uscc: str, joined: date, talent: float) -> None:
    for item in told.random.sample(
        ("软件免费升级一年", "实施费九折", "赠送培训", "免费数据迁移"), told.random.randint(1, 4)
    ):
        kept = told.random.random() < 0.4 + 0.6 * talent
        told.tell(
            "concession",
            provider=uscc,
            item=item,
            promised_on=joined.isoformat(),
            kept_on=told.span.day(told.random).isoformat() if kept else None,
        )


def _enterprise(told: Story, industry: str | None) -> tuple[str, str | None]:
    random, profile = told.random, told.profile
    own = [i.key for i in profile.industries]
    chosen = industry if industry and random.random() < 0.9 else random.choice(own)
    uscc = credit_code(random, told.place)
    told.tell(
        "enterprise",
        uscc=uscc,
        name=told.names.enterprise(told.place),
        district=random.choice(told.place.districts),
        industry=chosen,
        size=random.choice(("micro", "small", "small", "medium")),
        level=random.choice((0, 1, 1, 1, 2)),
        level_edition=LEVEL_EDITION,
    )
    return uscc, chosen


def _contract(told: Story, uscc: str, joined: date, industry: str | None, talent: float) -> None:
    random, span = told.random, told.span
    enterprise, _ = _enterprise(told, industry)
    early = random.random() < 0.01
    signed = joined - timedelta(random.randint(3, 40)) if early else span.day(random, joined)
    price = random.randint(8, 90) * 1_000_000
    registered = signed + timedelta(random.randint(2, 25))
    number = told.tell(
        "contract",
        number=f"{told.place.code}-{signed.year}-{len(told.rows['contract']) + 1:05}",
        provider=uscc,
        enterprise=enterprise,
        signed_on=signed.isoformat(),
        registered_on=registered.isoformat() if registered <= span.end else None,
        amount=price,
        market_price=round(price * random.choice((95, 102, 108, 115, 120)) / 100),
        maintenance_months=random.choice((12, 12, 24, 36)) if random.random() < 0.9 else None,
        subcontracted=True if random.random() < 0.01 else None,
    )
    if random.random() < 0.95:
        begun = signed + timedelta(random.randint(5, 50))
        if begun <= span.end:
            told.tell(
                "progress",
                contract=number,
                kind="substantive",
                occurred_on=begun.isoformat(),
                content="进场实施",
            )
    _acceptance(told, number, signed, talent)
    _survey(told, number, uscc, enterprise, signed, talent)


def _acceptance(told: Story, contract: str, signed: date, talent: float) -> None:
    random, span = told.random, told.span
    planned = signed + timedelta(random.choice((90, 120, 150)))
    held = planned + timedelta(
        random.randint(-25, 4) if random.random() < 0.35 + 0.6 * talent else random.randint(5, 40)
    )
    done = held <= span.end
    passed = random.random() < 0.75 + 0.25 * talent
    told.tell(
        "acceptance",
        contract=contract,
        planned_on=planned.isoformat(),
        accepted_on=held.isoformat() if done else None,
        outcome=("passed" if passed else "failed") if done else None,
        level_before=1 if done else None,
        level_after=random.choice((2, 2, 2, 3, 3, 4) if passed else (1,)) if done else None,
        level_edition=LEVEL_EDITION if done else None,
    )


def _survey(told: Story, contract: str, uscc: str, enterprise: str, signed: date, talent: float) -> None:
    random, span = told.random, told.span
    if random.random() < 0.15:
        return
    answered = span.day(random, max(signed, span.start))
    about = {"contract": contract, "answered_on": answered.isoformat()}
    mood = talent + random.gauss(0, 0.18)
    answer = "满意" if mood > 0.55 else "基本满意" if mood > 0.3 else "不满意"
    told.tell("survey", topic="overall", answer=answer, **about)
    for topic in told.profile.rating_topics:
        told.tell("survey", topic=topic, score=_score(random, talent), **about)


def _score(random: Random, talent: float) -> int:
    return min(100, max(WORST, round(random.gauss(WORST + (BEST - WORST) * min(1.0, talent + 0.12), 6))))


def _reviews(told: Story, uscc: str, talent: float) -> None:
    for topic in told.profile.review_topics:
        for _ in range(2):
            told.tell(
                "review",
                provider=uscc,
                topic=topic,
                score=_score(told.random, talent),
                reviewed_on=told.span.day(told.random).isoformat(),
                reviewer=told.names.person(),
            )


def _history(told: Story, uscc: str, joined: date, talent: float) -> None:
    """Grades of earlier rounds, and the orders that some of them led to."""
    grading = told.profile.latest.grading
    if grading is None:
        return
    for back in (2, 1):
        decided = told.span.start - timedelta(30 * grading.every.n * (back - 1) + 10)
        if decided < joined:
            continue
        skill = min(0.999, max(0.0, talent + told.random.gauss(0, 0.1)))
        label = grading.labels[int((1 - skill) * len(grading.labels))]
        told.tell("decision", provider=uscc, kind="grade", label=label, decided_on=decided.isoformat())
        if label == grading.labels[-1]:
            served = decided + timedelta(3)
            told.tell(
                "decision",
                provider=uscc,
                kind="order",
                decided_on=decided.isoformat(),
                served_on=served.isoformat(),
                due_on=(served + timedelta(30)).isoformat(),
                document_no=f"演示整改〔{decided.year}〕{len(told.rows['decision'])}号",
            )
