"""Opinions of panels: into the ledger and out of it, void where a member stands aside, used to admit."""

from __future__ import annotations

import itertools
import re
from functools import partial
from itertools import count

import pytest
from sqlalchemy import event

from banfa.errors import Conflict, Malformed
from banfa.ledger.kinds.acceptances import Acceptance
from banfa.ledger.kinds.completeness import list_declared
from banfa.procedures.cases.listing import MOST
from banfa.procedures.experts.opinions import check_agrees
from banfa.procedures.experts.panel_rows import Member
from banfa.procedures.experts.sheet_rows import ScoreSheet
from banfa.procedures.work_items import list_items
from tests.admission import steps
from tests.casework.test_crashes import crash_at
from tests.casework.test_guards_of_cases import refuse
from tests.casework.traces import read_rows_of_casework
from tests.experts.panels import (
    adopt,
    conclude,
    enter_sheet,
    give_opinion,
    hold,
    write_aside,
)
from tests.experts.reviewing import meet


class TestAnOpinion:
    def test_tells_the_ledger_each_experts_points_when_it_is_adopted(self, xiamen):
        provider = xiamen.new_provider()
        panel, (one, two) = hold(xiamen)
        enter_sheet(xiamen, one, provider, "50", "30")
        conclude(xiamen, panel)
        opinion = give_opinion(xiamen, panel, provider)
        path = f"/panel-opinions/{opinion}/adoption"
        refuse(xiamen, path, {"topic": "expert"}, (403, "same_person"), "请由另一人办理")
        missing = (409, "sheets_missing")
        refuse(xiamen, path, {"topic": "expert"}, missing, "缺的不作零分", by=xiamen.second)
        enter_sheet(xiamen, two, provider, "60", "35")
        refuse(xiamen, path, {"topic": "别的"}, (422, "unknown_topic"), "expert", by=xiamen.second)
        assert xiamen.get("/reviews")["items"] == []
        assert adopt(xiamen, opinion)["recorded"] == 2
        reviews = xiamen.get("/reviews", provider_id=provider)["items"]
        assert sorted(review["score"] for review in reviews) == [80, 95]
        assert {review["topic"] for review in reviews} == {"expert"}
        refuse(xiamen, path, {"topic": "expert"}, (409, "wrong_state"), "已采用", by=xiamen.second)

    def test_without_the_sheet_of_who_stands_aside_counts_the_others(self, xiamen):
        provider = xiamen.new_provider()
        panel, (one, two) = hold(xiamen)
        for member, first in ((one, "50"), (two, "40")):
            enter_sheet(xiamen, member, provider, first, "30")
        aside = {"provider_id": provider, "manner": "found", "declared_on": xiamen.today.isoformat()}
        xiamen.post(f"/panel-members/{two}/recusals", {**aside, "reason": "查明其近亲属持股"})
        conclude(xiamen, panel)
        adopt(xiamen, give_opinion(xiamen, panel, provider))
        assert [review["score"] for review in xiamen.get("/reviews")["items"]] == [80]

    def test_is_the_bureaus_own_and_waits_for_nobody_else_to_declare_it_complete(self, xiamen):
        provider = xiamen.new_provider()
        panel, (one, two) = hold(xiamen)
        for member in (one, two):
            enter_sheet(xiamen, member, provider, "50", "30")
        conclude(xiamen, panel)
        adopt(xiamen, give_opinion(xiamen, panel, provider))
        day = xiamen.today.isoformat()
        xiamen.post("/completeness", {"reports": "review", "until_on": day})
        with xiamen.bureau.unit() as unit:
            (declared,) = [row for row in list_declared(unit) if row.reports == "review"]
        assert (declared.source, declared.until_on) == ("bureau", xiamen.today)

    def test_settles_points_that_are_not_whole(self, xiamen):
        provider, other = xiamen.new_provider(), xiamen.new_provider("另一家公司")
        panel, (member,) = hold(xiamen, 1)
        for each in (provider, other):
            enter_sheet(xiamen, member, each, "52.5", "34")
        conclude(xiamen, panel)
        path = f"/panel-opinions/{give_opinion(xiamen, panel, provider)}/adoption"
        refuse(xiamen, path, {"topic": "expert"}, (409, "score_not_whole"), "评审组议定", by=xiamen.second)
        adopt(xiamen, give_opinion(xiamen, panel, other, score=87))
        (review,) = xiamen.get("/reviews")["items"]
        assert (review["score"], review["reviewer"]) == (87, "2026年第一季度专家核验评审组")

    def test_of_a_panel_of_ten_points_has_them_of_a_hundred_exactly(self, xiamen):
        criteria = [{"criterion": "提质增效", "most": 6}, {"criterion": "绿色创新", "most": 4}]
        provider, other = xiamen.new_provider(), xiamen.new_provider()
        panel, (one, two) = hold(xiamen, criteria=criteria)
        enter_sheet(xiamen, one, provider, "5.5", "3")
        enter_sheet(xiamen, two, provider, "6", "3.9")
        for member in (one, two):
            enter_sheet(xiamen, member, other, "5.5", "3.05")
        conclude(xiamen, panel)
        assert adopt(xiamen, give_opinion(xiamen, panel, provider))["recorded"] == 2
        reviews = xiamen.get("/reviews", provider_id=provider)["items"]
        assert sorted(review["score"] for review in reviews) == [85, 99]
        path = f"/panel-opinions/{give_opinion(xiamen, panel, other)}/adoption"
        refuse(xiamen, path, {"topic": "expert"}, (409, "score_not_whole"), "85.5分", by=xiamen.second)

    def test_with_half_points_is_left_out_and_given_anew_with_an_agreed_score(self, xiamen):
        provider = xiamen.new_provider()
        panel, (member,) = hold(xiamen, 1)
        enter_sheet(xiamen, member, provider, "52.5", "34")
        conclude(xiamen, panel)
        opinion = give_opinion(xiamen, panel, provider)
        path = f"/panel-opinions/{opinion}"
        refuse(
            xiamen,
            f"{path}/adoption",
            {"topic": "expert"},
            (409, "score_not_whole"),
            "86.5分，台账只记整数分：请登记不采用",
            by=xiamen.second,
        )
        xiamen.post(f"{path}/leaving-out", {"reason": "由评审组议定整数分"}, by=xiamen.second)
        adopt(xiamen, give_opinion(xiamen, panel, provider, score=87))
        (review,) = xiamen.get("/reviews")["items"]
        assert review["score"] == 87

    def test_is_void_when_a_member_stands_aside_and_is_given_anew(self, xiamen):
        provider, other = xiamen.new_provider(), xiamen.new_provider()
        panel, (one, two) = hold(xiamen)
        sheets = {m: enter_sheet(xiamen, m, provider, "52", "34")["id"] for m in (one, two)}
        kept = enter_sheet(xiamen, one, other)["id"]
        conclude(xiamen, panel)
        opinion = give_opinion(xiamen, panel, provider, score=86)
        xiamen.post(f"/panel-members/{one}/recusals", write_aside(xiamen, provider))
        assert xiamen.get(f"/panel-opinions/{opinion}")["state"] == "void"
        states = [xiamen.get(f"/score-sheets/{sheet}")["state"] for sheet in (*sheets.values(), kept)]
        assert states == ["struck", "checked", "checked"]
        path = f"/panel-opinions/{opinion}/adoption"
        refuse(xiamen, path, {"topic": "expert"}, (409, "wrong_state"), "因回避作废", by=xiamen.second)
        assert adopt(xiamen, give_opinion(xiamen, panel, provider))["recorded"] == 1
        (review,) = xiamen.get("/reviews")["items"]
        assert (review["score"], review["provider_id"]) == (86, provider)

    def test_that_was_adopted_is_taken_back_by_another_before_a_member_stands_aside(self, xiamen):
        provider = xiamen.new_provider()
        panel, (one, two) = hold(xiamen)
        enter_sheet(xiamen, one, provider, "40", "30")
        enter_sheet(xiamen, two, provider, "60", "30")
        conclude(xiamen, panel)
        opinion = give_opinion(xiamen, panel, provider)
        adopt(xiamen, opinion)
        aside = write_aside(xiamen, provider)
        path = f"/panel-members/{one}/recusals"
        refuse(xiamen, path, aside, (409, "opinion_adopted"), "请先撤回采用")
        path, body = f"/panel-opinions/{opinion}/withdrawal", {"reason": "一名专家应当回避"}
        refuse(xiamen, path, body, (403, "same_person"), "请由另一人办理", by=xiamen.second)
        assert xiamen.post(path, body)["state"] == "withdrawn"
        assert xiamen.get("/reviews")["items"] == []
        xiamen.post(f"/panel-members/{one}/recusals", aside)
        adopt(xiamen, give_opinion(xiamen, panel, provider))
        (review,) = xiamen.get("/reviews")["items"]
        assert review["score"] == 90

    def test_that_is_void_waits_until_another_is_there(self, make_desk):
        desk = make_desk("xiamen")
        provider = desk.new_provider()
        panel, member = meet(desk)
        desk.scan("expert_panel", panel, "attendance")
        desk.act("conclude_panel", panel)

        def wait():
            with desk.unit(read_only=True) as unit:
                return [item.step for item in list_items(unit) if item.kind == "panel_opinion"]

        desk.act("enter_opinion", panel, provider_id=provider, score=86)
        desk.act("note_expert_aside", member, provider_id=provider)
        assert wait() == ["因回避作废，待重新出具"]
        anew = desk.act("enter_opinion", panel, provider_id=provider, score=85).id
        assert wait() == ["待复核"]
        desk.check("return_opinion", anew)
        assert wait() == ["因回避作废，待重新出具"]

    def test_of_an_admission_is_of_the_batch_and_told_to_whoever_admits(self, make_desk):
        desk = make_desk("xiamen")
        batch = steps.announce(desk, ["product"])
        application = desk.find("admission_application", steps.apply(desk, batch, "product"))
        provider, stranger = application.provider_id, desk.new_provider()

        def check(*, passes):
            with desk.unit(read_only=True) as unit:
                check_agrees(unit, [application], passes=passes)

        check(passes=True)  # no panel was formed: the minutes alone say what the experts have found
        with pytest.raises(Malformed, match="征集批次"):
            desk.act("form_panel", purpose="admission")
        with pytest.raises(Malformed, match="征集批次"):
            desk.act("form_panel", admission_batch_id=batch)
        said = {"purpose": "admission", "admission_batch_id": batch}
        panel, member = meet(desk, **said)
        with pytest.raises(Conflict, match="没有在本批申报"):
            desk.act("enter_sheet", member, provider_id=stranger)
        desk.scan("expert_panel", panel, "attendance")
        desk.act("conclude_panel", panel)
        with pytest.raises(Malformed, match="是否通过"):
            desk.act("enter_opinion", panel, provider_id=provider, score=None)
        with pytest.raises(Conflict, match="没有在本批申报"):
            desk.act("enter_opinion", panel, provider_id=stranger, score=None, passes=True)
        opinion = desk.act("enter_opinion", panel, provider_id=provider, score=None, passes=False).id
        desk.scan("panel_opinion", opinion, "score_sheet")
        with pytest.raises(Conflict, match="评分表"):
            desk.check("check_opinion", opinion)
        sheet = desk.act("enter_sheet", member, provider_id=provider).id
        desk.scan("score_sheet", sheet, "score_sheet")
        desk.check("check_sheet", sheet)
        with pytest.raises(Conflict, match="还没有登记、复核"):
            check(passes=False)
        desk.check("check_opinion", opinion)
        check(passes=False)
        with pytest.raises(Conflict, match="意见是不通过"):
            check(passes=True)
        with pytest.raises(Conflict, match="用于遴选"):
            desk.check("adopt_opinion", opinion)
        desk.act("note_expert_aside", member, provider_id=provider)
        assert desk.find("panel_opinion", opinion).state == "void"
        with pytest.raises(Conflict) as refused:
            check(passes=False)
        assert refused.value.code == "opinion_missing"

    def test_of_an_acceptance_tells_the_ledger_what_the_panel_has_accepted(self, make_desk):
        desk = make_desk("xiamen")
        provider, enterprise = desk.new_provider(), desk.new_enterprise()
        contract = desk.new_contract(provider, enterprise=enterprise)
        panel, member = meet(desk, purpose="acceptance")
        about = {"provider_id": provider, "enterprise_id": enterprise}
        with pytest.raises(Malformed, match="须写明企业"):
            desk.act("enter_sheet", member, provider_id=provider)
        sheet = desk.act("enter_sheet", member, **about).id
        desk.scan("score_sheet", sheet, "score_sheet")
        desk.check("check_sheet", sheet)
        desk.scan("expert_panel", panel, "attendance")
        desk.act("conclude_panel", panel)
        opinion = desk.act("enter_opinion", panel, **about, score=None, passes=True).id
        desk.scan("panel_opinion", opinion, "score_sheet")
        desk.check("check_opinion", opinion)
        with pytest.raises(Malformed, match="所验收的合同"):
            desk.check("adopt_opinion", opinion, topic=None)
        with pytest.raises(Malformed, match="评审事项"):
            desk.check("adopt_opinion", opinion, contract_id=contract)
        other = desk.new_contract(provider)
        said = {"topic": None, "level_after": 2}
        with pytest.raises(Conflict, match="不是被评服务商与该企业"):
            desk.check("adopt_opinion", opinion, **said, contract_id=other)
        with pytest.raises(Malformed, match="改造后等级"):
            desk.check("adopt_opinion", opinion, topic=None, contract_id=contract)
        desk.check("adopt_opinion", opinion, **said, contract_id=contract)

        def read():
            with desk.unit(read_only=True) as unit:
                return unit.all(Acceptance, Acceptance.standing)

        (entry,) = read()
        assert (entry.contract_id, entry.outcome, entry.level_after) == (contract, "passed", 2)
        desk.act("withdraw_adoption", opinion)
        assert read() == []
        desk.verify()

    def test_may_be_left_out_with_a_reason(self, xiamen):
        provider = xiamen.new_provider()
        panel, (member,) = hold(xiamen, 1)
        enter_sheet(xiamen, member, provider)
        conclude(xiamen, panel)
        opinion = give_opinion(xiamen, panel, provider)
        path = f"/panel-opinions/{opinion}/leaving-out"
        body = {"reason": "评审资料不完整"}
        assert xiamen.post(path, body, by=xiamen.second)["state"] == "left_out"
        assert xiamen.get("/reviews")["items"] == []


def test_a_panel_of_more_than_two_hundred_has_every_sheet(make_desk):
    """What decides has no bound: with the two hundred and first member the sheets are still complete."""
    desk = make_desk("xiamen")
    provider = desk.new_provider()
    panel, member = meet(desk)
    other = desk.find("panel_member", member)
    fields = {name: getattr(other, name) for name in Member.names if name != "id"}
    with desk.unit() as unit:
        unit.note("expert_panel.check", f"expert_panel/{panel}", {"state": "seated"})
        for _ in range(MOST + 1):
            added = unit.add(Member, **fields)
            sheet = {"panel_id": panel, "member_id": added.id, "provider_id": provider, "signer": "某"}
            scores = [{"criterion": "提质增效", "points": "52"}, {"criterion": "绿色创新", "points": "34"}]
            sheet |= {"scores": scores, "total": "86", "scored_on": desk.day, "state": "checked"}
            unit.add(ScoreSheet, **sheet, entered_by=other.entered_by, entered_at=other.entered_at)
    sheet = desk.act("enter_sheet", member, provider_id=provider, scores=scores).id
    desk.scan("score_sheet", sheet, "score_sheet")
    desk.check("check_sheet", sheet)
    desk.scan("expert_panel", panel, "attendance")
    desk.act("conclude_panel", panel)
    opinion = desk.act("enter_opinion", panel, provider_id=provider, score=None).id
    desk.scan("panel_opinion", opinion, "score_sheet")
    desk.check("check_opinion", opinion)
    assert desk.check("adopt_opinion", opinion).recorded == MOST + 2


LOCKED = re.compile(r"FROM (expert_panel|panel_member|score_sheet|panel_opinion) .*FOR UPDATE", re.DOTALL)


def test_a_panel_is_locked_before_what_belongs_to_it(make_desk, engine):
    """Else two who act at once on a panel and on its member wait for each other, and one is turned away."""
    desk = make_desk("xiamen")
    provider = desk.new_provider()
    panel, member = meet(desk)
    sheet = desk.act("enter_sheet", member, provider_id=provider).id
    desk.scan("score_sheet", sheet, "score_sheet")
    desk.check("check_sheet", sheet)
    order: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if found := LOCKED.search(statement):
            order.append(found[1])

    event.listen(engine, "before_cursor_execute", note)
    try:
        desk.act("note_expert_aside", member, provider_id=desk.new_provider())
        desk.act("enter_sheet", member, provider_id=desk.new_provider())
        desk.scan("expert_panel", panel, "attendance")
        desk.act("conclude_panel", panel)
        opinion = desk.act("enter_opinion", panel, provider_id=provider, score=86).id
        desk.scan("panel_opinion", opinion, "score_sheet")
        desk.check("check_opinion", opinion)
        desk.check("adopt_opinion", opinion)
        desk.act("withdraw_adoption", opinion)
        desk.check("return_sheet", sheet)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    pairs = list(itertools.pairwise(order))
    assert [after for before, after in pairs if before == "expert_panel" and after != "expert_panel"] == [
        *("panel_member", "panel_member", "panel_opinion", "panel_opinion", "panel_opinion", "score_sheet")
    ]
    assert sum(name != "expert_panel" for name in order) == 6


def test_adopting_is_done_whole_or_not_at_all(make_desk, engine):
    desk = make_desk("xiamen")
    provider = desk.new_provider()
    expert = desk.act("enlist_expert").id
    panel = desk.act("form_panel").id
    desk.act("record_draw", panel, substitutes=0)
    member = desk.act("draw_member", panel, expert_id=expert).id
    desk.scan("expert_panel", panel, "minutes")
    desk.check("check_draw", panel)
    desk.act("sign_member_in", member)
    sheet = desk.act(
        "enter_sheet",
        member,
        provider_id=provider,
        scores=[{"criterion": "提质增效", "points": "52"}, {"criterion": "绿色创新", "points": "34"}],
    ).id
    desk.scan("score_sheet", sheet, "score_sheet")
    desk.check("check_sheet", sheet)
    desk.scan("expert_panel", panel, "attendance")
    desk.act("conclude_panel", panel)
    opinion = desk.act("enter_opinion", panel, provider_id=provider, score=None).id
    desk.scan("panel_opinion", opinion, "score_sheet")
    desk.check("check_opinion", opinion)
    step = partial(desk.check, "adopt_opinion", opinion)
    before = read_rows_of_casework(desk)
    for n in count(1):
        if not crash_at(engine, n, step):
            break
        assert read_rows_of_casework(desk) == before, n
    assert n > 10
    assert read_rows_of_casework(desk) != before
    desk.verify()
