"""Pages of lists: first, middle and last, in ledgers of three sizes.

The rival of each is the first page of the smallest ledger: what a page costs must not follow from how many
there are. Of contracts all of `GET /contracts` is timed that could: the page, the edition in force as the
bureau has settled it, and the standing of every contract on the page. Enterprises (a fifth as many) are put
in order by name, then also searched by what every tenth of their names has.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

from banfa.cities.loading.discovery import load_cities
from banfa.database.engine import make_engine
from banfa.ledger.facts.standing import find_standings
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.recording.listing import list_entries
from banfa.procedures.instruments.editions import settle_edition_on
from banfa.trust.tenants import find_tenant, operator
from banfa.trust.unit import Unit, unit_of_work
from tests.bench import sheet
from tests.bench.line import Line, best_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (3_000, 50_000, 500_000)
PROVIDERS, PAGE = 200, 200
WARM, TIMES = 8, 31
NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
PROFILE = load_cities().profile("xiamen")
SEARCHED = "7"
"""Most names have this digit somewhere, so a page is full long before the list ends."""

Ask = Callable[[Unit, int], int]


def ask_contracts(unit: Unit, after: int) -> int:
    """A page of contracts with their standing; how many there are."""
    rows = list_entries(unit, Contract, profile=PROFILE, after=(None, after), limit=PAGE).rows
    law = settle_edition_on(unit, PROFILE, day=unit.today)
    return len(find_standings(unit, PROFILE, [row.entry_id for row in rows], edition=law))


def ask_names(unit: Unit, after: int, **options: Any) -> int:
    """A page of enterprises by name; how many there are."""
    position = (f"qi3企ye4业{after:08}", after)
    page = list_entries(unit, Enterprise, profile=PROFILE, after=position, limit=PAGE, sort="name", **options)
    return len(page.rows)


LISTS: dict[str, tuple[Ask, int]] = {
    "contracts": (ask_contracts, 1),
    "enterprises by name": (ask_names, 5),
    f"enterprises by name, with “{SEARCHED}” in it": (partial(ask_names, q=SEARCHED), 5),
}
"""Each list, and how many contracts there are to one of its rows."""


def page_times(app_url: str, ask: Ask, total: int) -> dict[str, float]:
    """The median seconds of each page."""
    engine = make_engine(app_url)
    officer = operator(find_tenant(engine, "bench"))

    def read(after: int) -> None:
        with unit_of_work(engine, officer, now=NOW, read_only=True) as unit:
            unit.unaudited("a benchmark")
            rows = ask(unit, after)
        if rows == 0:
            raise RuntimeError("the page is empty")

    places = {"first": 0, "middle": total // 2, "last": total - PAGE}
    for after in places.values():
        best_of(WARM, lambda: read(after))  # noqa: B023
    times: dict[str, list[float]] = {place: [] for place in places}
    for _ in range(TIMES):
        for place, after in places.items():
            times[place].append(best_of(1, lambda: read(after)))  # noqa: B023
    engine.dispose()
    return {place: median(seconds) for place, seconds in times.items()}


def run() -> Iterator[Line]:
    smallest: dict[str, float] = {}
    for total in SIZES:
        with sheet.filled(total, PROVIDERS) as server:
            for name, (ask, share) in LISTS.items():
                times = page_times(server.app_url, ask, total // share)
                smallest.setdefault(name, times["first"])
                for place, seconds in times.items():
                    what = f"{place} page of {PAGE} of {total // share:,} {name}"
                    rival = f"first of {SIZES[0] // share:,}"
                    yield Line(what, seconds, smallest[name], rival, "at least 1/1.5 = 0.67")
