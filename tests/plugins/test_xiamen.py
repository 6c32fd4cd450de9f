"""Xiamen's measure through the public door: what its text says and what it leaves to the bureau."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner

from banfa.cities.checks.run import edition_problems
from banfa.cli.city import command
from banfa.law import (
    Choice,
    CircularCircle,
    Criterion,
    Disposition,
    Force,
    Listed,
    Months,
    Nature,
    OpenNumber,
    OpenScale,
    Otherwise,
    Scale,
    SettingError,
    Stage,
    Status,
    Window,
    WorkingDays,
    cite,
    facts_of,
    from_data,
    open_terms,
    percent,
    settle,
    to_data,
    unset_terms,
    walk,
)
from banfa.law.facts import voice_count, voice_sum
from tests.five_cities import load_five
from tests.plugins.official import find_copied, official


@pytest.fixture(scope="module")
def profile():
    return load_five().profile("xiamen")


@pytest.fixture(scope="module")
def edition(profile):
    return profile.latest


@pytest.fixture(scope="module")
def demo(profile):
    terms = yaml.safe_load((profile.cases[0].parents[1] / "demo_terms.yaml").read_text("utf-8"))
    return terms["设定"]


def clauses(edition, article):
    return [c for c in edition.clauses if c.cite.article == article]


def clause(edition, key):
    (found,) = [c for c in edition.clauses if c.cite.key == key]
    return found


class TestTheDoor:
    def test_the_checker_finds_nothing(self):
        answer = CliRunner().invoke(command, ["check", "xiamen"])

        assert answer.exit_code == 0, answer.output

    def test_every_worked_case_comes_out_as_written(self):
        answer = CliRunner().invoke(command, ["try", "xiamen"])

        assert answer.exit_code == 0, answer.output
        assert "不符0项" in answer.output

    def test_the_official_text_bears_it_out(self):
        answer = CliRunner().invoke(command, ["verify", "xiamen", str(official("xiamen"))])

        assert answer.exit_code == 0, answer.output

    @pytest.mark.parametrize(
        ("said", "changed", "where"),
        [
            ("超过30%", "达到30%", "第十二条第（五）项"),
            ("三个月内没有", "两个月内没有", "第十二条第（三）项"),
            ("未达到80%", "未达到60%", "第十二条第（六）项"),
            ("限期1个月内", "限期2个月内", "第十一条"),
            ("将对服务商予以警告", "可对服务商予以警告", "第十一条"),
            ("将取消其关于", "可取消其关于", "第十二条"),
            ("约占20%", "约占10%", "第七条第（二）项"),
            ("≥70分", "≥75分", "第七条第（二）项"),
            ("5个工作日", "7个工作日", "第八条"),
            ("服务商让利情况(5分)", "服务商让利情况(6分)", "第六条第（一）项第4目"),
        ],
    )
    def test_a_changed_text_is_noticed(self, tmp_path, said, changed, where):
        text = official("xiamen").read_text("utf-8")
        path = tmp_path / "changed.txt"
        path.write_text(text.replace(said, changed), "utf-8")

        answer = CliRunner().invoke(command, ["verify", "xiamen", str(path)])

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

        assert list(find_copied(words, official("xiamen").read_text("utf-8"))) == []


class TestTheEdition:
    def test_all_provisions_are_in_the_outline(self, edition):
        assert len(edition.outline) == 53
        assert not any(Disposition.MISSING in p.dispositions for p in edition.outline)

    def test_it_is_a_draft_and_its_first_day_is_open(self, edition):
        assert edition.status is Status.DRAFT
        assert edition.valid_from.key == "commencement"
        assert edition.valid_to.zh == "试点城市工作结束"

    def test_it_travels_as_data(self, edition):
        assert from_data(to_data(edition)) == edition

    def test_there_is_no_rule_of_admission_for_its_document_is_not_at_hand(self, edition):
        assert edition.at(Stage.ADMISSION) == ()

    def test_its_categories_end_in_an_open_one(self, profile):
        assert [c.open_list for c in profile.categories] == [False, False, False, True]

    def test_its_industries_are_left_to_the_work_plan(self, profile):
        (industry,) = profile.industries

        assert industry.cite is None
        assert "厦工信规〔2024〕1号" in industry.source

    def test_grades_are_shown_for_five_working_days_at_least(self, edition):
        assert edition.publicity.at_least == WorkingDays(5)


class TestForce:
    @pytest.mark.parametrize(
        ("article", "kinds"), [(11, ["warning", "rectification"]), (12, ["disqualification", "circular"])]
    )
    def test_both_articles_bind_the_bureau(self, edition, article, kinds):
        for found in clauses(edition, article):
            assert found.force is Force.MUST
            assert [r.kind for r in found.then] == kinds

    def test_an_order_runs_one_month_and_opens_12_4(self, edition):
        for found in clauses(edition, 11):
            order = found.then[1]

            assert order.within == Months(1)
            assert [c.path for c in order.missed] == ["12.4"]

    def test_three_months_without_a_contract_are_not_undone(self, edition):
        events = [c.cite.key for c in edition.clauses if c.nature is Nature.EVENT]

        assert events == ["12.3"]

    def test_the_rate_of_12_6_is_that_of_the_calendar_year(self, edition):
        counts = [f for f in facts_of(clause(edition, "12.6").when) if f.unit == "家"]

        assert {f.window for f in counts} == {Window.YEAR, Window.LAST_YEAR, Window.YEAR_BEFORE_LAST}

    def test_every_new_finding_and_grade_opens_a_clause_anew(self, edition):
        for found in edition.clauses:
            told = {f for f in facts_of(found.when) if f.name == "finding"}

            assert told <= set(found.anew)
        assert [f.name for f in clause(edition, "11.1").anew] == ["grades"]
        assert [f.name for f in clause(edition, "12.4").anew] == [
            "orders_missed",
            "orders_missed_by_close",
            "rechecks_failed",
            "orders_missed_moved",
            "orders_missed_moved_by_close",
            "rechecks_failed_moved",
        ]

    def test_a_leak_is_warned_of_and_is_no_ground_of_disqualification(self, edition):
        found = [c.cite.key for c in edition.clauses if any("disclosure" in f.args for f in facts_of(c.when))]

        assert found == ["11.4"]

    def test_harmful_competition_stands_in_both_articles(self, edition):
        found = [
            c.cite.key
            for c in edition.clauses
            if any("harmful_competition" in f.args for f in facts_of(c.when))
        ]

        assert found == ["11.5后段", "12.1"]

    def test_a_contract_outside_the_pool_does_not_count(self, edition):
        (rule,) = edition.at(Stage.CONTRACT)

        assert rule.otherwise is Otherwise.NOT_COUNTED


class TestWhatIsOpen:
    def test_all_nineteen_scales_are_left_to_the_bureau(self, edition):
        assert sum(isinstance(o, OpenScale) for o in open_terms(edition).values()) == 19

    def test_the_example_settles_everything_soundly(self, edition, demo):
        settled = settle(edition, demo)

        assert unset_terms(settled) == ()
        assert edition_problems(settled) == []

    def test_every_scale_reaches_its_full_points_in_the_example(self, edition, demo):
        settled = [c for c in walk(settle(edition, demo)) if isinstance(c, Criterion)]

        assert len(settled) == 19
        for criterion in settled:
            assert isinstance(criterion.scale, Scale)
            assert criterion.scale.least == 0
            assert criterion.scale.most == criterion.full

    def test_a_scale_must_say_which_days_it_counts(self, edition):
        with pytest.raises(SettingError, match="measure"):
            settle(edition, {"scale.6.1.1": {"per_item": 1, "upto": 8}})

    def test_a_scale_beyond_its_points_is_refused(self, edition, demo):
        terms = {**demo, "scale.6.2.1": {"per_item": 1, "upto": 9}}

        with pytest.raises(SettingError, match="0至8分"):
            settle(edition, terms)

    @pytest.mark.parametrize(("key", "near"), [("excellent", 20), ("good", 30), ("pass", 40)])
    def test_about_gives_no_bounds(self, edition, key, near):
        quota = open_terms(edition)[f"quota.{key}"]

        assert isinstance(quota, OpenNumber)
        assert (quota.low, quota.near, quota.high) == (1, percent(near), 99)
        for beyond in (0, 100):
            with pytest.raises(SettingError, match=r"之间"):
                settle(edition, {f"quota.{key}": beyond})

    def test_the_readings_are_these(self, edition):
        readings = {k: o for k, o in open_terms(edition).items() if isinstance(o, Choice) and o.reading}

        assert {k: [x.key for x in o.options] for k, o in readings.items()} == {
            "unfair_competition": ["each", "together"],
            "fraud.harm": ["required", "alone"],
            "period.rest_day": ["moved", "kept"],
            "period.begun_before": ["whole", "from_commencement"],
            "entry.from": ["membership", "announced"],
            "orders.rest_day": ["moved", "kept"],
            "orders.last_day": ["midnight", "close"],
            "dissatisfied.base": ["surveyed", "served"],
            "dissatisfied.verdict": ["latest", "ever"],
            "pass_rate.when": ["any_day", "after_all"],
            "removed.evaluated": ["left_out", "evaluated"],
            "quota.beyond": ["next", "lowest_floor"],
            "publicity.listed": ["all", "passed"],
            "circular.circle": ["providers", "pilot", "public"],
        }

    @pytest.mark.parametrize(("option", "listed"), [("all", Listed.ALL), ("passed", Listed.NOT_THE_LAST)])
    def test_whether_8_names_who_failed_stands_with_the_publicity(self, edition, option, listed):
        publicity = settle(edition, {"publicity.listed": option}).publicity
        assert publicity is not None
        assert publicity.listed is listed

    def test_the_circle_of_a_circular_is_for_cases_to_read(self, edition):
        assert [choice.cite for choice in edition.readings] == [cite("12")]
        settled = settle(edition, {"circular.circle": "pilot"})
        assert settled.readings == (CircularCircle.PILOT,)

    def test_every_option_of_every_choice_is_sound(self, edition, demo):
        for key, open_term in open_terms(edition).items():
            for option in open_term.options if isinstance(open_term, Choice) else ():
                assert edition_problems(settle(edition, {**demo, key: option.key})) == []


@pytest.mark.parametrize("topic", ["attitude", "response", "effect"])
def test_ratings_offer_one_voice_for_each_enterprise(edition, topic):
    names = {fact.name for fact in facts_of(edition.rubric) if topic in fact.args}

    assert {voice_sum(topic, "").name, voice_count(topic, "").name} < names


def test_every_remedy_has_its_document(profile, edition):
    assert {r.kind for c in edition.clauses for r in c.then} == {n.remedy for n in profile.notices}
