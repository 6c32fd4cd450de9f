"""Changsha's measure through the public door: what its text says, leaves open, and what our copy lacks."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner

from banfa.cli.city import command
from banfa.law import (
    Disposition,
    Force,
    Otherwise,
    SetInOrder,
    Stage,
    Status,
    from_data,
    settle,
    to_data,
    unset_terms,
)
from tests.five_cities import load_five
from tests.plugins.official import find_copied, official


@pytest.fixture(scope="module")
def profile():
    return load_five().profile("changsha")


@pytest.fixture(scope="module")
def edition(profile):
    return profile.latest


class TestTheDoor:
    def test_the_checker_finds_nothing(self):
        answer = CliRunner().invoke(command, ["check", "changsha"])

        assert answer.exit_code == 0, answer.output

    def test_every_worked_case_comes_out_as_written(self):
        answer = CliRunner().invoke(command, ["try", "changsha"])

        assert answer.exit_code == 0, answer.output
        assert "不符0项" in answer.output

    def test_the_official_text_bears_it_out(self):
        answer = CliRunner().invoke(command, ["verify", "changsha", str(official("changsha"))])

        assert answer.exit_code == 0, answer.output

    @pytest.mark.parametrize(
        ("said", "changed", "where"),
        [
            ("在全市范围内通报并限期整改", "在全省范围内通报并限期整改", "第十三条"),
            ("限期整改，", "约谈，", "约谈"),
            ("由市工业和信息化局在全市", "可由市工业和信息化局在全市", "第十三条"),
        ],
    )
    def test_a_changed_text_is_noticed(self, tmp_path, said, changed, where):
        text = official("changsha").read_text("utf-8")
        path = tmp_path / "changed.txt"
        path.write_text(text.replace(said, changed), "utf-8")

        answer = CliRunner().invoke(command, ["verify", "changsha", str(path)])

        assert said in text
        assert answer.exit_code == 1
        assert where in answer.output

    def test_summaries_are_no_copies(self, profile, edition):
        words = [p.zh for p in edition.outline]
        words += (
            [c.zh for c in edition.clauses] + [r.zh for r in edition.rules] + [s.zh for s in edition.support]
        )
        words += [*profile.finding_kinds.values(), *profile.verification_kinds.values()]
        words += [n.body for n in profile.notices]

        assert list(find_copied(words, official("changsha").read_text("utf-8"))) == []


class TestTheEdition:
    def test_all_provisions_are_in_the_outline_and_the_rest_is_missing(self, edition):
        missing = [p.cite.path for p in edition.outline if Disposition.MISSING in p.dispositions]

        assert missing == ["13.3", "14"]
        assert len(edition.outline) - len(missing) == 44

    def test_it_was_issued_and_its_first_day_is_not_known(self, edition):
        assert edition.status is Status.FINAL
        assert edition.valid_from.key == "commencement"
        assert edition.valid_to is None

    def test_it_travels_as_data(self, edition):
        assert from_data(to_data(edition)) == edition

    def test_it_evaluates_without_points_or_grades(self, edition):
        assert edition.rubric is None
        assert edition.grading is None
        assert [s.labels for s in edition.support] == [()]

    def test_it_has_three_categories_and_four_industries(self, profile):
        assert [c.key for c in profile.categories] == ["promoter", "integrator", "ecosystem"]
        assert [i.zh for i in profile.industries] == ["工程机械", "先进计算", "生物医药", "烟花鞭炮"]

    def test_the_example_settles_everything(self, profile, edition):
        terms = yaml.safe_load((profile.cases[0].parents[1] / "demo_terms.yaml").read_text("utf-8"))

        assert unset_terms(settle(edition, terms["设定"])) == ()


class TestSanctions:
    def test_only_promoters_are_sanctioned(self, edition):
        assert {c.categories for c in edition.clauses} == {("promoter",)}

    def test_the_term_is_left_to_the_order_and_its_lapse_hands_the_work_on(self, edition):
        circular, order = edition.clauses[0].then

        assert circular.zh == "全市范围内通报"
        assert order.within == SetInOrder()
        assert [c.key for c in order.missed] == ["13后段"]
        assert [r.kind for r in edition.clauses[-1].then] == ["reassignment"]

    def test_its_orders_bind(self, edition):
        assert {c.force for c in edition.clauses} == {Force.MUST}


class TestRules:
    def test_each_category_is_admitted_its_own_way(self, edition):
        refused = [
            (r.cite.path, r.categories)
            for r in edition.at(Stage.ADMISSION)
            if r.otherwise is Otherwise.NOT_ADMITTED
        ]

        assert refused == [("3", ("promoter",)), ("4", ("integrator",)), ("5", ("ecosystem",))]

    def test_a_promoter_in_its_own_industry_is_looked_at_and_nothing_is_voided(self, edition):
        (rule,) = edition.at(Stage.CONTRACT)

        assert rule.cite.path == "6"
        assert rule.otherwise is Otherwise.CHECK


def test_every_remedy_has_its_document(profile, edition):
    assert {r.kind for c in edition.clauses for r in c.then} == {n.remedy for n in profile.notices}
