"""Liuzhou's measure through the public door: what its text says and what it leaves to the bureau."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner

from banfa.cli.city import command
from banfa.law import (
    AtMost,
    Choice,
    Days,
    Force,
    OpenNumber,
    PublicationScope,
    PublicationTime,
    Status,
    cite,
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
    return load_five().profile("liuzhou")


@pytest.fixture(scope="module")
def edition(profile):
    return profile.latest


def clauses(edition, article):
    return [c for c in edition.clauses if c.cite.article == article]


class TestTheDoor:
    def test_the_checker_finds_nothing(self):
        answer = CliRunner().invoke(command, ["check", "liuzhou"])

        assert answer.exit_code == 0, answer.output

    def test_every_worked_case_comes_out_as_written(self):
        answer = CliRunner().invoke(command, ["try", "liuzhou"])

        assert answer.exit_code == 0, answer.output
        assert "不符0项" in answer.output

    def test_the_official_text_bears_it_out(self):
        answer = CliRunner().invoke(command, ["verify", "liuzhou", str(official("liuzhou"))])

        assert answer.exit_code == 0, answer.output

    @pytest.mark.parametrize(
        ("said", "changed", "where"),
        [
            ("一般不超过30日", "不超过30日", "第十二条"),
            ("超过5家", "超过6家", "第十二条第（六）项"),
            ("超过10家", "达到10家", "第十四条第（五）项"),
        ],
    )
    def test_a_changed_text_is_noticed(self, tmp_path, said, changed, where):
        text = official("liuzhou").read_text("utf-8").replace(said, changed)
        path = tmp_path / "changed.txt"
        path.write_text(text, "utf-8")

        answer = CliRunner().invoke(command, ["verify", "liuzhou", str(path)])

        assert answer.exit_code == 1
        assert where in answer.output

    def test_summaries_are_no_copies(self, profile, edition):
        words = [p.zh for p in edition.outline]
        words += [c.zh for c in edition.clauses] + [r.zh for r in edition.rules]
        words += [f.zh for f in profile.facts]

        assert list(find_copied(words, official("liuzhou").read_text("utf-8"))) == []


class TestTheEdition:
    def test_all_provisions_are_in_the_outline(self, edition):
        assert len(edition.outline) == 50

    def test_it_is_a_draft_whose_first_day_is_open(self, edition):
        assert edition.status is Status.DRAFT
        assert edition.valid_from.key == "commencement"

    def test_it_travels_as_data(self, edition):
        assert from_data(to_data(edition)) == edition

    def test_it_evaluates_without_points_or_grades(self, profile, edition):
        assert edition.rubric is None
        assert edition.grading is None
        assert "appraisal" in {k.key for k in profile.record_kinds}

    def test_there_are_two_kinds_of_provider(self, profile):
        assert [c.key for c in profile.categories] == ["integrator", "product"]

    def test_no_industry_is_made_up(self, profile):
        assert profile.industries == ()


class TestForce:
    def test_interview_and_order_go_together(self, edition):
        for clause in clauses(edition, 12):
            interview, order = clause.then

            assert clause.force is Force.MUST
            assert interview.kind == "interview"
            assert order.within == AtMost(Days(30), generally=True)
            assert [c.path for c in order.missed] == ["13", "14.4"]

    def test_removal_publication_and_grey_list_go_together(self, edition):
        for clause in clauses(edition, 14):
            assert clause.force is Force.MUST
            assert [r.kind for r in clause.then] == ["removal", "publication", "grey_list"]

    def test_the_enterprise_may_ask_for_another_provider(self, edition):
        (clause,) = clauses(edition, 13)

        assert clause.force is Force.MAY
        assert [r.by for r in clause.then] == ["试点企业申请"]

    def test_a_verified_complaint_puts_nobody_on_the_grey_list(self, edition):
        (clause,) = clauses(edition, 15)

        assert [r.kind for r in clause.then] == ["circular", "disqualification"]


class TestWhatIsOpen:
    def test_the_example_settles_everything(self, profile, edition):
        terms = yaml.safe_load((profile.cases[0].parents[1] / "demo_terms.yaml").read_text("utf-8"))

        assert unset_terms(settle(edition, terms["设定"])) == ()

    def test_both_readings_of_a_missed_term_are_offered(self, edition):
        reading = open_terms(edition)["late"]

        assert isinstance(reading, Choice)
        assert reading.reading
        assert {o.key for o in reading.options} == {"alone", "joined"}

    def test_no_tolerance_is_a_tolerance_of_nothing(self, edition):
        tolerance = open_terms(edition)["target_tolerance"]

        assert isinstance(tolerance, OpenNumber)
        assert tolerance.low == 0


class TestThePublicity:
    """14 names removal, 公示 and the grey list in one breath."""

    def test_is_a_reading_of_its_own(self, edition):
        assert [(choice.cite, choice.reading) for choice in edition.readings] == [(cite("14"), True)] * 2

    @pytest.mark.parametrize(
        ("time", "scope", "settled"),
        [
            ("before", "with_grey_list", (PublicationTime.BEFORE, PublicationScope.WITH_GREY_LIST)),
            ("after", "removal_alone", (PublicationTime.AFTER, PublicationScope.REMOVAL_ALONE)),
        ],
    )
    def test_is_settled_for_cases_to_read(self, edition, time, scope, settled):
        chosen = settle(edition, {"publication.time": time, "publication.scope": scope})
        assert chosen.readings == settled
        assert from_data(to_data(chosen)).readings == settled


def test_every_remedy_has_its_document(profile, edition):
    assert {r.kind for c in edition.clauses for r in c.then} == {n.remedy for n in profile.notices}
