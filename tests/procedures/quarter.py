"""A quarter of Xiamen's, small enough to be worked out by hand, under the example `demo_terms.yaml`.

Points of a provider of which nothing is reported (所有来源已申明截止): an empty denominator earns 3
(6.1.2), 3 (6.1.3), 3 (6.3.1), 3 (6.3.2), 6 (6.3.3) and 6 (6.3.4); everything else earns nothing: 24 in all.
"""

from __future__ import annotations

from tests.procedures.office import BODIES

QUALIFICATIONS = ("legal_person", "premises", "team", "local_service", "responsive", "sales_service")
DAY = "2026-02-10"


class Quarter:
    """Providers of a bureau of Xiamen and what they have done in the first quarter."""

    def __init__(self, office):
        self.office = office
        self.ids = {}
        self.enterprises = office.bulk(
            "enterprise", [{"name": f"企业{n}", "industry": "pilot", "size": "small"} for n in range(10)]
        )

    def add(self, name, *, qualified=QUALIFICATIONS, since="2025-01-01", **done):
        provider_id = self.office.provider(name, category="integrator", since=since)
        self.ids[name] = provider_id
        self.office.bulk(
            "finding",
            [
                {
                    "provider_id": provider_id,
                    "kind": kind,
                    "holds": kind in qualified,
                    "found_on": "2026-01-15",
                }
                for kind in QUALIFICATIONS
            ],
        )
        self.do(name, **done)
        return provider_id

    def do(self, name, *, products=0, scenarios=0, promised=0, kept=0, rated=None, reviewed=(), **records):
        """What a provider has done: products, concessions, ratings by topic, records by kind."""
        me = {"provider_id": self.ids[name]}
        self.office.bulk(
            "product",
            [
                {
                    **me,
                    "name": f"产品{n}",
                    "published_on": "2025-06-01",
                    "scenarios": [f"场景{k}" for k in range(scenarios)] if n == 0 else [],
                }
                for n in range(products)
            ],
        )
        self.office.bulk(
            "concession",
            [
                {**me, "item": f"让利{n}", "promised_on": "2025-01-01"}
                | ({"kept_on": "2026-01-10"} if n < kept else {})
                for n in range(promised)
            ],
        )
        self.office.bulk(
            "survey",
            [
                {
                    **me,
                    "enterprise_id": self.enterprises[n],
                    "topic": topic,
                    "score": score,
                    "answered_on": DAY,
                }
                for topic, scores in (rated or {}).items()
                for n, score in enumerate(scores)
            ],
        )
        self.office.bulk(
            "review", [{**me, "topic": "expert", "score": score, "reviewed_on": DAY} for score in reviewed]
        )
        for kind, number in records.items():
            rows = [
                {**me, "kind": kind, "item": f"{kind}{n}", "occurred_on": DAY, "body": BODIES[kind]}
                for n in range(number)
            ]
            self.office.bulk("record", rows)

    def contracts(self, name, n):
        """Sign and register contracts in the quarter, 36 months of maintenance each; returns their ids."""
        return self.office.bulk(
            "contract",
            [
                {
                    "provider_id": self.ids[name],
                    "enterprise_id": self.enterprises[k],
                    "signed_on": "2026-01-05",
                    "registered_on": "2026-01-20",
                    "amount": 100_000_00,
                    "maintenance_months": 36,
                }
                for k in range(n)
            ],
        )

    def accept(self, contract_id, *, level, planned="2026-03-20", accepted="2026-03-10"):
        """A transformation passes its acceptance at a level."""
        return self.office.bulk(
            "acceptance",
            [
                {
                    "contract_id": contract_id,
                    "planned_on": planned,
                    "accepted_on": accepted,
                    "outcome": "passed",
                    "level_after": level,
                }
            ],
        )[0]


def grade_lines(office):
    """Eight who take part, one without a team who does not.

    甲: 8 (ten contracts) + 6 + 6 (two acceptances, in time, level two) + 5 (让利) = 25; 8 + 8 + 5 + 4 (36
    months) = 25; attitude (90 + 80) / 2 = 85 earns (85 - 60) / 40 × 5 = 3.125, so 3.13; response 100: 5;
    effect 95: 8.75; expert 90: 7.5; together 24.38; 5 × 4 = 20; bonus 3 + 1 (one at level four) + 3 = 7. In
    all 101.38, capped at 100. 乙: 24 + 21 (products) + 20 (6.4) + 5 (让利) + 3 (honours) + 3 (publicity) +
    2 + 2 (attitude and response 5 each instead of 3) = 80, the line of 优秀. 丙, 丁: 24 + 21 + 20 + 5 = 70,
    the line of 良好, tied. 戊: 24 + 21 + 15 (no project overseas) = 60, the line of 合格. 己: 24 + 21 + 5
    (chain) + 2.5 (one exemplary case) + 5 (events) + 2 (one honour) = 59.5. 庚, 辛: 24. Eight take part:
    1.6 places of 优秀 round to 2, 2.4 of 良好 to 2, 3.2 of 合格 to 3; the last ranks are 2, 4, 7.
    """
    quarter = Quarter(office)
    rich = {"products": 8, "scenarios": 8, "replication": 2}
    wide = {"chain_transformation": 5, "exemplary_case": 2, "event": 5, "overseas": 2}
    quarter.add(
        "甲", **rich, **wide, promised=2, kept=2, honour=2, publicity=3, reviewed=(90,),
        rated={"attitude": (90, 80), "response": (100,), "effect": (95,)},
    )  # fmt: skip
    for contract_id, level in zip(quarter.contracts("甲", 10)[:2], (2, 4), strict=True):
        quarter.accept(contract_id, level=level)
    quarter.add(
        "乙", **rich, **wide, promised=1, kept=1, honour=2, publicity=3,
        rated={"attitude": (100,), "response": (100,)},
    )  # fmt: skip
    quarter.add("丙", **rich, **wide, promised=1, kept=1)
    quarter.add("丁", **rich, **wide, promised=4, kept=4)
    quarter.add("戊", **rich, **{**wide, "overseas": 0})
    quarter.add("己", **rich, **{**wide, "exemplary_case": 1, "overseas": 0}, honour=1)
    quarter.add("庚")
    quarter.add("辛")
    quarter.add("壬", **rich, qualified=[q for q in QUALIFICATIONS if q != "team"])
    return quarter


EIGHT = {
    "甲": ("100", 1, "优秀"),
    "乙": ("80", 2, "优秀"),
    "丙": ("70", 3, "良好"),
    "丁": ("70", 3, "良好"),
    "戊": ("60", 5, "合格"),
    "己": ("59.5", 6, "不合格"),
    "庚": ("24", 7, "不合格"),
    "辛": ("24", 7, "不合格"),
}
"""Total, rank and grade, worked out above."""
