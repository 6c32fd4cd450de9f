"""Sequences of acts against a clerk who keeps everything by hand: both reject alike and have the same."""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from banfa.errors import BanfaError, Conflict, Malformed
from banfa.web.casework.attachments import attach
from banfa.web.casework.resources import RESOURCES
from tests.casework.desk import CHECKER, OFFICER, SECOND
from tests.casework.model import ON, REMEDIES, Clerk
from tests.casework.saying import disagree, say

pytestmark = pytest.mark.long

SEQUENCES = int(os.environ.get("BANFA_CASE_SEQUENCES", "200"))
MANY, STEPS = 100, int(os.environ.get("BANFA_CASE_STEPS", "6"))
SETBACKS = {
    *("dismiss_lead", "return_lead", "decline_lead", "suspend_case", "archive_case", "drop_remedy"),
    *("void_paper", "return_approval", "return_service", "propose_stop", "confirm_stop"),
}
"""Acts after which there is less to be done."""
LEADS, AT_HAND = 3, 12
PERSONS = (OFFICER, SECOND, CHECKER)
CLAUSES = tuple(REMEDIES)
WHAT = ("go_on", "go_on", "go_on", "register", "wait", "correct", "try_anything", "try_anything")
PAPERS = {
    "case_document": ("approval_sheet", "stamped_original", "official_text"),
    "document_service": ("service_receipt",),
    "remedy": ("report", "evidence", "minutes", "interview_record"),
}
GIVEN = {
    "open_case": "case",
    "plan_remedy": "remedy",
    "draft_paper": "case_document",
    "enter_approval": "document_approval",
    "enter_service": "document_service",
}
TOLD = text(
    " UNION ALL ".join(
        f"SELECT '{kind}' AS kind, id, state FROM {table} WHERE tenant_id = :tenant AND id > :{kind}"
        for kind, table in {
            **{kind: kind for kind in ("lead", "remedy", "case_document", "document_approval")},
            **{kind: kind for kind in ("document_service", "case_effect")},
            "case": "case_file",
        }.items()
    )
)


SEEDS = st.integers(0, 1 << 32)
"""What is chosen within a rule depends on the day, which no sequence turns back: so by dice of its own."""


class Sequence(RuleBasedStateMachine):
    """One provider's cases; `desk` is that of the test."""

    desk: ClassVar[Any]
    files: ClassVar[dict[str, int]]
    taken: ClassVar[Counter[str]]

    @initialize(seed=SEEDS)
    def begin(self, seed):
        self.clerk = Clerk()
        self.since = dict.fromkeys((*dict.fromkeys(ON.values()),), 0)
        with self.desk.unit(read_only=True) as unit:
            for kind, number in self.read(unit, self.since):
                self.since[kind] = max(self.since[kind], number)
        self.provider = self.desk.new_provider()
        self.register(Random(seed))  # noqa: S311

    def read(self, unit, since):
        rows = unit.connection.execute(TOLD, {"tenant": unit.tenant_id, **since})
        return {(row.kind, row.id): row.state for row in rows}

    def teardown(self):
        """What was rejected has left nothing either."""
        if hasattr(self, "provider"):
            with self.desk.unit(read_only=True) as unit:
                assert self.read(unit, self.since) == self.clerk.states()

    @rule(seed=SEEDS, what=st.sampled_from(WHAT))
    def live(self, seed, what):
        """One rule, since of several some would be left out of a sequence altogether."""
        getattr(self, what)(Random(seed))  # noqa: S311

    def register(self, dice):
        if len(self.clerk.things["lead"]) < LEADS:
            clause = dice.choice(CLAUSES)
            lead = self.desk.act("register_lead", provider_id=self.provider, clause=clause)
            self.clerk.things["lead"][lead.id] = {"state": "pending", "clause": clause, "by": ""}

    def wait(self, dice):
        self.desk.day += timedelta(dice.choice((1, 25)))

    def correct(self, dice):
        decided = {n: m for n, m in self.clerk.things["remedy"].items() if m["decided"]}
        if not decided:
            return
        number = dice.choice(sorted(decided))
        decision = self.desk.find("remedy", number).decision_id
        if decided[number]["kind"] == "withdrawal":
            with pytest.raises(Malformed, match="decision_mismatch"):
                self.desk.act("open_correction", decision_id=decision)
            return
        about = [case for case in self.clerk.things["case"].values() if case["about"] == number]
        about = [case for case in about if case["decision"] == decided[number]["decision"]]
        if any(case["state"] in ("open", "suspended") for case in about):
            self.refuse_correction(decision, "correction_open")
            return
        if decided[number]["state"] == "revoked":
            self.refuse_correction(decision, "already_withdrawn")
            return
        case = self.desk.act("open_correction", decision_id=decision)
        self.clerk.take_correction(case.id, number)

    def refuse_correction(self, decision, code):
        with pytest.raises(Conflict, match=code):
            self.desk.act("open_correction", decision_id=decision)

    def try_anything(self, dice):
        if choices := self.list_all():
            person = dice.choice(PERSONS)
            self.compare(dice.choice(choices), person)

    def go_on(self, dice):
        """Do some of what can be done, of the newest things first."""
        straight = dice.choice((True, True, False))
        for _ in range(dice.randint(6, 20)):
            acts = [act for act in self.list_all() if not (straight and act[0] in SETBACKS)]
            ripe = [(act, person) for act in acts for person in PERSONS if self.expect(act, person) is None]
            if not ripe:
                return
            newest = sorted(ripe, key=lambda choice: -choice[0][1])[:AT_HAND]
            self.compare(*dice.choice(newest))

    def list_all(self):
        return [
            (name, n, said)
            for name, kind in ON.items()
            for n in self.clerk.things[kind]
            for said in self.list_sayings(name, n)
        ]

    def list_sayings(self, name, n):
        if name == "plan_remedy":
            return [{"kind": kind} for kind in ("interview", "order", "grey_list", "removal", "withdrawal")]
        if name == "draft_paper":
            mine = [m for m, remedy in self.clerk.things["remedy"].items() if remedy["case"] == n]
            return [{"kind": kind, "remedy_id": m} for m in mine for kind in ("advance", "act")]
        if name == "add_remedy":
            return [{"remedy_id": m} for m in self.clerk.things["remedy"]]
        if name == "enter_approval":
            return [{"agrees": True}, {"agrees": True}, {"agrees": False}]
        if name == "recheck_remedy":
            return [{"outcome": "passed"}, {"outcome": "failed"}]
        return [{}]

    def expect(self, act, person):
        name, n, said = act
        checker = person == CHECKER
        return self.clerk.reject(name, n, person, checker=checker, today=self.desk.day, said=said)

    def compare(self, act, person):
        """Take an act in both and hold what came of it against each other."""
        name, n, said = act
        expected = self.expect(act, person)
        new = 0
        try:
            with self.desk.unit(person) as unit:
                body = say(unit, name, n) | said
                if said.get("agrees") is False:
                    body = disagree(body)
                if name == "plan_remedy":
                    term = (20, "日") if said["kind"] == "order" else (None, None)
                    body |= {"term": term[0], "term_unit": term[1]}
                row = self.desk.perform(unit, name, n, body)
                new = row.case_id if name == "open_case" else row.id
                for kind in PAPERS.get(GIVEN.get(name, ""), ()):
                    resource = RESOURCES[GIVEN[name]]
                    attach(unit, self.desk.profile, resource, new, {"file_id": self.files[kind]})
                stored = self.read(unit, self.since)
            code = None
        except BanfaError as error:
            code = error.code
        assert code == expected, (name, self.clerk.things[ON[name]][n], said, person)
        if code is None:
            self.taken[name] += 1
            self.clerk.take(name, n, new, person, today=self.desk.day, said=said)
            following = {number for kind, number in stored if kind == "case_effect"}
            self.clerk.take_following(sorted(following - self.clerk.things["case_effect"].keys()))
            assert stored == self.clerk.states(), (name, said)


@pytest.mark.timeout(300 + 2 * SEQUENCES)
def test_the_procedures_do_what_a_clerk_would(make_desk, record_property):
    desk = make_desk("liuzhou")
    files = {kind: desk.keep(kind) for kinds in PAPERS.values() for kind in kinds}
    taken: Counter[str] = Counter()
    machine = type("Bound", (Sequence,), {"desk": desk, "files": files, "taken": taken})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    desk.verify()
    figures = f"against the clerk: {SEQUENCES} sequences, {taken.total()} acts taken of {len(taken)} kinds"
    record_property("figures", figures)
    print(figures)  # noqa: T201 - the figures of `make soak`
    assert {"issue_paper", "check_service"} <= set(taken) or SEQUENCES < MANY
