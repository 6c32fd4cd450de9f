"""Xiamen's year over HTTP, as its people go through the pages."""

from __future__ import annotations

import pytest

from tests.year import xiamen

pytestmark = pytest.mark.long


def test_from_an_empty_bureau_to_the_archive(open_desk):
    desk = open_desk("xiamen")
    left = xiamen.tell(desk)
    xiamen.check_tables(desk, left)
