"""Random rows of each kind, whose days fall on every boundary."""

from datetime import UTC, date, datetime, timedelta

from banfa.ledger.kinds.completeness import REPORTS, record_reports
from banfa.reasoning.calendar import Calendar

AS_OF, ROUND_START, YEAR_START = date(2026, 6, 30), date(2026, 4, 1), date(2026, 1, 1)
COMMENCED = date(2025, 12, 31)
"""The day before a boundary: the year before it is judged for one day."""
ONE = timedelta(1)
DAYS = (
    date(2025, 8, 1),
    YEAR_START - ONE,
    YEAR_START,
    date(2026, 2, 10),
    date(2026, 2, 11),
    ROUND_START - ONE,
    ROUND_START,
    date(2026, 5, 20),
    AS_OF - ONE,
    AS_OF,
    AS_OF + ONE,
)
REST = {date(2026, 2, 10), date(2026, 2, 11), ROUND_START - ONE, AS_OF - ONE, AS_OF}
"""Days of which nobody works: as if each had been moved by a notice."""
CALENDAR = Calendar.of(
    (day for n in range(700) if (day := date(2025, 6, 1) + timedelta(n)) not in REST),
    first=date(2025, 6, 1),
    last=date(2027, 3, 31),
)
KNOWN_AT = datetime(2026, 7, 10, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
INFINITY = datetime(9999, 12, 31, tzinfo=UTC)
PROVIDERS, ENTERPRISES, CONTRACTS = (1, 2, 3), (1, 2, 3), tuple(range(1, 9))
REPORTED = (*REPORTS, record_reports("honour"), record_reports("training"))


def code(number):
    return f"{number:018d}"


class Rows:
    """What random rows of each kind look like; `day` gives the days on which things happen."""

    def __init__(self, random, day=None):
        self.random = random
        self.day = day or (lambda: random.choice(DAYS))
        self.contract_of = {}

    def maybe(self, value, chance=0.5):
        return value if self.random.random() < chance else None

    def after(self, first, chance=0.6):
        """A day not before another, or none."""
        later = [d for d in (self.day(), *DAYS) if d >= first]
        return self.maybe(self.random.choice(later or [first]), chance)

    def party(self):
        return {
            "provider_id": self.random.choice(PROVIDERS),
            "enterprise_id": self.random.choice(ENTERPRISES),
        }

    def about_contract(self):
        number = self.random.choice(CONTRACTS)
        return {"contract_id": number, **self.contract_of[number]}

    def membership(self):
        first = self.day()
        return {
            "provider_id": self.random.choice(PROVIDERS),
            "category": self.random.choice(("integrator", "promoter")),
            "industry": None,
            "industry_list": False,
            "from_on": first,
            "selected_on": self.random.choice((None, first, self.day())),
            "until_on": self.after(first, 0.5),
        }

    def contract(self):
        signed = self.day()
        return {
            **self.party(),
            "kind": self.random.choice(("transformation",) * 4 + ("maintenance",)),
            "signed_on": signed,
            "registered_on": self.after(signed),
            "amount": 1,
            "party": "enterprise",
            **self.ended(signed),
            "maintenance_months": self.maybe(self.random.randint(1, 9)),
            "items": [],
        }

    def ended(self, signed):
        day = self.after(signed, 0.2)
        return {"ended_on": day, "ended_why": day and "agreement"}

    def progress(self):
        kind = self.random.choice(("substantive", "substantive", "visit"))
        return {**self.about_contract(), "kind": kind, "occurred_on": self.day()}

    def acceptance(self):
        held = self.maybe(self.day(), 0.7)
        planned = self.day() if held is None else self.maybe(self.day(), 0.7)
        outcome = held and self.random.choice(("passed", "passed", "failed"))
        level = self.random.randint(0, 4) if outcome == "passed" else self.maybe(self.random.randint(0, 4))
        authority = self.random.choice(("city", "province", "nation"))
        told = {"planned_on": planned, "accepted_on": held, "outcome": outcome, "level_after": level}
        return {**self.about_contract(), "authority": authority, **told}

    def product(self):
        published = self.maybe(self.day(), 0.8)
        retired = self.after(published, 0.3) if published else None
        covers = self.random.sample(("a", "b", "c"), self.random.randint(0, 3))
        told = {"published_on": published, "retired_on": retired, "scenarios": covers, "name": "产品"}
        return {"provider_id": self.random.choice(PROVIDERS), **told}

    def survey(self):
        topic = self.random.choice(("overall", "overall", "overall", "attitude", "response"))
        answer = self.random.choice(("满意", "不满意")) if topic == "overall" else None
        score = self.maybe(self.random.randint(0, 100)) if topic == "overall" else self.random.randint(0, 100)
        return {**self.party(), "topic": topic, "answer": answer, "score": score, "answered_on": self.day()}

    def review(self):
        told = {"topic": self.random.choice(("expert", "other")), "score": self.random.randint(0, 100)}
        return {"provider_id": self.random.choice(PROVIDERS), **told, "reviewed_on": self.day()}

    def finding(self):
        told = {"kind": self.random.choice(("breach", "sound")), "holds": self.random.random() < 0.6}
        days = {name: self.maybe(self.day(), 0.3) for name in ("occurred_on", "period_on")}
        elements = {"elements": self.random.sample(("wilful", "above_market"), self.random.randint(0, 2))}
        return {
            "provider_id": self.random.choice(PROVIDERS),
            **told,
            **days,
            **elements,
            "found_on": self.day(),
        }

    def complaint(self):
        received = self.day()
        decided = self.after(received)
        outcome = decided and self.random.choice(("upheld", "dismissed"))
        told = {"received_on": received, "content": "…", "decided_on": decided, "outcome": outcome}
        told["conduct"] = (
            self.random.choice(("unlawful", "irregular", "other")) if outcome == "upheld" else None
        )
        told["occurred_on"] = self.maybe(self.day(), 0.3)
        return {"provider_id": self.random.choice(PROVIDERS), **told}

    def target(self):
        planned = self.random.choice((1, 3, 7, 100))
        told = {"planned": planned, "achieved": self.maybe(self.random.randint(0, planned + 1), 0.7)}
        provider = self.random.choice(PROVIDERS)
        return {"provider_id": provider, "item": self.random.choice("xy"), "due_on": self.day(), **told}

    def record(self):
        told = {
            "kind": self.random.choice(("honour", "training")),
            "item": self.random.choice("xyz"),
            "body": {},
        }
        provider = self.maybe(self.random.choice(PROVIDERS), 0.9)
        return {"provider_id": provider, **told, "occurred_on": self.day(), "amount": self.maybe(5, 0.7)}

    def concession(self):
        promised = self.day()
        told = {"item": "让利", "promised_on": promised, "kept_on": self.after(promised)}
        return {"provider_id": self.random.choice(PROVIDERS), **told}

    def service_case(self):
        served = DAYS[0] - ONE
        told = {"client": "客户", "client_size": self.random.choice(("small", "large")), "served_on": served}
        industry = self.maybe("steel", 0.7)
        provider = self.random.choice(PROVIDERS)
        return {"provider_id": provider, **told, "industry": industry, "verified_on": self.after(served, 0.7)}
