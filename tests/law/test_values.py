"""Law as data: what is written down is read back the same; what is no law is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from banfa.law import (
    Category,
    Months,
    Op,
    Rounding,
    Scale,
    cite,
    facts,
    from_data,
    percent,
    share,
    tiers,
    to_data,
    walk,
)
from banfa.law.values import WORDS, added_part, register, rewrite, word
from tests.law.composed import law


class TestTheCodec:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(law)
    def test_reads_back_what_it_wrote_by_way_of_json(self, value):
        assert from_data(json.loads(json.dumps(to_data(value)))) == value

    def test_keeps_words_and_their_types_apart(self):
        for value in (1, True, "1", None, Fraction(1), date(2026, 1, 1), (1,), Op.EXCEEDS, Months(1)):
            read = from_data(json.loads(json.dumps(to_data(value))))
            assert (read, type(read)) == (value, type(value))

    @pytest.mark.parametrize("value", [0.5, (1, 0.5), [1], {"a": 1}, {1}, object(), b""])
    def test_refuses_to_write_what_is_no_law(self, value):
        with pytest.raises(TypeError, match="no word of law"):
            to_data(value)

    def test_refuses_to_write_a_day_with_a_time_and_a_foreign_enum(self):
        for value in (datetime(2026, 1, 1, tzinfo=UTC), Enum("Colour", "RED").RED):  # type: ignore[attr-defined]
            with pytest.raises(TypeError, match="no word of law"):
                to_data(value)

    @pytest.mark.parametrize(
        "data",
        [
            0.5,
            [1, 0.5],
            {},
            {"a": 1},
            {"$": "Nonsense"},
            {"$": "Months"},
            {"$": "Months", "n": 1, "m": 2},
            {"$": "Months", "n": 0.5},
            {"$": "Op", "is": "大于"},
            {"$": "Op"},
            {"$": "Rate", "num": 1, "den": 0},
            {"$": "fraction", "of": [1, 0]},
            {"$": "fraction", "of": [1, 2, 3]},
            {"$": "date", "on": "2026-02-30"},
            {"$": "Scale", "of": None, "steps": [], "shape": None, "empty": None},
        ],
    )
    def test_refuses_to_read_what_it_never_wrote(self, data):
        with pytest.raises(ValueError):  # noqa: PT011 - each says it in its own words
            from_data(data)


class TestAWord:
    def test_has_a_name_of_its_own(self):
        with pytest.raises(TypeError, match="Rate"):
            register(type("Rate", (), {}))

    def test_cannot_be_changed(self):
        with pytest.raises(AttributeError):
            Months(1).n = 2  # type: ignore[misc]

    def test_enters_the_vocabulary(self):
        try:

            @word
            class MadeUp:
                n: int

            assert from_data(to_data(MadeUp(3))) == MadeUp(3)
        finally:
            WORDS.pop("MadeUp", None)


class TestAnAddedPart:
    """What a word is given after receipts were written with it."""

    @pytest.fixture
    def newer(self):
        """A word that was written as {n} once, and has since been given a part."""
        try:

            @word
            class Newer:
                n: int
                elements: tuple[str, ...] = added_part(default=())

            yield Newer
        finally:
            WORDS.pop("Newer", None)

    def test_is_left_out_where_it_equals_its_default(self, newer):
        old = {"$": "Newer", "n": 1}
        assert from_data(old) == newer(1)
        assert to_data(from_data(old)) == old

    def test_is_written_where_it_says_something(self, newer):
        data = {"$": "Newer", "n": 1, "elements": ["违法", "违规"]}
        assert to_data(newer(1, ("违法", "违规"))) == data
        assert from_data(data) == newer(1, ("违法", "违规"))

    def test_leaves_parts_that_were_always_there_in_the_data(self):
        assert to_data(Category("provider", "服务商", cite("2")))["open_list"] is False


class TestWalkingAndRewriting:
    SCALE = tiers(share(facts.acceptances_on_time, facts.acceptances_due), (0, 0), (percent(80), 6))

    def test_walks_depth_first_in_reading_order(self):
        found = [
            value for value in walk(self.SCALE) if isinstance(value, str) and value.startswith("acceptances")
        ]
        assert found == ["acceptances_on_time", "acceptances_due"]

    def test_shares_what_it_does_not_change(self):
        assert rewrite(self.SCALE, lambda value: value) is self.SCALE
        changed = rewrite(self.SCALE, lambda v: Rounding.DOWN if v is Rounding.UP else v)
        assert changed is self.SCALE

    def test_changes_every_place(self):
        more = rewrite(self.SCALE, lambda v: v * 2 if isinstance(v, Fraction) else v)
        assert isinstance(more, Scale)
        assert [step.points for step in more.steps] == [0, 12]

    def test_changes_the_innermost_first(self):
        def change(value):
            if value == 1:
                return 2
            return replace(value, n=value.n + 10) if isinstance(value, Months) else value

        assert rewrite((Months(1), 1), change) == (Months(12), 2)
