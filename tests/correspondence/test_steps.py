"""Steps of letters, papers and matters: at random by whoever may, cut off in the middle, at once."""

from __future__ import annotations

from functools import partial
from itertools import count

import pytest
from sqlalchemy import text

from tests.at_once import call_at_once
from tests.casework.desk import PEOPLE
from tests.casework.room_walk import RoomWalk
from tests.casework.test_crashes import crash_at
from tests.correspondence.mail import register

KINDS = ("letter", "incoming_paper", "meeting_matter")
TABLES = (*KINDS, "letter_reporter", "letter_diversion", "complaint", "lead", "case_step", "audit_link")
WALKS, ACTS = 6, 40


class Writing(RoomWalk):
    """Letters, papers and a meeting's matters."""

    kinds = KINDS

    def begin(self):
        desk, provider = self.desk, self.desk.new_provider()
        for n, kind in enumerate(("complaint", "complaint", "consultation", "sealed")):
            about = {} if kind == "sealed" else {"provider_id": provider}
            more = {"summary": None} if kind == "sealed" else {}
            channel = self.random.choice(("petition", "hotline", "visit"))
            due = {"channel": channel, "foreign_no": f"A-{n}", "foreign_due_on": None}
            desk.act("register_letter", kind=kind, **about, **more, **due)
        for n in range(2):
            desk.act("receive_paper", foreign_no=f"B-{n}", due_on=None)
        desk.act("assign_matter", desk.act("record_meeting").id)

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


@pytest.mark.long
@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_can_be_done_is_a_step_of_the_table(make_desk, seed, record_property):
    desk = make_desk("liuzhou")
    walk = Writing(desk, seed)
    figures = walk.walk(ACTS)
    assert walk.taken
    record_property("figures", f"letters, seed {seed}: {figures}")


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


@pytest.mark.long
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
