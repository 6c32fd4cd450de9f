"""Receipts made by earlier versions replay to the byte, for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from banfa.procedures.receipts.replay import replay

FOLDER = Path(__file__).parent
RECEIPTS = sorted(FOLDER.glob("*/*.json"))


def test_every_city_is_among_them():
    assert {path.stem for path in RECEIPTS} == {"changchun", "changsha", "huangshi", "liuzhou", "xiamen"}


@pytest.mark.parametrize("path", RECEIPTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_replays_to_the_byte(path):
    outcome = replay(path.read_bytes())

    assert outcome.same, outcome.differences
