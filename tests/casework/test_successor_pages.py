"""Who goes on with a promoter's work, and who is to hold its seat, chosen on the pages."""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.office import Office
from tests.casework.test_consent import CONSENT, seats
from tests.console import people

ANSWERS = [{"point": "已整改", "answer": "未见。", "adopted": "不采纳"}]


@pytest.fixture
def office(app, engine, owner_engine, clock, cities):
    bureau = people.Office(app, engine, owner_engine, clock, city="changsha")
    office = Office(bureau, cities.profile("changsha"))
    office.promulgate()
    office.go_to(date(2026, 6, 15))
    return office


def test_work_and_seat_go_to_who_is_chosen(office):
    promoter, other, outside = (office.new_provider(name) for name in ("甲研究院", "乙研究院", "丙研究院"))
    integrator = office.new_provider("丁集成")
    office.join(integrator, "integrator")
    for each in (promoter, other):
        office.join(each, "promoter")
    case = office.find_case(promoter, "13后段")
    browser = office.bureau.enter("周科", "officer")
    form = browser.get(f"/cases/{case}/remedies").text
    assert f'value="{other}"' in form
    assert [each for each in (promoter, integrator, outside) if f'value="{each}"' in form] == []
    made = browser.send(f"/cases/{case}/remedies", {"kind": "reassignment", "successor_id": other})
    remedy = made.headers["Location"].rpartition("/")[2]
    assert "乙研究院" in browser.get(f"/remedies/{remedy}").text
    office.tell_and_hear(remedy, promoter, ANSWERS)
    office.decide(remedy, promoter, title="关于调整行业推进工作组织单位的通知")
    (effect,) = [e for e in office.get("/case-effects", case_id=case)["items"] if e["kind"] == "seat"]
    # the government may consent to whoever it wants: typed by name or code
    browser.send(f"/case-effects/{effect['id']}/consent", {**CONSENT, "successor": "丙研究院"})
    office.attach(f"/case-effects/{effect['id']}", "official_text")
    office.post(f"/case-effects/{effect['id']}/consent-confirmation", by=office.second)
    office.post(f"/case-effects/{effect['id']}/completion", {"words": "已调整。"})
    assert [(seat[0], seat[2]) for seat in seats(office, outside)] == [("promoter", "2026-07-01")]
