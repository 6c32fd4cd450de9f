"""The law is large: a page walks it some times, not once for each thing that it shows of it."""

from __future__ import annotations

import importlib

import pytest

from banfa.law import walk

MODULES = (
    "banfa.cities.checks.answers",
    "banfa.law.settle",
    "banfa.procedures.instruments.open_terms",
)
MAX_WALKS = 8


class TestTheLaw:
    @pytest.mark.parametrize(
        "path", ["/law", "/terms", "/terms/draft/scale.6.1.1", "/terms/draft/set?key=scale.6.1.1", "/what-if"]
    )
    def test_is_walked_a_few_times_for_a_page(self, office, monkeypatch, path):
        walked = []

        def count(value):
            walked.append(value)
            return walk(value)

        for module in MODULES:
            monkeypatch.setattr(importlib.import_module(module), "walk", count)
        office.at("officer").get(path)
        assert 0 < len(walked) <= MAX_WALKS
