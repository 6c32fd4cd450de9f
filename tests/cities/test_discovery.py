"""Cities are found by entry point, each loads alone, and one that fails takes nobody with it."""

import re
import sys
import textwrap
from importlib.metadata import EntryPoint

import pytest

from banfa.cities.loading import discovery
from banfa.cities.loading import isolated_load as probing
from banfa.cities.loading.discovery import GROUP, load_cities
from banfa.cities.loading.isolated_load import probe_cities, probe_city
from banfa.cities.problems import CityUnavailable, Problem
from tests.elsewhere.bad_plugins import EXITS, HANGS
from tests.elsewhere.packages import Plugin


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Write a module that can be imported; returns its entry point."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def write(name, code):
        (tmp_path / f"banfa_{name}.py").write_text(textwrap.dedent(code), "utf-8")
        return EntryPoint(name, f"banfa_{name}", GROUP)

    yield write
    for name in [n for n in sys.modules if n.startswith("banfa_") and n.endswith("cheng")]:
        del sys.modules[name]


def sound(name):
    """The code of a city like Jiangcheng under another name."""
    return f"""
        from banfa.law import City
        from tests.cities import jiangcheng

        made = vars(jiangcheng.plugin(city=City("{name}", "江城市", "工信局")))
        globals().update({{key: value for key, value in made.items() if not key.startswith("_")}})
    """


def rules(cities, name):
    return {p.rule for p in cities.problems(name)}


class TestCities:
    def test_load_each_by_itself(self, module):
        cities = load_cities([module("acheng", sound("acheng")), module("bcheng", sound("bcheng"))])
        assert cities.names() == ("acheng", "bcheng")
        assert cities.profile("acheng").city.key == "acheng"
        assert cities.profile("bcheng").city.key == "bcheng"
        assert cities.problems("acheng") == ()

    @pytest.mark.parametrize(
        ("code", "rule"),
        [
            ("raise RuntimeError('坏了')", "import-fails"),
            ("import nothing_of_that_name", "import-fails"),
            ("raise SystemExit(3)", "import-fails"),
            (
                "from banfa.law import tiers, facts as f; tiers(f.products, (0, 0), (5, 1), (3, 2))",
                "import-fails",
            ),
            ("from banfa.law import tiers, facts as f; tiers(f.products, (0, 0.5))", "import-fails"),
            ("from banfa.law import facts as f; f.products.exceeds(2, '家')", "import-fails"),
            ("from banfa.law import facts as f; f.prodcts", "import-fails"),
            ("from banfa.law import facts as f; f.products.below(2, '个') and 1", "import-fails"),
            ("x = 1", "missing-hook"),
        ],
    )
    def test_go_on_without_one_that_fails(self, module, code, rule):
        cities = load_cities([module("acheng", sound("acheng")), module("bcheng", code)])
        assert cities.names() == ("acheng", "bcheng")
        assert cities.problems("acheng") == ()
        assert rule in rules(cities, "bcheng")
        with pytest.raises(CityUnavailable) as caught:
            cities.profile("bcheng")
        assert caught.value.problems[0].plugin == "bcheng"
        assert caught.value.problems[0].mend

    @pytest.mark.parametrize(
        ("code", "line"),
        [("from banfa.law import percent\nX = percent(0.5)", 2), ("x = 1\ny = (", 2), ("x = 1 // 0", 1)],
    )
    def test_name_the_line_of_the_plugin_where_it_goes_wrong(self, module, code, line):
        (problem,) = load_cities([module("bcheng", code)]).problems("bcheng")
        assert f"banfa_bcheng.py 第{line}行" in problem.message

    def test_go_on_without_one_that_hangs(self, module):
        hanging = module("zcheng", "import threading; threading.Event().wait(30)")
        cities = load_cities([module("acheng", sound("acheng")), hanging], timeout_s=3)
        assert cities.problems("acheng") == ()
        assert rules(cities, "zcheng") == {"import-hangs"}

    def test_refuse_both_of_two_of_one_name(self, module):
        point = module("acheng", sound("acheng"))
        cities = load_cities([point, EntryPoint("acheng", "banfa_other", GROUP)])
        assert rules(cities, "acheng") == {"duplicate-city"}
        assert "banfa_other" in cities.problems("acheng")[0].message

    def test_refuse_one_that_claims_the_name_of_another(self, module):
        cities = load_cities([module("acheng", sound("acheng")), module("bcheng", sound("acheng"))])
        assert cities.problems("acheng") == ()
        assert rules(cities, "bcheng") == {"city-key"}

    def test_know_nothing_of_one_that_is_not_installed(self):
        with pytest.raises(CityUnavailable) as caught:
            load_cities([]).profile("acheng")
        assert caught.value.problems[0].rule == "not-installed"

    def test_an_attribute_can_be_the_plugin(self, module):
        point = module("acheng", sound("acheng") + "\n        class plugin: pass\n")
        cities = load_cities([EntryPoint("acheng", f"{point.value}:plugin", GROUP)])
        assert rules(cities, "acheng") == {"plugin-is-class"}


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Install bad plugins where only other processes find them."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    for name, code in {"tuizhou": EXITS, "guazhou": HANGS}.items():
        Plugin(f"banfa-{name}", name, f"banfa_{name}", code).lay_down(tmp_path)


class TestProbe:
    """Loading in a process of its own."""

    def test_finds_nothing_where_nothing_is_installed(self):
        assert [p.rule for p in probe_city("nowhere")] == ["not-installed"]

    def test_ends_a_process_that_hangs(self, elsewhere):
        (problem,) = probe_city("guazhou", timeout_s=1)
        assert problem.rule == "import-hangs"
        assert "1秒" in problem.message

    def test_tells_when_the_process_dies(self, monkeypatch):
        monkeypatch.setattr(sys, "executable", "false")
        (problem,) = probe_city("jiangcheng")
        assert problem.rule == "import-crashes"
        assert "1" in problem.message

    def test_shows_a_plugin_nothing_of_the_services_environment(self, tmp_path, monkeypatch):
        for name in ("DATABASE_URL", "BANFA_OWNER_URL", "REDIS_URL", "BANFA_SECRET", "PGPASSWORD", "AWS_KEY"):
            monkeypatch.setenv(name, "told to nobody")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        told = "k for k, v in os.environ.items() if v == 'told to nobody'"
        code = f"import os\nraise ValueError(' '.join({told}) + '.')"
        Plugin("banfa-koucheng", "koucheng", "banfa_koucheng", code).lay_down(tmp_path)
        (problem,) = probe_city("koucheng")
        assert problem.rule == "import-fails"
        assert "ValueError" in problem.message
        assert not {"URL", "SECRET", "PASS", "AWS"} & set(re.findall("URL|SECRET|PASS|AWS", problem.message))

    def test_goes_on_in_another_process_with_those_that_are_left(self, elsewhere):
        told = probe_cities(["xiamen", "tuizhou", "nowhere", "changsha"])
        assert {name: [p.rule for p in problems] for name, problems in told.items()} == {
            "changsha": [],
            "nowhere": ["not-installed"],
            "tuizhou": ["import-crashes"],
            "xiamen": [],
        }


class TestSoundCities:
    def test_are_loaded_here_and_the_others_are_not(self, monkeypatch):
        points = [p for p in discovery.find_entry_points() if p.name in {"changsha", "changchun"}]
        crashed = Problem("changchun", "import-crashes", "装载时进程结束", "改正它")
        monkeypatch.setattr(probing, "find_entry_points", lambda: points)
        monkeypatch.setattr(
            probing, "probe_cities", lambda *_, **__: {"changchun": (crashed,), "changsha": ()}
        )
        cities = probing.load_sound_cities()
        assert cities.names() == ("changchun", "changsha")
        assert cities.profile("changsha").city.zh == "长沙市"
        assert cities.problems("changchun") == (crashed,)
