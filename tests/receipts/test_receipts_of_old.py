"""Receipts made by earlier versions replay to the byte, for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from banfa.procedures.receipts.replay import replay

FOLDER = Path(__file__).parent
RECEIPTS = sorted(FOLDER.glob("*/*.json"))


def test_every_city_is_in_every_set():
    cities = {"changchun", "changsha", "huangshi", "liuzhou", "xiamen"}
    folders = {path.parent for path in RECEIPTS}
    assert {folder.name for folder in folders} >= {"first", "second", "third"}
    for folder in folders:
        assert {path.stem for path in folder.glob("*.json")} == cities


@pytest.mark.parametrize("path", RECEIPTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_replays_to_the_byte(path):
    outcome = replay(path.read_bytes())

    assert outcome.same, outcome.differences
