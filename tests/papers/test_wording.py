"""Numbers as papers write them."""

from datetime import date

import pytest

from banfa.papers.wording import write_amount, write_day, write_ordinal, write_term


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "人民币零元整（小写：0.00元）"),
        (5, "人民币伍分（小写：0.05元）"),
        (105, "人民币壹元零伍分（小写：1.05元）"),
        (10_000_000, "人民币壹拾万元整（小写：100000.00元）"),
        (10_000_500, "人民币壹拾万零伍元整（小写：100005.00元）"),
        (100_010_050, "人民币壹佰万零壹佰元伍角整（小写：1000100.50元）"),
        (12_345_678_901, "人民币壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分（小写：123456789.01元）"),
        (10_000_000_100, "人民币壹亿零壹元整（小写：100000001.00元）"),
    ],
)
def test_a_sum_stands_in_capital_numerals_and_in_figures(fen, words):
    assert write_amount(fen) == words


def test_rows_are_numbered_as_people_count():
    assert [write_ordinal(n) for n in (1, 10, 11, 20, 21, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "100",
    ]


def test_a_term_says_in_which_days():
    terms = [write_term(n, unit) for n, unit in ((1, "个月"), (30, "日"), (5, "个工作日"))]
    assert terms == ["1个月", "30日（自然日）", "5个工作日"]
    assert write_day(date(2026, 5, 28)) == "2026年5月28日"
