"""Telling a city's story: every provider from its application to its earlier grades."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from banfa.demo.contracts import tell_contracts
from banfa.demo.records import tell_records
from banfa.demo.story import PROVIDERS, TWINS, Firm, Story, empty_story, new_firm

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.demo.story import Span

SCENARIOS: Final = (
    "产品设计", "工艺设计", "计划排程", "生产管控", "质量管理", "设备管理", "安全生产", "能耗管理",
    "仓储物流", "采购管理", "营销管理", "售后服务", "财务管理", "人力资源", "协同办公", "数据治理",
)  # fmt: skip
PRODUCTS: Final = (
    "轻量化MES", "云ERP", "设备物联", "质量追溯", "智能排产", "能碳管理", "数字仓储", "供应链协同",
    "低代码平台",
)  # fmt: skip
CONCESSIONS: Final = ("软件免费升级一年", "实施费九折", "赠送培训", "免费数据迁移")


def tell_story(profile: Profile, *, seed: int, span: Span, scale: int = 1) -> Story:
    """The story of a city. The same arguments tell the same story."""
    story = empty_story(profile, seed=seed, span=span)
    for n in range(PROVIDERS * scale):
        figures = n - 1 if n % TWINS == TWINS - 1 else n
        _tell_provider(story, new_firm(story, f"{profile.city.key}-{seed}-{figures}"))
    return story


def _tell_provider(story: Story, firm: Firm) -> None:
    district = story.random.choice(story.place.districts)
    story.tell(
        "provider",
        uscc=firm.uscc,
        name=story.names.provider(story.place),
        address=f"{story.place.zh}市{district}软件园{story.random.randint(1, 60)}号",
        legal_representative=story.names.person(),
    )
    story.tell(
        "membership",
        provider=firm.uscc,
        category=firm.random.choice(story.profile.categories).key,
        industry=firm.industry,
        industry_list=firm.industry is not None,
        from_on=firm.joined.isoformat(),
        basis=f"遴选公告〔{firm.joined.year}〕{story.random.randint(1, 9)}号",
    )
    _tell_checks(story, firm)
    _tell_products(story, firm)
    _tell_concessions(story, firm)
    tell_contracts(story, firm)
    _tell_reviews(story, firm)
    tell_records(story, firm)
    _tell_history(story, firm)


def _tell_checks(story: Story, firm: Firm) -> None:
    """What was verified when it applied, now and then with a gap, and what was found since."""
    span = story.span
    anew = {str(fact.args[0]) for fact in story.profile.facts if fact.name == "period_verified"}
    for kind in story.profile.verification_kinds:
        if firm.chance(0.995):
            about = {"period_on": span.end.isoformat()} if kind in anew else {}
            story.tell(
                "finding",
                provider=firm.uscc,
                kind=kind,
                holds=True,
                found_on=(span.start if kind in anew else firm.joined).isoformat(),
                evidence="核验表",
                **about,
            )
    if firm.chance(0.12) and story.profile.finding_kinds:
        kind = firm.random.choice(sorted(story.profile.finding_kinds))
        story.tell(
            "finding",
            provider=firm.uscc,
            kind=kind,
            holds=True,
            elements=list(story.profile.finding_elements.get(kind, ())),
            found_on=firm.day(span.start, span.end).isoformat(),
            evidence="核查记录",
        )


def _tell_products(story: Story, firm: Firm) -> None:
    for _ in range(firm.random.randint(round(3 * firm.talent), 2 + round(7 * firm.talent))):
        approved = firm.chance(0.95)
        story.tell(
            "product",
            provider=firm.uscc,
            name=f"{firm.random.choice(PRODUCTS)}{firm.random.choice(('标准版', '轻享版', '专业版'))}",
            published_on=firm.day(firm.joined, story.span.end).isoformat() if approved else None,
            scenarios=firm.random.sample(SCENARIOS, firm.random.randint(1, 4)),
        )


def _tell_concessions(story: Story, firm: Firm) -> None:
    for item in firm.random.sample(CONCESSIONS, firm.random.randint(1, len(CONCESSIONS))):
        fulfilled = firm.chance(0.3 + 0.7 * firm.talent)
        story.tell(
            "concession",
            provider=firm.uscc,
            item=item,
            promised_on=firm.joined.isoformat(),
            kept_on=firm.day(story.span.start, story.span.end).isoformat() if fulfilled else None,
        )


def _tell_reviews(story: Story, firm: Firm) -> None:
    for topic in story.profile.review_topics:
        for _ in range(2):
            story.tell(
                "review",
                provider=firm.uscc,
                topic=topic,
                score=firm.score(),
                reviewed_on=firm.day(story.span.start, story.span.end).isoformat(),
                reviewer=story.names.person(),
            )


def _tell_history(story: Story, firm: Firm) -> None:
    """Grades of earlier rounds, and the orders that the worst led to."""
    grading = story.profile.latest.grading
    if grading is None:
        return
    for back in (2, 1):
        decided = story.span.start - timedelta(30 * grading.every.n * (back - 1) + 10)
        if decided < firm.joined:
            continue
        skill = min(0.999, max(0.0, firm.talent + firm.random.gauss(0, 0.1)))
        label = grading.labels[int((1 - skill) * len(grading.labels))]
        decision = {"provider": firm.uscc, "decided_on": decided.isoformat()}
        story.tell("decision", kind="grade", label=label, **decision)
        if label == grading.labels[-1]:
            served = decided + timedelta(3)
            story.tell(
                "decision",
                kind="order",
                served_on=served.isoformat(),
                due_on=(served + timedelta(30)).isoformat(),
                document_no=f"演示整改〔{decided.year}〕{len(story.rows['decision'])}号",
                **decision,
            )
