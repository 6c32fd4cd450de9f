"""docs/log-events.md from the declared events: `python -m banfa.logs.document`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from banfa.logs.events import EVENTS, FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = Path(__file__).parents[3] / "docs" / "log-events.md"
HEAD: Final = """\
# What the logs say

`banfa serve`, `banfa worker` and `banfa scheduler` write JSON lines on stderr. An event or a field that does
not stand here does not leave the process; none of them holds a name, a query or a body. Written by
`python -m banfa.logs.document`.

    banfa serve 2>&1 >/dev/null | jq -c 'select(.event == "refused" and .tenant == "xiamen")'
"""


def write_document() -> str:
    """The page."""
    return f"{HEAD}\n## Events\n\n{_list(EVENTS)}\n## Fields\n\n{_list(FIELDS)}"


def _list(words: Mapping[str, str]) -> str:
    rows = "".join(f"| `{name}` | {about} |\n" for name, about in words.items())
    return f"| name | what it tells |\n|---|---|\n{rows}"


if __name__ == "__main__":
    FILE.write_text(write_document(), encoding="utf-8")
