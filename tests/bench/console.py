"""Every page of the console that is shown by GET, in a bureau of 200 providers and 50,000 contracts.

Server time: the real application is asked through its test client, in one process, with its database beside
it; no browser, no network. Each page is asked by the first role that may see it, with what it is about: the
provider with most contracts, a round that is computed. The rival is the same page in a small bureau of the
same database. Files to be taken along (whole lists as workbooks, bounded in rows) are left out.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from banfa.cities.loading.discovery import load_cities
from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.embedded.postgres import start_postgres
from banfa.settings import Settings
from banfa.trust.permissions import BUREAU
from banfa.web.app import create_app
from banfa.web.console.frame.declared import PAGES
from tests.bench.large_bureau import Size, count_rows, fill_bureau
from tests.bench.line import Line, best_of
from tests.console.page_table import PAGES_OF
from tests.console.people import Office
from tests.console.town import make_address
from tests.strong_secret import SECRET
from tests.web.clients import Clock
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL, LARGE = Size(scale=1, contracts=2), Size(scale=7, contracts=20)
GOAL_S = 0.2
WARM, TIMES = 2, 7
FILES = ("_workbook", "_file", "_chart", "import_sheet", "import_template")
"""How pages end whose answer is a file."""
BUSY = {
    "search": ("officer", "/search?q=gs"),
    "providers": ("officer", "/providers?q=数&sort=-name"),
    "contracts": ("officer", "/contracts?kind=transformation&sort=-signed_on"),
    "enterprises": ("officer", "/enterprises?q=厂"),
    "round_results": ("officer", "/rounds/{round}/results?sort=-rank"),
    "today": ("officer", "/"),
}
"""Pages as people ask for them when they look for something."""


def list_pages(things: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Every page shown by GET: who asks for it, and where."""
    pages = {}
    for name in sorted(PAGES_OF):
        page = PAGES[name]
        if "GET" in page.methods and not name.endswith(FILES):
            role = next(role for role in BUREAU if page.is_open_to(role))
            pages[name] = (role, things.get(f"/{name}") or make_address(page, things))
    return pages | {
        f"{name}, {address}": (role, address.format_map(things)) for name, (role, address) in BUSY.items()
    }


def time_pages(office: Office, pages: dict[str, tuple[str, str]]) -> dict[str, float]:
    """The median seconds of each page, after it was asked for some times."""
    times = {}
    for name, (role, address) in pages.items():
        browser = office.at(role)
        best_of(WARM, lambda: browser.get(address))  # noqa: B023 - asked at once
        times[name] = median(best_of(1, lambda: browser.get(address)) for _ in range(TIMES))  # noqa: B023
    return times


def compare(server: Any, small: Size, large: Size) -> Iterator[str]:
    """Fill both bureaus and time every page in each."""
    engine, owner, cities = make_engine(server.app_url), make_engine(server.owner_url), load_cities()
    times, counts = [], []
    for size in (small, large):
        clock = Clock(NOW)
        folder = mkdtemp(prefix="banfa-bench-files-")
        settings = Settings(data_dir=Path("/nowhere"), files_dir=Path(folder), secret=SECRET)
        app = create_app(settings, engine, cities, clock=clock)
        office = Office(app, engine, owner, clock)
        things = fill_bureau(office, owner, cities.profile("xiamen"), size)
        with server.connect("banfa") as connection:
            connection.autocommit = True
            connection.execute("VACUUM ANALYZE")
        counts.append(count_rows(office, owner))
        times.append(time_pages(office, list_pages(things)))
    rival = f"with {counts[0][0]} providers, {counts[0][1]:,} contracts"
    yield f"pages with {counts[1][0]} providers, {counts[1][1]:,} contracts:"
    for name, seconds in sorted(times[1].items(), key=lambda item: -item[1]):
        goal = f"{GOAL_S * 1000:.0f} ms"
        few = times[0][next(n for n in times[0] if n.split(",")[0] == name.split(",")[0])]
        yield str(Line(f"page {name}", seconds, few, rival, goal))
    engine.dispose()
    owner.dispose()


def run(small: Size = SMALL, large: Size = LARGE) -> Iterator[str]:
    with start_postgres(durable=False, settings={"shared_buffers": "512MB"}) as server:
        migrations.upgrade(server.owner_url)
        yield from compare(server, small, large)
