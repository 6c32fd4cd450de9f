"""The cities' years over HTTP, as their people go through the pages."""

from __future__ import annotations

import pytest

from tests.year.stories import STORIES, play

pytestmark = pytest.mark.long


@pytest.mark.parametrize("city", STORIES)
def test_from_an_empty_bureau_to_the_archive(open_desk, city):
    play(open_desk(city), city)
