"""From grades to leads, cases and corrections, in Huangshi: sequences against a clerk who counts by hand."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from banfa.errors import BanfaError
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.instruments.issue import issue_instrument
from banfa.procedures.watch.hits import CLEARED, Hit
from banfa.procedures.watch.runs import store_run
from banfa.trust.tenants import operator
from tests.casework.grading_clerk import FOLLOWS, Clerk

SEQUENCES = int(os.environ.get("BANFA_GRADE_SEQUENCES", "4"))
STEPS = 14
ENTRY = date(2026, 1, 5)
WHAT = ("grade", "grade", "take_up", "take_up", "withdraw_grade", "undo", "take_any")
MANNERS = ("rectify", "annul", "withdraw")
MONTH = {"term": 1, "term_unit": "个月"}


class Grading:
    """One provider of a bureau of its own, graded every half-year."""

    def __init__(self, desk, taken):
        self.desk, self.taken, self.clerk = desk, taken, Clerk()
        desk.day = ENTRY
        self.provider = self.desk.new_provider()
        self.join()
        self.remedies, self.hits = {}, {}

    def join(self):
        self.desk.record("membership", provider_id=self.provider, category="provider", from_on=self.desk.day)

    def live(self, dice):
        for what in dice.choices(WHAT, k=STEPS):
            getattr(self, what)(dice)
            self.watch()

    def watch(self):
        """What the watch sees is what the clerk counts."""
        desk = self.desk
        with desk.unit() as unit:
            store_run(unit, desk.profile, as_of=desk.day)
            hits = [h for h in list_rows(unit, Hit, limit=100_000) if h.provider_id == self.provider]
        self.hits = {hit.id: hit for hit in hits if hit.clause in FOLLOWS}
        standing = {hit.clause for hit in self.hits.values() if hit.state != CLEARED}
        assert standing == self.clerk.list_situations()

    def grade(self, dice):
        if self.clerk.removed_by is None:
            self.desk.day += timedelta(183)
            label = dice.choice("ABCCDD")
            self.clerk.grades[self.record_grade(label)] = label
            self.taken["grade"] += 1

    def record_grade(self, label):
        given = {"kind": "grade", "label": label, "period_on": self.desk.day - timedelta(20)}
        return self.desk.record("decision", provider_id=self.provider, decided_on=self.desk.day, **given)

    def take_up(self, dice):
        """Take a hit that stands up, and see its case through."""
        ripe = [n for n, hit in self.hits.items() if hit.state != CLEARED and n not in self.clerk.hits_taken]
        if ripe and (lead := self.try_taking_up(dice.choice(ripe))) is not None:
            self.decide(lead, dice)

    def take_any(self, dice):
        if self.hits:
            self.try_taking_up(dice.choice(sorted(self.hits)))

    def try_taking_up(self, number):
        desk, hit = self.desk, self.hits[number]
        expected = self.clerk.reject_taking_up(number, stands=hit.state != CLEARED)
        try:
            lead, code = desk.take_up(number), None
        except BanfaError as error:
            lead, code = None, error.code
        assert code == expected, (hit.clause, hit.state)
        self.taken[f"take_up: {code}"] += 1
        if lead is not None:
            self.clerk.hits_taken.add(number)
            self.clerk.leads[lead] = hit.clause
        return lead

    def decide(self, lead, dice):
        desk, clause = self.desk, self.clerk.leads[lead]
        desk.act("verify_lead", lead)
        desk.check("confirm_lead", lead)
        case = desk.act("open_case", lead).case_id
        first, *others = [
            desk.plan(case, kind, **(MONTH if kind == "order" else {})) for kind in FOLLOWS[clause]
        ]
        if desk.find("remedy", first).hearing:
            desk.hear(first)
        paper = desk.draft(first)
        for other in others:
            desk.act("add_remedy", paper, remedy_id=other)
        desk.issue(paper)
        desk.day += timedelta(dice.randint(0, 6))
        desk.serve(paper)
        for remedy in (first, *others):
            after = desk.find("remedy", remedy)
            self.remedies[after.decision_id] = after.kind
            if after.kind == "order":
                self.run_out(remedy, dice)
            if after.kind == "removal":
                assert after.effective_on is not None
                desk.day = max(desk.day, after.effective_on)
                self.clerk.removed_by = after.decision_id
        self.taken[f"decide: {clause}"] += 1

    def run_out(self, order, dice):
        """Let a month go by with a report or without."""
        desk = self.desk
        if dice.random() < 0.5:
            desk.scan("remedy", order, "report")
            desk.act("take_report", order)
        else:
            desk.day = desk.find("remedy", order).due_on + timedelta(1)
            desk.act("note_lapse", order)
        desk.act("recheck_remedy", order, outcome=dice.choice(("passed", "failed")))

    def withdraw_grade(self, dice):
        """A grade falls by a decision of its own, and by nothing else."""
        if self.clerk.grades and self.clerk.removed_by is None:
            decision = dice.choice(sorted(self.clerk.grades))
            manner = dice.choice(MANNERS)
            self.correct(decision, manner)
            if manner != "rectify":
                del self.clerk.grades[decision]
            self.taken["withdraw_grade"] += 1

    def undo(self, dice):
        """Undo what was decided: what led to it may come again, unless others have annulled it."""
        if self.remedies:
            decision = dice.choice(sorted(self.remedies))
            manner = dice.choice(MANNERS)
            self.desk.day += timedelta(1)
            self.correct(decision, manner)
            if manner != "rectify" and self.remedies.pop(decision) == "removal":
                self.clerk.removed_by = None
                if manner == "withdraw":
                    self.join()
            self.taken[f"undo: {manner}"] += 1

    def correct(self, decision, manner):
        desk = self.desk
        case = desk.act("open_correction", decision_id=decision, manner=manner).id
        withdrawal = desk.plan(case, "withdrawal")
        desk.decide(withdrawal)
        desk.act("finish_remedy", withdrawal)
        desk.act("close_case", case)


def settle(desk):
    """累计 over all stays."""
    with desk.unit_of(operator(desk.tenant)) as unit:
        issue_instrument(
            unit,
            desk.profile,
            kind="terms",
            edition=desk.profile.latest.key,
            document_no="局〔2025〕2号",
            issuer=desk.profile.city.bureau,
            issued_on=date(2025, 1, 2),
            document_class="standard",
            published_on=date(2025, 1, 2),
            published_in="局网站",
            body={"settings": {"grades.window": "ever"}},
        )


@pytest.mark.long
@pytest.mark.timeout(300 + 6 * SEQUENCES)
def test_grades_lead_where_a_clerk_would_say(make_desk, record_property):
    taken: Counter[str] = Counter()
    for seed in range(SEQUENCES):
        desk = make_desk("huangshi")
        settle(desk)
        Grading(desk, taken).live(Random(seed))  # noqa: S311 - not a secret
        desk.verify()
    figures = f"grades to corrections: {SEQUENCES} sequences, {dict(sorted(taken.items()))}"
    record_property("figures", figures)
    print(figures)  # noqa: T201 - the figures of `make soak`
