"""Two bureaus with equal ledgers: what happens in the town happens in both, what is decided in one alone."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from banfa.errors import BanfaError
from banfa.ledger.entries.asof import NOW, AsOf
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.facts.pool import Population
from banfa.ledger.facts.sheet import build_sheet
from banfa.ledger.facts.standing import find_standings
from banfa.ledger.kinds.completeness import completeness, reports_of
from banfa.ledger.recording.correct import correct_entry
from banfa.ledger.recording.record import record_entry
from banfa.procedures.calendars import read_calendar
from banfa.procedures.instruments.issue import issue_instrument
from banfa.procedures.periods import period_start
from banfa.procedures.receipts.evaluation_input import outcome, wanted_facts
from banfa.procedures.rounds.computing import freeze
from banfa.procedures.watch.look import look
from banfa.trust.tenants import operator
from tests.casework.desk import SECOND, Desk
from tests.ledger.town import code
from tests.procedures.office import demo_terms
from tests.trust.bureaus import found_bureau

if TYPE_CHECKING:
    from banfa.trust.rights import Act

PROVIDERS, ENTERPRISES = 3, 12
FINDINGS = {
    "huangshi": ("unreported_change",),
    "liuzhou": ("unreported_change", "complaint_service"),
    "xiamen": ("leak",),
}
EARLIER = {
    "huangshi": (("removal", "15.5"), ("order", "14.1"), ("warning", "14.1")),
    "liuzhou": (("removal", "14.9"), ("order", "12.2"), ("interview", "12.2"), ("grey_list", "14.9")),
    "xiamen": (("removal", "12.1"), ("order", "11.2"), ("warning", "11.2")),
}
"""Remedies that are decided and later withdrawn, each with its clause."""
TERMS = {
    "huangshi": {"term": 1, "term_unit": "个月"},
    "liuzhou": {"term": 20, "term_unit": "日"},
    "xiamen": {"term": 1, "term_unit": "个月"},
}
LATER = {
    "huangshi": ("removal", "15.1后段"),
    "liuzhou": ("removal", "14.4第二种情形"),
    "xiamen": ("removal", "12.4"),
}
"""One that may rest on the first."""


class Town:
    """What happens in a town, told to two bureaus alike; the first alone decides."""

    def __init__(self, engine, owner_engine, profile, folder, seed):
        self.random = Random(seed)  # noqa: S311 - the same town for the same seed
        self.profile, self.city = profile, profile.city.key
        desks = [Desk(engine, found_bureau(owner_engine, city=self.city), profile, folder) for _ in range(2)]
        self.desks, (self.deciding, self.other) = desks, desks
        self.ids: list[dict[Any, Any]] = [{} for _ in desks]
        self.contracts = 0
        self.told = 0
        for desk in desks:
            self._settle(desk)
        self.tell(self._beginning())
        self.tell(self._days_before())

    @property
    def day(self):
        return self.deciding.day

    def go_on(self, days):
        for desk in self.desks:
            desk.day += timedelta(days)

    def _settle(self, desk):
        with desk.unit_of(operator(desk.tenant)) as unit:
            issue_instrument(
                unit,
                self.profile,
                kind="terms",
                edition=self.profile.latest.key,
                document_no="局〔2025〕2号",
                issuer=self.profile.city.bureau,
                issued_on=desk.day.replace(2025, 1, 1),
                document_class="normative",
                published_on=desk.day.replace(2025, 1, 1),
                published_in="局网站",
                body={"settings": demo_terms(self.city)},
            )

    def tell(self, rows):
        """Record rows in both ledgers; one that is not taken is taken by neither."""
        rows = list(rows)
        taken = [self._record_all(desk, ids, rows) for desk, ids in zip(self.desks, self.ids, strict=True)]
        assert taken[0] == taken[1], [row for n, row in enumerate(rows) if taken[0][n] != taken[1][n]]
        self.told += sum(answer == "" for answer in taken[0])

    def _record_all(self, desk, ids, rows):
        """Record what can be; gives for each row the code with which it was rejected, or nothing."""
        answers = []
        with desk.unit() as unit:
            for kind, name, data in rows:
                given = {key: ids.get(value, value) for key, value in data.items()}
                act: Act = "decide" if kind == "decision" else "report"
                try:
                    with unit.connection.begin_nested():
                        made = record_entry(unit, kind, given, source="test", profile=self.profile, act=act)
                    ids[name] = made.id
                    answers.append("")
                except BanfaError as error:
                    answers.append(error.code)
        return answers

    # what happens

    def past(self, most=300):
        return self.day - timedelta(self.random.randint(0, most))

    def _beginning(self):
        industries = self.profile.industries
        industry = industries[0].key if industries else "试点行业"
        for n in range(ENTERPRISES):
            yield "enterprise", f"e{n}", {"name": f"第{n}制造厂", "industry": industry, "size": "small"}
        for n in range(PROVIDERS):
            yield "provider", f"p{n}", {"uscc": code(900_000_000 - n), "name": f"第{n}科技有限公司"}
            category = self.random.choice(self.profile.categories).key
            since = self.day - timedelta(self.random.randint(60, 400))
            data = {"provider_id": f"p{n}", "category": category, "from_on": since, "basis": "入库名单"}
            if n > 0 and self.random.random() < 0.3:
                data["until_on"] = self.day + timedelta(self.random.randint(-30, 90))
            yield "membership", f"m{n}", data
        for name in reports_of(ReadingContext(self.profile, self.day)):
            if self.random.random() < 0.7:
                yield "source_complete", "", {"reports": name, "until_on": self.day}

    def _days_before(self):
        return self.happen(30)

    def happen(self, times, most=300):
        """What happens within some days."""
        makes = (self._contract, self._contract, self._survey, self._survey, self._finding, self._acceptance)
        for _ in range(times):
            yield self.random.choice((*makes, self._progress, self._decision))(most)

    def _provider(self):
        return f"p{self.random.choice((0, 0, 1, 2))}"

    def _contract(self, most):
        self.contracts += 1
        enterprise = f"e{self.random.randrange(ENTERPRISES)}"
        data = {"provider_id": self._provider(), "enterprise_id": enterprise, "amount": 100_000}
        return "contract", f"c{self.contracts}", {**data, "signed_on": self.past(most)}

    def _of_contract(self):
        return f"c{self.random.randint(1, max(1, self.contracts))}"

    def _survey(self, most):
        answer = self.random.choice(("不满意", "不满意", "满意"))
        enterprise = f"e{self.random.randrange(ENTERPRISES)}"
        data = {"provider_id": self._provider(), "enterprise_id": enterprise, "answer": answer}
        return "survey", "", {**data, "answered_on": self.past(most)}

    def _finding(self, most):
        kind = self.random.choice(FINDINGS[self.city])
        return "finding", "", {"provider_id": self._provider(), "kind": kind, "found_on": self.past(most)}

    def _acceptance(self, most):
        data = {"contract_id": self._of_contract(), "accepted_on": self.past(most)}
        outcome_ = self.random.choice(("passed", "failed"))
        return "acceptance", "", {**data, "outcome": outcome_, "level_before": 1, "level_after": 2}

    def _progress(self, most):
        data = {"contract_id": self._of_contract(), "kind": "substantive"}
        return "progress", "", {**data, "occurred_on": self.past(most)}

    def _decision(self, most):
        """A decision of which both have the paper."""
        decided = self.past(most)
        kind = self.random.choice(("warning", "order", "grade"))
        data = {"provider_id": self._provider(), "kind": kind, "decided_on": decided}
        if kind == "order":
            data |= {"served_on": decided, "due_on": decided + timedelta(15)}
        if kind == "grade":
            data["label"] = self.random.choice("CD")
        return "decision", "", data

    # what one bureau decides

    def decide(self, kind, clause):
        """Take a remedy about the first provider through its case until it works; gives it."""
        desk, choose = self.deciding, self.random
        case = desk.open_case(self.ids[0]["p0"], clause)
        remedy = desk.plan(case, kind, **(TERMS[self.city] if kind == "order" else {}))
        if desk.find("remedy", remedy).hearing:
            if choose.random() < 0.5:
                desk.hear(remedy)
            else:
                desk.waive(remedy)
        paper = desk.draft(remedy)
        desk.issue(paper)
        self.go_on(choose.randint(0, 5))
        desk.serve(paper)
        return remedy

    def let_run(self, order):
        """What may become of an order that runs; tells whether it was defied."""
        desk, choose = self.deciding, self.random
        if choose.random() < 0.3:
            desk.scan("remedy", order, "stamped_original")
            desk.act("extend_term", order, by=SECOND)
        fate = choose.choice(("", "report", "refuse", "lapse"))
        if fate == "refuse":
            desk.scan("remedy", order, "evidence")
            desk.act("note_noncompliance", order)
        if fate == "lapse":
            self.go_on((desk.find("remedy", order).due_on - self.day).days + 1)
            desk.act("note_lapse", order)
        if fate == "report":
            desk.scan("remedy", order, "report")
            desk.act("take_report", order, after_hours=choose.random() < 0.5)
        if fate in ("report", "lapse") and choose.random() < 0.7:
            desk.act("recheck_remedy", order, outcome=choose.choice(("passed", "failed")))
        return fate == "refuse"

    def correct(self, remedy, manner):
        """Correct what a remedy decided, in a manner; gives the case."""
        desk = self.deciding
        decision = desk.find("remedy", remedy).decision_id
        case = desk.act("open_correction", decision_id=decision, manner=manner).id
        correction = desk.plan(case, "withdrawal")
        desk.decide(correction)
        desk.act("finish_remedy", correction)
        return case

    def rectify(self, remedy):
        """Correct the words of what a remedy decided: it stands as it stood."""
        state = self.deciding.find("remedy", remedy).state
        case = self.correct(remedy, "rectify")
        assert self.deciding.find("remedy", remedy).state == state
        assert self.deciding.list("case_effect", case_id=case) == []
        self.deciding.act("close_case", case)

    def undo(self, remedy, manner):
        """Annul or withdraw what a remedy decided, and accept all that is then proposed."""
        desk = self.deciding
        case = self.correct(remedy, manner)
        after = desk.find("remedy", remedy)
        assert after.state == "revoked"
        for effect in desk.list("case_effect", case_id=case):
            if effect.kind == "review_case":
                assert manner == "annul"
                for later in desk.list("remedy", case_id=effect.thing_id):
                    if later.decision_id is not None and later.state != "revoked":
                        self.undo(later.id, manner)
            desk.act("do_effect", effect.id)
        desk.act("close_case", case)
        if manner == "withdraw" and after.kind == "removal" and after.effective_on < self.day:
            self._come_in_anew(after.effective_on)

    def _come_in_anew(self, out_on):
        """Let the provider come in from today on: in the other town it has left on its own, as long."""
        with self.other.unit() as unit:
            correct_entry(
                *(unit, "membership", self.ids[1]["m0"], {"until_on": out_on - timedelta(1)}, "退出"),
                profile=self.profile,
            )
        category = self.profile.categories[0].key
        self.tell([("membership", "again", {"provider_id": "p0", "category": category, "from_on": self.day})])
        assert "again" in self.ids[0]


def see(desk, contracts, day=None):
    """All that a day shows: the pool, facts, clauses, grades and the standing of contracts, by name."""
    day = day or desk.day
    with desk.unit() as unit:
        seen = look(unit, desk.profile, day=day)
        standings = find_standings(unit, desk.profile, contracts)
    shown: dict[str, Any] = {"stay_from": seen.pool.stay_from, "stay_until": seen.pool.stay_until}
    shown |= {"clauses": seen.states, "reached": seen.reached}
    shown |= {f"of clauses: {key}": np.stack(col) for key, col in seen.data.sheet.columns.items()}
    shown["contracts"] = np.array([[(s.cite.key, s.open) for s in standings[c]] for c in contracts], object)
    for name, values in grade(desk, seen.law, day).items():
        shown[f"grade: {name}"] = values
    return shown


def grade(desk, law, day):
    """What an evaluation on a day comes to."""
    with desk.unit() as unit, unit.snapshot() as connection:
        at = AsOf(
            tenant_id=unit.tenant_id,
            as_of=day,
            round_start=period_start(law, day),
            known_at=NOW,
            complete=completeness(connection, unit.tenant_id, known_at=NOW),
            calendar=read_calendar(connection, unit.tenant_id),
        )
        facts = build_sheet(connection, wanted_facts(law), at, Population.ROUND)
        frozen = freeze(law, facts, ())
        shown: dict[str, Any] = {
            **{f"fact {key}": np.stack(col) for key, col in facts.sheet.columns.items()},
            "members": np.array(len(facts.providers)),
            "categories": np.array(facts.categories),
            **outcome(frozen.evaluate()),
        }
        return shown


def see_each(town, day=None):
    """What each of the two bureaus sees on a day, today where none is named."""
    return [
        see(desk, [entry for name, entry in ids.items() if name.startswith("c")], day)
        for desk, ids in zip(town.desks, town.ids, strict=True)
    ]


def compare(town, day=None):
    """The names of all in which the two differ."""
    return differ(*see_each(town, day))


def differ(one, two):
    """The names of all in which two sights differ."""
    assert one.keys() == two.keys()
    return [name for name in one if not _equal(one[name], two[name])]


def _equal(one, two):
    if one.dtype == object:
        return one.tolist() == two.tolist()
    return np.array_equal(one, two)
