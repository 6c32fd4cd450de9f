"""Old spreadsheets as a bureau finds them, and the room that takes them in, over the API."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import xlsxwriter

from tests.web.clients import credit_code

SPELLINGS = (
    "黄石云帆智造科技有限公司",
    "黄石云帆智造科技有限公司 ",
    "黄石云帆智造科技（有限公司）",
    "云帆智造",
    "黄石云帆智造科技公司",
)
"""One company as five spreadsheets write it."""
DECISIONS = {
    "title": "2024年服务商整改情况",
    "kind": "decisions",
    "owner": "中小企业科",
    "from_on": "2024-01-01",
    "until_on": "2024-12-31",
    "provider_head": "服务商",
    "day_head": "发文日期",
    "number_head": "文号",
}


def write_workbook(pages, merged=()):
    """A workbook of these rows by page; `merged` are ranges of the first page, with their text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties(
            {"created": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)}
        )  # the same rows are the same file
        for at, (name, rows) in enumerate(pages.items()):
            page = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(line, place, cell)
                    elif isinstance(cell, date):
                        page.write_datetime(line, place, cell, book.add_format({"num_format": "yyyy-mm-dd"}))
                    elif cell is not None:
                        page.write(line, place, cell)
            for area, text in merged if at == 0 else ():
                page.merge_range(area, text)
    return buffer.getvalue()


def keep_file(office, content, name="历史表.xlsx", kind="history_sheet"):
    """Store the file; gives its id."""
    sent = {"file": (io.BytesIO(content), name)}
    answer = office.officer.send("POST", f"/files?{urlencode({'kind': kind})}", data=sent)
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def enter(office, rows, *, expect=None, merged=(), **said):
    """Bring a workbook of one page in, given as its rows."""
    content = rows if isinstance(rows, bytes) else write_workbook({"Sheet1": rows}, merged)
    body = {**DECISIONS, "file_id": keep_file(office, content), **said}
    body = {name: value for name, value in body.items() if value is not None}
    return office.post("/history-sheets", body, expect=expect)


def list_rows(office, sheet, **query):
    return office.get("/history-rows", history_sheet_id=sheet["id"], **query)["items"]


def find_name(office, spelling):
    """The row of a spelling, as it is stored."""
    names = office.get("/history-names", limit=100)["items"]
    return next(name for name in names if name["spelling"] == spelling)


def match(office, spelling, provider, **more):
    name = find_name(office, spelling)
    options = {key: more.pop(key) for key in ("by", "expect") if key in more}
    return office.post(f"/history-names/{name['id']}/match", {"provider_id": provider, **more}, **options)


def prove(office, row):
    """Hang the paper on a row that proves it."""
    office.attach(f"/history-rows/{row['id']}", "history_proof")


def confirm(office, row, *, by=None, expect=None, **carrier):
    return office.post(
        f"/history-rows/{row['id']}/confirmation", carrier, by=by or office.second, expect=expect
    )


def new_company(office, name=SPELLINGS[0]):
    """A provider of this name; gives its id and code."""
    code = credit_code()
    return office.post("/providers", {"uscc": code, "name": name})["id"], code
