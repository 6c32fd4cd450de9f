"""历史数据: an old sheet comes in as it was written; names are matched by one, rows confirmed by another."""

from __future__ import annotations

from datetime import date

from tests.history.past import SPELLINGS, confirm, enter, find_name, list_rows, match, new_company, prove

ROWS = [
    ["黄石市2024年服务商整改情况"],
    ["序号", "服务商", "发文日期", "文号", "罚款（元）"],
    [1, SPELLINGS[0], date(2024, 3, 5), "黄经信函〔2024〕3号", 1234.5],
    [],
    [2, SPELLINGS[3], "2024年4月31日", None, 0.1],
    [3, "  ", "2024.5.6", "同上", None],
]


class TestASheet:
    def test_is_stored_as_it_was_written(self, office):
        sheet = enter(office, ROWS, head_row=2)
        assert (sheet["page"], sheet["row_count"], sheet["state"]) == ("Sheet1", 3, "open")
        assert sheet["above"] == ["黄石市2024年服务商整改情况"]
        assert sheet["columns_of"] == {"provider": "B", "day": "C", "number": "D"}
        first, second, third = list_rows(office, sheet)
        assert [row["line"] for row in (first, second, third)] == [3, 5, 6]
        assert [cell["text"] for cell in first["cells"]] == [
            *("1", SPELLINGS[0], "2024-03-05", "黄经信函〔2024〕3号", "1234.5"),
        ]
        assert second["cells"][-1] == {"column": "E", "head": "罚款（元）", "text": "0.1"}
        assert (first["day"], second["day"], third["day"]) == ("2024-03-05", None, "2024-05-06")
        assert first["lacking"] == ["provider_code"]
        assert second["lacking"] == ["day_unreadable", "number", "provider_code"]
        assert third["lacking"] == ["provider", "provider_code"]
        assert {row["state"] for row in (first, second, third)} == {"unmatched"}


class TestARow:
    def test_is_matched_by_one_and_confirmed_by_another(self, office):
        provider, _ = new_company(office)
        sheet = enter(office, ROWS, head_row=2, kind="other")
        match(office, SPELLINGS[0], provider)
        row = list_rows(office, sheet)[0]
        assert (row["state"], row["provider_id"]) == ("matched", provider)
        confirm(office, row, expect=(409, "paper_missing"))
        prove(office, row)
        confirm(office, row, by=office.officer, expect=(403, "same_person"))
        assert confirm(office, row)["state"] == "confirmed"
        steps = office.get(f"/history-rows/{row['id']}/steps")["items"]
        assert [step["step"] for step in steps] == ["confirm"]
        name = find_name(office, SPELLINGS[0])
        undo = f"/history-names/{name['id']}/undoing", {"reason": "同名。"}
        office.post(*undo, by=office.second, expect=(409, "rows_confirmed"))
