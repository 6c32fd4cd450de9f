"""Objections: internal procedure; what upholding one moves, and for whom the time opens again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from threading import Thread

import pytest

from banfa.errors import Conflict
from banfa.procedures.receipts.replay import replay
from banfa.procedures.rounds import computing
from banfa.procedures.rounds.objections import file_objection
from tests.procedures.quarter import EIGHT, Quarter, grade_lines


@pytest.fixture
def public(xiamen):
    """The eight of `grade_lines`, public from Wednesday 8 April to the 15th."""
    xiamen.quarter = grade_lines(xiamen)
    xiamen.ids = xiamen.quarter.ids
    xiamen.set_all()
    xiamen.complete()
    xiamen.round_id = xiamen.open()
    assert xiamen.published(xiamen.round_id)["public_until"] == "2026-04-15"
    return xiamen


@pytest.fixture
def small(xiamen):
    """Two providers of whom nothing is reported, public to the 15th."""
    xiamen.quarter = Quarter(xiamen)
    for name in "甲乙":
        xiamen.quarter.add(name)
    xiamen.ids = xiamen.quarter.ids
    xiamen.set_all()
    xiamen.complete()
    xiamen.round_id = xiamen.open()
    xiamen.published(xiamen.round_id)
    return xiamen


class TestFiling:
    def test_is_marked_as_house_procedure(self, small):
        small.object(small.round_id, small.ids["甲"])
        (filed,) = small.objections(small.round_id)
        assert (filed["state"], filed["filed_by"]) == ("filed", small.people["王敏"].person.id)
        assert filed["document_no"].startswith("文〔2025〕")

    def test_is_refused_where_no_document_sets_it_up(self, small, refused):
        small.issue("internal", {"objections": False})
        with refused(small, "objections_off"):
            small.object(small.round_id, small.ids["甲"])

    def test_is_refused_before_the_grades_are_public(self, small, refused):
        small.reverse(small.round_id)
        with refused(small, "not_public"):
            small.object(small.round_id, small.ids["甲"])

    def test_is_refused_once_the_time_is_over(self, small, refused):
        small.go_to("2026-04-15", 23)
        small.withdraw(small.object(small.round_id, small.ids["甲"]))
        small.go_to("2026-04-16", 0)
        with refused(small, "objection_late") as refusal:
            small.object(small.round_id, small.ids["甲"])
        assert refusal.value.data == {"until": date(2026, 4, 15)}

    def test_is_in_time_by_the_day_it_was_received(self, small, refused):
        small.go_to("2026-04-17")
        small.object(small.round_id, small.ids["甲"], received_on=date(2026, 4, 15))
        (filed,) = small.objections(small.round_id)
        assert (filed["received_on"], filed["filed_at"][:10]) == ("2026-04-15", "2026-04-17")
        with refused(small, "objection_late"):
            small.object(small.round_id, small.ids["乙"], received_on=date(2026, 4, 16))
        for day in (date(2026, 4, 7), date(2026, 4, 18)):
            with refused(small, "field_out_of_range"):
                small.object(small.round_id, small.ids["乙"], received_on=day)

    def test_is_refused_while_another_of_the_provider_is_open(self, small, refused):
        first = small.object(small.round_id, small.ids["甲"])
        with refused(small, "objection_pending") as refusal:
            small.object(small.round_id, small.ids["甲"])
        assert refusal.value.data == {"objections": [first]}
        small.object(small.round_id, small.ids["乙"])
        small.decide(first, upheld=False)
        small.object(small.round_id, small.ids["甲"])

    def test_by_a_provider_itself_has_a_bound_in_a_round(self, small, refused):
        """Those withdrawn count too; another's and the bureau's own are not held up by it."""
        for name, person in (("甲", "甲公司"), ("乙", "乙公司")):
            small.people[person] = replace(small.people["王敏"], role="provider", provider_id=small.ids[name])

        def file(name):
            with small.unit(f"{name}公司") as unit:
                given = {"round_id": small.round_id, "provider_id": small.ids[name], "statement": "少计"}
                return file_objection(unit, **given).id

        for _ in range(10):
            small.withdraw(file("甲"), provider_id=small.ids["甲"])
        with refused(small, "objections_exhausted"):
            file("甲")
        file("乙")
        small.object(small.round_id, small.ids["甲"])

    def test_is_refused_without_a_statement_or_a_result(self, small, refused):
        with refused(small, "statement_missing"):
            small.object(small.round_id, small.ids["甲"], statement=" ")
        with refused(small, "result_not_found"):
            small.object(small.round_id, 10**9)
        with refused(small, "round_not_found"):
            small.object(10**9, small.ids["甲"])


class TestUpholding:
    def test_moves_whoever_is_displaced_and_hears_them_alone(self, public, refused):
        """丁 loses its concessions: 65 instead of 70. 丙 is third alone; 丁 is 合格, and still before 戊."""
        objection_id = public.object(public.round_id, public.ids["丙"])
        with public.owner_engine.connect() as connection:
            sql = "SELECT id FROM concession WHERE tenant_id = %s AND provider_id = %s"
            kept = connection.exec_driver_sql(sql, (public.tenant.id, public.ids["丁"])).scalars().all()
        for entry_id in kept:
            public.correct("concession", entry_id, kept_on=None)

        public.go_to("2026-04-14")
        moved = public.uphold(objection_id, corrects={public.ids["丁"]: ["6.1.4"]})

        assert moved == [
            {
                "provider_id": public.ids["丁"],
                "before": {"taking_part": "yes", "total": "70", "rank": 3, "grade": "良好"},
                "after": {"taking_part": "yes", "total": "65", "rank": 4, "grade": "合格"},
            }
        ]
        results = public.results(public.round_id)
        assert {name: results[name] for name in EIGHT if name != "丁"} == {
            name: placed for name, placed in EIGHT.items() if name != "丁"
        }
        # until it is approved, what was public before is what is public
        assert public.result(public.round_id, public.ids["丁"], public=True)["total"] == "70"
        public.approve(public.round_id, "赵强")
        whole = public.result(public.round_id, public.ids["丁"], public=True)
        assert (whole["total"], whole["public_until"]) == ("65", "2026-04-21")
        assert public.result(public.round_id, public.ids["丙"])["public_until"] == "2026-04-15"
        # publicity is over after the 15th; the five days of 丁 are 15, 16, 17, 20, 21 April
        public.go_to("2026-04-21", 23)
        public.object(public.round_id, public.ids["丁"])
        for name in "甲丙戊":
            with refused(public, "objection_late"):
                public.object(public.round_id, public.ids[name])

    def test_lists_who_comes_in_and_who_falls_out(self, small):
        """A membership that was recorded of the wrong provider: 乙 was not in the pool, 丙 was."""
        objection_id = small.object(small.round_id, small.ids["甲"])
        with small.owner_engine.connect() as connection:
            sql = "SELECT id FROM membership WHERE tenant_id = %s AND provider_id = %s"
            membership = connection.exec_driver_sql(sql, (small.tenant.id, small.ids["乙"])).scalar_one()
        small.void("membership", membership)
        small.quarter.add("丙")

        membership = ["membership"]
        moved = small.uphold(
            objection_id, corrects={small.ids["乙"]: membership, small.ids["丙"]: membership}
        )

        standing = {"taking_part": "yes", "total": "24", "rank": 1, "grade": "不合格"}
        assert moved == [
            {"provider_id": small.ids["乙"], "before": standing, "after": None},
            {"provider_id": small.ids["丙"], "before": None, "after": standing},
        ]
        small.approve(small.round_id, "赵强")
        small.go_to("2026-04-15")
        small.object(small.round_id, small.ids["乙"])  # it may say that it was in the pool

    def test_takes_in_nothing_but_what_it_corrects(self, small):
        """甲 gets its project overseas, 2.5 points; what else came in late counts for nobody."""
        objection_id = small.object(small.round_id, small.ids["甲"])
        small.quarter.do("甲", overseas=1, products=8)
        small.quarter.do("乙", overseas=2)
        moved = small.uphold(objection_id, corrects={small.ids["甲"]: ["6.4.4"]})
        totals = {name: total for name, (total, _, _) in small.results(small.round_id).items()}
        assert totals == {"甲": "26.5", "乙": "24"}
        assert [one["provider_id"] for one in moved] == [small.ids["甲"], small.ids["乙"]]
        assert replay(small.receipt(small.round_id)).same
        whole = small.result(small.round_id, small.ids["甲"])
        counted = {one["key"]: [len(fact["evidence"]) for fact in one["facts"]] for one in whole["criteria"]}
        assert (counted["6.4.4"], sum(counted["6.2.1"])) == ([1], 0)

    def test_is_under_the_terms_of_the_round(self, small):
        objection_id = small.object(small.round_id, small.ids["甲"])
        before = small.get(small.round_id)["computation"]
        small.issue("terms", {"settings": {"quota.excellent": 21}})
        assert small.uphold(objection_id) == []
        after = small.get(small.round_id)["computation"]
        assert (after["stale"], after["id"] > before["id"]) == ([], True)
        documents = [
            one["document_no"] for one in json.loads(small.receipt(small.round_id))["about"]["instruments"]
        ]
        assert len(documents) == 3

    def test_says_what_it_corrects(self, small, refused):
        objection_id = small.object(small.round_id, small.ids["甲"])
        with refused(small, "corrections_missing"):
            small.decide(objection_id, upheld=True, corrects={})
        for items in ([], ["6.9.9"]):
            with refused(small, "correction_unknown"):
                small.decide(objection_id, upheld=True, corrects={small.ids["甲"]: items})
        with refused(small, "provider_not_found"):
            small.decide(objection_id, upheld=True, corrects={10**9: ["6.4.4"]})

    def test_that_moves_nobody_opens_no_time(self, public, refused):
        public.go_to("2026-04-15")
        objection_id = public.object(public.round_id, public.ids["己"])
        public.bulk(
            "record",
            [
                {
                    "provider_id": public.ids["己"],
                    "kind": "event",
                    "item": "漏报的活动",
                    "occurred_on": "2026-03-02",
                    "body": {"kind": "企业参展", "guided_by": "市局"},
                }
            ],
        )
        public.go_to("2026-04-16")
        # five events earn the most there is: nothing moves, and no time opens
        assert public.uphold(objection_id) == []
        with refused(public, "objection_late"):
            public.object(public.round_id, public.ids["己"])

    def test_lasts_as_many_working_days_as_the_grades_were_public(self, small, refused):
        small.go_to("2026-04-15")
        objection_id = small.object(small.round_id, small.ids["甲"])
        small.quarter.do("甲", overseas=1)
        small.go_to("2026-04-24")
        # 24 + 2.5; 乙 falls to the second place: both are moved; 27 to 30 April, then 6 May (1 to 5 off)
        assert [one["provider_id"] for one in small.uphold(objection_id)] == [
            small.ids["甲"],
            small.ids["乙"],
        ]
        small.approve(small.round_id, "赵强")
        small.go_to("2026-05-06", 23)
        small.decide(small.object(small.round_id, small.ids["乙"]), upheld=False)
        with refused(small, "publicity_running") as refusal:
            small.close(small.round_id)
        assert refusal.value.data == {"public_until": date(2026, 5, 6)}
        small.go_to("2026-05-07", 0)
        with refused(small, "objection_late"):
            small.object(small.round_id, small.ids["乙"])

    def test_never_shortens_the_publicity(self, small):
        """The grades are public for twenty days, and the window of the first day ends before they do."""
        small.reverse(small.round_id)
        small.publish(small.round_id, 20)
        objection_id = small.object(small.round_id, small.ids["甲"])
        small.quarter.do("甲", overseas=1)
        small.uphold(objection_id)
        small.go_to(small.get(small.round_id)["public_until"])
        small.object(small.round_id, small.ids["甲"])

    def test_needs_its_own_approval_before_the_end(self, small, refused):
        objection_id = small.object(small.round_id, small.ids["甲"])
        small.uphold(objection_id)
        small.go_to("2026-05-20")
        with refused(small, "not_reviewed"):
            small.close(small.round_id)
        with refused(small, "own_work"):
            small.approve(small.round_id, "陈静")  # who upheld it
        found = small.approve(small.round_id, "赵强")
        assert (found["state"], found["approvals"]) == ("published", 1)
        with refused(small, "already_reviewed"):
            small.approve(small.round_id, "李建国")
        assert small.close(small.round_id)["state"] == "closed"

    def test_that_opens_a_result_keeps_the_round_from_being_closed(self, small, refused):
        objection_id = small.object(small.round_id, small.ids["甲"])
        with small.owner_engine.connect() as connection:
            sql = "SELECT min(id) FROM finding WHERE tenant_id = %s AND provider_id = %s"
            check = connection.exec_driver_sql(sql, (small.tenant.id, small.ids["甲"])).scalar_one()
        small.void("finding", check)
        small.uphold(objection_id)
        small.approve(small.round_id, "赵强")
        small.go_to("2026-05-20")
        with refused(small, "results_open"):
            small.close(small.round_id)


class TestWithdrawing:
    def test_ends_it(self, small, refused):
        objection_id = small.object(small.round_id, small.ids["甲"])
        with refused(small, "objection_not_found"):
            small.withdraw(objection_id, provider_id=small.ids["乙"])
        with refused(small, "reason_missing"):
            small.withdraw(objection_id, reason=" ")
        withdrawn = small.withdraw(objection_id, provider_id=small.ids["甲"])
        assert (withdrawn["state"], withdrawn["reason"]) == ("withdrawn", "已核对")
        with refused(small, "objection_decided"):
            small.decide(objection_id, upheld=False)
        small.go_to("2026-04-16")
        assert small.close(small.round_id)["state"] == "closed"

    def test_is_too_late_once_it_is_decided(self, small, refused):
        objection_id = small.object(small.round_id, small.ids["甲"])
        small.decide(objection_id, upheld=False)
        with refused(small, "objection_decided"):
            small.withdraw(objection_id)


class TestDeciding:
    @pytest.mark.parametrize("who", ["王敏", "李建国"])
    def test_is_for_neither_who_computed_nor_who_approved(self, small, refused, who):
        objection_id = small.object(small.round_id, small.ids["甲"])
        with refused(small, "own_work"):
            small.decide(objection_id, upheld=False, who=who)
        assert small.decide(objection_id, upheld=False)["state"] == "rejected"

    def test_is_done_once(self, small, refused):
        objection_id = small.object(small.round_id, small.ids["甲"])
        small.decide(objection_id, upheld=False)
        (decided,) = small.objections(small.round_id)
        assert (decided["state"], decided["decided_by"], decided["reason"]) == (
            "rejected",
            small.people["陈静"].person.id,
            "经核实",
        )
        with refused(small, "objection_decided"):
            small.decide(objection_id, upheld=True)

    def test_is_done_once_also_by_two_at_the_same_time(self, small):
        objection_id = small.object(small.round_id, small.ids["甲"])
        outcomes = []

        def decide(who):
            try:
                outcomes.append(small.decide(objection_id, upheld=False, who=who)["state"])
            except Conflict as error:
                outcomes.append(error.code)

        both = [Thread(target=decide, args=(who,)) for who in ("陈静", "赵强")]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert sorted(outcomes) == ["objection_decided", "rejected"]

    def test_is_refused_without_a_reason_and_of_none(self, small, refused):
        objection_id = small.object(small.round_id, small.ids["甲"])
        with refused(small, "reason_missing"):
            small.decide(objection_id, upheld=True, reason="")
        with refused(small, "objection_not_found"):
            small.decide(10**9, upheld=True)

    def test_waits_for_the_next_publication_when_this_one_is_taken_back(self, small, refused):
        objection_id = small.object(small.round_id, small.ids["甲"])
        small.reverse(small.round_id)
        with refused(small, "not_public"):
            small.decide(objection_id, upheld=True)
        small.publish(small.round_id)
        assert small.decide(objection_id, upheld=False)["state"] == "rejected"


class TestARecomputation:
    @pytest.fixture
    def asked(self, small):
        small.objection_id = small.object(small.round_id, small.ids["甲"])
        small.work_id = small.decide(small.objection_id, upheld=True)["work_id"]
        return small

    def test_is_waited_for_by_whoever_takes_the_publication_back(self, asked, refused):
        with refused(asked, "objection_recomputing") as refusal:
            asked.reverse(asked.round_id)
        assert refusal.value.data == {"objections": [asked.objection_id]}
        asked.work(asked.work_id)
        assert asked.reverse(asked.round_id)["state"] == "reviewed"
        with refused(asked, "not_reviewed"):
            asked.publish(asked.round_id)
        assert asked.approve(asked.round_id, "赵强")["state"] == "reviewed"
        assert asked.publish(asked.round_id)["state"] == "published"

    def test_is_waited_for_by_whoever_closes(self, asked, refused):
        asked.go_to("2026-05-20")
        with refused(asked, "objections_undecided"):
            asked.close(asked.round_id)

    def test_that_fails_leaves_the_objection_to_be_decided_again(self, asked, cities, monkeypatch):
        def unreadable(*_args):
            raise Conflict("settings_unfit", "设定与插件不符。")

        with monkeypatch.context() as broken:
            broken.setattr(computing, "_compute", unreadable)
            assert asked.work(asked.work_id).error_code == "settings_unfit"
        again = asked.decide(asked.objection_id, upheld=True)
        assert asked.work(again["work_id"]).state == "done"
        (settled,) = asked.objections(asked.round_id)
        assert settled["state"] == "upheld"
