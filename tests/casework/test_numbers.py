"""案号 and 登记号 begin anew with the year of China, whatever hour of Greenwich it is."""

from __future__ import annotations

from datetime import date, timedelta

NEW_YEAR = date(2027, 1, 1)


def draft(office):
    case = office.find_case(office.new_provider(), "11.2")
    paper = office.draft(office.plan(case, "warning"))
    numbers = office.get(f"/cases/{case}")["number"], office.get(f"/case-documents/{paper}")["register_no"]
    return tuple(number.partition("〕")[0][-4:] + "/" + number.partition("〕")[2] for number in numbers)


def test_numbers_go_on_over_new_year(xiamen):
    xiamen.go_to(NEW_YEAR - timedelta(1))
    assert [draft(xiamen), draft(xiamen)] == [("2026/1号", "2026/1号"), ("2026/2号", "2026/2号")]
    # ten in the morning, less four hours: in Greenwich it is still 2026
    xiamen.go_to(NEW_YEAR)
    xiamen.clock.now -= timedelta(hours=4)
    assert [draft(xiamen), draft(xiamen)] == [("2027/1号", "2027/1号"), ("2027/2号", "2027/2号")]
    xiamen.go_to(NEW_YEAR + timedelta(3))
    assert draft(xiamen) == ("2027/3号", "2027/3号")
