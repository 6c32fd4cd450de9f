"""Facts as a lawyer writes them."""

from datetime import date

import pytest

from banfa.cities.cases.facts import day_number, find_fact, parse_span, silent_span
from banfa.cities.cases.file import CaseError
from banfa.law import FAR
from banfa.law import facts as f

FINDING = f.finding("breach", "未按合同服务").left
LEVEL_YEAR = f.enterprises_at_level(2).in_(f.YEAR)


class TestNames:
    @pytest.mark.parametrize(
        ("name", "fact"),
        [
            ("orders_issued", f.orders_issued),
            ("orders_issued@membership", f.orders_issued),
            ("作出限期整改的次数", f.orders_issued),
            ("作出限期整改的次数（本次入库以来）", f.orders_issued),
            ("finding[breach]", FINDING),
            ("未按合同服务", FINDING),
            ("enterprises_at_level[2]@year", LEVEL_YEAR),
            ("验收达到二级及以上的试点企业数（本年度）", LEVEL_YEAR),
        ],
    )
    def test_find_their_fact(self, name, fact):
        assert find_fact(name, [f.orders_issued, FINDING, LEVEL_YEAR]) is fact

    def test_do_not_find_other_days_unless_they_say_so(self):
        with pytest.raises(CaseError) as caught:
            find_fact("enterprises_at_level[2]", [LEVEL_YEAR])
        assert "enterprises_at_level[2]@year" in caught.value.mend

    def test_find_nothing_that_the_rule_does_not_read(self):
        with pytest.raises(CaseError) as caught:
            find_fact("products", [f.orders_issued])
        assert "不读" in caught.value.message
        assert "orders_issued" in caught.value.mend


class TestValues:
    @pytest.mark.parametrize(
        ("raw", "fact", "wanted"),
        [
            (6, f.surveyed_enterprises, (6, 6)),
            ("6家", f.surveyed_enterprises, (6, 6)),
            ("6 家", f.surveyed_enterprises, (6, 6)),
            ([3, "9家"], f.surveyed_enterprises, (3, 9)),
            ({"至少": 3}, f.surveyed_enterprises, (3, 1 << 31)),
            ({"至多": 3}, f.surveyed_enterprises, (0, 3)),
            ({"至少": 3, "至多": 4}, f.surveyed_enterprises, (3, 4)),
            ("不明", f.surveyed_enterprises, (0, 1 << 31)),
            ("100.01元", f.price, (10001, 10001)),
            ("1.5万元", f.price, (1_500_000, 1_500_000)),
            (100, f.price, (10000, 10000)),
            ("100.01", f.price, (10001, 10001)),
            ("10001分", f.price, (10001, 10001)),
            ("12月", f.maintenance_months, (12, 12)),
            ("5%", f.target_gap, (500, 500)),
            ("5.25%", f.target_gap, (525, 525)),
            ("是", f.in_pool, (1, 1)),
            ("否", f.in_pool, (0, 0)),
            ("有", FINDING, (1, 1)),
            ("无", FINDING, (0, 0)),
            ("2件", FINDING, (2, 2)),
            (date(1970, 1, 2), f.joined_on, (1, 1)),
            ("未发生", f.first_contract_on, (FAR, FAR)),
            ("未发生", f.last_new_enterprise_on, (-FAR, -FAR)),
            ("不明", f.joined_on, (-FAR, FAR)),
            ({"不早于": date(1970, 1, 2)}, f.joined_on, (1, FAR)),
            ([date(1970, 1, 2), "未发生"], f.first_contract_on, (1, FAR)),
        ],
    )
    def test_are_ranges_in_the_facts_units(self, raw, fact, wanted):
        assert parse_span(raw, fact) == wanted

    @pytest.mark.parametrize(
        ("raw", "fact", "words"),
        [
            ("6次", f.surveyed_enterprises, "家"),
            ("4.5家", f.surveyed_enterprises, "太细"),
            ("100.001元", f.price, "1/100元"),
            (-1, f.surveyed_enterprises, "不能是-1"),
            (2, f.in_pool, "不能是2"),
            ("许多", f.surveyed_enterprises, "不是数"),
            ("是", f.surveyed_enterprises, "家"),
            (date(2026, 1, 1), f.surveyed_enterprises, "不是日期"),
            (3, f.joined_on, "不是日期"),
            ([9, 3], f.surveyed_enterprises, "下限"),
            ({"大约": 3}, f.surveyed_enterprises, "大约"),
            ({}, f.surveyed_enterprises, "看不懂"),
            (None, f.surveyed_enterprises, "不是数"),
        ],
    )
    def test_are_refused_with_a_mend(self, raw, fact, words):
        with pytest.raises(CaseError) as caught:
            parse_span(raw, fact)
        assert words in caught.value.message + caught.value.mend
        assert caught.value.mend


def test_silence_is_what_the_sheet_makes_of_it():
    assert silent_span(f.orders_issued) == (0, 0)
    assert silent_span(f.products) == (0, 1 << 31)
    assert silent_span(f.joined_on) == (-FAR, FAR)


def test_days_are_counted_from_1970():
    assert day_number(date(1970, 1, 1)) == 0
