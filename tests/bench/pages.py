"""Pages of contracts with their standing: first, middle and last, in ledgers of three sizes.

The rival of each is the first page of the smallest ledger: what a page costs must not follow from how many
there are. What is timed is all of `GET /contracts` that could: the page, the edition in force as the bureau
has settled it, and the standing of every contract on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median

from banfa.cities.loading.discovery import load_cities
from banfa.database.engine import make_engine
from banfa.ledger.facts.standing import find_standings
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.recording.listing import list_entries
from banfa.procedures.instruments.editions import settle_edition_on
from banfa.trust.tenants import find_tenant, operator
from banfa.trust.unit import unit_of_work

from . import sheet
from .line import Line, best_of

SIZES = (3_000, 50_000, 500_000)
PROVIDERS, PAGE = 200, 200
WARM, TIMES = 8, 31
NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)


def page_times(app_url: str, total: int) -> dict[str, float]:
    """The median seconds of each page."""
    engine, profile = make_engine(app_url), load_cities().profile("xiamen")
    officer = operator(find_tenant(engine, "bench"))

    def ask(after: int) -> None:
        with unit_of_work(engine, officer, now=NOW, read_only=True) as unit:
            unit.unaudited("a benchmark")
            rows = list_entries(unit, Contract, profile=profile, after=(None, after), limit=PAGE).rows
            law = settle_edition_on(unit, profile, day=unit.today)
            standings = find_standings(unit, profile, [row.entry_id for row in rows], edition=law)
        if len(standings) != PAGE:
            raise RuntimeError(f"{len(standings)} standings of {PAGE}")

    places = {"first": 0, "middle": total // 2, "last": total - PAGE}
    for after in places.values():
        best_of(WARM, lambda: ask(after))  # noqa: B023
    times: dict[str, list[float]] = {place: [] for place in places}
    for _ in range(TIMES):
        for place, after in places.items():
            times[place].append(best_of(1, lambda: ask(after)))  # noqa: B023
    engine.dispose()
    return {place: median(seconds) for place, seconds in times.items()}


def run() -> Iterator[Line]:
    smallest = 0.0
    for total in SIZES:
        with sheet.filled(total, PROVIDERS) as server:
            times = page_times(server.app_url, total)
        smallest = smallest or times["first"]
        for place, seconds in times.items():
            name = f"{place} page of {PAGE} contracts of {total:,}"
            yield Line(name, seconds, smallest, f"first of {SIZES[0]:,}", "at least 1/1.5 = 0.67")
