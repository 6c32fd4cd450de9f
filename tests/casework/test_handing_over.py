"""Handing over when somebody leaves: all that waits for that person goes to another, with its list."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from banfa.papers.pdf import render_pdf
from banfa.procedures.cases.handing_over import count_open_items
from banfa.procedures.cases.handover_list import make_handover_list
from banfa.procedures.work_items import list_items
from tests.filings import calling
from tests.history import past
from tests.party_links.linked import link

KINDS = ("lead", "proceeding", "remedy", "case")


@pytest.fixture
def persons(xiamen):
    """The ids of the officer who leaves and of who takes over."""
    xiamen.bureau.client("officer", name="钱程")
    listed = xiamen.bureau.client("admin").get("/persons").json["items"]
    return {person["name"]: person["id"] for person in listed}


def fill(office):
    """A case, a lead, a text to be shown, an application, and what came in about no case."""
    provider = office.new_provider("甲公司")
    case = office.find_case(provider, "11.6")
    warning = office.plan(case, "warning")
    office.register(provider, "11.6")
    day = office.today.isoformat()
    came = {"kind": "review", "body": "市人民政府", "number": "21号", "received_on": day}
    office.post("/proceedings", {**came, "subject": "不予入库"})
    return case, warning


def whose(office):
    """Whose each thing is that waits, by kind."""
    return {kind: [item.person for item in office.list_waiting(kind)] for kind in KINDS}


def all_of(name):
    return {kind: [name] for kind in KINDS}


def draft(office, persons, one="林晓", two="钱程"):
    body = {"person_id": persons[one], "taker_id": persons[two], "reason": "调离本科室"}
    return office.post("/case-handovers", {**body, "handed_on": office.today.isoformat()})


def hand_over(office, persons, one="林晓", two="钱程"):
    over = draft(office, persons, one, two)
    return office.post(f"/case-handovers/{over['id']}/taking", by=find_client(office, two))


def find_client(office, name):
    """The client of an officer."""
    return office.second if name == "郑文" else office.bureau.client("officer", name=name)


def test_all_that_waits_goes_over_with_its_list(xiamen, persons):
    case, _ = fill(xiamen)
    assert whose(xiamen) == all_of("林晓")
    over = hand_over(xiamen, persons)
    assert whose(xiamen) == all_of("钱程")
    assert [listed["number"] for listed in over["cases"]] == ["案〔2026〕1号"]
    listed = {(item["kind"], item.get("party", ""), item["step"]) for item in over["items"]}
    assert listed == {
        ("线索", "甲公司", "待核实"),
        ("来文答复", "", "待答复"),
        ("处理措施", "甲公司", "拟办"),
    }
    assert {item["kind"]: item.get("due_on") for item in over["items"]} == {
        "线索": "2026-03-09", "来文答复": "2026-03-16", "处理措施": None,
    }  # fmt: skip
    assert xiamen.get(f"/cases/{case}")["handler_id"] == persons["钱程"]


def test_nothing_moves_before_the_successor_takes_it_and_nobody_else_can(xiamen, persons):
    fill(xiamen)
    over = draft(xiamen, persons)
    assert (over["state"], whose(xiamen)) == ("drafted", all_of("林晓"))
    assert [item.person for item in xiamen.list_waiting("case_handover")] == ["钱程"]
    path = f"/case-handovers/{over['id']}"
    xiamen.post(f"{path}/taking", by=xiamen.second, expect=(403, "not_proposer"))
    dropped = xiamen.post(f"{path}/withdrawal", {"reason": "另行编制"})
    assert (dropped["state"], dropped["why_not"]) == ("withdrawn", "另行编制")
    taker = xiamen.bureau.client("officer", name="钱程")
    xiamen.post(f"{path}/taking", by=taker, expect=(409, "wrong_state"))
    assert whose(xiamen) == all_of("林晓")


def test_nobody_takes_a_post_over_by_a_list_of_his_own(xiamen, persons):
    fill(xiamen)
    taker = find_client(xiamen, "钱程")
    body = {"person_id": persons["林晓"], "taker_id": persons["钱程"], "reason": "调离本科室"}
    body["handed_on"] = xiamen.today.isoformat()
    path = f"/case-handovers/{xiamen.post('/case-handovers', body, by=taker)['id']}"
    refused = xiamen.post(f"{path}/taking", by=taker, expect=(403, "same_person"))
    assert refused["detail"] == "编制移交清单的人不能自行接收，请由另一人办理。"
    assert whose(xiamen) == all_of("林晓")
    xiamen.post(f"{path}/withdrawal", {"reason": "由科长另行编制"}, by=taker)
    path = f"/case-handovers/{xiamen.post('/case-handovers', body, by=xiamen.second)['id']}"
    xiamen.post(f"{path}/taking", by=taker)
    assert whose(xiamen) == all_of("钱程")


def test_what_comes_after_the_list_stays_though_it_is_taken_over_later(xiamen, persons):
    fill(xiamen)
    over = draft(xiamen, persons)
    xiamen.clock.forward(days=1)
    xiamen.register(xiamen.new_provider("乙公司"), "11.6")
    later = xiamen.find_case(xiamen.new_provider("丁公司"), "11.6")
    taker = xiamen.bureau.client("officer", name="钱程")
    xiamen.post(f"/case-handovers/{over['id']}/taking", by=taker)
    assert whose(xiamen)["lead"] == ["钱程", "林晓"]
    assert xiamen.get(f"/cases/{later}")["handler_name"] == "林晓"


def test_what_somebody_leaves_behind_is_counted_until_it_is_taken_over(xiamen, persons):
    fill(xiamen)
    admin, gone = xiamen.bureau.client("admin"), persons["林晓"]
    number = xiamen.bureau.number("person", gone)
    with xiamen.bureau.unit() as unit:
        assert count_open_items(unit)[number] == len(KINDS)
    over = draft(xiamen, persons)
    assert admin.post(f"/persons/{gone}/correction", {"active": False}).status_code == 200
    xiamen.post(f"/case-handovers/{over['id']}/taking", by=find_client(xiamen, "钱程"))
    with xiamen.bureau.unit() as unit:
        assert number not in count_open_items(unit)


def test_what_comes_later_is_whose_it_is(xiamen, persons):
    fill(xiamen)
    hand_over(xiamen, persons)
    xiamen.clock.forward(days=1)
    xiamen.register(xiamen.new_provider("乙公司"), "11.6")
    assert whose(xiamen)["lead"] == ["钱程", "林晓"]


def test_what_is_handed_over_twice_is_the_last_takers(xiamen, persons):
    fill(xiamen)
    hand_over(xiamen, persons)
    hand_over(xiamen, persons, "钱程", "郑文")
    assert whose(xiamen) == all_of("郑文")


def test_persons_are_answered_by_id_and_name(xiamen, persons):
    case, _ = fill(xiamen)
    over = hand_over(xiamen, persons)
    assert (over["person_id"], over["person_name"]) == (persons["林晓"], "林晓")
    assert (over["taker_id"], over["taker_name"]) == (persons["钱程"], "钱程")
    listed = xiamen.get("/cases", handler_id=persons["钱程"])["items"]
    assert [(each["id"], each["handler_name"]) for each in listed] == [(case, "钱程")]


def close_one(office):
    """A closed case that waits for the archive."""
    case = office.find_case(office.new_provider("丙公司"), "11.6")
    office.drop(case, "warning")
    office.drop(case, "order", term=1, term_unit="个月")
    office.close(case)
    return case


def test_a_closed_case_goes_over_to_who_archives_it(xiamen, persons):
    case = close_one(xiamen)
    assert [(item.person, item.step) for item in xiamen.list_waiting("case")] == [("林晓", "已办结，待归档")]
    over = hand_over(xiamen, persons)
    assert [(item.person, item.step) for item in xiamen.list_waiting("case")] == [("钱程", "已办结，待归档")]
    assert [(each["number"], each["state"]) for each in over["cases"]] == [("案〔2026〕1号", "已办结")]
    assert xiamen.get(f"/cases/{case}")["state"] == "closed"


def test_who_is_gone_takes_nothing_over_be_there_a_case_or_not(xiamen, persons):
    admin, gone = xiamen.bureau.client("admin"), persons["钱程"]
    assert admin.post(f"/persons/{gone}/correction", {"active": False}).status_code == 200
    person = {"person_id": persons["林晓"], "reason": "调离"}
    over = {**person, "taker_id": gone, "handed_on": xiamen.today.isoformat()}
    xiamen.post("/case-handovers", over, expect=(422, "not_a_handler"))
    away = {**person, "deputy_id": gone, "from_on": "2026-03-02", "until_on": "2026-03-03"}
    xiamen.post("/absences", away, expect=(422, "not_a_handler"))


class TestWhoStandsAside:
    @pytest.fixture
    def aside(self, xiamen):
        case = xiamen.find_case(xiamen.new_provider(), "11.6")
        xiamen.post(f"/cases/{case}/recusals", {"name": "林晓", "reason": "近亲属"})
        return f"/cases/{case}"

    def test_hands_the_case_over_and_takes_none(self, xiamen, persons, aside):
        to = {"reason": "回避"}
        xiamen.post(f"{aside}/handover", {**to, "handler_id": persons["钱程"]})
        assert xiamen.get(aside)["handler_id"] == persons["钱程"]
        back = {**to, "handler_id": persons["林晓"]}
        rejected = xiamen.post(f"{aside}/handover", back, by=xiamen.second, expect=(403, "recused"))
        assert "不能接手案件案〔2026〕1号" in rejected["detail"]

    def test_enters_what_came_in_about_it(self, xiamen, aside):
        came = {"kind": "review", "body": "市人民政府", "number": "21号"}
        xiamen.post(f"{aside}/proceedings", {**came, "received_on": xiamen.today.isoformat()})


def test_the_list_has_a_line_for_each_and_room_to_sign(xiamen, persons):
    fill(xiamen)
    number = xiamen.bureau.number("case_handover", hand_over(xiamen, persons)["id"])
    with xiamen.bureau.unit() as unit:
        listed = make_handover_list(unit, xiamen.profile, number)
    assert listed.title == "工作移交清单"
    assert [[cell.text for cell in row] for row in listed.rows] == [
        ["林晓", "钱程"], ["2026年3月2日", "4"], ["调离本科室"], ["", ""],
    ]  # fmt: skip
    assert listed.table is not None
    assert listed.table.rows == (
        ("1", "案件", "案〔2026〕1号", "", "未及时报告重要事项变更", "办理中", ""),
        ("2", "线索", "线索〔2026〕2号", "甲公司", listed.table.rows[1][4], "待核实", "2026-03-09"),
        ("3", "来文答复", "21号", "", "行政复议：不予入库", "待答复", "2026-03-16"),
        ("4", "处理措施", "案〔2026〕1号", "甲公司", "警告", "拟办", ""),
    )
    assert "制表人：林晓" in listed.note
    assert "审核人" in listed.note
    (page,) = PdfReader(io.BytesIO(render_pdf(listed))).pages
    assert page.mediabox.width > page.mediabox.height  # A4 on its side


def test_what_came_of_it_stays_with_the_successor(xiamen, persons):
    period = {"name": "2026年第一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
    xiamen.go_to(date(2026, 4, 2))
    made = xiamen.post("/rounds", period)
    assert [item.person for item in xiamen.list_waiting("round")] == ["林晓"]
    over = hand_over(xiamen, persons)
    assert [item["kind"] for item in over["items"]] == ["评价批次"]
    assert "things" not in over
    xiamen.clock.forward(days=1)
    xiamen.post(f"/rounds/{made['id']}/cut-off", by=find_client(xiamen, "钱程"))
    (item,) = xiamen.list_waiting("round")
    assert item.since == xiamen.clock.now
    assert item.person == "钱程"


def test_calls_for_materials_and_old_sheets_go_over(xiamen, persons):
    xiamen.join(xiamen.new_provider("甲公司"), "product")
    xiamen.go_to(calling.SENT_ON)
    calling.call_pool(xiamen)
    past.enter(xiamen, [["服务商", "发文日期", "文号"], ["早已注销公司", "2024.5.6", "1号"]])
    kinds = ("filing_call", "history_sheet")
    assert [item.person for kind in kinds for item in xiamen.list_waiting(kind)] == ["林晓"] * 2
    over = hand_over(xiamen, persons)
    assert {item["kind"] for item in over["items"]} == {"报送通知", "历史表"}
    assert [item.person for kind in kinds for item in xiamen.list_waiting(kind)] == ["钱程"] * 2


def test_the_list_has_of_a_letter_its_number_alone(make_desk):
    desk = make_desk("xiamen")
    letter = desk.act("register_letter", provider_id=desk.new_provider(), foreign_due_on=None)
    first, second = (desk.people[name].person.id for name in ("林晓", "郑文"))
    over = desk.act("hand_all_over", person_id=first, taker_id=second, handed_on=desk.day)
    (item,) = [item for item in over.items if item["kind"] == "来信"]
    assert {*item} <= {"kind", "number", "step", "due_on"}
    assert item["number"] == letter.number


def test_what_came_in_by_a_link_goes_over(make_desk):
    desk = make_desk("xiamen")
    link(desk, desk.new_provider())
    first, second = (desk.people[name].person.id for name in ("林晓", "郑文"))
    with desk.unit() as unit:
        assert {item.person for item in list_items(unit) if item.kind == "party_application"} == {"林晓"}
    over = desk.act("hand_all_over", person_id=first, taker_id=second, handed_on=desk.day)
    desk.check("take_handover", over.id)
    with desk.unit() as unit:
        assert {item.person for item in list_items(unit) if item.kind == "party_application"} == {"郑文"}
