"""Where a rule stands: read, written, told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banfa.law import Cite, cite
from banfa.law.cite import chinese_numeral, parse_numeral

cites = st.builds(
    Cite,
    st.integers(1, 99),
    st.integers(1, 20),
    st.integers(0, 9),
    st.integers(0, 9),
    st.sampled_from(["", "前段", "后段"]),
)


@given(cites)
def test_a_key_is_read_back_as_the_same_place(place):
    assert cite(place.key) == place


@given(st.integers(0, 99))
def test_chinese_numerals_are_read_back(n):
    assert parse_numeral(chinese_numeral(n)) == n


def test_numerals_end_at_ninety_nine():
    with pytest.raises(ValueError, match="100"):
        chinese_numeral(100)


@pytest.mark.parametrize(
    ("path", "place", "words"),
    [
        ("12", Cite(12), "第十二条"),
        ("12.5", Cite(12, 5), "第十二条第（五）项"),
        ("12(5)", Cite(12, 5), "第十二条第（五）项"),
        ("12（5）", Cite(12, 5), "第十二条第（五）项"),
        ("6.1.2", Cite(6, 1, 2), "第六条第（一）项第2目"),
        ("6(1)2", Cite(6, 1, 2), "第六条第（一）项第2目"),
        (" 11.5前段 ", Cite(11, 5, part="前段"), "第十一条第（五）项前段"),
        ("5第二款", Cite(5, paragraph=2), "第五条第二款"),
        ("20", Cite(20), "第二十条"),
    ],
)
def test_a_path_is_read(path, place, words):
    assert cite(path) == place
    assert str(place) == words


@pytest.mark.parametrize(
    "text", ["", "12.", "12.x", "12(5", "12.5)", "a", "第十二条", "12.5.1.1", "-1", "12 5"]
)
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="写作 12"):
        cite(text)


def test_the_outline_lists_numbers_without_part_or_paragraph():
    place = cite("11.5后段")
    assert (place.numbers, place.path, place.key) == ((11, 5), "11.5", "11.5后段")
    assert cite("5第一款").key != cite("5第二款").key


@pytest.mark.parametrize("path", [12, 12.1, None])
def test_a_number_is_no_path_since_twelve_point_ten_is_item_ten(path):
    with pytest.raises(TypeError, match="写成文字"):
        cite(path)
