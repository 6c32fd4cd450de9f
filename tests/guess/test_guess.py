"""Nobody guesses from a year's reading who was 不满意, or when; with a lock open, somebody does."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from banfa.ledger.entries.origin import ORIGIN
from banfa.ledger.kinds.surveys import Survey
from banfa.ledger.recording import listing
from banfa.procedures.rounds import explanation
from banfa.procedures.rounds.disclosure import TOO_FEW, UNTIL_CLOSED, Disclosure
from tests.guess.guesser import measure
from tests.guess.year import PRYING, TOPIC

pytestmark = [pytest.mark.timeout(3600), pytest.mark.long]
MARGIN = 0.05
"""Above the share that chance would have."""
FAR_BETTER = 0.25
BETTER = 0.15
"""Some answers overtake others, so that their order alone tells less."""


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


def read_again(years, *paths, seeds=None):
    """What providers, or the first so many, read now, at the year's end, by seed."""
    return {
        seed.number: [year.read(seed.client, path.format(seed.outward)) for path in paths_of(year, paths)]
        for year in years
        for seed in year.seeds[:seeds]
    }


def paths_of(year, paths):
    for path in paths:
        yield from (path.replace("ROUND", r) for r in year.rounds) if "ROUND" in path else (path,)


OUTSIDE = ("provider", "enterprise", "platform")
KNOWN = {
    "/rounds": "id name edition state state_zh period_start period_end public_from public_until",
    "/instruments": (
        "id kind edition version document_no issuer issued_on document_class published_on published_in "
        "valid_until body"
    ),
    "/holiday-notices": "id year document_no issuer issued_on rest_days working_days",
}
"""By hand: all that those outside the bureau read of rounds and documents (docs/what-may-be-known.md)."""
NEVER = (
    "/watch /hits /watch/runs /decision-proposals /cut-over /persons /tokens /audit /doubles /overruled "
    "/rounds/ROUND/exclusions"
)
"""What none of them reads at all."""
OF_RESULT = (
    "provider_id provider_name taking_part total rank grade open round_id stale public_until explanation "
    "next rules criteria facts"
)


def client_of(year, role):
    seed = year.seeds[0]
    enterprise = year.bureau.outward("enterprise", seed.enterprises[0])
    subject = {"provider": {"provider_id": seed.outward}, "enterprise": {"enterprise_id": enterprise}}
    return year.bureau.client(role, **subject.get(role, {}))


class TestWhatMayBeKnown:
    @pytest.mark.parametrize("role", OUTSIDE)
    def test_of_lists_is_as_the_table_says(self, years, role):
        client = client_of(years[0], role)
        for path, fields in KNOWN.items():
            rows = client.get(path).json["items"]
            assert rows or path == "/holiday-notices"
            assert all(set(row) == set(fields.split()) for row in rows), path
        one = client.get(f"/rounds/{years[0].rounds[0]}")
        assert set(one.json) == set(KNOWN["/rounds"].split())
        assert one.headers["ETag"].startswith('".')

    @pytest.mark.parametrize("role", OUTSIDE)
    def test_is_nothing_of_the_bureaus_own(self, years, role):
        client = client_of(years[0], role)
        for path in NEVER.split():
            assert client.get(path.replace("ROUND", years[0].rounds[0])).status_code == 403, path
        for path, name in (("/rounds", "opened_at"), ("/instruments", "recorded_at")):
            assert client.get(path, sort=name).status_code == 422

    def test_of_a_result_that_is_not_closed_is_no_satisfaction_and_no_distance(self, seeds):
        public, closed = [r.data for r in seeds[0].readings if "criteria" in r.data][-2:]
        for told in (public, closed):
            assert set(told) == set(OF_RESULT.split())
            assert (told["next"], told["stale"]) == (None, [])
            assert "再得" not in told["explanation"]
        for criterion in public["criteria"]:
            if criterion["key"] in {"6.3.1", "6.3.2", "6.3.3"}:
                assert (criterion["points"], criterion["facts"]) == (None, [])
                assert criterion["explanation"] == UNTIL_CLOSED
            else:
                assert criterion["points"] is not None
        assert "工作实效评价" not in public["explanation"]

    def test_of_a_closed_result_is_what_enough_have_said(self, seeds):
        *_, closed = [r.data for r in seeds[0].readings if "criteria" in r.data]
        told = {criterion["key"]: criterion for criterion in closed["criteria"]}
        assert told["6.3.1"]["points"]
        assert [fact["evidence"] for fact in told["6.3.1"]["facts"]] == [[], []]
        assert told["6.3.2"]["points"] is None, "nobody spoke of that"
        assert told["6.3.2"]["explanation"] == TOO_FEW


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
        assert not any(c["key"] == "6.3.1" and c["points"] for c in closed[-2]["criteria"])
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
        assert figures.who >= figures.who_base + BETTER

    def test_sees_the_evidence_of_points(self, years, seeds, monkeypatch):
        open_ = Disclosure(closed=True, voices={TOPIC: 99, "response": 99, "effect": 99})
        with monkeypatch.context() as patch:
            patch.setattr(explanation, "find_disclosure", lambda *_args, **_named: open_)
            patch.setattr(explanation, "seal", lambda state: state)
            read = read_again(years, "/rounds/ROUND/results/{}", seeds=PRYING)
        figures = measure(seeds[:PRYING], lambda seed: read[seed.number])
        tell("evidence of points", figures)
        assert figures.who >= figures.who_base + FAR_BETTER

    def test_sees_what_came_in_after_the_cut_off(self, years, seeds):
        read = {seed.number: year.opened for year in years for seed in year.seeds}
        figures = measure(seeds, lambda seed: read[seed.number])
        tell("rounds as officers see them", figures)
        assert figures.when >= figures.when_base + FAR_BETTER
