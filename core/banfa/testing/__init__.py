"""The kit for authors of cities: what a city promises, as tests.

    from banfa.testing import CityConformance

    class TestJiangcheng(CityConformance):
        city = "jiangcheng"

or, with no code at all, `pytest --pyargs banfa.testing.suite --city jiangcheng`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from banfa.testing.conformance import CityConformance

__all__ = ["CityConformance"]


def __getattr__(name: str) -> object:
    """Import the kit only when it is asked for: pytest loads this package wherever Banfa is installed."""
    if name == "CityConformance":
        from banfa.testing.conformance import CityConformance  # noqa: PLC0415 - that is the point

        return CityConformance
    raise AttributeError(name)
