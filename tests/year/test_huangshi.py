"""Huangshi's year over HTTP, as its people go through the pages."""

from __future__ import annotations

import pytest

from tests.year import huangshi

pytestmark = pytest.mark.long


def test_from_an_empty_bureau_to_the_archive(open_desk):
    desk = open_desk("huangshi")
    left = huangshi.tell(desk)
    huangshi.check_tables(desk, left)
