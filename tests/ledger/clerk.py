"""A clerk who knows `banfa.law.facts` and works every fact out by hand: plain Python, a set of days, no SQL.

The pool is a set of days here, not intervals; the latest of several is found by sorting.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from banfa.law import FAR, Window
from tests.ledger.random_rows import AS_OF, COMMENCED, ONE, PROVIDERS, ROUND_START

EPOCH = date(1970, 1, 1)
FIRST, LAST = date(2025, 7, 1), date(2026, 12, 31)
CALENDAR = tuple(FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1))
YEARS_AGO = {Window.YEAR: 0, Window.LAST_YEAR: 1, Window.YEAR_BEFORE_LAST: 2}


def number(day):
    return (day - EPOCH).days


UNKNOWN = None


class FieldClerk:
    """Reads one world: lists of rows by kind, as they stood."""

    def __init__(self, world):
        self.world = world
        decisions = [d for d in world["decision"] if d["decided_on"] <= AS_OF]
        # Annulled, it counts on no day; withdrawn from a day on, it has worked until then.
        since = {
            d["about_id"]: d["effective_on"] or date.min
            for d in world["decision"]
            if d["kind"] == "withdrawal"
        }
        stands = [d for d in decisions if d["effect"] == "counted"]
        self.decisions = [d for d in stands if since.get(d["entry"], date.max) > AS_OF]
        self.worked = [
            d
            for d in stands
            if d["kind"] == "removal" and since.get(d["entry"], date.max) > min(AS_OF, d["effective_on"])
        ]
        self.days = {p: self.days_in_pool(p) for p in PROVIDERS}
        self.since = {p: self.last_stay_began(p) for p in PROVIDERS}

    def days_in_pool(self, provider):
        removals = [
            d["effective_on"]
            for d in self.worked
            if d["provider_id"] == provider and d["effective_on"] <= AS_OF
        ]
        days = set()
        for m in self.world["membership"]:
            if m["provider_id"] == provider and m["from_on"] <= AS_OF:
                for day in CALENDAR:
                    inside = m["from_on"] <= day <= (m["until_on"] or LAST)
                    if inside and not any(m["from_on"] < removal <= day for removal in removals):
                        days.add(day)
        return days

    def last_stay_began(self, provider):
        days = self.days[provider]
        starts = [day for day in days if day - ONE not in days]
        return max(starts, default=None)

    def population(self):
        return [p for p in PROVIDERS if any(day >= ROUND_START for day in self.days[p])]

    def inside(self, day, fact, provider, happened=None):
        """Whether a day lies in the days that the fact's window takes in; `happened` is when it was done."""
        happened = happened or day
        if day is None or day > AS_OF or (fact.judged and happened < COMMENCED):
            return False
        if fact.window in YEARS_AGO:
            year = AS_OF.year - YEARS_AGO[fact.window]
            return day.year == year >= COMMENCED.year
        start = {
            Window.ROUND: ROUND_START,
            Window.EVER: FIRST,
            Window.MEMBERSHIP: self.since[provider],
        }[fact.window]
        return start is not None and day >= start

    def mine(self, kind, provider, day=None):
        """A provider's rows, of days in the pool where a day is named."""
        rows = [r for r in self.world[kind] if r["provider_id"] == provider]
        if day is None:
            return rows
        return [r for r in rows if r[day] is not None and r[day] <= AS_OF and r[day] in self.days[provider]]

    def value(self, fact, provider):
        """The fact's value; UNKNOWN where nobody can tell."""
        return getattr(self, fact.name)(fact, provider, *fact.args)

    # contracts

    def signed(self, provider):
        """Contracts of whatever kind."""
        return self.mine("contract", provider, "signed_on")

    def contracts(self, provider):
        return [c for c in self.mine("contract", provider, "signed_on") if c["kind"] == "transformation"]

    def commenced_on(self, _fact, _provider):
        return number(COMMENCED)

    def in_pool_at_end(self, _fact, provider):
        return int(AS_OF in self.days[provider])

    def joined_on(self, _fact, provider):
        return number(self.since[provider])

    def selected_on(self, _fact, provider):
        days = [
            m["selected_on"]
            for m in self.mine("membership", provider)
            if m["from_on"] == self.since[provider] and m["selected_on"]
        ]
        return number(max(days)) if days else UNKNOWN

    def first_contract_since_selection_on(self, fact, provider):
        selected = self.selected_on(fact, provider)
        days = [
            number(c["signed_on"])
            for c in self.mine("contract", provider)
            if c["kind"] == "transformation" and c["signed_on"] <= AS_OF
        ]
        return min((day for day in days if selected is not UNKNOWN and day >= selected), default=FAR)

    def first_contract_on(self, fact, provider):
        days = [
            c["signed_on"] for c in self.contracts(provider) if self.inside(c["signed_on"], fact, provider)
        ]
        return number(min(days)) if days else FAR

    def new_enterprises_on(self, provider, contracts):
        first: dict[int, date] = {}
        for c in contracts:
            first[c["enterprise_id"]] = min(c["signed_on"], first.get(c["enterprise_id"], c["signed_on"]))
        return number(max(first.values())) if first else -FAR

    def last_new_enterprise_on(self, _fact, provider):
        stay = [c for c in self.signed(provider) if c["signed_on"] >= self.since[provider]]
        return self.new_enterprises_on(provider, stay)

    def last_new_enterprise_ever_on(self, _fact, provider):
        return self.new_enterprises_on(provider, self.signed(provider))

    def idle_since(self, fact, provider):
        begun = {
            p["contract_id"]
            for p in self.world["progress"]
            if p["kind"] == "substantive" and p["occurred_on"] <= AS_OF
        }
        idle = [
            c["signed_on"]
            for c in self.contracts(provider)
            if c["entry"] not in begun
            and not (c["ended_on"] and c["ended_on"] <= AS_OF)
            and self.inside(c["signed_on"], fact, provider)
        ]
        return number(min(idle)) if idle else FAR

    def contracts_signed(self, fact, provider):
        return sum(self.inside(c["signed_on"], fact, provider) for c in self.contracts(provider))

    def contracts_registered(self, fact, provider):
        return sum(self.inside(c["registered_on"], fact, provider) for c in self.contracts(provider))

    def maintenance_months(self, fact, provider):
        months = [c for c in self.contracts(provider) if self.inside(c["signed_on"], fact, provider)]
        return sum(c["maintenance_months"] or 0 for c in months)

    def maintained_contracts(self, fact, provider):
        signed = [c for c in self.contracts(provider) if self.inside(c["signed_on"], fact, provider)]
        return sum(c["maintenance_months"] is not None for c in signed)

    def served_enterprises(self, fact, provider):
        return len(self.served(fact, provider))

    def served(self, fact, provider):
        """Enterprises whose last contract falls into the window."""
        last: dict[int, date] = {}
        for c in self.signed(provider):
            last[c["enterprise_id"]] = max(c["signed_on"], last.get(c["enterprise_id"], c["signed_on"]))
        unjudged = replace(fact, judged=False)
        return {e for e, day in last.items() if self.inside(day, unjudged, provider)}

    def of_this_stay(self, day, provider):
        return day >= max(self.since[provider], COMMENCED)

    def dissatisfied_served(self, fact, provider):
        last = {}
        for s in sorted(self.answers(provider, "overall"), key=lambda s: (s["answered_on"], s["entry"])):
            last[s["enterprise_id"]] = s
        unhappy = [s for s in last.values() if s["answer"] == "不满意"]
        mine = [s for s in unhappy if self.of_this_stay(s["answered_on"], provider)]
        return len({s["enterprise_id"] for s in mine} & self.served(fact, provider))

    def ever_dissatisfied_served(self, fact, provider):
        unhappy = [s for s in self.answers(provider, "overall") if s["answer"] == "不满意"]
        mine = [s for s in unhappy if self.of_this_stay(s["answered_on"], provider)]
        return len({s["enterprise_id"] for s in mine} & self.served(fact, provider))

    # acceptance

    def projects(self, fact, provider):
        by_contract: dict[int, list[dict[str, Any]]] = {}
        for a in self.mine("acceptance", provider):
            by_contract.setdefault(a["contract_id"], []).append(a)
        for acceptances in by_contract.values():
            planned = min((a["planned_on"] for a in acceptances if a["planned_on"]), default=None)
            passed = [
                a["accepted_on"]
                for a in acceptances
                if a["outcome"] == "passed" and a["accepted_on"] <= AS_OF
            ]
            if planned in self.days[provider] and self.inside(planned, fact, provider):
                yield planned, min(passed, default=None)

    def acceptances_due(self, fact, provider):
        return len(list(self.projects(fact, provider)))

    def acceptances_on_time(self, fact, provider):
        return sum(
            passed is not None and passed <= planned for planned, passed in self.projects(fact, provider)
        )

    def last_acceptances(self, acceptances):
        last = {}
        for a in sorted(acceptances, key=lambda a: (a["accepted_on"], a["entry"])):
            last[a["enterprise_id"]] = a
        return last.values()

    def examined(self, fact, provider):
        last = self.last_acceptances(self.mine("acceptance", provider, "accepted_on"))
        return [a for a in last if self.inside(a["accepted_on"], fact, provider)]

    def enterprises_examined(self, fact, provider):
        return len(self.examined(fact, provider))

    def enterprises_at_level(self, fact, provider, level):
        return sum(
            a["outcome"] == "passed" and a["level_after"] >= level for a in self.examined(fact, provider)
        )

    def examined_in_year(self, fact, provider):
        return len(self.of_the_year(fact, provider))

    examined_in_year_since = examined_in_year

    def at_level_in_year(self, fact, provider, level):
        return sum(
            a["outcome"] == "passed" and a["level_after"] >= level for a in self.of_the_year(fact, provider)
        )

    at_level_in_year_since = at_level_in_year

    def of_the_year(self, fact, provider):
        """Each enterprise's last acceptance of the year, or of each year that the window takes in."""
        held = self.mine("acceptance", provider, "accepted_on")
        years = {a["accepted_on"].year for a in held}
        last = [self.last_acceptances(a for a in held if a["accepted_on"].year == year) for year in years]
        return [a for some in last for a in some if self.inside(a["accepted_on"], fact, provider)]

    def enterprises_below_2(self, fact, provider):
        return sum((a["level_after"] or 0) < 2 for a in self.examined(fact, provider))

    def enterprises_failed_state(self, fact, provider):
        state = [
            a
            for a in self.mine("acceptance", provider)
            if a["authority"] != "city" and a["accepted_on"] and a["accepted_on"] <= AS_OF
        ]
        last = self.last_acceptances(state)
        return sum(a["outcome"] == "failed" and self.inside(a["accepted_on"], fact, provider) for a in last)

    # products

    def on_sale(self, provider):
        return [
            p
            for p in self.mine("product", provider)
            if p["published_on"]
            and p["published_on"] <= AS_OF
            and not (p["retired_on"] and p["retired_on"] <= AS_OF)
        ]

    def products(self, _fact, provider):
        return len(self.on_sale(provider))

    def scenarios(self, _fact, provider):
        return len({s for p in self.on_sale(provider) for s in p["scenarios"]})

    # voices

    def answers(self, provider, topic):
        return [s for s in self.mine("survey", provider, "answered_on") if s["topic"] == topic]

    def dissatisfied_answers(self, fact, provider):
        unhappy = [s for s in self.answers(provider, "overall") if s["answer"] == "不满意"]
        return sum(self.inside(s["answered_on"], fact, provider) for s in unhappy)

    def dissatisfied_enterprises(self, fact, provider):
        last = {}
        for s in sorted(self.answers(provider, "overall"), key=lambda s: (s["answered_on"], s["entry"])):
            last[s["enterprise_id"]] = s
        return sum(
            s["answer"] == "不满意" and self.inside(s["answered_on"], fact, provider) for s in last.values()
        )

    def ever_dissatisfied_enterprises(self, fact, provider):
        unhappy = [s for s in self.answers(provider, "overall") if s["answer"] == "不满意"]
        return len({s["enterprise_id"] for s in unhappy if self.inside(s["answered_on"], fact, provider)})

    def surveyed_enterprises(self, fact, provider):
        overall = self.answers(provider, "overall")
        return len({s["enterprise_id"] for s in overall if self.inside(s["answered_on"], fact, provider)})

    def scores(self, fact, provider, kind, day, topic):
        rows = [r for r in self.mine(kind, provider, day) if r["topic"] == topic and r["score"] is not None]
        return [r["score"] for r in rows if self.inside(r[day], fact, provider)]

    def rating_sum(self, fact, provider, topic):
        return sum(self.scores(fact, provider, "survey", "answered_on", topic))

    def rating_count(self, fact, provider, topic):
        return len(self.scores(fact, provider, "survey", "answered_on", topic))

    def voices(self, fact, provider, topic):
        last = {}
        for s in sorted(self.answers(provider, topic), key=lambda s: (s["answered_on"], s["entry"])):
            if s["score"] is not None:
                last[s["enterprise_id"]] = s
        return [s["score"] for s in last.values() if self.inside(s["answered_on"], fact, provider)]

    def voice_sum(self, fact, provider, topic):
        return sum(self.voices(fact, provider, topic))

    def voice_count(self, fact, provider, topic):
        return len(self.voices(fact, provider, topic))

    def review_sum(self, fact, provider, topic):
        return sum(self.scores(fact, provider, "review", "reviewed_on", topic))

    def review_count(self, fact, provider, topic):
        return len(self.scores(fact, provider, "review", "reviewed_on", topic))

    # targets, records, earlier work

    def target_gap(self, _fact, provider):
        last = {}
        over = [t for t in self.mine("target", provider, "due_on") if t["due_on"] < AS_OF]
        for t in sorted(over, key=lambda t: (t["due_on"], t["entry"])):
            last[t["item"]] = t
        gaps = [max(t["planned"] - (t["achieved"] or 0), 0) * 10_000 // t["planned"] for t in last.values()]
        return max(gaps, default=0)

    def of_kind(self, fact, provider, kind):
        rows = [r for r in self.mine("record", provider, "occurred_on") if r["kind"] == kind]
        return [r for r in rows if self.inside(r["occurred_on"], fact, provider)]

    def records(self, fact, provider, kind):
        return len(self.of_kind(fact, provider, kind))

    def record_items(self, fact, provider, kind):
        return len({r["item"] for r in self.of_kind(fact, provider, kind)})

    def record_sum(self, fact, provider, kind):
        return sum(r["amount"] or 0 for r in self.of_kind(fact, provider, kind))

    def concessions_promised(self, fact, provider):
        return sum(self.inside(c["promised_on"], fact, provider) for c in self.mine("concession", provider))

    def concessions_kept(self, fact, provider):
        return sum(self.inside(c["kept_on"], fact, provider) for c in self.mine("concession", provider))

    def service_cases(self, fact, provider):
        fit = [
            c for c in self.mine("service_case", provider) if c["industry"] and c["client_size"] != "large"
        ]
        return sum(self.inside(c["verified_on"], fact, provider) for c in fit)
