"""数据核对: before the cut-off each provider confirms its own counts; people decide what differs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from itertools import count

import pytest

from tests.at_once import call_at_once
from tests.casework.test_crashes import crash_at
from tests.casework.test_guards_of_cases import refuse
from tests.casework.traces import read_rows_of_casework
from tests.confirmations.checking import (
    AFTER,
    LETTER,
    QUARTER,
    answer,
    list_sheets,
    open_round,
    prepare,
    read_counts,
    send,
    write_answer,
)
from tests.confirmations.confirmed import confirm

PRODUCTS = "公共服务平台审核发布的“小快轻准”产品数"
CONTRACTS = "本评价周期已签约立项合同数"


def register_product(office, provider, name="云排产"):
    body = {"provider_id": provider, "name": name, "scenarios": ["生产管控"], "published_on": "2026-02-03"}
    return office.post("/products", body)["id"]


def declare(office, reports, until="2026-03-31"):
    return office.post("/completeness", {"reports": reports, "until_on": until})


@pytest.fixture
def quarter(xiamen):
    """A quarter that is over, two providers in the pool, their products declared complete."""
    providers = [xiamen.new_provider(name) for name in ("鹭江软件有限公司", "筼筜智能有限公司")]
    for provider in providers:
        xiamen.join(provider, "product")
    round_id = open_round(xiamen)
    xiamen.go_to(AFTER)
    register_product(xiamen, providers[0])
    declare(xiamen, "product")
    return xiamen, round_id, providers


@pytest.fixture
def sent(quarter):
    """Sheets that are out since 1 April: the office, the round, the confirmation, the two sheets."""
    office, round_id, _ = quarter
    confirmation = prepare(office, round_id)
    send(office, confirmation)
    return office, round_id, confirmation, [sheet["id"] for sheet in list_sheets(office, confirmation)]


class TestSheets:
    def test_say_raw_counts_of_each_providers_own(self, quarter):
        office, round_id, providers = quarter
        sheets = list_sheets(office, prepare(office, round_id))
        assert [sheet["provider_id"] for sheet in sheets] == providers
        first, second = map(read_counts, sheets)
        assert (first[PRODUCTS], second[PRODUCTS]) == ("1个", "0个")
        assert first[CONTRACTS] == "尚不明确"

    def test_say_nothing_of_points_of_enterprises_words_of_experts_or_of_what_the_bureau_found(self, quarter):
        office, round_id, _ = quarter
        (sheet, _) = list_sheets(office, prepare(office, round_id))
        words = str(sheet["counts"])
        for never in ("满意", "评分", "专家", "投诉", "线索", "整改", "分'", "独立法人"):
            assert never not in words

    def test_are_made_after_the_period_and_before_the_cut_off_once_at_a_time(self, xiamen):
        provider = xiamen.new_provider()
        xiamen.join(provider, "product")
        body = {"round_id": open_round(xiamen)}
        xiamen.go_to(date(2026, 3, 31))
        refuse(xiamen, "/confirmations", body, (409, "period_running"), "次日起")
        xiamen.go_to(AFTER)
        prepare(xiamen, body["round_id"])
        refuse(xiamen, "/confirmations", body, (409, "confirmation_running"), "不再核对以后")

    def test_are_not_made_of_data_that_are_cut_off(self, quarter):
        office, round_id, _ = quarter
        office.post(f"/rounds/{round_id}/cut-off")
        refuse(office, "/confirmations", {"round_id": round_id}, (409, "wrong_state"), "先撤回数据截止")

    def test_are_not_made_where_the_measure_counts_nothing_that_others_report(self, make_office):
        office = make_office("changsha")
        office.join(office.new_provider(), office.profile.categories[0].key)
        round_id = open_round(office)
        office.go_to(AFTER)
        body = {"round_id": round_id}
        refuse(office, "/confirmations", body, (409, "nothing_to_confirm"), "不必核对")

    def test_are_answered_in_three_working_days_of_the_party_or_what_the_bureau_has_arranged(self, quarter):
        office, round_id, _ = quarter
        first = prepare(office, round_id)
        # 4 to 6 April are days off (清明): Thursday 2, Friday 3, Tuesday 7 are the three
        assert send(office, first)["due_on"] == "2026-04-07"
        office.post(f"/confirmations/{first}/dropping", {"reason": "重新形成。"})
        office.set_internal(days={"confirmation": 5})
        assert send(office, prepare(office, round_id))["due_on"] == "2026-04-09"

    def test_do_not_go_out_before_they_were_made(self, quarter):
        office, round_id, _ = quarter
        path = f"/confirmations/{prepare(office, round_id)}/sending"
        body = {"sent_on": "2026-03-31", "manner": "送交联络员"}
        refuse(office, path, body, (422, "days_reversed"), "不能早于该日")

    def test_that_were_made_early_in_the_morning_were_made_on_that_day_where_the_measure_applies(
        self, xiamen
    ):
        xiamen.join(xiamen.new_provider(), "product")
        round_id = open_round(xiamen)
        xiamen.clock.now = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)  # half past seven on 1 April in Xiamen
        path = f"/confirmations/{prepare(xiamen, round_id)}/sending"
        body = {"sent_on": "2026-03-31", "manner": "送交联络员"}
        refuse(xiamen, path, body, (422, "days_reversed"), "2026-04-01形成")


class TestAnAnswer:
    def test_is_entered_by_one_and_checked_by_another_against_its_stamp(self, sent):
        office, _, _, (sheet, _) = sent
        path = f"/confirmation-sheets/{sheet}"
        office.post(f"{path}/answer", write_answer(office))
        refuse(office, f"{path}/confirmation", None, (403, "same_person"), "请由另一人办理")
        refuse(office, f"{path}/confirmation", None, (409, "paper_missing"), "盖章", by=office.second)
        office.attach(path, "stamped_answer")
        assert office.post(f"{path}/confirmation", by=office.second)["state"] == "answered"

    def test_that_is_sent_back_leaves_nothing_of_what_it_said(self, sent):
        office, _, _, (sheet, _) = sent
        path = f"/confirmation-sheets/{sheet}"
        office.post(f"{path}/answer", write_answer(office, (PRODUCTS, "2个", "漏报一个")))
        back = office.post(f"{path}/return", by=office.second)
        assert (back["state"], back["differences"], back["agrees"]) == ("open", None, None)

    @pytest.mark.parametrize(
        ("differences", "changes", "code", "says"),
        [
            ([], {"agrees": False}, "differences_missing", "逐项写明"),
            ([(PRODUCTS, "2个", "漏报")], {"agrees": True}, "differences_beside_agreement", "不填差异"),
            ([("产品数", "2个", "漏报")], {}, "count_unknown", "没有“产品数”"),
            ([(PRODUCTS, "2个", "漏报"), (PRODUCTS, "3个", "漏报")], {}, "count_repeated", "合并为一项"),
            ([], {"answered_on": "2026-03-31"}, "days_reversed", "不能早于该日"),
        ],
    )
    def test_says_in_what_it_differs(self, sent, differences, changes, code, says):
        office, _, _, (sheet, _) = sent
        body = write_answer(office, *differences, **changes)
        refuse(office, f"/confirmation-sheets/{sheet}/answer", body, (422, code), says)

    def test_is_not_entered_before_the_sheets_are_out_or_once_it_is_over(self, quarter):
        office, round_id, _ = quarter
        confirmation = prepare(office, round_id)
        path = f"/confirmation-sheets/{list_sheets(office, confirmation)[0]['id']}/answer"
        refuse(office, path, write_answer(office), (409, "sheets_not_sent"), "待发出")
        office.post(f"/confirmations/{confirmation}/dropping", {"reason": "不必核对。"})
        refuse(office, path, write_answer(office), (409, "sheets_not_sent"), "不再核对")

    def test_that_does_not_come_is_recorded_by_a_person_once_the_days_are_over(self, sent):
        office, _, confirmation, (sheet, other) = sent
        path = f"/confirmations/{confirmation}/silence"
        answer(office, other)
        office.go_to(date(2026, 4, 7))
        refuse(office, path, None, (409, "term_running"), "2026-04-07届满")
        office.go_to(date(2026, 4, 8))
        office.post(path)
        states = {each["id"]: each["state"] for each in list_sheets(office, confirmation)}
        assert states == {sheet: "unanswered", other: "answered"}
        refuse(office, path, None, (409, "nobody_silent"), "没有待答复")

    def test_that_comes_late_is_entered_all_the_same(self, sent):
        office, _, confirmation, (sheet, _) = sent
        office.go_to(date(2026, 4, 8))
        office.post(f"/confirmations/{confirmation}/silence")
        assert answer(office, sheet)["state"] == "answered"

    def test_that_is_entered_while_silence_is_recorded_waits_for_it_or_goes_first(self, sent):
        office, _, confirmation, (sheet, _) = sent
        office.go_to(date(2026, 4, 8))
        silence, answered = f"/confirmations/{confirmation}", f"/confirmation-sheets/{sheet}"
        versions = [office.get(path)["version"] for path in (silence, answered)]
        calls = (
            partial(office.officer.post, f"{silence}/silence", None, version=versions[0]),
            partial(office.second.post, f"{answered}/answer", write_answer(office), version=versions[1]),
        )
        statuses = sorted(answer.status_code for answer in call_at_once(*calls))
        assert statuses in ([200, 200], [200, 412])


class TestADifference:
    @pytest.fixture
    def differing(self, sent):
        office, _, _, (sheet, _) = sent
        answer(office, sheet, (PRODUCTS, "2个", "另有一个2月已审核发布。"))
        (difference,) = office.get("/confirmation-differences", confirmation_sheet_id=sheet)["items"]
        return office, f"/confirmation-differences/{difference['id']}", difference

    def test_has_both_values(self, differing):
        _, _, difference = differing
        wanted = {"name": PRODUCTS, "counted": "1个", "stated": "2个", "state": "open"}
        assert {name: difference[name] for name in wanted} == wanted

    def test_is_adopted_only_once_the_ledger_has_the_new_value(self, differing):
        office, path, difference = differing
        body = {"basis": "平台审核记录核对无误。"}
        refuse(office, f"{path}/adoption", body, (409, "count_unchanged"), "仍为1个", by=office.second)
        register_product(office, difference["provider_id"], "云质检")
        adopted = office.post(f"{path}/adoption", body, by=office.second)
        assert (adopted["state"], adopted["counted_after"]) == ("adopted", "2个")

    @pytest.mark.parametrize("decision", ["adoption", "keeping"])
    def test_is_decided_by_another_than_who_entered_the_answer(self, differing, decision):
        office, path, _ = differing
        refuse(office, f"{path}/{decision}", {"basis": "核对。"}, (403, "same_person"), "请由另一人办理")

    def test_that_was_sent_back_is_decided_still(self, differing):
        office, path, _ = differing
        assert office.post(f"{path}/sending-back", {"basis": "请平台核实。"})["state"] == "verifying"
        kept = office.post(f"{path}/keeping", {"basis": "平台回复没有该产品。"}, by=office.second)
        assert kept["state"] == "kept"

    def test_changes_nothing_in_the_ledger(self, differing):
        office, path, difference = differing
        office.post(f"{path}/keeping", {"basis": "没有审核记录。"}, by=office.second)
        assert len(office.get("/products", provider_id=difference["provider_id"])["items"]) == 1

    def test_is_not_decided_once_the_confirmation_is_over(self, differing):
        office, path, difference = differing
        office.post(f"/confirmations/{difference['confirmation_id']}/dropping", {"reason": "作废。"})
        body = {"basis": "核对。"}
        refuse(office, f"{path}/keeping", body, (409, "confirmation_over"), "不再核对", by=office.second)


class TestTheEnd:
    def test_comes_by_another_once_all_is_answered_and_decided(self, sent):
        office, _, confirmation, (sheet, other) = sent
        path = f"/confirmations/{confirmation}/completion"
        refuse(office, path, None, (403, "same_person"), "请由另一人办理")
        refuse(office, path, None, (409, "sheets_open"), "待答复2", by=office.second)
        answer(office, sheet, (PRODUCTS, "2个", "漏报一个"))
        answer(office, other)
        refuse(office, path, None, (409, "differences_open"), "待处理1", by=office.second)
        (difference,) = office.get("/confirmation-differences")["items"]
        office.post(f"/confirmation-differences/{difference['id']}/sending-back", {"basis": "核实。"})
        refuse(office, path, None, (409, "differences_open"), "退回核实1", by=office.second)
        office.post(
            f"/confirmation-differences/{difference['id']}/keeping", {"basis": "无据。"}, by=office.second
        )
        done = office.post(path, by=office.second)
        assert (done["state"], done["moved"]) == ("finished", 0)

    def test_says_of_how_many_the_ledger_has_changed_without_a_difference(self, sent):
        office, _, confirmation, (sheet, other) = sent
        answer(office, sheet)
        answer(office, other)
        provider = office.get(f"/confirmation-sheets/{other}")["provider_id"]
        register_product(office, provider)
        assert office.post(f"/confirmations/{confirmation}/completion", by=office.second)["moved"] == 1

    def test_does_not_count_what_a_difference_says(self, sent):
        office, _, confirmation, (sheet, other) = sent
        answer(office, other)
        scenarios = "产品覆盖的场景数"
        answer(office, sheet, (PRODUCTS, "2个", "漏报一个"), (scenarios, "2个", "漏报一个"))
        provider = office.get(f"/confirmation-sheets/{sheet}")["provider_id"]
        body = {"provider_id": provider, "name": "云仓", "scenarios": ["仓储"], "published_on": "2026-02-03"}
        office.post("/products", body)
        for each in office.get("/confirmation-differences")["items"]:
            path = f"/confirmation-differences/{each['id']}/adoption"
            office.post(path, {"basis": "平台审核记录。"}, by=office.second)
        assert office.post(f"/confirmations/{confirmation}/completion", by=office.second)["moved"] == 0


class TestTheCutOff:
    def test_waits_for_a_confirmation_that_was_begun(self, sent):
        office, round_id, confirmation, sheets = sent
        path = f"/rounds/{round_id}/cut-off"
        refuse(office, path, None, (409, "confirmation_running"), "请先办结")
        for sheet in sheets:
            answer(office, sheet)
        office.post(f"/confirmations/{confirmation}/completion", by=office.second)
        assert office.post(path)["state"] == "cut_off"

    def test_waits_for_none_where_none_was_begun(self, quarter):
        office, round_id, _ = quarter
        assert office.post(f"/rounds/{round_id}/cut-off")["state"] == "cut_off"

    def test_waits_for_one_where_the_bureau_has_arranged_it(self, quarter):
        office, round_id, _ = quarter
        office.set_internal(confirm_data=True)
        refuse(office, f"/rounds/{round_id}/cut-off", None, (409, "confirmation_missing"), "内部工作规程")
        dropped = prepare(office, round_id)
        office.post(f"/confirmations/{dropped}/dropping", {"reason": "重新形成。"})
        refuse(office, f"/rounds/{round_id}/cut-off", None, (409, "confirmation_missing"), "内部工作规程")
        office.set_internal(confirm_data=False)
        assert office.post(f"/rounds/{round_id}/cut-off")["state"] == "cut_off"


class TestASource:
    def test_confirms_what_it_has_reported_by_letter(self, sent):
        office, _, confirmation, _ = sent
        made = office.post(f"/confirmations/{confirmation}/source-confirmations", LETTER)
        path = f"/source-confirmations/{made['id']}"
        refuse(office, f"{path}/confirmation", None, (403, "same_person"), "请由另一人办理")
        refuse(office, f"{path}/confirmation", None, (409, "paper_missing"), "来函", by=office.second)
        office.attach(path, "stamped_answer")
        assert office.post(f"{path}/confirmation", by=office.second)["state"] == "checked"

    def test_says_what_is_wrong(self, sent):
        office, _, confirmation, _ = sent
        path = f"/confirmations/{confirmation}/source-confirmations"
        body = {**LETTER, "agrees": False}
        refuse(office, path, body, (422, "field_missing"), "有误之处")
        office.post(path, {**body, "remarks": "3月漏报一份合同，已补报。"})

    def test_says_it_while_the_confirmation_goes_on(self, sent):
        office, _, confirmation, _ = sent
        office.post(f"/confirmations/{confirmation}/dropping", {"reason": "作废。"})
        path = f"/confirmations/{confirmation}/source-confirmations"
        refuse(office, path, LETTER, (409, "confirmation_over"), "不再核对")


def test_what_waits_is_on_the_list(sent):
    office, _, _, (sheet, other) = sent
    path = f"/confirmation-sheets/{sheet}"
    office.post(f"{path}/answer", write_answer(office, (PRODUCTS, "2个", "漏报一个")))
    (item,) = office.list_waiting("confirmation_sheet")
    assert (item.step, item.approval) == ("待复核", True)
    office.attach(path, "stamped_answer")
    office.post(f"{path}/confirmation", by=office.second)
    (item,) = office.list_waiting("confirmation_difference")
    assert (item.what, item.step) == (PRODUCTS, "待处理")
    (item,) = office.list_waiting("confirmation")
    assert (item.what, item.step, item.due_on) == (QUARTER["name"], "核对中", date(2026, 4, 7))
    assert other


@pytest.mark.long
@pytest.mark.parametrize("act", ["prepare_confirmation", "check_confirmation_answer", "finish_confirmation"])
def test_a_crash_leaves_all_of_a_step_or_nothing(make_desk, engine, act):
    desk = make_desk("xiamen")
    provider = desk.new_provider()
    things = confirm(desk, provider)
    confirmation, sheet = things["confirmation"], things["confirmation_sheet"]
    if act == "prepare_confirmation":
        desk.act("drop_confirmation", confirmation)
        step = partial(desk.act, act, round_id=desk.find("confirmation", confirmation).round_id)
    elif act == "finish_confirmation":
        desk.check("keep_confirmation_count", things["confirmation_difference"])
        step = partial(desk.check, act, confirmation)
    else:
        desk.act("drop_confirmation", confirmation)
        again = desk.act("prepare_confirmation", round_id=desk.find("confirmation", confirmation).round_id).id
        desk.act("send_confirmation_sheets", again, sent_on=desk.day)
        (sheet,) = (each.id for each in desk.list("confirmation_sheet", confirmation_id=again))
        stated = desk.find("confirmation_sheet", things["confirmation_sheet"]).differences
        desk.act("enter_confirmation_answer", sheet, answered_on=desk.day, differences=stated)
        desk.scan("confirmation_sheet", sheet, "stamped_answer")
        step = partial(desk.check, act, sheet)
    before = _read_rows(desk)
    for n in count(1):
        if not crash_at(engine, n, step):
            break
        assert _read_rows(desk) == before, n
    assert n > 5
    assert _read_rows(desk) != before
    desk.verify()


def _read_rows(desk):
    """What stands, but for the moment up to which the ledger was read: that one stays whatever follows."""
    return {name: rows for name, rows in read_rows_of_casework(desk).items() if name != "latest_instant"}
