"""A report's pages: who has made and checked it, whether it comes out the same, what it would be now."""

from __future__ import annotations

from tests.casework.desk import Desk
from tests.console.people import Office


def test_say_by_whom_and_whether_it_comes_out_the_same(*, app, engine, owner_engine, clock, cities, tmp_path):
    office = Office(app, engine, owner_engine, clock)
    desk = Desk(engine, office.tenant, cities.profile("xiamen"), tmp_path)
    desk.new_contract(desk.new_provider())
    report = desk.act("draft_report", as_of=desk.day).id
    desk.check("confirm_report", report)
    desk.new_contract(desk.new_provider())
    browser = office.at("admin")
    address = f"/reports/{office.outward('report', report)}"
    assert f"{address}/table" in browser.get(address).text
    table = browser.get(f"{address}/table").text
    for words in (
        "按当时的台账重算与编制时一致",
        "制表人：林晓",
        "审核人：郑文",
        "金额单位：万元",
        "不作零计",
    ):
        assert words in table
    assert "行与编制时不同" in browser.get(f"{address}/known-now").text
    assert browser.get(f"{address}/table.xlsx").data.startswith(b"PK")
