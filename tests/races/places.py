"""The table of `places.yaml`, and the page that is made of it: `python -m tests.races.places`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

HERE: Final = Path(__file__).parent
PAGE: Final = HERE.parents[1] / "docs" / "races.md"
GUARDS: Final = ("statement", "unique index", "row lock", "advisory lock")

_HEAD: Final = """# Races

Every place that looks at something and then writes, what guards it while both are done, and the race that
tries it: over HTTP, by real threads on a real PostgreSQL, n callers at one moment. So many succeed as the
table of the race says, every other one is answered with the code that says why (409, 412, 422), none with a
5xx, and what stands afterwards is what those who succeeded did.

`make test-long` runs each race three times, `python -m tests.soak races`
forty times; each prints how many callers there were, how many succeeded, how the others were answered and how
long the longest took. Made of `tests/races/places.yaml` by `python -m tests.races.places`.

Two rules keep locks from crossing: entries are locked in order of id, and a round before what hangs on it
(documents, publication, objections); a ruling after the record it is about. Where the database sees a
crossing nevertheless (40P01), the request is answered 503 `busy` and changes nothing.

| Where | What is looked at | Held by | Race |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Place:
    """A place that looks and then writes. `race`: a race's name, or a test elsewhere."""

    where: str
    checked: str
    guard: str
    race: str


def read_places() -> list[Place]:
    rows = yaml.safe_load((HERE / "places.yaml").read_text(encoding="utf-8"))
    return [Place(**row) for row in rows]


def make_page() -> str:
    rows = (f"| `{p.where}` | {p.checked} | {p.guard} | `{p.race}` |\n" for p in read_places())
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8")
