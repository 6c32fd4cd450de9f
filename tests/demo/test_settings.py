"""Made-up settings let any sound edition be run: nothing stays open, and the law still holds together."""

import pytest

from banfa.cities.checks.run import settled_problems
from banfa.demo.names import place_of
from banfa.demo.settings import make_settings
from banfa.law import City, Scale, settle, unset_terms
from tests.cities.jiangcheng import EDITION
from tests.five_cities import load_five

CITIES = load_five()
EDITIONS = [EDITION, *(CITIES.profile(name).latest for name in CITIES.names())]


class TestMadeUpSettings:
    @pytest.mark.parametrize("edition", EDITIONS, ids=[edition.title[:2] for edition in EDITIONS])
    def test_leave_nothing_open(self, edition):
        settled = settle(edition, make_settings(edition))
        assert unset_terms(settled) == ()
        assert settled_problems(settled) == []
        criteria = settled.rubric.criteria if settled.rubric else ()
        for criterion in criteria:
            assert isinstance(criterion.scale, Scale)
            assert criterion.scale.most == criterion.full


class TestAPlace:
    def test_of_a_city_that_is_not_of_the_five(self):
        assert place_of(City("jiangcheng", "江城市", "江城市工业和信息化局")).zh == "江城"
