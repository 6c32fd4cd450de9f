"""The kit for an installed city, without code: `pytest --pyargs banfa.testing.suite --city liuzhou`."""

from banfa.testing.conformance import CityConformance


class TestCity(CityConformance):
    """The city that `--city` names."""
