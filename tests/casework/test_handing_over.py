"""Handing over when somebody leaves: all that waits for that person goes to another, with its list."""

from __future__ import annotations

import pytest

KINDS = ("lead", "proceeding", "remedy", "case")


@pytest.fixture
def persons(xiamen):
    """The ids of the officer who leaves and of who takes over."""
    xiamen.bureau.new_client("officer", name="钱程")
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


def hand_over(office, persons, one="林晓", two="钱程"):
    body = {"person_id": persons[one], "taker_id": persons[two], "reason": "调离本科室"}
    return office.post("/case-handovers", body)


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
