"""What the watch shows: what its last run stored, and whether that is still so."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event

from tests.procedures.watching import opener


@pytest.fixture
def office(engine, owner_engine):
    return opener(engine, owner_engine)


@pytest.fixture
def statements(engine):
    """The statements of the block."""
    counted: list[str] = []
    listener = lambda *args: counted.append(args[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", listener)
    yield counted
    event.remove(engine, "before_cursor_execute", listener)


def shown(watched):
    return [(seen.provider_id, seen.key, seen.state) for seen in watched.clauses]


class TestBeforeTheFirstRun:
    def test_nothing_is_shown_as_of_no_day(self, office):
        watched = office("huangshi").read()
        assert (watched.as_of, watched.known_at, watched.clauses, watched.fresh) == (None, None, (), False)


class TestAfterARun:
    @pytest.fixture
    def huangshi(self, office):
        made = office("huangshi")
        made.enterprise()
        made.complete("2026-08-31", "contract", "progress", "survey")
        return made

    def test_is_what_was_seen_by_provider_and_provision(self, huangshi):
        for number in (1, 2, 3):
            provider = huangshi.member("2026-01-01", number)
            huangshi.decided(provider, "grade", "2026-02-01", label="D")
            huangshi.record("finding", provider_id=provider, kind="disclosure", found_on="2026-02-01")
        huangshi.run("2026-02-02")
        watched = huangshi.read(limit=1000)
        afresh = [(hit["provider_id"], hit["clause"], hit["state"]) for hit in huangshi.watch("2026-02-02")]
        assert shown(watched) == afresh
        assert (watched.as_of, watched.changed) == (date(2026, 2, 2), ())

    def test_goes_on_after_any_of_them(self, huangshi):
        for number in (1, 2):
            huangshi.decided(huangshi.member("2026-01-01", number), "grade", "2026-02-01", label="D")
        huangshi.run("2026-02-02")
        whole = huangshi.read(limit=1000).clauses
        assert len(whole) >= 4
        for place, seen in enumerate(whole):
            assert huangshi.read(after=seen.sort_key, limit=1000).clauses == whole[place + 1 :]

    def test_can_be_narrowed(self, huangshi):
        first, second = (huangshi.member("2026-01-01", number) for number in (1, 2))
        huangshi.decided(second, "grade", "2026-02-01", label="D")
        huangshi.run("2026-02-02")
        assert shown(huangshi.read(state="met", clause="14.7前段")) == [(second, "14.7前段", "met")]
        assert {seen.provider_id for seen in huangshi.read(provider_id=first).clauses} == {first}
        assert {seen.state for seen in huangshi.read(state="open").clauses} == {"open"}

    def test_says_what_follows_by_the_clause_as_the_plugin_has_it(self, huangshi):
        huangshi.decided(huangshi.member("2026-01-01"), "grade", "2026-02-01", label="D")
        huangshi.run("2026-02-02")
        (seen,) = huangshi.read(clause="14.7前段").clauses
        assert [remedy.zh for remedy in seen.clause.then] == ["警告", "限期整改"]

    def test_counts_an_event_that_once_happened_as_met(self, office):
        xiamen = office("xiamen")
        xiamen.enterprise()
        xiamen.complete("2026-08-31", "contract")
        provider = xiamen.member("2026-01-15", selected_on="2026-01-15")
        xiamen.run("2026-04-16")
        assert shown(xiamen.read(clause="12.3")) == [(provider, "12.3", "met")]

    def test_names_what_has_changed_since(self, huangshi):
        provider = huangshi.member("2026-01-01")
        huangshi.run("2026-02-02")
        huangshi.record("finding", provider_id=provider, kind="disclosure", found_on="2026-02-01")
        assert huangshi.read().changed == ("finding",)
        huangshi.settle(new_enterprise="lately")
        assert huangshi.read().changed == ("finding", "instrument")
        huangshi.run("2026-02-02")
        assert huangshi.read().changed == ()

    def test_is_not_changed_by_what_concerns_later_days(self, huangshi):
        provider = huangshi.member("2026-01-01")
        huangshi.run("2026-02-02")
        huangshi.record("finding", provider_id=provider, kind="disclosure", found_on="2026-02-03")
        assert huangshi.read().changed == ()

    def test_takes_as_many_statements_for_many_as_for_few(self, huangshi, statements):
        counts = {}
        for numbers, day in ((range(1, 3), "2026-02-02"), (range(3, 30), "2026-02-03")):
            for number in numbers:
                huangshi.decided(huangshi.member("2026-01-01", number), "grade", "2026-02-01", label="D")
            huangshi.run(day)
            statements.clear()
            counts[day] = len(huangshi.read(limit=1000).clauses), len(statements)
        (few, first), (many, second) = counts.values()
        assert few < many
        assert first == second < 12
