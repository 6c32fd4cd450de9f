"""Old sheets of many rows: as many statements as for a few, to bring in, to match and to leave out."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from tests.history.past import DECISIONS, find_name, keep_file, list_rows, new_company, write_workbook

FEW, MANY = 3, 60
NAME = "黄石磁湖软件有限公司"


@pytest.fixture
def count(engine):
    """Counts the statements of a call that succeeds."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    def count_of(call, path, body, **options):
        statements.clear()
        answer = call(path, body, **options)
        assert answer.status_code in {200, 201}, answer.json
        return len(statements)

    event.listen(engine, "before_cursor_execute", note)
    yield count_of
    event.remove(engine, "before_cursor_execute", note)


def write(number):
    """A sheet of a name in so many rows, and of as many others."""
    rows = [[f"{NAME}{number}", "2024.5.6", f"{number}-{n}"] for n in range(number)]
    rows += [[f"另一家{number}之{n}", "2024.5.6", ""] for n in range(number)]
    return write_workbook({"Sheet1": [["服务商", "发文日期", "文号"], *rows]})


def test_a_longer_sheet_asks_no_more(office, count):
    company, _ = new_company(office, NAME)
    asked = {}
    for number in (1, FEW, MANY):  # the first is for what is read once
        body = {**DECISIONS, "file_id": keep_file(office, write(number))}
        entered = count(office.officer.post, "/history-sheets", body)
        sheet = office.get("/history-sheets")["items"][-1]
        assert sheet["row_count"] == 2 * number
        match = f"/history-names/{find_name(office, f'{NAME}{number}')['id']}/match"
        matched = count(office.officer.post, match, {"provider_id": company}, version=1)
        states = [row["state"] for row in list_rows(office, sheet, limit=200)]
        assert states.count("matched") == number
        drop = f"/history-sheets/{sheet['id']}/dropping"
        dropped = count(office.second.post, drop, {"reason": "期间填错。"}, version=1)
        assert {row["state"] for row in list_rows(office, sheet, limit=200)} == {"left_out"}
        asked[number] = (entered, matched, dropped)
    assert asked[FEW] == asked[MANY]
