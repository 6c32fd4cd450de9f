"""Experts: a pool without private numbers, panels as they were drawn, sheets, opinions into the ledger."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from tests.at_once import call_at_once
from tests.casework.test_guards_of_cases import refuse
from tests.experts.panels import (
    check_draw,
    conclude,
    draw,
    enlist,
    enter_sheet,
    form,
    give_opinion,
    hold,
    seat,
    sign_in,
    write_sheet,
)


class TestThePool:
    @pytest.mark.parametrize(
        "number",
        [
            "350203198001011234",
            "35020319800101123X",
            "6222 0202 0011 2233 445",
            "３５０２０３１９８００１０１１２３４",
        ],
    )
    @pytest.mark.parametrize("field", ["name", "employer", "title", "field"])
    def test_holds_no_bank_or_identity_numbers(self, xiamen, number, field):
        body = {"name": "沈一鸣", "employer": "某某大学", "title": "教授", "field": "智能制造"}
        body |= {"from_on": "2026-01-05", field: number}
        refuse(xiamen, "/experts", body, (422, "private_number"), "请删去后再填")

    def test_takes_days_and_short_numbers(self, xiamen):
        enlist(xiamen, title="2025-01-05至2026-01-04任首席专家", field="第3工业互联网")

    def test_has_nobody_twice(self, xiamen):
        enlist(xiamen, "沈一鸣")
        body = {"name": "沈一鸣", "employer": "某某大学", "title": "教授", "field": "制造"}
        body |= {"from_on": "2026-01-05"}
        refuse(xiamen, "/experts", body, (409, "expert_listed"), "不必再登记")

    def test_has_nobody_twice_who_is_entered_at_once(self, xiamen):
        body = {"name": "沈一鸣", "employer": "某某大学", "title": "教授", "field": "制造"}
        body |= {"from_on": "2026-01-05"}
        clients = [xiamen.bureau.new_client("officer") for _ in range(4)]
        answers = call_at_once(*(partial(client.post, "/experts", body) for client in clients))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]

    def test_is_left_on_a_day_after_it_was_entered(self, xiamen):
        expert = enlist(xiamen)
        left = {"left_on": "2025-01-01", "reason": "本人申请"}
        refuse(xiamen, f"/experts/{expert}/leaving", left, (422, "days_reversed"), "不能早于入库之日")
        xiamen.post(f"/experts/{expert}/leaving", {**left, "left_on": xiamen.today.isoformat()})
        panel = form(xiamen)
        draw(xiamen, panel)
        body = {"expert_id": expert, "place": "member"}
        refuse(xiamen, f"/expert-panels/{panel}/members", body, (409, "expert_not_listed"), "不在专家库")

    def test_is_that_of_the_day_of_the_draw(self, xiamen):
        stayed, left, late = (enlist(xiamen) for _ in range(3))
        panel = form(xiamen)
        draw(xiamen, panel, seats=2)
        xiamen.go_to(xiamen.today + timedelta(1))
        gone = {"left_on": xiamen.today.isoformat(), "reason": "本人申请"}
        xiamen.post(f"/experts/{left}/leaving", gone)
        seat(xiamen, panel, left)
        body = {"expert_id": enlist(xiamen), "place": "member"}
        path = f"/expert-panels/{panel}/members"
        refuse(xiamen, path, body, (409, "expert_not_listed"), "不在专家库")
        seat(xiamen, panel, stayed)
        yesterday = (xiamen.today - timedelta(1)).isoformat()
        xiamen.post(f"/experts/{stayed}/leaving", {**gone, "left_on": yesterday})
        xiamen.attach(f"/expert-panels/{panel}", "minutes")
        path = f"/expert-panels/{panel}/confirmation"
        refuse(xiamen, path, None, (409, "expert_not_listed"), "退回重新登记", by=xiamen.second)
        xiamen.post(f"/expert-panels/{panel}/return", by=xiamen.second)
        draw(xiamen, panel)
        seat(xiamen, panel, late)


class TestADraw:
    def test_has_two_present(self, xiamen):
        body = {"drawn_on": xiamen.today.isoformat(), "manner": "抽取", "present": ["林晓", "林 晓"]}
        body |= {"seats": 1, "substitutes": 0}
        refuse(xiamen, f"/expert-panels/{form(xiamen)}/draw", body, (422, "two_persons"), "在场人员")

    def test_is_checked_by_another_against_its_minutes(self, xiamen):
        panel = form(xiamen)
        draw(xiamen, panel)
        path = f"/expert-panels/{panel}/confirmation"
        refuse(xiamen, path, None, (403, "same_person"), "请由另一人办理")
        refuse(xiamen, path, None, (409, "seats_mismatch"), "已登记0人", by=xiamen.second)
        seat(xiamen, panel, enlist(xiamen))
        refuse(xiamen, path, None, (409, "paper_missing"), "会议纪要", by=xiamen.second)
        assert check_draw(xiamen, panel)["state"] == "seated"

    def test_is_not_checked_by_who_entered_one_that_was_drawn(self, xiamen):
        panel = form(xiamen)
        draw(xiamen, panel)
        body = {"expert_id": enlist(xiamen), "place": "member"}
        xiamen.post(f"/expert-panels/{panel}/members", body, by=xiamen.second)
        xiamen.attach(f"/expert-panels/{panel}", "minutes")
        path = f"/expert-panels/{panel}/confirmation"
        refuse(xiamen, path, None, (403, "same_person"), "请由另一人办理", by=xiamen.second)
        third = xiamen.bureau.new_client("reviewer", name="周明")
        assert xiamen.post(path, by=third)["state"] == "seated"

    def test_takes_no_more_than_were_drawn_and_nobody_twice(self, xiamen):
        panel = form(xiamen)
        draw(xiamen, panel, seats=1, substitutes=1)
        expert = enlist(xiamen)
        seat(xiamen, panel, expert)
        path = f"/expert-panels/{panel}/members"
        again = {"expert_id": expert, "place": "substitute"}
        refuse(xiamen, path, again, (409, "member_twice"), "不必再登记")
        more = {"expert_id": enlist(xiamen), "place": "member"}
        refuse(xiamen, path, more, (409, "seats_full"), "已登记满")

    def test_that_is_sent_back_begins_anew(self, xiamen):
        panel = form(xiamen)
        draw(xiamen, panel)
        expert = enlist(xiamen)
        member = seat(xiamen, panel, expert)
        assert xiamen.post(f"/expert-panels/{panel}/return", by=xiamen.second)["drawn_on"] is None
        assert xiamen.get(f"/panel-members/{member}")["state"] == "void"
        draw(xiamen, panel)
        seat(xiamen, panel, expert)

    def test_of_a_substitute_counts_once_he_is_called_in(self, xiamen):
        panel = form(xiamen)
        draw(xiamen, panel, seats=1, substitutes=1)
        member = seat(xiamen, panel, enlist(xiamen))
        substitute = seat(xiamen, panel, enlist(xiamen), "substitute")
        check_draw(xiamen, panel)
        came = {"attended_on": xiamen.today.isoformat(), "pledged": True}
        path = f"/panel-members/{substitute}"
        refuse(xiamen, f"{path}/attendance", came, (409, "not_called_in"), "须先递补")
        refuse(xiamen, f"{path}/place", {"absent_id": member}, (409, "not_absent"), "请先登记其未到会")
        xiamen.post(f"/panel-members/{member}/absence", {"reason": "出差"})
        xiamen.attach(f"/expert-panels/{panel}", "attendance")
        held = {"held_on": xiamen.today.isoformat()}
        refuse(xiamen, f"/expert-panels/{panel}/conclusion", held, (409, "seats_empty"), "由候补专家递补")
        assert xiamen.post(f"{path}/place", {"absent_id": member})["place"] == "member"
        refuse(xiamen, f"{path}/attendance", {**came, "pledged": False}, (422, "pledge_missing"), "保密")
        sign_in(xiamen, substitute)
        assert xiamen.post(f"/expert-panels/{panel}/conclusion", held)["state"] == "concluded"

    def test_is_of_nobody_who_came_into_the_pool_afterwards_without_a_paper(self, xiamen):
        before = xiamen.today.isoformat()
        panel = form(xiamen)
        draw(xiamen, panel)
        xiamen.go_to(xiamen.today + timedelta(1))
        seat(xiamen, panel, enlist(xiamen, from_on=before))
        xiamen.attach(f"/expert-panels/{panel}", "minutes")
        path = f"/expert-panels/{panel}/confirmation"
        xiamen.post(path, by=xiamen.second, expect=(409, "expert_entered_late"))
        other = form(xiamen)
        draw(xiamen, other)
        xiamen.go_to(xiamen.today + timedelta(1))
        since = (xiamen.today - timedelta(1)).isoformat()
        seat(xiamen, other, enlist(xiamen, from_on=since, late_entry="见局专家库名单，补录。"))
        assert check_draw(xiamen, other)["state"] == "seated"


class TestASheet:
    def test_is_entered_by_one_and_checked_by_another_against_its_scan(self, xiamen):
        provider = xiamen.new_provider()
        _, (member,) = hold(xiamen, 1)
        path = f"/panel-members/{member}/sheets"
        sheet = xiamen.post(path, write_sheet(xiamen, provider, "52.50", "33.5"))
        assert (sheet["total"], sheet["scores"][0]["points"]) == ("86", "52.5")
        check = f"/score-sheets/{sheet['id']}/confirmation"
        refuse(xiamen, check, None, (403, "same_person"), "请由另一人办理")
        refuse(xiamen, check, None, (409, "paper_missing"), "评分表", by=xiamen.second)
        again = write_sheet(xiamen, provider)
        refuse(xiamen, path, again, (409, "sheet_there"), "请先退回再登记")
        xiamen.post(f"/score-sheets/{sheet['id']}/return", by=xiamen.second)
        enter_sheet(xiamen, member, provider)

    @pytest.mark.parametrize(
        ("first", "code"),
        [
            ("61", "points_too_many"),
            ("60.01", "points_too_many"),
            ("1e1", "points_malformed"),
            ("-1", "points_malformed"),
            ("5.125", "points_malformed"),
            ("NaN", "points_malformed"),
            ("５", "points_malformed"),
        ],
    )
    def test_has_points_that_the_paper_can_have(self, xiamen, first, code):
        _, (member,) = hold(xiamen, 1)
        body = write_sheet(xiamen, xiamen.new_provider(), first)
        refuse(
            xiamen, f"/panel-members/{member}/sheets", body, (422, code), "提质增效" if "too" in code else ""
        )

    def test_that_lacks_a_criterion_is_not_zero_there(self, xiamen):
        _, (member,) = hold(xiamen, 1)
        body = write_sheet(xiamen, xiamen.new_provider())
        body["scores"] = body["scores"][:1]
        path = f"/panel-members/{member}/sheets"
        refuse(xiamen, path, body, (422, "criterion_missing"), "没有评的不作零分")
        body["scores"] *= 2
        refuse(xiamen, path, body, (422, "criterion_twice"), "填了两次")
        body["scores"] = [{"criterion": "<script>", "points": "1"}]
        refuse(xiamen, path, body, (422, "criterion_unknown"), "没有")

    def test_is_of_a_member_who_has_come(self, xiamen):
        panel = form(xiamen)
        draw(xiamen, panel)
        member = seat(xiamen, panel, enlist(xiamen))
        check_draw(xiamen, panel)
        body = write_sheet(xiamen, xiamen.new_provider())
        refuse(xiamen, f"/panel-members/{member}/sheets", body, (409, "not_attended"), "没有签到")

    def test_that_was_checked_goes_back_unless_an_opinion_rests_on_it(self, xiamen):
        provider = xiamen.new_provider()
        panel, (member,) = hold(xiamen, 1)
        sheet = enter_sheet(xiamen, member, provider)["id"]
        xiamen.post(f"/score-sheets/{sheet}/return", by=xiamen.second)
        sheet = enter_sheet(xiamen, member, provider, "50", "30")["id"]
        conclude(xiamen, panel)
        opinion = give_opinion(xiamen, panel, provider)
        path = f"/score-sheets/{sheet}/return"
        refuse(xiamen, path, None, (409, "opinion_there"), "先登记不采用", by=xiamen.second)
        xiamen.post(f"/panel-opinions/{opinion}/leaving-out", {"reason": "有误"}, by=xiamen.second)
        xiamen.post(path, by=xiamen.second)

    def test_is_not_of_who_stands_aside_or_works_for_the_provider(self, xiamen):
        provider, other = xiamen.new_provider(), xiamen.new_provider("鹭江软件有限公司")
        panel, (member,) = hold(xiamen, 1)
        aside = {"provider_id": provider, "manner": "declared", "declared_on": xiamen.today.isoformat()}
        aside["reason"] = "曾任技术顾问"
        xiamen.post(f"/panel-members/{member}/recusals", aside)
        path = f"/panel-members/{member}/sheets"
        refuse(xiamen, path, write_sheet(xiamen, provider), (403, "recused"), "应当回避")
        refuse(xiamen, f"/panel-members/{member}/recusals", aside, (409, "recused_before"), "不必再登记")
        xiamen.post(path, write_sheet(xiamen, other))
        panel = form(xiamen)
        draw(xiamen, panel)
        member = seat(xiamen, panel, enlist(xiamen, employer="鹭江 软件有限公司"))
        check_draw(xiamen, panel)
        sign_in(xiamen, member)
        path = f"/panel-members/{member}/sheets"
        refuse(xiamen, path, write_sheet(xiamen, other), (403, "recused"), "应当回避")

    def test_keeps_its_panel_from_being_cancelled_by_anybody(self, xiamen):
        panel, (member,) = hold(xiamen, seats=1)
        path, body = f"/expert-panels/{panel}/cancellation", {"reason": "并入下一批"}
        sheet = enter_sheet(xiamen, member, xiamen.new_provider())["id"]
        xiamen.post(path, body, by=xiamen.second, expect=(409, "sheets_stand"))
        xiamen.post(f"/score-sheets/{sheet}/return", by=xiamen.second)
        xiamen.post(path, body, expect=(403, "same_person"))
        assert xiamen.post(path, body, by=xiamen.second)["state"] == "cancelled"


class TestOthers:
    def test_of_another_bureau_are_not_there(self, make_office):
        here, there = make_office("xiamen"), make_office("xiamen")
        expert, panel = enlist(there), form(here)
        draw(here, panel)
        body = {"expert_id": expert, "place": "member"}
        answer = here.officer.post(f"/expert-panels/{panel}/members", body, version=2)
        assert answer.status_code in (404, 422)
        assert here.officer.get(f"/experts/{expert}").status_code == 404
