"""A person outranks a feed, per field; dated rows end in one state whatever the order of their arrival."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from random import Random
from typing import Any

import pytest

from banfa.errors import Conflict, Forbidden
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.recording.correct import correct_entry, release_ruling, void_entry
from banfa.ledger.recording.listing import get_entry, list_entries, list_revisions
from banfa.ledger.recording.ruling import list_overruled
from banfa.trust.sources import register_source
from banfa.trust.tenants import act_as
from tests.ledger.town import TOWN, code

ROW: dict[str, Any] = {
    "external_id": "1",
    "provider": code(1),
    "enterprise": "E1",
    "signed_on": "2026-01-05",
    "registered_on": "2026-02-01",
    "amount": 100,
}


class Feed:
    """A source that reports contracts, an officer who corrects them, and what stands of one."""

    def __init__(self, desk):
        self.desk = desk
        desk.provider()
        desk.enterprise()

    def send(self, **changes):
        (report,) = self.desk.bulk("contract", [{**ROW, **changes}])
        return report

    def say(self, **said):
        (report,) = self.desk.bulk("contract", [{"external_id": "1", **said}])
        return report

    def correct(self, entry_id, actor=None, **data):
        with self.desk.unit(actor=actor) as unit:
            return correct_entry(unit, "contract", entry_id, data, "经核对合同原件", profile=TOWN)

    def void(self, entry_id):
        with self.desk.unit() as unit:
            return void_entry(unit, "contract", entry_id, "虚构合同")

    def release(self, field):
        with self.desk.unit() as unit:
            (ruling,) = (r.row for r in list_overruled(unit, waiting=False) if r.row.field == field)
            return release_ruling(unit, ruling.id, "来源已改正", profile=TOWN)[1]

    def overruled(self, *, waiting=True):
        with self.desk.unit() as unit:
            listed = list_overruled(unit, waiting=waiting)
        return [(r.row.field, r.row.value, r.row.said, r.person) for r in listed]

    def contract(self, entry_id):
        with self.desk.unit() as unit:
            return get_entry(unit, Contract, entry_id)


@pytest.fixture
def feed(desk):
    return Feed(desk)


@pytest.fixture
def platform(desk):
    """A token of the platform's own."""
    with desk.unit() as unit:
        source = register_source(unit, key="second", name="第二平台", kind="platform")
    return replace(act_as(desk.actor.bureau, desk.actor.person, "platform"), source=source.key)


class TestAField:
    def test_that_a_person_ruled_on_stays_and_the_others_flow_on(self, feed):
        entry = feed.send().id
        feed.correct(entry, amount=90, subcontracted=True)
        report = feed.send(registered_on="2026-02-03")
        row = feed.contract(entry)
        assert (row.amount, row.subcontracted, row.registered_on) == (90, True, date(2026, 2, 3))
        assert (report.outcome, report.code, report.field) == ("corrected", "overruled", "amount")
        assert [(f.field, f.by) for f in report.overruled] == [("amount", feed.desk.actor.name)]
        assert (
            f"合同金额（amount）自{report.overruled[0].since}起以{feed.desk.actor.name}的认定为准"
            in report.detail
        )

    def test_waits_for_the_officer_with_both_values(self, feed):
        entry = feed.send().id
        feed.correct(entry, amount=90)
        assert feed.overruled() == []
        assert feed.overruled(waiting=False) == [("amount", 90, 100, feed.desk.actor.name)]
        assert feed.send().outcome == "unchanged"
        assert feed.overruled() == [("amount", 90, 100, feed.desk.actor.name)]
        feed.send(amount=90)
        assert feed.overruled() == []

    def test_follows_its_source_again_once_let_go(self, feed):
        entry = feed.send().id
        feed.correct(entry, amount=90)
        feed.send(amount=120)
        assert feed.release("amount").outcome == "corrected"
        assert feed.contract(entry).amount == 120
        assert feed.send(amount=130).code is None
        assert feed.contract(entry).amount == 130
        assert feed.overruled(waiting=False) == []

    def test_can_be_what_the_entry_refers_to(self, feed):
        entry = feed.send().id
        other = feed.desk.provider(2)
        feed.correct(entry, provider_id=other)
        report = feed.send(amount=7)
        assert (report.code, report.field) == ("overruled", "provider_id")
        assert (feed.contract(entry).provider_id, feed.contract(entry).amount) == (other, 7)
        feed.release("provider_id")
        assert feed.contract(entry).provider_id != other

    def test_of_the_bureaus_own_entry_needs_no_ruling(self, feed):
        data = {**ROW, "enterprise": None, "enterprise_id": feed.desk.enterprise(2)}
        entry = feed.desk.record("contract", source="bureau", **data)
        feed.correct(entry, amount=5)
        assert feed.overruled(waiting=False) == []

    def test_takes_as_many_statements_for_many_rows_as_for_few(self, feed, statements):
        counts = []
        for number, size in enumerate((2, 20)):
            ids = [f"{number}-{n}" for n in range(size)]
            entries = [feed.send(external_id=i, number=i).id for i in ids]
            for entry in entries:
                feed.correct(entry, amount=90)
            statements.clear()
            feed.desk.bulk("contract", [{"external_id": i, "amount": 95} for i in ids])
            counts.append(len(statements))
        assert len(feed.overruled()) == 22
        assert counts[0] == counts[1]

    def test_is_let_go_by_nobody_but_the_bureau(self, feed, platform):
        with pytest.raises(Forbidden), feed.desk.unit(actor=platform) as unit:
            list_overruled(unit)

    def test_left_out_is_unchanged_and_null_removes(self, feed):
        entry = feed.send().id
        assert feed.say(amount=100).outcome == "unchanged"
        assert feed.say(amount=5).outcome == "corrected"
        assert feed.contract(entry).registered_on == date(2026, 2, 1)
        feed.say(registered_on=None)
        assert feed.contract(entry).registered_on is None
        assert feed.say(signed_on=None).code == "field_missing"

    def test_of_a_new_entry_must_be_given(self, feed):
        assert feed.say(amount=5).code == "field_missing"


class TestAVoidedEntry:
    def test_is_not_created_anew(self, feed):
        entry = feed.send().id
        feed.void(entry)
        report = feed.send()
        assert (report.outcome, report.code, report.field) == ("rejected", "entry_voided", "external_id")
        assert "虚构合同" in report.detail
        assert feed.desk.actor.name in report.detail
        with pytest.raises(Conflict) as rejected:
            feed.desk.record("contract", **ROW)
        assert rejected.value.code == "entry_voided"
        assert feed.overruled() == [("voids", True, False, feed.desk.actor.name)]
        with feed.desk.unit() as unit:
            assert list_entries(unit, Contract, profile=TOWN).rows == []

    def test_can_be_reported_anew_once_a_person_lets_go(self, feed):
        entry = feed.send().id
        feed.void(entry)
        feed.release("voids")
        report = feed.send()
        assert (report.outcome, report.id != entry) == ("created", True)


SAID: list[dict[str, Any]] = [
    {"registered_on": "2026-02-03"},
    {"registered_on": None},
    {"market_price": 7},
    {"market_price": None, "subcontracted": True},
]
T = [f"2026-03-0{n}T08:00:00+08:00" for n in range(1, 10)]


class TestADatedRow:
    def test_that_is_older_is_kept_as_history_only(self, feed):
        entry = feed.send(observed_at=T[3]).id
        report = feed.send(observed_at=T[1], amount=7)
        assert (report.outcome, report.code) == ("unchanged", "older_than_known")
        assert feed.contract(entry).amount == 100
        with feed.desk.unit() as unit:
            first, late = list_revisions(unit, Contract, entry)
        assert (first.row.amount, first.superseded_at) == (100, None)
        assert (late.row.amount, late.superseded_at) == (7, late.row.recorded_at)
        assert late.row.observed_at == datetime.fromisoformat(T[1])

    def test_cannot_be_of_the_future(self, feed):
        assert feed.send(observed_at="2026-04-01T08:00:00+08:00").code == "day_in_future"
        assert feed.send(observed_at="2026-03-01").code == "field_malformed"

    @pytest.mark.parametrize("seed", range(3))
    def test_ends_in_one_state_whatever_the_order(self, feed, seed):
        draw = Random(seed)  # noqa: S311 - made-up reports
        rows = [{"observed_at": T[n], "amount": n, **said} for n, said in enumerate(draw.sample(SAID, 3))]
        acts: list[Any] = [*rows, "correct", "release"]
        orders = [o for o in permutations(acts) if o.index("correct") < o.index("release")]
        ends = []
        for number, order in enumerate(draw.sample(orders, 8)):
            base = {**ROW, "external_id": f"{number}", "observed_at": "2026-02-28T08:00:00+08:00"}
            (report,) = feed.desk.bulk("contract", [base])
            for act in order:
                if act == "correct":
                    feed.correct(report.id, amount=50, market_price=60)
                elif act == "release":
                    feed.release("market_price")
                else:
                    feed.desk.bulk("contract", [{"external_id": f"{number}", **act}])
            ends.append(state(feed.contract(report.id)))
            with feed.desk.unit() as unit:  # the next one's list holds its own rulings alone
                for listed in list_overruled(unit, waiting=False):
                    release_ruling(unit, listed.row.id, "完", profile=TOWN)
        assert len(Counter(ends)) == 1


def state(row):
    return row.amount, row.registered_on, row.market_price, row.subcontracted


class Model:
    """What should stand: what the feed said last of each field, and over it what the person has ruled."""

    def __init__(self):
        self.said, self.ruled = {}, {}

    def say(self, moment, row):
        for name, value in row.items():
            if moment >= self.said.get(name, (moment, None))[0]:
                self.said[name] = moment, value

    def stands(self):
        said = {name: value for name, (_, value) in self.said.items()}
        return {**dict.fromkeys(FIELDS), **said, **self.ruled}


FIELDS = ("amount", "market_price", "subcontracted", "maintenance_months")


def draw_said(draw):
    values = {
        "amount": draw.randint(1, 3),
        "market_price": draw.choice([None, 1, 2]),
        "subcontracted": draw.choice([None, True, False]),
        "maintenance_months": draw.choice([None, 1, 2]),
    }
    return {name: value for name, value in values.items() if draw.random() < 0.6}


@pytest.mark.parametrize("seed", range(6))
def test_random_interleavings_of_feed_person_and_release_agree_with_a_model(feed, seed):
    draw = Random(seed)  # noqa: S311 - made-up reports
    model, start = Model(), datetime(2026, 3, 1, tzinfo=UTC)
    moments = [start + timedelta(minutes=n) for n in draw.sample(range(10_000), 40)]
    first = {"amount": 1}
    moment = moments.pop()
    entry = feed.say(**ROW | first, observed_at=moment.isoformat()).id
    model.say(moment, {"amount": 1})
    for _ in range(25):
        act = draw.choice(("feed", "feed", "feed", "person", "release"))
        if act == "feed":
            row, moment = draw_said(draw), moments.pop()
            feed.say(observed_at=moment.isoformat(), **row)
            model.say(moment, row)
        elif act == "person":
            row = dict(draw.sample(sorted(draw_said(draw).items()), 1)) if draw.random() < 0.8 else {}
            if row:
                feed.correct(entry, **row)
                model.ruled |= row
        elif model.ruled:
            name = draw.choice(sorted(model.ruled))
            feed.release(name)
            del model.ruled[name]
        stands = feed.contract(entry)
        assert {name: getattr(stands, name) for name in FIELDS} == model.stands()
