"""Changchun's measure through the public door: what its text says and what it leaves to the bureau."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner

from banfa.cli.city import command
from banfa.law import (
    AtMost,
    Days,
    Force,
    OpenNumber,
    Status,
    facts_of,
    from_data,
    open_terms,
    settle,
    to_data,
    unset_terms,
)
from tests.five_cities import load_five
from tests.plugins.official import find_copied, official


@pytest.fixture(scope="module")
def profile():
    return load_five().profile("changchun")


@pytest.fixture(scope="module")
def edition(profile):
    return profile.latest


def clauses(edition, article):
    return [c for c in edition.clauses if c.cite.article == article]


class TestTheDoor:
    def test_the_checker_finds_nothing(self):
        answer = CliRunner().invoke(command, ["check", "changchun"])

        assert answer.exit_code == 0, answer.output

    def test_every_worked_case_comes_out_as_written(self):
        answer = CliRunner().invoke(command, ["try", "changchun"])

        assert answer.exit_code == 0, answer.output
        assert "不符0项" in answer.output

    def test_the_official_text_bears_it_out(self):
        answer = CliRunner().invoke(command, ["verify", "changchun", str(official("changchun"))])

        assert answer.exit_code == 0, answer.output

    @pytest.mark.parametrize(
        ("said", "changed", "where"),
        [
            ("超过2次", "超过3次", "第九条第（一）项"),
            ("可取消其服务资格", "将取消其服务资格", "第九条"),
            ("应限期整改", "可限期整改", "第七条"),
        ],
    )
    def test_a_changed_text_is_noticed(self, tmp_path, said, changed, where):
        text = official("changchun").read_text("utf-8").replace(said, changed)
        path = tmp_path / "changed.txt"
        path.write_text(text, "utf-8")

        answer = CliRunner().invoke(command, ["verify", "changchun", str(path)])

        assert answer.exit_code == 1
        assert where in answer.output

    def test_summaries_are_no_copies(self, profile, edition):
        words = [p.zh for p in edition.outline]
        words += [c.zh for c in edition.clauses] + [r.zh for r in edition.rules]
        words += [f.zh for f in profile.facts]

        assert list(find_copied(words, official("changchun").read_text("utf-8"))) == []


class TestTheEdition:
    def test_all_provisions_are_in_the_outline(self, edition):
        assert len(edition.outline) == 36

    def test_it_is_provisional_and_its_first_day_is_open(self, edition):
        assert edition.status is Status.TRIAL
        assert edition.valid_from.key == "commencement"

    def test_it_travels_as_data(self, edition):
        assert from_data(to_data(edition)) == edition

    def test_it_evaluates_without_points_or_grades(self, edition):
        assert edition.rubric is None
        assert edition.grading is None
        assert {s.labels for s in edition.support} == {()}

    def test_it_has_one_kind_of_provider_and_names_no_industry(self, profile):
        assert [c.key for c in profile.categories] == ["provider"]
        assert profile.industries == ()


class TestForce:
    def test_an_order_comes_alone_and_generally_within_thirty_days(self, edition):
        for clause in clauses(edition, 7):
            (order,) = clause.then

            assert clause.force is Force.MUST
            assert order.within == AtMost(Days(30), generally=True)

    def test_being_late_opens_the_change_of_provider_alone(self, edition):
        opened = {c.path for clause in edition.clauses for r in clause.then for c in r.missed}
        grounds = {f.name for c in clauses(edition, 9) for f in facts_of(c)}

        assert opened == {"8"}
        assert "orders_missed" not in grounds

    def test_losing_the_qualification_is_discretionary_and_comes_alone(self, edition):
        for clause in clauses(edition, 9):
            assert clause.force is Force.MAY
            assert [r.kind for r in clause.then] == ["disqualification"]


class TestWhatIsOpen:
    def test_the_example_settles_everything(self, profile, edition):
        terms = yaml.safe_load((profile.cases[0].parents[1] / "demo_terms.yaml").read_text("utf-8"))

        assert unset_terms(settle(edition, terms["设定"])) == ()

    def test_how_far_behind_is_far_is_not_made_up(self, edition):
        gap = open_terms(edition)["target_gap"]

        assert isinstance(gap, OpenNumber)
        assert (gap.low, gap.high) == (1, 10_000)

    def test_dissatisfaction_counts_answers(self, edition):
        (clause,) = [c for c in clauses(edition, 9) if c.cite.item == 2]

        assert {f.unit for f in facts_of(clause.when)} == {"次"}


def test_every_remedy_has_its_document(profile, edition):
    assert {r.kind for c in edition.clauses for r in c.then} == {n.remedy for n in profile.notices}
