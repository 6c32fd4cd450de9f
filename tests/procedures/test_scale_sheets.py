"""A sheet of scales says what a document would set, and is written as it is read."""

from __future__ import annotations

import importlib
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
import yaml

from banfa.cities.loading.discovery import load_plugin
from banfa.procedures.instruments import open_terms
from banfa.procedures.instruments.scale_sheets import make_sheet, read_scales
from banfa.procedures.instruments.scale_template import make_scale_sheet
from tests.web import scales

UNIT: Any = None
"""Nothing is asked of it: the bureau has no document."""


@pytest.fixture(params=["huangshi", "xiamen"])
def city(request, monkeypatch):
    """The city's profile, of a bureau that has no document, and the scales of its demonstration."""
    monkeypatch.setattr(open_terms, "list_of_edition", lambda _unit, _edition: [])
    monkeypatch.setattr(open_terms, "list_promulgations", lambda _unit: {})
    module = f"banfa_{request.param}"
    profile = load_plugin(importlib.import_module(module), request.param, check=False)
    chosen = yaml.safe_load((files(module) / "demo_terms.yaml").read_text("utf-8"))["设定"]
    return profile, {key: value for key, value in chosen.items() if key.startswith(("scale.", "criteria."))}


def read(profile, content):
    return read_scales(UNIT, profile, edition=profile.latest.key, content=content)


def test_of_which_nothing_is_filled_in_sets_nothing(city):
    profile, _ = city
    sheet = read(profile, make_sheet(UNIT, profile, edition=profile.latest.key))
    assert sheet.list_problems() == []
    assert not any(scale.changes or scale.typed for scale in sheet.scales)


def test_is_written_as_it_is_read(city):
    profile, chosen = city
    sheet = read(profile, scales.make_scale_sheet(chosen))
    assert sheet.list_problems() == []
    assert {scale.state.term.key for scale in sheet.scales if scale.changes} == set(chosen)
    states = [replace(scale.state, value=scale.value) for scale in sheet.scales]
    again = read(profile, make_scale_sheet(profile.latest, states))
    assert again.list_problems() == []
    assert [scale.value for scale in again.scales] == [scale.value for scale in sheet.scales]
