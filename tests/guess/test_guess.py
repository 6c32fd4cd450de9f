"""Nobody guesses from a year's reading who was 不满意, or when; with a lock open, somebody does."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager

import pytest

from banfa.ledger.entries.origin import ORIGIN
from banfa.ledger.kinds.surveys import Survey
from banfa.ledger.recording import listing
from banfa.procedures.rounds import explanation
from banfa.procedures.rounds.disclosure import Disclosure
from tests.guess.guesser import measure

MARGIN = 0.05
"""Above the share that chance would have."""
FAR_BETTER = 0.25


def tell(name, figures):
    print(  # noqa: T201 - the figures of `make soak`
        f"{name}: who {figures.who:.1%} (base {figures.who_base:.1%}), "
        f"when {figures.when:.1%} (base {figures.when_base:.1%})"
    )


@pytest.fixture(scope="module")
def seeds(years):
    return [seed for year in years for seed in year.seeds]


@contextmanager
def opened_kind(monkeypatch, **changes):
    """The kind of answers as it would be with other locks."""
    with monkeypatch.context() as patch:
        for name, value in changes.items():
            patch.setitem(Survey.declaration.__dict__, name, value)
        yield patch


def read_again(years, *paths):
    """What every provider reads now, at the year's end, by seed."""
    return {
        seed.number: [year.read(seed.client, path.format(seed.outward)) for path in paths_of(year, paths)]
        for year in years
        for seed in year.seeds
    }


def paths_of(year, paths):
    for path in paths:
        yield from (path.replace("ROUND", r) for r in year.rounds) if "ROUND" in path else (path,)


class TestTheGuesser:
    def test_does_no_better_than_chance(self, seeds):
        figures = measure(seeds, lambda seed: seed.readings)
        tell(f"{len(seeds)} seeds", figures)
        assert figures.who <= figures.who_base + MARGIN
        assert figures.when <= figures.when_base + MARGIN

    def test_has_read_something(self, seeds):
        told = [reading for reading in seeds[0].readings if "/results/" in reading.path]
        closed = [r.data for r in told if "criteria" in r.data]
        assert len(closed) == 8, "published and closed, four times"
        assert any(c["key"] == "6.3.1" and c["points"] for c in closed[-1]["criteria"])
        assert any(r.path.startswith("/complaints") and r.data["items"] for s in seeds for r in s.readings)


class TestTheGuesserWithALockOpen:
    def test_sees_single_answers(self, years, seeds, monkeypatch):
        hidden = frozenset({*ORIGIN, "contract_id", "enterprise_id", "remark"})
        secrets = {**Survey.declaration.secret_from, "provider": hidden}
        with opened_kind(monkeypatch, sealed_from=(), secret_from=secrets):
            read = read_again(years, "/surveys?limit=200")
        figures = measure(seeds, lambda seed: read[seed.number])
        tell("single answers", figures)
        assert figures.who >= figures.who_base + FAR_BETTER
        assert figures.when >= figures.when_base + FAR_BETTER

    def test_sees_the_order_of_recording(self, years, seeds, monkeypatch):
        hidden = frozenset({*ORIGIN, "contract_id", "enterprise_id", "remark", "answered_on"})
        secrets = {**Survey.declaration.secret_from, "provider": hidden}
        with opened_kind(monkeypatch, sealed_from=(), secret_from=secrets) as patch:
            patch.setattr(listing, "_list_keys", lambda chosen, _sort: (chosen.kind.row.c.entry_id,))
            listing._select_page.cache_clear()
            read = read_again(years, "/surveys?limit=200&topic=overall")
        listing._select_page.cache_clear()
        figures = measure(seeds, lambda seed: read[seed.number])
        tell("order of recording", figures)
        assert figures.who >= figures.who_base + FAR_BETTER

    def test_sees_the_evidence_of_points(self, years, seeds, monkeypatch):
        open_ = Disclosure(closed=True, voices=defaultdict(lambda: 99))
        with monkeypatch.context() as patch:
            patch.setattr(explanation, "find_disclosure", lambda *_args, **_named: open_)
            patch.setattr(explanation, "seal", lambda state: state)
            read = read_again(years, "/rounds/ROUND/results/{}")
        figures = measure(seeds, lambda seed: read[seed.number])
        tell("evidence of points", figures)
        assert figures.who >= figures.who_base + FAR_BETTER

    def test_sees_what_came_in_after_the_cut_off(self, seeds):
        figures = measure(seeds, lambda seed: seed.opened)
        tell("rounds as officers see them", figures)
        assert figures.when >= figures.when_base + FAR_BETTER
