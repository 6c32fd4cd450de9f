"""A list of finance's is read exactly or turned away whole: nothing is guessed, no account is kept."""

from __future__ import annotations

import pytest

from tests.finance.listed import HEADS, describe, enter_list, list_lines, row
from tests.history.past import keep_file

WAN = [head.replace("元", "万元") for head in HEADS]


def count_sheets(money):
    return len(money.get("/finance-sheets")["items"])


class TestAmounts:
    @pytest.mark.parametrize(
        ("heads", "cell", "fen"),
        [
            (HEADS, 0.1, 10),
            (HEADS, 123456.78, 12_345_678),
            (HEADS, "1,234.50", 123_450),
            (HEADS, "12万元", 12_000_000),
            (WAN, 12.345678, 12_345_678),
            (WAN, 17.5, 17_500_000),
            (WAN, "17.5", 17_500_000),
        ],
    )
    def test_are_what_the_cell_says_in_its_unit(self, money, heads, cell, fen):
        sheet = enter_list(money, [row(money, cell, "P-1")], heads=heads)
        assert list_lines(money, sheet)[0]["amount"] == fen

    @pytest.mark.parametrize("cell", [1.005, "12.345", -5, 0, "约5万元", "5%", True])
    def test_of_which_a_part_would_be_lost_or_that_are_none_are_turned_away(self, money, cell):
        enter_list(money, [row(money, cell, "P-1")], expect=(422, "amount_malformed"))
        assert count_sheets(money) == 0

    def test_that_are_not_there_are_no_zero(self, money):
        enter_list(money, [row(money, None, "P-1")], expect=(422, "field_missing"))

    def test_are_in_a_unit_that_somebody_says(self, money):
        heads = [head.replace("（元）", "") for head in HEADS]
        rows = [row(money, 5, "P-1")]
        enter_list(money, rows, heads=heads, expect=(422, "unit_missing"))
        assert enter_list(money, rows, heads=heads, unit="wan")["unit"] == "wan"

    def test_are_in_the_unit_above_the_heads(self, money):
        heads = [head.replace("（元）", "") for head in HEADS]
        sheet = enter_list(money, [row(money, 5, "P-1")], heads=heads, above=("明细", "单位：万元"))
        assert list_lines(money, sheet)[0]["amount"] == 5_000_000

    def test_are_not_in_another_unit_than_is_written(self, money):
        enter_list(money, [row(money, 5, "P-1")], unit="wan", expect=(422, "unit_differs"))

    def test_come_to_the_sum_that_is_written(self, money):
        lines = [row(money, 5, "P-1"), row(money, 6, "P-2")]
        total = ["合计", *[None] * 6, 11, None, None]
        subtotal = ["小计", *[None] * 6, 5, None, None]
        signed = ["制表人：某某", *[None] * 9]
        assert enter_list(money, [lines[0], subtotal, lines[1], total, signed])["row_count"] == 2
        total[7] = 12
        enter_list(money, [*lines, total], expect=(422, "total_differs"))


class TestAList:
    def test_has_heads_that_are_known_or_named(self, money):
        heads = [*HEADS]
        heads[7] = "实付数（元）"
        rows = [row(money, 5, "P-1")]
        enter_list(money, rows, heads=heads, expect=(422, "head_missing"))
        assert enter_list(money, rows, heads=heads, amount_head="H")["columns_of"]["amount"] == "H"

    def test_has_one_column_of_a_kind(self, money):
        heads = [*HEADS, "金额（元）"]
        enter_list(money, [[*row(money, 5, "P-1"), 6]], heads=heads, expect=(422, "head_twice"))

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"paid_on": None}, "field_missing"),
            ({"paid_on": "三月"}, "field_malformed"),
            ({"payee": None}, "field_missing"),
            ({"level": "世行贷款"}, "unknown_choice"),
            ({"part": "其他"}, "unknown_choice"),
            ({"paid_on": "2020.1.1"}, "day_outside_period"),
        ],
    )
    def test_says_what_of_it_cannot_be_read(self, money, changes, code):
        enter_list(money, [row(money, 5, "P-1", **changes)], expect=(422, code))
        assert count_sheets(money) == 0

    @pytest.mark.parametrize(
        "number", ["6222021234567890123", "6222 0212 3456 7890 123", "420202199001011234"]
    )
    def test_holds_no_account_or_identity_number(self, money, number):
        heads = [*HEADS, "收款账号"]
        enter_list(money, [[*row(money, 5, "P-1"), number]], heads=heads, expect=(422, "account_number"))
        assert count_sheets(money) == 0

    def test_is_of_days_in_order_and_a_file_of_its_kind(self, money):
        rows = [row(money, 5, "P-1")]
        enter_list(money, rows, until_on="2020-01-01", expect=(422, "days_reversed"))
        other = keep_file(money, b"x", name="x.txt", kind="other")
        enter_list(money, rows, file_id=other, expect=(409, "file_of_other_kind"))

    def test_keeps_its_rows_as_they_are_written(self, money):
        sheet = enter_list(money, [row(money, "5.00", "P-1")])
        (line,) = list_lines(money, sheet)
        cells = {cell["head"]: cell["text"] for cell in line["cells"]}
        assert (cells["金额（元）"], cells["收款单位"]) == ("5.00", "第一制造厂")
        assert describe(money, sheet) == [(3, "only_finance", "open")]
