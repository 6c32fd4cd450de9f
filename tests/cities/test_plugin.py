"""A plugin that is not quite one: what is told, and how to mend it."""

import types

import pytest

from banfa.cities.loading.discovery import load_plugin
from banfa.cities.loading.plugin import compile_plugin
from banfa.cities.problems import CityUnavailable
from banfa.errors import Missing, Unavailable
from banfa.law import City, hook
from tests.cities.jiangcheng import EDITION, SAID, plugin


def list_problems(made, name="jiangcheng"):
    """The problems of a plugin by rule."""
    with pytest.raises(CityUnavailable) as caught:
        load_plugin(made, name)
    return {p.rule: p for p in caught.value.problems}


class TestASoundPlugin:
    def test_loads_into_a_frozen_profile(self):
        profile = load_plugin(plugin(), "jiangcheng")
        assert profile.city.zh == "江城市"
        assert profile.edition("2025") is EDITION
        with pytest.raises(AttributeError):
            setattr(profile, "city", None)  # noqa: B010 - the attempt is the test

    def test_names_what_officers_can_record(self):
        profile = load_plugin(plugin(), "jiangcheng")
        assert profile.finding_kinds == {
            "breach": "未按合同服务",
            "late_filing": "报送不及时",
            "poor_filing": "报送不完整",
        }
        assert profile.contract_finding_kinds == {}
        assert profile.verification_kinds == {}

    def test_knows_no_other_edition(self):
        with pytest.raises(Missing, match="2031"):
            load_plugin(plugin(), "jiangcheng").edition("2031")

    def test_may_be_an_instance(self):
        class Plugin:
            @hook
            def city(self):
                return SAID["city"]

            @hook
            def editions(self):
                return SAID["editions"]

            @hook
            def categories(self):
                return SAID["categories"]

        assert compile_plugin(Plugin(), "jiangcheng").city == SAID["city"]

    def test_without_the_other_hooks_has_nothing_of_what_they_list(self):
        made = plugin(industries=None, record_kinds=None, notices=None, worked_cases=None)
        profile = load_plugin(made, "jiangcheng", check=False)
        said = (profile.industries, profile.record_kinds, profile.notices, profile.cases)
        assert not any(said)


class TestWhatIsWrongWithAPlugin:
    def test_a_forgotten_marker(self):
        made = plugin()
        made.categories = lambda: ()
        problem = list_problems(made)["forgotten-hook"]
        assert "categories" in problem.message
        assert "@hook" in problem.mend
        assert problem.plugin == "jiangcheng"

    def test_a_class(self):
        class Plugin:
            pass

        problem = list_problems(Plugin)["plugin-is-class"]
        assert "Plugin" in problem.message
        assert "实例" in problem.mend

    def test_an_unknown_hook(self):
        made = plugin()
        made.catagories = hook(lambda: ())
        problem = list_problems(made)["unknown-hook"]
        assert "catagories" in problem.message
        assert "categories" in problem.mend

    def test_a_required_hook_that_is_not_there(self):
        problem = list_problems(plugin(editions=None))["missing-hook"]
        assert "editions" in problem.message
        assert "hookspecs.editions" in problem.mend

    def test_a_hook_with_arguments(self):
        made = plugin()
        made.industries = hook(lambda _city: ())
        assert "industries" in list_problems(made)["hook-arguments"].message

    @pytest.mark.parametrize("said", [EDITION, [EDITION], (EDITION, "2026"), None])
    def test_a_wrong_answer(self, said):
        made = plugin()
        made.editions = hook(lambda: said)
        problem = list_problems(made)["wrong-return"]
        assert "editions" in problem.message
        assert "hookspecs.editions" in problem.mend

    def test_a_city_that_is_none(self):
        assert "city" in list_problems(plugin(city=lambda: "江城市"))["wrong-return"].message

    def test_a_hook_that_raises(self):
        def notices():
            return 1 // 0

        problem = list_problems(plugin(notices=notices))["hook-raises"]
        assert "ZeroDivisionError" in problem.message
        assert "test_plugin.py" in problem.mend

    def test_the_name_of_another_city(self):
        problem = list_problems(plugin(city=City("xiamen", "江城市", "江城市工信局")))["city-key"]
        assert "xiamen" in problem.message
        assert "jiangcheng" in problem.mend

    def test_everything_is_told_at_once(self):
        made = plugin(editions=None)
        made.categories = lambda: ()
        made.other = hook(lambda: ())
        assert set(list_problems(made)) == {"missing-hook", "unknown-hook", "forgotten-hook"}

    def test_is_unavailable_to_its_tenants(self):
        with pytest.raises(Unavailable) as caught:
            load_plugin(types.ModuleType("nothing"), "jiangcheng")
        assert caught.value.code == "city_unavailable"
        assert caught.value.data["city"] == "jiangcheng"
        assert "banfa city check jiangcheng" in caught.value.detail
