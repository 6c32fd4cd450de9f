"""Small random ledgers whose days fall on every boundary, and further reports that could still come in."""

from datetime import date
from random import Random
from typing import Any

from banfa.ledger.kinds.completeness import record_reports
from banfa.ledger.kinds.registry import KINDS
from tests.ledger.random_rows import (
    AS_OF,
    CONTRACTS,
    DAYS,
    ENTERPRISES,
    HOUR,
    INFINITY,
    KNOWN_AT,
    ONE,
    PROVIDERS,
    REPORTED,
    Rows,
    code,
)

NUMBERS = {
    "membership": 5,
    "progress": 6,
    "acceptance": 10,
    "product": 5,
    "survey": 14,
    "review": 6,
    "finding": 6,
    "complaint": 4,
    "target": 6,
    "record": 8,
    "concession": 4,
    "service_case": 4,
}
TOLD_BY = {
    "contract",
    "progress",
    "acceptance",
    "survey",
    "review",
    "product",
    "target",
    "concession",
    "service_case",
}


NEW = {"imported": False, "effect": "counted"}
IMPORTED = {"imported": True, "effect": "counted"}
WITHOUT_BASIS = {"imported": True, "effect": "no_basis"}


class Ledger:
    """Records by kind as they lie in the tables, corrections and voidings included."""

    def __init__(self, seed):
        self.random = Random(seed)  # noqa: S311 - the same ledger for the same seed
        self.rows = Rows(self.random)
        self.records: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
        self.complete = {
            name: self.random.choice((*DAYS, AS_OF)) for name in REPORTED if self.random.random() < 0.7
        }
        for number in PROVIDERS:
            self.records["provider"].append(self.first("provider", {"uscc": code(number), "name": "甲"}))
        for _ in ENTERPRISES:
            self.records["enterprise"].append(
                self.first("enterprise", {"name": "乙", "industry": "steel", "size": "small"})
            )
        for number in CONTRACTS:
            made = self.rows.contract()
            self.rows.contract_of[number] = {k: made[k] for k in ("provider_id", "enterprise_id")}
            self.told("contract", made)
        for number, record in zip(CONTRACTS, list(self.records["contract"]), strict=True):
            parties = self.rows.contract_of[number]
            self.amended("contract", record, again=lambda p=parties: {**self.rows.contract(), **p})
        for kind, number in NUMBERS.items():
            for _ in range(number):
                make = getattr(self.rows, kind)
                self.amended(kind, self.told(kind, make()), again=make)
        self.decide()

    def first(self, kind, values):
        told = {
            "source": "test",
            "recorded_at": KNOWN_AT - 5 * HOUR,
            "superseded_at": INFINITY,
        }
        return {
            "id": len(self.records[kind]) + 1,
            "corrects": None,
            "reason": None,
            "voids": False,
            **told,
            **values,
        }

    def told(self, kind, values):
        """Record it some time around the moment asked about."""
        record = self.first(kind, values)
        record["recorded_at"] = KNOWN_AT + self.random.choice((-2, -2, -2, -1, 0, 1)) * HOUR
        self.records[kind].append(record)
        return record

    def amended(self, kind, record, again):
        """Perhaps correct or void it later, once or several times."""
        entry, at = record["id"], record["recorded_at"]
        while self.random.random() < 0.25:
            at += self.random.choice((0, 1)) * HOUR
            record["superseded_at"] = at
            voids = self.random.random() < 0.4
            record = self.first(kind, {**record} if voids else again())
            record.update(
                id=len(self.records[kind]) + 1, corrects=entry, reason="更正", recorded_at=at, voids=voids
            )
            record["superseded_at"] = at if voids else INFINITY
            self.records[kind].append(record)
            if voids:
                break

    def decide(self):
        """Decisions, outcomes of orders, and withdrawals of some of them."""
        about = []
        for _ in range(12):
            kind = self.random.choice(("grade", "grade", "order", "order", "warning", "removal"))
            made = {"provider_id": self.random.choice(PROVIDERS), "kind": kind, "decided_on": self.rows.day()}
            names = ["label", "period_on", "served_on", "due_on", "effective_on", "about_id", "after_hours"]
            names += ["term", "term_unit"]
            empty: dict[str, Any] = dict.fromkeys(names)
            empty |= self.random.choice((NEW, NEW, NEW, IMPORTED, WITHOUT_BASIS))
            extra = {
                "grade": {
                    "label": self.random.choice("CD"),
                    "period_on": self.rows.maybe(self.rows.day(), 0.5),
                },
                "order": self.served(made["decided_on"]),
                "warning": {"served_on": self.rows.after(made["decided_on"])},
                "removal": {"effective_on": self.rows.after(made["decided_on"], 1)},
            }[kind]
            made = {**empty, **made, **extra}
            about.append((self.told("decision", made)["id"], made))
        for entry, made in list(about):
            for _ in range(self.random.randint(0, 3) if made["kind"] == "order" else 0):
                label = self.random.choice(("done", "done", "refused", "recheck_passed", "recheck_failed"))
                outcome = {**made, "kind": "order_outcome", "label": label, "decided_on": self.rows.day()}
                outcome |= {"served_on": None, "due_on": None, "about_id": entry}
                outcome |= {"term": None, "term_unit": None}
                outcome |= {"after_hours": self.maybe_after_hours()}
                about.append((self.told("decision", outcome)["id"], outcome))
        for entry, made in about:
            if self.random.random() < 0.3:
                withdrawal = {
                    **made,
                    **NEW,
                    "kind": "withdrawal",
                    **dict.fromkeys(
                        ("label", "period_on", "served_on", "due_on", "effective_on", "after_hours")
                    ),
                    "term": None,
                    "term_unit": None,
                }
                withdrawn_on = self.rows.day()
                since = {"effective_on": self.random.choice((None, withdrawn_on))}
                self.told("decision", withdrawal | {"about_id": entry, "decided_on": withdrawn_on} | since)
        for record in list(self.records["decision"]):
            self.amended("decision", record, again=lambda r=record: {**r, "decided_on": self.decided(r)})

    def served(self, decided):
        """When an order was served and is due, or neither."""
        served = self.rows.after(decided)
        term = self.random.choice(({}, {"term": 5, "term_unit": "日"}))
        return {"served_on": served, "due_on": served and self.rows.after(served, 1), **term}

    def maybe_after_hours(self):
        """Whether a report came after office hours; mostly nobody says."""
        return self.random.choice((None, None, True, False))

    def decided(self, record):
        """A day on which a decision can have been taken: none of its other days is before."""
        others = [record[name] for name in ("served_on", "due_on", "effective_on") if record[name]]
        return self.random.choice([d for d in DAYS if not others or d <= min(others)])

    def live(self, kind):
        """Records that stood at the moment asked about, with the entry's id."""
        return [
            {**r, "entry": r["corrects"] or r["id"]}
            for r in self.records[kind]
            if r["recorded_at"] <= KNOWN_AT < r["superseded_at"]
        ]

    def facts_of(self):
        """What stood, by kind: what a clerk looks at."""
        return {kind: self.live(kind) for kind in self.records}

    def further(self, random):
        """What stood, and reports that may still come in of days after those that are declared complete."""
        world = {kind: [dict(r) for r in rows] for kind, rows in self.facts_of().items()}
        for kind in (*sorted(TOLD_BY), "record"):
            extend(world, kind, self, random)
        return world


def extend(world, kind, ledger, random):
    """Add reports of one kind, and fill in days that were left open."""
    names = ("honour", "training") if kind == "record" else (None,)
    for name in names:
        told = ledger.complete.get(record_reports(name) if name else kind, date.min)
        days = [d for d in DAYS if d > told]
        if told != date.min:
            days.append(told + ONE)
        if not days:
            continue
        rows = Rows(random, day=lambda days=days: random.choice(days))
        rows.contract_of = ledger.rows.contract_of
        for record in world[kind]:
            if not name or record["kind"] == name:
                fill_in(kind, record, rows, told)
        for _ in range(random.randint(0, 4)):
            made = getattr(rows, kind)()
            made["kind" if name else "name"] = name
            keep_late(kind, made, told)
            made["entry"] = 1_000 + len(world[kind])
            world[kind].append(made)


LATER_DAYS = {
    "contract": ("registered_on", "ended_on"),
    "product": ("published_on", "retired_on"),
    "concession": ("kept_on",),
    "service_case": ("verified_on",),
}

EARLIEST = {
    "registered_on": "signed_on",
    "ended_on": "signed_on",
    "retired_on": "published_on",
    "kept_on": "promised_on",
}
"""No such day is before this one of the same report."""


def keep_late(kind, made, told):
    """No day of a report that is still out lies in the time declared complete."""
    for column in LATER_DAYS.get(kind, ()):
        if made[column] and made[column] <= told:
            made[column] = None


def fill_in(kind, record, rows, told):
    """What was left open may still be told, of days after those declared complete."""
    random = rows.random
    for column in LATER_DAYS.get(kind, ()):
        first = EARLIEST.get(column)
        if record[column] is None and random.random() < 0.5 and (not first or record[first]):
            day = rows.day()
            if not first or day >= record[first]:
                record[column] = day
    if kind == "acceptance" and record["accepted_on"] is None and random.random() < 0.5:
        outcome = random.choice(("passed", "failed"))
        record.update(accepted_on=rows.day(), outcome=outcome, level_after=random.randint(0, 4))
    if kind == "target" and record["achieved"] is None and record["due_on"] > told and random.random() < 0.5:
        record["achieved"] = random.randint(0, record["planned"])
