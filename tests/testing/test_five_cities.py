"""The five cities keep what a city promises, and say what their official texts say."""

from pathlib import Path

from banfa.testing import CityConformance

MEASURES = Path(__file__).parents[3] / "shared" / "measures"


class TestHuangshi(CityConformance):
    city = "huangshi"
    official_text = MEASURES / "huangshi.txt"


class TestLiuzhou(CityConformance):
    city = "liuzhou"
    official_text = MEASURES / "liuzhou.txt"


class TestXiamen(CityConformance):
    city = "xiamen"
    official_text = MEASURES / "xiamen.txt"


class TestChangsha(CityConformance):
    city = "changsha"
    official_text = MEASURES / "changsha.txt"


class TestChangchun(CityConformance):
    city = "changchun"
    official_text = MEASURES / "changchun.txt"
