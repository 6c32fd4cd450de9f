"""Changsha's year over HTTP, as its people go through the pages."""

from __future__ import annotations

import pytest

from tests.year import changsha

pytestmark = pytest.mark.long


def test_from_an_empty_bureau_to_the_archive(open_desk):
    desk = open_desk("changsha")
    left = changsha.tell(desk)
    changsha.check_tables(desk, left)
