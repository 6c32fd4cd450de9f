"""Two versions of a law held side by side, and cases put to both."""

from dataclasses import replace

import pytest

from banfa.cities.cases.run import run_cases
from banfa.cities.differences import digest_rules, find_differences, rules_as_data
from banfa.cities.loading.discovery import load_plugin
from banfa.law import Band, Months, cite, from_data, reading, since, to_data
from banfa.law import facts as f
from tests.cities.jiangcheng import EDITION, GRADING, REMOVAL, WARNING, plugin

LATER = replace(EDITION, key="2026")
HIGHER = replace(
    LATER, grading=replace(GRADING, bands=(GRADING.bands[0], Band("合格", 65), GRADING.bands[2]))
)
CASE = """
版本: [{}]
案例:
  - 条款: 3.1
    设定: {{orders: issued}}
    事实: {{orders_issued: 3次}}
    结果: 成立
"""


def list_differences(old, new):
    return [str(d) for d in find_differences(rules_as_data(old), rules_as_data(new))]


class TestDifferences:
    def test_are_none_between_an_edition_and_what_was_written_of_it(self):
        assert list_differences(from_data(to_data(EDITION)), LATER) == []
        assert digest_rules(EDITION) == digest_rules(LATER)

    def test_name_the_provision_the_old_and_the_new(self):
        assert list_differences(EDITION, HIGHER) == ["第五条（grading bands.1.floor）：60 → 65"]
        assert digest_rules(EDITION) != digest_rules(HIGHER)

    def test_of_a_condition_are_told_where_they_are(self):
        stricter = replace(REMOVAL[2], when=since(f.joined_on, f.first_contract_on).reaches(Months(3)))
        made = replace(LATER, clauses=(*WARNING, *REMOVAL[:2], stricter))
        assert list_differences(EDITION, made) == ["第三条第（三）项（clause:3.3 when.op）：超过 → 达到"]

    def test_are_a_rule_more_or_one_less(self):
        more = replace(LATER, clauses=(*EDITION.clauses, replace(REMOVAL[0], cite=cite("3.4"))))
        assert list_differences(EDITION, more) == ["第三条第（四）项（clause:3.4）：无 → 整改令超过两次"]
        assert list_differences(more, EDITION) == ["第三条第（四）项（clause:3.4）：整改令超过两次 → 无"]

    def test_leave_the_outline_out(self):
        summary = replace(EDITION.outline[0], zh="另一种概述")
        assert list_differences(EDITION, replace(LATER, outline=(summary, *EDITION.outline[1:]))) == []


class TestACaseForTwoEditions:
    @pytest.fixture
    def results(self, tmp_path):
        """What comes of a case that names these editions."""

        def run(named, *editions):
            path = tmp_path / "cases.yaml"
            path.write_text(CASE.format(named), "utf-8")
            made = plugin(editions=editions, worked_cases=(path,))
            return [r.ok for r in run_cases(load_plugin(made, "jiangcheng", check=False), path)]

        return run

    def test_is_put_to_each(self, results):
        assert results("2025, 2026", EDITION, LATER) == [True, True]

    def test_fails_under_the_one_that_says_otherwise(self, results):
        three = f.orders_issued.exceeds(3, "次")
        orders = reading(
            cite("3.1"), "orders", "按作出还是送达计算", issued=("作出", three), served=("送达", three)
        )
        lax = replace(REMOVAL[0], when=orders)
        fewer = replace(LATER, clauses=(*WARNING, lax, *REMOVAL[1:]))
        assert sorted(results("2025, 2026", EDITION, fewer)) == [False, True]

    def test_that_names_an_unknown_one_cannot_be_read(self, results):
        assert results("2025, 2031", EDITION, LATER) == [False]
