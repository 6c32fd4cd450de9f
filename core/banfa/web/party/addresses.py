"""Where a party's own pages stand."""

from __future__ import annotations

from typing import Final

PREFIX: Final = "/party"
OPEN: Final = f"{PREFIX}/open"


def write_address(secret: str) -> str:
    """Write the address that opens a one-time link."""
    return f"{OPEN}/{secret}"
