"""The five cities as they are installed, loaded and checked once for a run: that takes a second or two."""

from __future__ import annotations

from functools import cache

from banfa.cities.loading.discovery import Cities, load_cities


@cache
def load_five() -> Cities:
    """The five, of which nothing is ever changed."""
    return load_cities()
