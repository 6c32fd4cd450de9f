"""Each promise of the kit is kept by a sound city and told of a bad one, with its mend."""

from dataclasses import replace
from importlib.metadata import EntryPoint

import pytest

from banfa.cities.loading.discovery import GROUP, load_plugin
from banfa.law import Band, Category, Months, Notice, cite, reading, since
from banfa.law import facts as f
from banfa.testing import promises
from tests.cities.jiangcheng import EDITION, GRADING, OUTLINE, plugin, with_edition

FIRST, *REST = EDITION.clauses
ODD = reading(
    cite("3.3"),
    "odd",
    "口径",
    sound=("一", since(f.joined_on).exceeds(Months(3))),
    broken=("二", f.joined_on),
)


def profile(made):
    return load_plugin(made, "jiangcheng", check=False)


def list_rules_told(problems):
    """The rules told of, each with a mend."""
    found = list(problems)
    assert all(p.message and p.mend for p in found)
    return {p.rule for p in found}


class TestASoundCity:
    @pytest.mark.parametrize(
        "promise",
        [
            promises.outline_is_answered,
            promises.editions_adjoin,
            promises.totals_have_one_grade,
            promises.categories_reach_rules,
            promises.readings_are_total,
            promises.templates_render,
            promises.cases_pass,
        ],
    )
    def test_keeps(self, promise):
        assert list_rules_told(promise(profile(plugin()))) == set()

    def test_has_hooks_that_are_marked(self):
        assert list_rules_told(promises.hooks_are_marked(plugin(), "jiangcheng")) == set()


class TestABadCity:
    def test_forgets_a_marker(self):
        made = plugin()
        made.categories = lambda: ()
        assert list_rules_told(promises.hooks_are_marked(made, "jiangcheng")) == {"forgotten-hook"}

    def test_leaves_a_provision_unanswered(self):
        made = with_edition(outline=(replace(OUTLINE[0], dispositions=OUTLINE[1].dispositions), *OUTLINE[1:]))
        assert list_rules_told(promises.outline_is_answered(profile(made))) == {"encoded-without-rule"}

    def test_has_two_editions_of_one_name(self):
        made = plugin(editions=(EDITION, EDITION))
        assert list_rules_told(promises.editions_adjoin(profile(made))) == {"edition-repeats"}

    @pytest.mark.parametrize(
        "bands",
        [
            (Band("优秀", 60), Band("合格", 80), Band("不合格", None)),
            (Band("优秀", 80), Band("合格", 60)),
            (Band("优秀", None), Band("合格", 60), Band("不合格", None)),
        ],
    )
    def test_has_totals_without_a_grade_or_with_two(self, bands):
        made = with_edition(grading=replace(GRADING, bands=bands))
        assert list_rules_told(promises.totals_have_one_grade(profile(made))) == {"total-without-grade"}

    def test_has_a_grade_that_no_total_reaches(self):
        made = with_edition(grading=replace(GRADING, bands=(Band("优秀", 900), *GRADING.bands[1:])))
        assert list_rules_told(promises.totals_have_one_grade(profile(made))) == {"grade-without-total"}

    def test_has_a_category_that_no_rule_reaches(self):
        lone = (Category("one", "甲", cite("1")), Category("other", "乙", cite("1")))
        clauses = tuple(replace(c, categories=("one",)) for c in EDITION.clauses)
        rules = tuple(replace(r, categories=("one",)) for r in EDITION.rules)
        bare = replace(EDITION, clauses=clauses, rules=rules, rubric=None, grading=None, support=(), sums=())
        made = plugin(categories=lone, editions=(bare,))
        assert list_rules_told(promises.categories_reach_rules(profile(made))) == {"category-without-rule"}

    def test_has_a_rule_for_a_category_that_is_none(self):
        made = with_edition(clauses=(replace(FIRST, categories=("nobody",)), *REST))
        assert list_rules_told(promises.categories_reach_rules(profile(made))) == {"unknown-category"}

    def test_offers_a_reading_that_cannot_be_applied(self):
        made = with_edition(clauses=(replace(FIRST, when=ODD), *REST))
        assert "reading-fails" in list_rules_told(promises.readings_are_total(profile(made)))

    @pytest.mark.parametrize(
        ("title", "body", "rule"),
        [
            ("警告", "{落款}", "template-undefined"),
            ("警告", "{服务商", "template-undefined"),
            ("", "{服务商}", "template-empty"),
            ("行政处罚决定书", "{服务商}", "looks-like-penalty"),
        ],
    )
    def test_has_a_document_that_cannot_be_served(self, title, body, rule):
        made = plugin(notices=(Notice("warning", "warning", title, body),))
        assert rule in list_rules_told(promises.templates_render(profile(made)))

    def test_has_a_case_that_fails(self, tmp_path):
        (tmp_path / "cases.yaml").write_text("- 条款: 2.1\n  力度: 可以\n", "utf-8")
        made = plugin(worked_cases=(tmp_path / "cases.yaml",))
        assert list_rules_told(promises.cases_pass(profile(made))) == {
            "rule-without-case",
            "option-without-case",
            "case-fails",
            "number-without-triple",
        }

    def test_has_a_case_that_cannot_be_read(self, tmp_path):
        (tmp_path / "cases.yaml").write_text("- 条款: 9\n", "utf-8")
        made = plugin(worked_cases=(tmp_path / "cases.yaml",))
        assert list_rules_told(promises.cases_pass(profile(made))) == {"case-malformed"}

    def test_does_not_load_by_itself(self):
        point = EntryPoint("nowhere", "banfa_nowhere", GROUP)
        assert list_rules_told(promises.loads_alone(point)) == {"loads-alone"}


SOURCES = {
    "import time": "reads-world",
    "import socket": "reads-world",
    "from urllib import request": "reads-world",
    "import banfa.cities": "reads-world",
    "from banfa.ledger import kinds": "reads-world",
    "import random": "reads-world",
    "text = open('x')": "reads-world",
    "from datetime import date; day = date.today()": "reads-clock",
    "from datetime import datetime; now = datetime.now": "reads-clock",
    "rate = 0.3": "float",
    "rate = float('0.3')": "float",
}


class TestASource:
    @pytest.fixture
    def pure(self, tmp_path, monkeypatch):
        """What is told of a package of this source."""
        monkeypatch.syspath_prepend(str(tmp_path))

        def check(name, code):
            package = tmp_path / name
            package.mkdir()
            (package / "__init__.py").write_text(code, "utf-8")
            return list_rules_told(promises.is_pure(profile(plugin()), name))

        return check

    @pytest.mark.parametrize("n", range(len(SOURCES)))
    def test_is_told_of_what_it_reads(self, pure, n):
        code, rule = list(SOURCES.items())[n]
        assert pure(f"banfa_source_{n}", code) == {rule}

    def test_may_use_the_law_and_quiet_modules(self, pure):
        code = (
            "from __future__ import annotations\nimport itertools\nfrom fractions import Fraction\n"
            "from datetime import date\nfrom pathlib import Path\nfrom importlib.resources import files\n"
            "from banfa.law import City, facts as f\nfrom banfa.law.facts import products\n"
            "from banfa_quiet import other\nfrom . import more\nday = date(2026, 1, 1)\n"
        )
        assert pure("banfa_quiet", code) == set()
