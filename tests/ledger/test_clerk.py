"""The sheet against a clerk in plain Python, over random ledgers of boundary days."""

import os
from contextlib import ExitStack
from dataclasses import replace
from itertools import groupby
from random import Random

import pytest

from banfa.cities.catalogue import CATALOGUE as NAMED
from banfa.law import Element, Window
from banfa.law.facts import PART_OF
from banfa.ledger.entries.asof import AsOf, number_of
from banfa.ledger.facts.aggregates import COUNT, FIRST, LAST, THE_DAY, TOTAL
from banfa.ledger.facts.catalogue import CATALOGUE, aggregate_of
from banfa.ledger.facts.evidence import rows_behind_each
from banfa.ledger.facts.sheet import build_sheet
from banfa.ledger.kinds.registry import KINDS
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work
from tests.ledger.clerk import UNKNOWN
from tests.ledger.clerk_of_acts import Clerk
from tests.ledger.random_ledgers import Ledger
from tests.ledger.random_rows import AS_OF, CALENDAR, COMMENCED, INFINITY, KNOWN_AT, REPORTED, ROUND_START
from tests.ledger.town import NOW
from tests.trust.bureaus import found_bureau

AT_ONCE = 6
SEEDS = [
    pytest.param(seed, marks=() if seed < AT_ONCE else pytest.mark.long)
    for seed in range(int(os.environ.get("BANFA_CLERK_SEEDS", "40")))
]
FURTHER = 10
ARGUMENTS = {
    "enterprises_at_level": (1, 2, 4),
    "rating_sum": ("attitude", "overall"),
    "rating_count": ("attitude", "overall"),
    "voice_sum": ("attitude", "overall"),
    "voice_count": ("attitude", "overall"),
    "review_sum": ("expert",),
    "review_count": ("expert",),
    "grades": ("C", "D"),
    "latest_grade": ("C", "D"),
    "finding": ("breach",),
    "verified": ("sound", "breach"),
    "period_verified": ("sound", "breach"),
    "at_level_in_year": (1, 2, 4),
    "at_level_in_year_since": (2,),
    "records": ("honour", "training"),
    "record_items": ("honour", "training"),
    "record_sum": ("training",),
}


def every_fact():
    """Every fact of the catalogue over every window it can be asked over."""
    for name, measure in CATALOGUE.items():
        model = NAMED[name]
        for argument in ARGUMENTS.get(name, (None,)):
            args = () if argument is None else (argument,)
            for window in Window:
                elements = (Element("wilful", "故意"),) if argument == "breach" and name == "finding" else ()
                fact = replace(model, zh=model.zh, window=window, args=args, elements=elements)
                fits = measure.fits(fact)
                if name.startswith("last_new"):  # these two are one question over two windows
                    fits = window is model.window
                if fits:
                    yield fact


FACTS = tuple(every_fact())


def store(unit, ledger):
    """Lay the records into the tables as they are, in their order; those that stand have no end."""
    for kind, records in ledger.records.items():
        columns = [
            *KINDS[kind].columns,
            "id",
            "corrects",
            "reason",
            "voids",
            "source",
            "recorded_at",
        ]
        for ended, some in groupby(records, ends):
            names = [*columns, "superseded_at"] if ended else columns
            rows = [{name: record.get(name) for name in names} for record in some]
            rows = [{**row, "recorded_by": unit.actor.person.id} for row in rows]
            unit.connection.execute(unit.insert(KINDS[kind].table), rows)


def ends(record):
    return record["superseded_at"] != INFINITY


def moment(tenant_id, complete):
    return AsOf(
        tenant_id=tenant_id,
        as_of=AS_OF,
        round_start=ROUND_START,
        known_at=KNOWN_AT,
        complete=complete,
        commenced_on=COMMENCED,
        calendar=CALENDAR,
    )


@pytest.fixture
def laid_out(engine, owner_engine):
    """Lays a ledger out in a bureau of its own; gives a connection, and the moment when all is told."""
    with ExitStack() as stack:

        def of(ledger):
            actor = operator(found_bureau(owner_engine))
            with unit_of_work(engine, actor, now=NOW) as unit:
                unit.unaudited("a test lays a ledger out")
                store(unit, ledger)
            unit = stack.enter_context(unit_of_work(engine, actor, now=NOW))
            return stack.enter_context(unit.snapshot()), moment(
                unit.tenant_id, dict.fromkeys(REPORTED, AS_OF)
            )

        yield of


@pytest.fixture
def sheets(laid_out):
    """Builds the sheet of a ledger: once as far as it is complete, once as if it were whole."""

    def of(ledger):
        connection, whole = laid_out(ledger)
        moments = (replace(whole, complete=ledger.complete), whole)
        return tuple(build_sheet(connection, FACTS, at) for at in moments)

    return of


def summed_up(fact, shown):
    """What rows of evidence amount to, by the fact's own aggregate."""
    function, values = aggregate_of(fact).function, [row.value for row in shown]
    if function is COUNT:
        return len(shown)
    if function in (FIRST, LAST, THE_DAY):
        days = [number_of(value) for value in values]
        empty = fact.low if function is THE_DAY else function.empty
        return (min if function is FIRST else max)(days, default=empty)
    return sum(value or 0 for value in values) if function is TOTAL else max(values, default=0)


def chance(seed, further):
    return Random(f"{seed}/{further}")  # noqa: S311 - the same reports for the same seed


class TestSheet:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_agrees_with_the_clerk(self, sheets, seed):
        ledger = Ledger(seed)
        open_sheet, whole = sheets(ledger)
        clerk = Clerk(ledger.facts_of())
        assert whole.providers.tolist() == open_sheet.providers.tolist() == clerk.population()
        for row, provider in enumerate(clerk.population()):
            for fact in FACTS:
                value = clerk.value(fact, provider)
                expected = (fact.low, fact.high) if value is UNKNOWN else (value, value)
                assert whole.sheet.col(fact).at(row) == expected, f"{fact.key} of {provider}"
                low, high = open_sheet.sheet.col(fact).at(row)
                assert low <= expected[0] <= expected[1] <= high, f"{fact.key} of {provider}"

    @pytest.mark.parametrize("seed", SEEDS)
    def test_allows_for_all_that_may_still_be_told(self, sheets, seed):
        ledger = Ledger(seed)
        sheet, _ = sheets(ledger)
        for further in range(FURTHER):
            clerk = Clerk(ledger.further(chance(seed, further)))
            for row, provider in enumerate(sheet.providers.tolist()):
                for fact in FACTS:
                    value = clerk.value(fact, provider)
                    if value is not UNKNOWN:
                        low, high = sheet.sheet.col(fact).at(row)
                        assert low <= value <= high, f"{fact.key} of {provider}, reports {further}"

    @pytest.mark.parametrize("seed", SEEDS[::4])
    def test_shows_the_evidence_behind_its_numbers(self, laid_out, seed):
        connection, at = laid_out(Ledger(seed))
        made = build_sheet(connection, FACTS, at, with_evidence=False)
        for row, provider in enumerate(made.providers.tolist()):
            for fact, shown in rows_behind_each(connection, FACTS, provider, at).items():
                assert summed_up(fact, shown) == made.sheet.col(fact).at(row)[0], f"{fact.key} of {provider}"

    @pytest.mark.parametrize("seed", SEEDS[::2])
    def test_a_part_is_never_more_than_its_whole(self, seed):
        clerk = Clerk(Ledger(seed).facts_of())
        for part in FACTS:
            for whole in FACTS:
                if whole.name in PART_OF.get(part.name, ()) and whole.window is part.window:
                    for provider in clerk.population():
                        assert clerk.value(part, provider) <= clerk.value(whole, provider), part.key

    def test_is_asked_for_every_fact(self):
        assert {fact.name for fact in FACTS} == set(CATALOGUE)
        assert all(aggregate_of(fact) for fact in FACTS)
