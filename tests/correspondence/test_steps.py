"""Steps of letters, papers and matters: at random by whoever may, cut off in the middle, at once."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import count
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from banfa.errors import BanfaError
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import CaseStep
from banfa.web.casework.resources import RESOURCES
from tests.at_once import call_at_once
from tests.casework.desk import CHECKER, OFFICER, PEOPLE, READER, SECOND
from tests.casework.saying import say
from tests.casework.test_crashes import crash_at
from tests.casework.walks import check_changes, is_offered, may
from tests.correspondence.mail import register

KINDS = ("letter", "incoming_paper", "meeting_matter")
TABLES = (*KINDS, "letter_reporter", "letter_diversion", "complaint", "lead", "case_step", "audit_link")
WALKS, ACTS = 6, 40


class Walk:
    """Letters, papers and a meeting's matters at one desk, with which whatever can be done next is done."""

    def __init__(self, desk, seed):
        self.desk, self.taken = desk, Counter[str]()
        self.random = Random(seed)  # noqa: S311 - the same walk for the same seed
        provider = desk.new_provider()
        self.rows, self.last = {}, 0
        for n, kind in enumerate(("complaint", "complaint", "consultation", "sealed")):
            about = {} if kind == "sealed" else {"provider_id": provider}
            more = {"summary": None} if kind == "sealed" else {}
            channel = self.random.choice(("petition", "hotline", "visit"))
            due = {"channel": channel, "foreign_no": f"A-{n}", "foreign_due_on": None}
            desk.act("register_letter", kind=kind, **about, **more, **due)
        for n in range(2):
            desk.act("receive_paper", foreign_no=f"B-{n}", due_on=None)
        meeting = desk.act("record_meeting")
        desk.act("assign_matter", meeting.id)
        self.look()

    def read(self):
        with self.desk.unit(read_only=True) as unit:
            rows: dict[str, Any] = {kind: list_rows(unit, RESOURCES[kind].row) for kind in KINDS}
        return {(kind, row.id): row for kind in KINDS for row in rows[kind]}

    def look(self):
        with self.desk.unit(read_only=True) as unit:
            steps = list_rows(unit, CaseStep, after=self.last, limit=10_000)
        after = self.read()
        check_changes(self.rows, after, [step for step in steps if step.thing in KINDS])
        self.rows = after
        self.last = max((step.id for step in steps), default=self.last)

    def go_on(self):
        possible = [
            (kind, row_id, act)
            for (kind, row_id), row in self.rows.items()
            for act in RESOURCES[kind].acts
            if is_offered(kind, act, row)
        ]
        kind, row_id, act = self.random.choice(possible)
        row = self.rows[kind, row_id]
        people = [p for p in (OFFICER, SECOND, CHECKER, READER) if may(self.desk, kind, act, row, p)]
        if not people:
            return
        try:
            with self.desk.unit(self.random.choice(people)) as unit:
                body = say(unit, act.name, row_id) | self.say_more(act.name, row)
                self.desk.perform(unit, act.name, row_id, body)
        except BanfaError:
            assert self.read() == self.rows, act.name
            return
        self.taken[act.name] += 1
        self.look()

    def say_more(self, name, row):
        """What an act needs of things here."""
        if name == "take_up_letter":
            return {"clause": "12.2"}
        if name == "join_letter":
            others = [i for kind, i in self.rows if kind == "letter"]
            return {"joined_id": self.random.choice(others)}
        if name in ("hand_letter_over", "assign_paper"):
            return {"handler_id": self.desk.people[self.random.choice(list(PEOPLE))].person.id}
        if name == "verify_letter" and row.provider_id is None:
            return {"conduct": None}
        return {}


@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_can_be_done_is_a_step_of_the_table(make_desk, seed, record_property):
    desk = make_desk("liuzhou")
    walk = Walk(desk, seed)
    for _ in range(ACTS):
        walk.go_on()
    desk.verify()
    assert walk.taken
    record_property(
        "figures", f"seed {seed}: {sum(walk.taken.values())} acts of {len(walk.taken)} kinds taken"
    )


def read_rows(desk):
    """Everything that these steps write, of one bureau."""
    with desk.unit(read_only=True) as unit:
        return {
            table: unit.execute(
                text(f"SELECT CAST(t AS text) FROM {table} t WHERE tenant_id = :tenant ORDER BY 1")
            ).all()
            for table in TABLES
        }


def conclude(desk):
    row = desk.act("register_letter", provider_id=desk.new_provider(), foreign_due_on=None)
    desk.act("accept_letter", row.id)
    desk.act("verify_letter", row.id)
    desk.check("confirm_letter", row.id)
    return row.id


def divert(desk):
    row = desk.act("register_letter", foreign_due_on=None)
    desk.act("enter_reporter", row.id)
    return partial(desk.act, "divert_letter", row.id)


def confirm(desk):
    row = desk.act("register_letter", provider_id=desk.new_provider(), foreign_due_on=None)
    desk.act("accept_letter", row.id)
    desk.act("verify_letter", row.id)
    return partial(desk.check, "confirm_letter", row.id)


STEPS = {
    "confirming what was established": confirm,
    "recording a letter in the ledger": lambda desk: partial(
        desk.act, "record_complaint_of_letter", conclude(desk)
    ),
    "taking a letter up as a lead": lambda desk: partial(
        desk.act, "take_up_letter", conclude(desk), clause="12.2"
    ),
    "handing a letter to the discipline body": divert,
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_taken_whole_or_not_at_all(make_desk, engine, name, record_property):
    desk = make_desk("liuzhou")
    step = STEPS[name](desk)
    before = read_rows(desk)
    for n in count(1):
        if not crash_at(engine, n, step):
            break
        assert read_rows(desk) == before, n
    assert n > 5
    assert read_rows(desk) != before
    desk.verify()
    record_property("figures", f"{name}: failed at each of {n - 1} statements, then done")


def number_of(answer):
    assert answer.status_code == 201, answer.json
    return int(answer.json["number"].partition("〕")[2].removesuffix("号"))


def test_letters_registered_at_once_are_numbered_one_after_another(xiamen):
    clients = [xiamen.bureau.new_client("officer") for _ in range(4)]
    body = {
        "channel": "visit",
        "kind": "complaint",
        "received_on": "2026-03-02",
        "named": False,
        "confidential": False,
        "summary": "反映某事。",
    }
    answers = call_at_once(*(partial(client.post, "/letters", body) for client in clients))
    assert sorted(map(number_of, answers)) == [1, 2, 3, 4]


def test_papers_received_at_once_are_numbered_one_after_another(xiamen):
    clients = [xiamen.bureau.new_client("officer") for _ in range(4)]
    body = {"sender": "省厅", "title": "某通知", "kind": "notice", "received_on": "2026-03-02"}
    answers = call_at_once(*(partial(client.post, "/incoming-papers", body) for client in clients))
    assert sorted(map(number_of, answers)) == [1, 2, 3, 4]


def test_the_same_number_of_a_channel_is_registered_once(xiamen):
    register(xiamen, foreign_no="FIRST")
    clients = [xiamen.bureau.new_client("officer") for _ in range(4)]
    body = {
        "channel": "hotline",
        "foreign_no": "XM-7",
        "kind": "complaint",
        "received_on": "2026-03-02",
        "named": False,
        "confidential": False,
        "summary": "反映某事。",
    }
    answers = call_at_once(*(partial(client.post, "/letters", body) for client in clients))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
