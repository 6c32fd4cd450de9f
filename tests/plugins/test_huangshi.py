"""Huangshi's measure through the public door: what its text says and what it leaves to the bureau."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import banfa_huangshi
from banfa.cli.city import command
from banfa.law import (
    FAR,
    Choice,
    Force,
    Months,
    SettingError,
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
    return load_five().profile("huangshi")


@pytest.fixture(scope="module")
def edition(profile):
    return profile.latest


@pytest.fixture(scope="module")
def demo(profile):
    terms = yaml.safe_load((profile.cases[0].parents[1] / "demo_terms.yaml").read_text("utf-8"))
    return terms["设定"]


def clauses(edition, article):
    return [c for c in edition.clauses if c.cite.article == article]


class TestTheDoor:
    def test_the_checker_finds_nothing(self):
        answer = CliRunner().invoke(command, ["check", "huangshi"])

        assert answer.exit_code == 0, answer.output

    def test_every_worked_case_comes_out_as_written(self):
        answer = CliRunner().invoke(command, ["try", "huangshi"])

        assert answer.exit_code == 0, answer.output
        assert "不符0项" in answer.output

    def test_the_official_text_bears_it_out(self):
        answer = CliRunner().invoke(command, ["verify", "huangshi", str(official("huangshi"))])

        assert answer.exit_code == 0, answer.output

    def test_a_changed_number_in_the_text_is_noticed(self, tmp_path):
        text = official("huangshi").read_text("utf-8").replace("限期整改超过3次", "限期整改超过4次")
        changed = tmp_path / "changed.txt"
        changed.write_text(text, "utf-8")

        answer = CliRunner().invoke(command, ["verify", "huangshi", str(changed)])

        assert answer.exit_code == 1
        assert "第十五条第（一）项" in answer.output

    def test_summaries_are_no_copies(self, profile, edition):
        words = [p.zh for p in edition.outline]
        words += [c.zh for c in edition.clauses] + [r.zh for r in edition.rules]
        words += [f.zh for f in profile.facts]

        assert list(find_copied(words, official("huangshi").read_text("utf-8"))) == []


class TestTheEdition:
    def test_all_provisions_are_in_the_outline(self, edition):
        assert len(edition.outline) == 61

    def test_it_is_a_draft_whose_first_day_is_open(self, edition):
        assert edition.status is Status.DRAFT
        assert edition.valid_from.key == "commencement"

    def test_it_travels_as_data(self, edition):
        assert from_data(to_data(edition)) == edition

    def test_there_is_one_kind_of_provider_and_five_industries(self, profile):
        assert [c.zh for c in profile.categories] == ["数字化服务商"]
        assert len(profile.industries) == 5
        assert {i.cite.path for i in profile.industries} == {"6.4"}


class TestForce:
    def test_warning_binds_and_removal_does_not(self, edition):
        assert {c.force for c in clauses(edition, 14)} == {Force.MUST}
        assert {c.force for c in clauses(edition, 15)} == {Force.MAY}
        assert {c.force for c in clauses(edition, 16)} == {Force.MAY}

    def test_a_warning_comes_with_one_month_to_rectify(self, edition):
        for clause in clauses(edition, 14):
            assert [(r.kind, r.within) for r in clause.then] == [
                ("warning", None),
                ("rectification", Months(1)),
            ]

    def test_late_but_not_refused_opens_nothing(self, edition):
        assert not any(r.missed for c in edition.clauses for r in c.then)
        assert "orders_missed" not in {f.name for f in facts_of(edition.clauses)}

    def test_a_verified_complaint_means_one_of_two(self, edition):
        (complaint, crime) = clauses(edition, 18)

        assert [o.kind for r in complaint.then for o in r.options] == ["warning", "removal"]
        assert [r.kind for r in crime.then] == ["referral"]


class TestWhatIsOpen:
    def test_the_example_settles_everything(self, edition, demo):
        assert unset_terms(settle(edition, demo)) == ()

    def test_nothing_is_settled_by_itself(self, edition):
        assert set(open_terms(edition)) == {o.key for o in unset_terms(edition)}

    def test_the_example_says_that_it_is_no_law(self, profile):
        head = (profile.cases[0].parents[1] / "demo_terms.yaml").read_text("utf-8").splitlines()[0]

        assert "不是法规" in head

    def test_weights_must_add_up_to_a_hundred(self, edition, demo):
        with pytest.raises(SettingError, match="之和须为100"):
            settle(edition, {**demo, "weight.work": 21})

    def test_no_dimension_can_weigh_nothing(self, edition):
        with pytest.raises(SettingError, match="1至97"):
            settle(edition, {"weight.satisfaction": 0})

    def test_a_figure_that_the_text_does_not_name_is_refused(self, edition):
        bogus = [{"measure": "revenue", "full": 20, "scale": {"per_item": 1, "upto": 20}}]
        with pytest.raises(SettingError, match="不在可用之列"):
            settle(edition, {"criteria.products": bogus})

    def test_publicity_has_no_length_of_its_own(self, edition):
        period = edition.publicity.at_least

        assert (period.low, period.unit) == (1, "个工作日")
        assert not period.is_set

    @pytest.mark.parametrize(
        ("key", "options"),
        [
            ("complaint", {"last", "each"}),
            ("grades.window", {"ever", "stay"}),
            ("orders.window", {"ever", "stay"}),
            ("orders.counted", {"issued", "served"}),
            ("new_enterprise", {"never", "lately"}),
            ("entry.from", {"membership", "announced"}),
        ],
    )
    def test_a_provision_that_reads_two_ways_offers_both(self, edition, key, options):
        reading = open_terms(edition)[key]

        assert isinstance(reading, Choice)
        assert reading.reading
        assert {o.key for o in reading.options} == options


class TestGrading:
    def test_grades_go_by_points_alone(self, edition):
        assert [(b.label, b.floor, b.quota) for b in edition.grading.bands] == [
            ("A", 80, None),
            ("B", 70, None),
            ("C", 60, None),
            ("D", None, None),
        ]

    def test_support_is_for_the_best_grade(self, edition):
        assert {s.labels for s in edition.support} == {("A",)}


class TestNotices:
    def test_every_remedy_has_its_document(self, profile, edition):
        taken = {r.kind for c in edition.clauses for r in c.then if not r.options}

        assert taken == {n.remedy for n in profile.notices}

    def test_none_looks_like_a_penalty(self, profile):
        assert not any("处罚" in n.title or "决定书" in n.title for n in profile.notices)


def test_bounds_are_small_enough(edition):
    assert all(f.high <= FAR for f in facts_of((edition.clauses, edition.rules, edition.rubric)))


def test_cases_stand_inside_the_package(profile):
    package = Path(str(banfa_huangshi.__file__)).parent

    assert profile.cases
    assert all(path.is_relative_to(package) for path in profile.cases)
